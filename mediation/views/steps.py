"""The page of a step, the same for all machines: what it does, what is missing, its form, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation import checks
from mediation.access import may
from mediation.forms.answers import StepForm
from mediation.forms.guidance import COSTLY, guidance_for
from mediation.forms.kind_guides import GUIDES, Guide
from mediation.forms.steps import form_for
from mediation.machine import Unmet
from mediation.models import Dispute
from mediation.operations import filing, people
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.steps import take_step, unmet_now
from mediation.steps import GRAVE, TABLES, Step, label_of, machine_of
from mediation.views.case_file import sight_of
from mediation.views.limitation import limitation_of
from mediation.views.linkage import reported


@dataclass(frozen=True)
class StepPage:
    """One step on its way: `take` does it with the form's answers, `form_with` makes the form."""

    subject: Any
    step: Step
    label: str
    text: str
    back_url: str
    take: Callable[[StepForm], Any]
    form_with: Callable[[Any], StepForm]
    unmet: list[Unmet] = field(default_factory=list)
    answer: Callable[[Any, Any], HttpResponse] | None = None  # a page of its own for what the step gave
    guide: Guide | None = None  # what a kind of proceeding is, needs and leads to

    @property
    def dispute(self) -> Dispute:
        dispute: Dispute = self.subject.dispute
        return dispute


def step_page(request, subject, verb, back_url):
    """Show the form of a verb, or take the step and go back; serves disputes, proceedings and letters alike.

    404 for a verb that is none of the machine's, 403 without the right, 409 with what was typed when somebody was
    faster, 422 with what was typed and what is unmet.
    """
    step = TABLES[machine_of(subject)].get(verb)
    if step is None or step.led or step.creates:
        raise Http404
    check_right(request.user, subject, step)

    def take(form):
        return take_step(
            subject, verb, by=request.user, at=timezone.now(), version=form.cleaned_data["version"], **form.answers()
        )

    unmet = [*unmet_now(subject, verb, request.user), *not_yet(subject, verb, timezone.localdate())]
    return show(request, page_for(request, subject, step, back_url, take, unmet=unmet))


def not_yet(subject, verb, today):
    """The day on which silence may be recorded, as long as it has not come."""
    due = subject.reply_due_on if verb == "mark_unanswered" else None
    if due is None or due < today:
        return []
    words = _("the time for the answer is over: from %(day)s on") % {"day": due + timedelta(days=1)}
    return [Unmet(words, checks.reply_limit_passed.who)]


def page_for(request, subject, step, back_url, take, *, unmet=(), **more):
    """The page of a step of the subject; `more` goes to the form."""
    return StepPage(
        subject,
        step,
        str(label_of(subject, step.verb)),
        str(guidance_for(subject, step.verb)),
        back_url,
        take,
        partial(form_for, step, subject, request.user, **more),
        list(unmet),
        guide=GUIDES[subject.kind] if step.verb == "file" else None,
    )


def check_right(user, subject, step):
    """PermissionDenied unless the person has the right to the step."""
    if not any(may(user, act, subject) for act in step.acts):
        raise PermissionDenied(_("You may not take this step here."))


def show(request, page):
    """GET shows the page; POST takes the step or shows it again with what was typed."""
    if request.method != "POST":
        return _render(request, page, page.form_with(None), page.unmet, blocked=bool(page.unmet))
    form = page.form_with(request.POST)
    form.files = request.FILES
    if not form.is_valid():
        return _render(request, page, form, page.unmet, status=422)
    try:
        taken = page.take(form)
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepStale as error:
        return _render_stale(request, page, str(error))
    except StepRefused as error:
        return _render(request, page, form, error.unmet, status=422)
    if page.answer is not None:
        return page.answer(request, taken)
    messages.success(request, _("Done: %(step)s.") % {"step": page.label})
    return redirect(page.back_url)


def _render_stale(request, page, notice):
    """Somebody else was faster: the fresh state, what was typed, and a version that can be sent again."""
    page.subject.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(page.subject.version)
    is_verb = hasattr(page.subject, page.step.verb)  # an operation of its own has no state to be in
    unmet = unmet_now(page.subject, page.step.verb, request.user) if is_verb else []
    return _render(request, page, page.form_with(data), unmet, status=409, notice=notice)


def _render(request, page, form, unmet, *, status=200, notice="", blocked=False):
    sight = sight_of(request.user, page.dispute)
    costly = _may_cost(page) and "limitation" in sight.sections
    context = {
        "page": page,
        "dispute": page.dispute,
        "form": form,
        "unmet": unmet,
        "notice": notice,
        "blocked": blocked,
        "is_grave": page.step.tone == GRAVE,
        "is_partner": sight.is_partner,
        "names_employer": sight.names_employer(page.dispute),
        "limitation": limitation_of(page.dispute) if costly else None,
        "report": reported(page.dispute) if page.step.verb in ("approve_result", "send_back") else [],
        "today": timezone.localdate(),
    }
    return render(request, "mediation/step_form.html", context, status=status)


def _may_cost(page):
    """Whether the worker may lose the claim by what the step leads to; of mediation, also by its beginning."""
    machine, verb = machine_of(page.subject), page.step.verb
    lengthens = machine == "proceeding" and verb in ("accept", "extend", "suspend")
    return (machine, verb) in COSTLY and not (lengthens and page.subject.kind != "union_mediation")


# Disputes ---------------------------------------------------------------------------------------------------


def visible_dispute(request, pk):
    """The dispute if the person may see it, else the 404 of a missing one."""
    return get_object_or_404(Dispute.objects.visible_to(request.user).with_people(), pk=pk)


@require_http_methods(["GET", "POST"])
def dispute_step(request, pk, verb):
    """Every step of a dispute, those that create rows of their own included."""
    dispute = visible_dispute(request, pk)
    back_url = reverse("dispute-detail", args=[pk])
    take = _CREATING.get(verb)
    if take is None:
        return step_page(request, dispute, verb, back_url)
    step = TABLES["dispute"][verb]
    check_right(request.user, dispute, step)
    is_split = verb == "split"
    unmet = unmet_now(dispute, verb, request.user) if is_split else ()
    more = {"without": request.GET.get("without", "")} if is_split else {}
    if verb in ("follow_up", "plan_visit"):
        back_url += "#follow-up"
    page = page_for(request, dispute, step, back_url, lambda form: take(dispute, form), unmet=unmet, **more)
    return show(request, page)


def _split(dispute, form):
    answers = form.answers()
    return filing.split(
        dispute,
        answers["workers"],
        by=form.user,
        at=timezone.now(),
        version=form.cleaned_data["version"],
        reason=answers["reason"],
    )


def _recuse(dispute, form):
    return people.recuse(dispute, by=form.user, at=timezone.now(), **form.answers())


def _follow_up(dispute, form):
    return people.follow_up(dispute, by=form.user, at=timezone.now(), **form.answers())


def _plan_visit(dispute, form):
    return people.plan_visit(dispute, by=form.user, at=timezone.now(), **form.answers())


_CREATING = {"split": _split, "recuse": _recuse, "follow_up": _follow_up, "plan_visit": _plan_visit}
