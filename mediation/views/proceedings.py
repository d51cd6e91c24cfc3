"""Pages of proceedings: preparing one, its steps, sessions."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mediation.forms.guidance import guidance
from mediation.forms.kind_guides import GUIDES
from mediation.forms.steps import form_for
from mediation.models import Proceeding
from mediation.operations import proceedings
from mediation.proceeding_kinds import KINDS
from mediation.steps import PROCEEDING_STEPS
from mediation.views.next_steps import titled
from mediation.views.steps import StepPage, check_right, page_for, show, step_page, visible_dispute

PEOPLE = ("dispute__holder__parent__parent", "dispute__employer", "agency__parent__parent")


def visible_proceeding(request, pk):
    """The proceeding if the person may see it, else the 404 of a missing one."""
    rows = Proceeding.objects.visible_to(request.user).select_related(*PEOPLE)
    return get_object_or_404(rows, pk=pk)


def case_url(proceeding):
    return reverse("dispute-detail", args=[proceeding.dispute_id]) + f"#proceeding-{proceeding.pk}"


@require_http_methods(["GET", "POST"])
def proceeding_step(request, pk, verb):
    """Every step of a proceeding."""
    proceeding = visible_proceeding(request, pk)
    if verb == "hold_session":
        return _session(request, proceeding)
    return step_page(request, proceeding, verb, case_url(proceeding))


@require_http_methods(["GET", "POST"])
def proceeding_prepare(request, pk, kind):
    """Open a proceeding of the kind in a case."""
    if kind not in KINDS:
        raise Http404
    dispute = visible_dispute(request, pk)
    row, step = KINDS[kind], PROCEEDING_STEPS["prepare"]
    check_right(request.user, dispute, step)

    def take(form):
        return proceedings.prepare(dispute, kind, by=request.user, at=timezone.now(), **form.answers())

    page = StepPage(
        dispute,
        step,
        titled(str(row.label), str(row.names.get("prepare", step.label))),
        str(guidance("proceeding", "prepare", kind)),
        reverse("dispute-detail", args=[pk]) + "#proceedings",
        take,
        partial(form_for, step, dispute, request.user, kind=kind, basis=request.GET.get("basis", "")),
        proceedings.unmet_to_prepare(dispute, kind),
        guide=GUIDES[kind],
    )
    return show(request, page)


def _session(request, proceeding):
    step = PROCEEDING_STEPS["hold_session"]
    check_right(request.user, proceeding, step)

    def take(form):
        return proceedings.hold_session(proceeding, by=request.user, at=timezone.now(), **form.answers())

    return show(request, page_for(request, proceeding, step, case_url(proceeding), take))
