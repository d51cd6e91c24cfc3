"""Saved reports: the list, one with its figures now, as files, changed and deleted by who made it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.costly import unhurried
from mediation.access import Act, may
from mediation.forms.reports import ReportForm
from mediation.forms.saved_reports import SavedReportForm, groups_in, initial_of
from mediation.models import ReportSending, SavedReport
from mediation.operations.errors import StepForbidden
from mediation.operations.reporting import asked_by, count, discard, keep, lost_in, post_in, posts_of, reading_post
from mediation.reports.indicators import INDICATORS
from mediation.views.reports import read as read_choices
from mediation.views.snapshots import readers_only
from mediation.views.statements import file_response, kind_of, page_of

PAGE_SIZE = 25
LONGEST_KEY = 19  # digits


@require_safe
def saved_report_list(request):
    """One's own and the shared ones, with what became of the last sending."""
    readers_only(request)
    last = ReportSending.objects.filter(report=OuterRef("pk")).order_by("-pk")
    rows = SavedReport.objects.visible_to(request.user).select_related("owner", "organisation")
    rows = rows.annotate(
        sent_on=Subquery(last.values("due_on")[:1]), snapshot=Subquery(last.values("snapshot")[:1]),
        refusal=Subquery(last.values("refusal")[:1]),
    )  # fmt: skip
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "may_save": bool(posts_of(request.user))}
    return render(request, "mediation/saved_report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_report_new(request):
    """Save a report; the choices of the address stand in the form."""
    if not posts_of(request.user):
        raise PermissionDenied
    saved = SavedReport(owner=request.user, indicators=list(INDICATORS))
    return _form_page(request, saved, _initial(request))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_report_amend(request, pk):
    saved = _visible(request, pk)
    if saved.owner_id != request.user.pk or post_in(request.user, saved.organisation) is None:
        raise PermissionDenied
    return _form_page(request, saved, initial_of(saved))


def _initial(request: Any) -> dict[str, Any]:
    """Those of another saved report, or the choices of the report page where its address can be read."""
    key = request.GET.get("saved", "")
    if key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY:
        return initial_of(_visible(request, int(key))) | {"receivers": []}
    form, _disputes = read_choices(request, ReportForm)
    if not form.is_valid():
        return {"indicators": list(INDICATORS)}
    by = form.cleaned_data["by"]
    return {"indicators": form.indicators, **groups_in([by] if by else []), **form.filters}


def _form_page(request, saved, initial):
    units = [post.organisation for post in posts_of(request.user)]
    typed = request.POST if request.method == "POST" else None
    form = SavedReportForm(typed, units=units, owner=request.user, today=timezone.localdate(), initial=initial)
    if not form.is_valid():
        context = {"form": form, "saved": saved if saved.pk else None}
        return render(request, "mediation/saved_report_form.html", context, status=422 if form.is_bound else 200)
    try:
        saved = keep(form.put_into(saved), form.cleaned_data["receivers"], by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("saved-report-detail", saved.pk)


@unhurried
@require_safe
def saved_report_detail(request, pk):
    """The figures of now, as the reader may see them; of one that cannot be counted any more, what it lacks."""
    saved = _visible(request, pk)
    lost = lost_in(saved)
    context = ({} if lost else page_of(_counted(request, saved))) | {
        "saved": saved, "lost": lost, "is_own": saved.owner_id == request.user.pk,
        "may_export": may(request.user, Act.EXPORT),
        "may_publish": post_in(request.user, saved.organisation) is not None,
        "sendings": saved.sendings.select_related("snapshot").defer("snapshot__statement")[:6],
        "receivers": saved.receivers.all(),
    }  # fmt: skip
    return render(request, "mediation/saved_report_detail.html", context)


@unhurried
@require_safe
def saved_report_file(request, pk):
    saved = _visible(request, pk)
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    if lost_in(saved):
        return redirect("saved-report-detail", saved.pk)
    kind = kind_of(request)
    with translation.override("zh-hans" if kind == "pdf" else translation.get_language()):
        return file_response(request, _counted(request, saved), kind, f"saved-report-{saved.pk}")


@require_POST
def saved_report_delete(request, pk):
    """Delete it; snapshots made of it stay."""
    saved = _visible(request, pk)
    try:
        discard(saved, by=request.user)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("“%(name)s” is deleted; its snapshots stay.") % {"name": saved.name})
    return redirect("saved-report-list")


def _visible(request, pk):
    readers_only(request)
    rows = SavedReport.objects.visible_to(request.user).select_related("owner", "organisation")
    return get_object_or_404(rows, pk=pk)


def _counted(request, saved):
    """Counted through the reader's own membership in the union; whoever sees the report has one."""
    post = reading_post(request.user, saved.organisation)
    assert post is not None
    return count(asked_by(saved, timezone.localdate()), by=request.user, post=post, at=timezone.now())
