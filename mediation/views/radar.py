"""The radar: employers with several workers' cases, and one collective case out of them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, grants, may
from mediation.forms.radar import GatherForm
from mediation.letters import ROWS
from mediation.models import Employer
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.gathering import gather
from mediation.operations.reporting import reported_to
from mediation.reports.radar import clusters, within_window

PAGE_SIZE = 25
MOST_CASES = 100  # of one employer on its page
PEOPLE = ("holder__parent__parent", "handler")


@require_safe
def radar(request):
    """Employers, most workers first; only the cases the reader sees count."""
    if not may(request.user, Act.REPORT):
        raise PermissionDenied
    today = timezone.localdate()
    found = clusters(reported_to(request.user), today)
    context = {"page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")), "today": today, **_window()}
    return render(request, "mediation/radar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def radar_employer(request, pk):
    """The cases against one employer; those the reader may merge can become one, a reminder has its button."""
    if not may(request.user, Act.REPORT):
        raise PermissionDenied
    today = timezone.localdate()
    mine: Any = reported_to(request.user).filter(employer=get_object_or_404(Employer, pk=pk))
    cluster = next(iter(clusters(mine, today)), None)
    if cluster is None:
        return _nothing_left(request, mine)
    rows = within_window(mine, today).select_related(*PEOPLE).order_by("received_on", "pk")[:MOST_CASES]
    # What `may` asks, without its query a row: nobody sees a case from which they are barred.
    movers, drafters = ({m.organisation_id for m in grants(request.user, act)} for act in (Act.MOVE, Act.DRAFT))
    offered = [row for row in rows if row.is_open and movers & row.holder.lineage]
    lines = [(row, row.is_open and bool(drafters & row.holder.lineage)) for row in rows]
    context = {"cluster": cluster, "lines": lines, "today": today, "reminder": ROWS["reminder"], **_window()}
    context["draftable"] = [row.pk for row, may_draft in lines if may_draft]
    if request.method == "POST":
        return _gathered(request, offered, context)
    return _page(request, GatherForm(offered=offered), offered, context)


def _nothing_left(request, mine):
    """404, but for who has just merged the cases and clicked twice."""
    if request.method != "POST" or not mine.exists():
        raise Http404
    messages.info(request, _("These cases are merged already."))
    return redirect("radar")


def _gathered(request, offered, context):
    if not may(request.user, Act.MOVE):
        raise PermissionDenied
    form = GatherForm(request.POST, offered=offered)
    if not form.is_valid():
        return _page(request, form, offered, context, status=422)
    try:
        case = gather(form.case, form.merged, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        return _page(request, form, offered, {**context, "unmet": error.unmet}, status=422)
    messages.success(request, _("One case goes on: %(number)s.") % {"number": case.number})
    return redirect("dispute-detail", case.pk)


def _page(request, form, offered, context, status=200):
    lines = [(row, may_draft, form.differences(row)) for row, may_draft in context["lines"]]
    context = {**context, "lines": lines, "form": form if len(offered) > 1 else None}
    return render(request, "mediation/radar_employer.html", context, status=status)


def _window():
    return {"days": settings.RADAR_DAYS, "fewest": settings.RADAR_WORKERS}
