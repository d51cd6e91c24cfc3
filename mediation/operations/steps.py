"""The one door: `take_step` calls the verbs of the machines and saves their state.

One verb, `split`, makes a second case and stands in `filing.split`, with the same lock, rights and requirements.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import access
from mediation.lifecycle import local_day
from mediation.machine import Unmet, judged
from mediation.models import Membership, User
from mediation.operations import effects
from mediation.operations.deadlines import apply_deadlines
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import Subject, case_of, lock, lock_all, lock_row
from mediation.operations.unmet import no_reason
from mediation.steps import TABLES, Step, label_of, machine_of, step_of


@dataclass(frozen=True)
class Offer:
    """A step that is on the table for a person in the present state, with what still stands in its way."""

    step: Step
    subject: Subject
    label: str
    unmet: tuple[Unmet, ...]


def take_step(
    subject: Subject, verb: str, *, by: User, at: datetime, version: int | None = None, **answers: Any
) -> Any:
    """Take one step: lock, rights, requirements, verb, save, event, deadlines, letters, in one transaction.

    `at` is an aware instant; `version` is the version the person saw, None to take the step on any. Returns the fresh
    subject; the caller's is stale. Raises StepStale, StepForbidden or StepRefused, and then nothing has changed.
    """
    with transaction.atomic():
        subject, answers = lock_all(subject, answers)
        if version is not None and version != subject.version:
            raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
        actor = actor_for(by, subject, verb)
        answers = {**answers, "by": by, "at": at, "today": local_day(at)}
        if unmet := [*unmet_now(subject, verb, by), *_unmet_answers(subject, verb, answers)]:
            raise StepRefused(unmet)
        taken = _perform(subject, verb, actor, effects.complete(subject, verb, actor, answers))
        last = next(row for row in reversed(taken) if type(row) is type(subject) and row.pk == subject.pk)
        return last.as_saved()


def actor_for(by: User, subject: Subject, verb: str) -> Membership:
    """The membership under which the person takes the step; StepForbidden when there is none.

    Nobody takes a step that follows from another one, or one that an operation of its own takes.
    """
    step = step_of(subject, verb)
    for act in () if step.led or step.creates else step.acts:
        if found := access.membership_for(by, act, subject):
            return cast(Membership, found)
    raise StepForbidden(_("You may not take this step here."))


def offers(subject: Subject, user: User) -> list[Offer]:
    """The steps the person has a right to in the present state, with what is unmet; not those that create rows."""
    found = []
    for verb, step in TABLES[machine_of(subject)].items():
        if step.led or step.creates or _transition(subject, verb) is None:
            continue
        if any(access.may(user, act, subject) for act in step.acts):
            found.append(Offer(step, subject, str(label_of(subject, verb)), tuple(unmet_now(subject, verb, user))))
    return found


def unmet_now(subject: Subject, verb: str, user: User) -> list[Unmet]:
    """What stands in the way of a step before any answer is given."""
    if wrong := _wrong_state(subject, verb):
        return wrong
    requirements = [row for condition in _transition(subject, verb).conditions for row in condition.unmet(subject)]
    duties = step_of(subject, verb).duties
    return requirements + [Unmet(duty.what, duty.who) for duty in duties if not duty.test(subject, user)]


def _perform(subject: Subject, verb: str, actor: Membership, answers: dict[str, Any]) -> list[Subject]:
    """Take the step and those that follow from it; the rows that were changed, in order, each as it was saved."""
    taken = [subject]
    before, columns = subject.state, subject.columns()
    with judged(subject):
        getattr(subject, verb)(**answers)
    effects.before_save(subject, verb, actor, answers)
    subject.version += 1
    subject.save(update_fields=subject.changed(columns))
    reason = answers.get("reason", "")
    event = record_event(
        subject, verb, actor=actor, at=answers["at"], from_state=before, reason=reason, answers=answers
    )
    apply_deadlines(subject, verb, event, answers)

    def lead(other: Subject, next_verb: str, **more: Any) -> None:
        own = {name: answer for name, answer in answers.items() if name != "attached"}  # which came with the first step
        known = case_of(other) == case_of(subject)  # merged into another, the case leads a step of that one
        row = lock_row(other, subject.dispute) if known else lock(other)
        taken.extend(_lead(row, next_verb, actor, {**own, **more}))

    effects.after_event(effects.Move(subject, verb, actor, answers, event, lead))
    return taken


def _lead(subject: Subject, verb: str, actor: Membership, answers: dict[str, Any]) -> list[Subject]:
    """Take a step that follows from another one, if the state has it: a result may reach a suspended case.

    None is taken to where the subject already is: a case at the court does not go there again.
    """
    transition = _transition(subject, verb)
    if transition is None or transition.target == subject.state:
        return []
    if unmet := unmet_now(subject, verb, actor.user):
        raise StepRefused(unmet)
    dated = {"withdrawn_on": answers["today"]} if verb == "withdraw" else {}
    return _perform(subject, verb, actor, {**answers, **dated})


def _transition(subject: Subject, verb: str) -> Any:
    """The django-fsm transition that the present state offers for the verb, or None."""
    return getattr(type(subject), verb)._django_fsm.get_transition(subject.state)


def _wrong_state(subject: Subject, verb: str) -> list[Unmet]:
    if _transition(subject, verb) is not None:
        return []
    now = subject.get_state_display()
    return [Unmet(_("the step is possible in the present state (now: %(state)s)") % {"state": now}, _("nobody"))]


def _unmet_answers(subject: Subject, verb: str, answers: dict[str, Any]) -> list[Unmet]:
    step = step_of(subject, verb)
    unmet = []
    if step.reason:
        unmet += no_reason(str(answers.get("reason") or ""))
    unmet += [row for check in step.checks for row in check.unmet(subject, answers)]
    return unmet + _wrong_dates(subject, step, answers)


def _wrong_dates(subject: Subject, step: Step, answers: dict[str, Any]) -> list[Unmet]:
    unmet = []
    for rule in step.dates:
        day = answers.get(rule.answer)
        if not isinstance(day, date):
            continue
        if day > answers["today"] and not rule.ahead:
            unmet.append(Unmet(_("the date %(day)s is not in the future") % {"day": day}, _("you")))
        for name in rule.not_before:
            earlier = getattr(subject, name, None)
            if earlier is not None and day < earlier:
                words = _("the date %(day)s is not before %(earlier)s") % {"day": day, "earlier": earlier}
                unmet.append(Unmet(words, _("you")))
    return unmet
