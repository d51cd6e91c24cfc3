"""Reminding (提醒): one run tells everybody concerned the stage that each running deadline has reached.

What is told is planned from batches of deadlines, then written in one transaction a person: the reminders and one
e-mail for all of them. The person is locked meanwhile and what they were told is read again, so that of two runs at
once the second finds nothing to do; the unique key (person, deadline, stage) stands behind that.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from mediation.deadline_rules import RULES
from mediation.lifecycle import local_day
from mediation.models import Deadline, Dispute, Message, Reminder, User
from mediation.models.calendar import load_calendar
from mediation.operations.receivers import Staff, receivers
from mediation.reminding import Reach, is_at_work

BATCH = 2000

Plan = dict[int, dict[int, str]]  # user -> deadline -> code of the stage


class Told(NamedTuple):
    """How many reminders a run wrote, and how many e-mails for them."""

    reminders: int
    messages: int


def remind(*, at: datetime) -> Told | None:
    """Write the reminders due at the instant; None outside working hours, and then nothing is done."""
    calendar = load_calendar()
    if not is_at_work(at, settings.WORKING_HOURS, calendar):
        return None
    today = local_day(at)
    staff = Staff(today)
    plan = planned(Reach(today, calendar), staff)
    written = [_tell(staff.people[user], wanted, at) for user, wanted in sorted(plan.items())]
    return Told(sum(row.reminders for row in written), sum(row.messages for row in written))


def planned(reach: Reach, staff: Staff) -> Plan:
    """What is to be told and was not yet; two queries a batch of deadlines."""
    plan: Plan = defaultdict(dict)
    for rows in _batches(reach.today):
        keys = Reminder.objects.filter(deadline__gte=rows[0].pk, deadline__lte=rows[-1].pk)
        told = set(keys.values_list("user_id", "deadline_id", "stage"))
        for row in rows:
            nature = RULES[row.rule].nature
            stage = reach.stage(trigger_on=row.trigger_on, due_on=row.due_on, unit=row.unit, nature=nature)
            if stage is None:
                continue
            for user in receivers(stage, row, staff):
                if (user, row.pk, stage.code) not in told:
                    plan[user][row.pk] = stage.code
    return plan


def _batches(today: date) -> Iterator[list[Any]]:
    """The running deadlines in force with what decides on their receivers, in the order of their keys."""
    watched = Deadline.objects.running().in_force(today)
    found_by = {
        "handler": F("dispute__handler"), "holder": F("dispute__holder"), "employer": F("dispute__employer"),
        "agency": F("hand_over__agency"), "owner": F("task__owner"), "unit_in_charge": F("task__unit"),
    }  # fmt: skip
    annotated = watched.order_by("pk").annotate(**found_by)
    rows = annotated.values_list("pk", "rule", "unit", "trigger_on", "due_on", "dispute_id", *found_by, named=True)
    last = 0
    while found := list(rows.filter(pk__gt=last)[:BATCH]):
        yield found
        last = found[-1].pk


def _tell(user: User, wanted: dict[int, str], at: datetime) -> Told:
    """Write what one person is told, and the e-mail: all of it or nothing."""
    with transaction.atomic():
        _lock(user)
        new = [
            Reminder(user=user, deadline_id=deadline, stage=wanted[deadline], made_at=at)
            for start in range(0, len(wanted), BATCH)
            for deadline in _still_to_tell(user, sorted(wanted)[start : start + BATCH], wanted)
        ]
        if not new:
            return Told(0, 0)
        made = Reminder.objects.bulk_create(new)
        return Told(len(made), _write_message(user, made, at))


def _lock(user: User) -> None:
    """One run at a time tells a person; others may go on writing rows that refer to them."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _still_to_tell(user: User, deadlines: list[int], wanted: dict[int, str]) -> list[int]:
    """Those that still run, in cases the person still sees, and were not told by another run meanwhile."""
    told = set(Reminder.objects.filter(user=user, deadline__in=deadlines).values_list("deadline", "stage"))
    # Of these cases alone: asked of all of them, sight takes a second in a city.
    seen = set(Dispute.objects.visible_to(user).filter(deadlines__in=deadlines).values_list("pk", flat=True))
    running = Deadline.objects.running().filter(pk__in=deadlines).order_by("due_on", "pk")
    rows = running.values_list("pk", "dispute_id")
    return [pk for pk, dispute in rows if dispute in seen and (pk, wanted[pk]) not in told]


def _write_message(user: User, reminders: list[Reminder], at: datetime) -> int:
    if not (settings.SENDS_EMAIL and user.email):
        return 0
    message = Message.objects.create(
        user=user, address=user.email, made_at=at, moved_at=at,
        message_id=f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
    )  # fmt: skip
    links = Message.reminders.through
    links._default_manager.bulk_create(links(message=message, reminder=row) for row in reminders)
    return 1
