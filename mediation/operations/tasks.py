"""Tasks in a case (任务): given to an organisation or a person with a day, and reported as done.

A task goes only to an organisation that sees the case: nobody learns of a case by a task.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import GRANTS
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import AgendaItem, Deadline, Dispute, Meeting, Membership, Organisation, Task, User
from mediation.models.scoping import seen_by
from mediation.operations.deadlines import end_deadline, open_deadline
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock
from mediation.operations.unmet import not_open
from mediation.steps import DISPUTE_STEPS

RULE = "U3"
FIRST_YEARS = 3  # a task planned further ahead is a slip of the keyboard


@dataclass(frozen=True)
class Order:
    """What is to be done, by whom and by when."""

    text: str
    unit: Organisation
    due_on: date
    owner: User | None = None


def open_task(dispute: Dispute, order: Order, *, by: User, at: datetime, agenda_item: AgendaItem | None = None) -> Task:
    """交办: the day becomes a deadline of the case (U3). Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        if agenda_item is not None:  # before the case, as the minutes do: they name every task of the meeting
            agenda_item.meeting = Meeting.objects.select_for_update(no_key=True).get(pk=agenda_item.meeting_id)
        dispute = lock(dispute)
        actor = _actor(by, "open_task", dispute)
        if unmet := _unmet_order(dispute, order, agenda_item, local_day(at)):
            raise StepRefused(unmet)
        answers: dict[str, Any] = {
            "unit": order.unit, "owner": order.owner, "text": order.text, "due_on": order.due_on,
        }  # fmt: skip
        if agenda_item is not None:
            answers["meeting"] = agenda_item.meeting
        event = record_event(dispute, "open_task", actor=actor, at=at, from_state=dispute.state, answers=answers)
        task = Task.objects.create(
            dispute=dispute, agenda_item=agenda_item, text=order.text.strip(), unit=order.unit, owner=order.owner,
            due_on=order.due_on, opened_by=event,
        )  # fmt: skip
        open_deadline(RULE, task.due_on, subject=task, event=event)
    return task


def close_task(task: Task, *, done_on: date, result: str, by: User, at: datetime) -> Task:
    """办结: by its owner, its organisation or who works on the case. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        dispute = lock(task.dispute)
        task = Task.objects.select_for_update().get(pk=task.pk)
        task.dispute = dispute
        actor = _actor(by, "close_task", task)
        if unmet := _unmet_close(task, done_on, result, local_day(at)):
            raise StepRefused(unmet)
        answers = {"task": task, "unit": task.unit, "done_on": done_on, "result": result.strip()}
        event = record_event(dispute, "close_task", actor=actor, at=at, from_state=dispute.state, answers=answers)
        task.done_on, task.result, task.closed_by = done_on, result.strip(), event
        task.save()
        for clock in task.deadlines.open():
            end_deadline(clock, Deadline.Status.MET, event, done_on)
    return task


def may_close(user: User, task: Task) -> bool:
    return _membership(user, "close_task", task) is not None


def may_open(user: User, dispute: Dispute) -> bool:
    return dispute.is_open and _membership(user, "open_task", dispute) is not None


def sees(unit: Organisation, dispute: Dispute) -> bool:
    """Whether the people of an organisation see the case by its involvement."""
    return Dispute.objects.filter(seen_by(unit), pk=dispute.pk).exists()


def _membership(user: User, verb: str, subject: Dispute | Task) -> Membership | None:
    for act in DISPUTE_STEPS[verb].acts:
        if found := access.membership_for(user, act, subject):
            return cast(Membership, found)
    return None


def _actor(by: User, verb: str, subject: Dispute | Task) -> Membership:
    actor = _membership(by, verb, subject)
    if actor is None:
        raise StepForbidden(_("You may not take this step here."))
    return actor


def _unmet_order(dispute: Dispute, order: Order, item: AgendaItem | None, today: date) -> list[Unmet]:
    unmet = []
    unmet += not_open(dispute)
    if not order.text.strip():
        unmet.append(Unmet(_("it is said what is to be done"), _("you")))
    if not today <= order.due_on <= date(today.year + FIRST_YEARS, 12, 31):
        unmet.append(Unmet(_("the day lies neither before today nor years ahead"), _("you")))
    if not sees(order.unit, dispute):
        words = _("%(unit)s sees the case: hand it over first, then give the task") % {"unit": order.unit.short_name}
        unmet.append(Unmet(words, _("the handler")))
    if order.owner is not None and not _is_able(order.owner, order.unit, dispute):
        unmet.append(Unmet(_("the person works there and may act in the case"), _("you")))
    known = item is None or item.meeting.items.filter(pk=item.pk, dispute=dispute).exists()
    if item is not None and not (known and item.meeting.is_open):
        unmet.append(Unmet(_("the item of the agenda is about this case and not closed by minutes"), _("you")))
    same = dispute.tasks.filter(text=order.text.strip(), unit=order.unit, due_on=order.due_on, done_on=None)
    if not unmet and same.filter(agenda_item=item).exists():
        unmet.append(Unmet(_("the same entry is not on record yet"), _("nobody")))
    return unmet


def _is_able(person: User, unit: Organisation, dispute: Dispute) -> bool:
    acts = set(DISPUTE_STEPS["close_task"].acts)
    posts = [m for m in person.memberships_now if m.organisation_id in unit.lineage and acts & GRANTS[m.role]]
    return bool(posts) and not dispute.is_recused(person)


def _unmet_close(task: Task, done_on: date, result: str, today: date) -> list[Unmet]:
    unmet = []
    if task.done_on is not None:
        unmet.append(Unmet(_("the task is not done yet"), _("nobody")))
    if not result.strip():
        unmet.append(Unmet(_("it is said what came of it"), _("you")))
    if not local_day(task.opened_by.at) <= done_on <= today:
        unmet.append(Unmet(_("the day lies between the day the task was given and today"), _("you")))
    return unmet
