"""What is on record for the limitation of a case: the page, and the forms that record, end and strike an entry."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.deadlines import explain
from mediation.forms.guidance import guidance
from mediation.forms.steps import form_for
from mediation.models import Letter, LimitationEvent
from mediation.operations.limitation import end_limitation, record_limitation, strike_limitation
from mediation.operations.limitation_course import courses_of_people, earliest
from mediation.operations.limitation_hints import hints
from mediation.steps import DISPUTE_STEPS
from mediation.views.case_file import sight_of
from mediation.views.limitation import named_limitation_of
from mediation.views.steps import StepPage, check_right, show, visible_dispute

ACTS: dict[str, Callable[..., LimitationEvent]] = {
    "end_limitation": end_limitation,
    "strike_limitation": strike_limitation,
}


@require_safe
def limitation(request, pk):
    """What is on record for the limitation of a case, how it is counted, and what could be recorded besides."""
    dispute = visible_dispute(request, pk)
    if "limitation" not in sight_of(request.user, dispute).sections:
        raise Http404
    entries = LimitationEvent.objects.select_related("recorded_by", "struck_by__by").prefetch_related("parties")
    papers = Letter.objects.with_record()
    prefetch_related_objects(
        [dispute], Prefetch("limitation_events", entries), Prefetch("letters", papers), "deadlines", "proceedings",
        "agreements", "claims", "parties",
    )  # fmt: skip
    courses = courses_of_people(dispute)
    course, may_record = earliest(courses), dispute.is_open and may(request.user, Act.HANDLE, dispute)
    context = {
        "dispute": dispute,
        "limitation": named_limitation_of(dispute),
        "reasons": explain(course.due) if course else [],
        "entries": dispute.limitation_events.all(),
        "hints": [{"hint": hint, "url": _hint_url(dispute, hint)} for hint in hints(dispute, courses)],
        "may_record": may_record,
        "today": timezone.localdate(),
    }
    return render(request, "mediation/limitation.html", context)


def _hint_url(dispute, hint):
    """The form with what the case proves already filled in."""
    given = {"ended_on": hint.ended_on or ""}
    if hint.entry is not None:
        return f"{reverse('limitation-step', args=[hint.entry.pk, 'end_limitation'])}?{urlencode(given)}"
    given |= {"cause": hint.cause, "happened_on": hint.happened_on, "proof": hint.proof}
    return f"{reverse('limitation-new', args=[dispute.pk])}?{urlencode(given)}"


@require_http_methods(["GET", "POST"])
def limitation_new(request, pk):
    """Record an interruption or suspension."""
    dispute = visible_dispute(request, pk)
    return _show(request, dispute, "record_limitation", partial(record_limitation, dispute))


@require_http_methods(["GET", "POST"])
def limitation_step(request, pk, verb):
    """Record the end of an entry, or strike it."""
    rows = LimitationEvent.objects.visible_to(request.user).filter(struck_by__isnull=True)
    entry = get_object_or_404(rows, pk=pk)
    if verb not in ACTS or (verb == "end_limitation" and not (entry.has_end and entry.ended_on is None)):
        raise Http404
    dispute = visible_dispute(request, entry.dispute_id)
    more = {"entry": entry} if verb == "end_limitation" else {}
    return _show(request, dispute, verb, partial(ACTS[verb], entry), about=str(entry), **more)


def _show(request, dispute, verb, operation, *, about="", **more):
    step = DISPUTE_STEPS[verb]
    check_right(request.user, dispute, step)

    def form_with(data):
        form = form_for(step, dispute, request.user, data, **more)
        form.initial = {name: request.GET[name] for name in form.fields if name in request.GET}
        return form

    page = StepPage(
        dispute, step, str(step.label), str(guidance("dispute", verb)), reverse("limitation", args=[dispute.pk]),
        lambda form: operation(by=request.user, at=timezone.now(), **form.answers()), form_with,
    )  # fmt: skip
    return show(request, replace(page, text=f"{about} · {page.text}" if about else page.text))
