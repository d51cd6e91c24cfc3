"""The finder of people whose suit could be supported: its page, its Excel file, and leaving a case out."""

import logging
from functools import partial
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from config.costly import unhurried
from mediation import exports
from mediation.access import Act, grants, may
from mediation.forms.clues import FinderForm
from mediation.forms.guidance import guidance
from mediation.forms.steps import form_for
from mediation.models import Dispute
from mediation.operations.clues import dismiss_support
from mediation.reports import finder as report
from mediation.steps import DISPUTE_STEPS
from mediation.views.disputes import EXCEL
from mediation.views.steps import StepPage, check_right, show, visible_dispute

PAGE_SIZE = 25
log = logging.getLogger(__name__)


@require_safe
def finder(request):
    """Cases in time, or on a tab of their own those whose limitation is over."""
    form, rows, today = _filtered(request)
    tabs = {"0": report.in_time(rows, today), "1": report.too_late(rows, today)}
    over = "1" if request.GET.get("over") == "1" else "0"
    page = Paginator(report.with_rows(tabs[over], today), PAGE_SIZE).get_page(request.GET.get("page"))
    found = [report.candidate(dispute, today) for dispute in page.object_list]
    # What `may` asks, without its query a row: nobody sees a case from which they are barred.
    units = {membership.organisation_id for membership in grants(request.user, Act.HANDLE)}
    context = {
        "form": form, "page": page, "today": today, "over": over,
        "counts": {code: page.paginator.count if code == over else rows.count() for code, rows in tabs.items()},
        "lines": [{"found": row, "may_handle": bool(units & row.dispute.holder.lineage)} for row in found],
        "may_export": may(request.user, Act.EXPORT),
    }  # fmt: skip
    return render(request, "mediation/finder.html", context, status=200 if form.is_valid() else 422)


def _filtered(request):
    """The form, the cases it lets pass (none when it cannot be read), and today."""
    if not report.may_find(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    form = FinderForm(request.GET)
    rows = report.candidates(request.user, today)
    if not form.is_valid():
        return form, rows.none(), today
    asked = form.cleaned_data
    if asked["group"]:
        rows = report.of_group(rows, asked["group"], today)
    if asked["town"]:
        rows = rows.filter(town=asked["town"])
    if asked["since"]:
        rows = rows.filter(failed_on__gte=asked["since"])
    return form, rows, today


@unhurried
@require_safe
def finder_export(request):
    """The cases found, in time and over, as an Excel file with masked names; who took it is written to the log."""
    form, rows, today = _filtered(request)
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    if not form.is_valid():
        return redirect(f"{reverse('finder')}?{request.GET.urlencode()}")
    at = timezone.now()
    asked = [(str(form.fields[name].label), str(value)) for name, value in form.cleaned_data.items() if value]
    origin = exports.Origin(request.user.get_full_name(), at, asked)
    found = (report.candidate(dispute, today) for dispute in report.with_rows(rows, today)[: exports.MOST_ROWS])
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    count = exports.write_candidates(target, found, origin=origin)
    target.seek(0)
    log.info("export of the finder: user=%s rows=%d filter=%s", request.user.pk, count, dict(request.GET.items()))
    name = f"finder-{timezone.localtime(at):%Y%m%d-%H%M}.xlsx"
    response = FileResponse(target, as_attachment=True, filename=name, content_type=EXCEL)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def support_dismiss(request, pk):
    """Leave a case out of the finder, with the reason."""
    dispute: Dispute = visible_dispute(request, pk)
    step = DISPUTE_STEPS["dismiss_support"]
    check_right(request.user, dispute, step)

    def take(form):
        return dismiss_support(dispute, by=request.user, at=timezone.now(), **form.answers())

    page = StepPage(
        dispute, step, str(step.label), str(guidance("dispute", step.verb)), reverse("finder"), take,
        partial(form_for, step, dispute, request.user),
    )  # fmt: skip
    return show(request, page)
