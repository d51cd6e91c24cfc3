"""Counting open deadlines anew when the calendar or a rule of this office changes: what would move, and moving it."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from mediation.deadline_rules import Unit
from mediation.deadlines import Due
from mediation.lifecycle import local_day
from mediation.models import Deadline, Membership
from mediation.models.calendar import RuleSetting, rule_on
from mediation.operations.deadlines import dues_of, replace_deadline
from mediation.operations.events import record_event
from mediation.operations.locking import lock_case
from mediation.workdays import Calendar

Rows = QuerySet[Deadline]


@dataclass(frozen=True)
class Move:
    """An open deadline that is counted otherwise: its new due date, and the columns that change with it."""

    row: Deadline
    due: Due
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def moves(self) -> bool:
        """Whether the day changes; else the date only became firm, or provisional."""
        return self.row.due_on != self.due.on

    def becomes_overdue(self, today: date) -> bool:
        return self.due.on < today <= self.row.due_on


Find = Callable[[Rows], list[Move]]


def touched_by(first: date) -> Rows:
    """The open deadlines that a change of `first` or of a later day can touch.

    Those that stand still are left out: they are counted, by the calendar of that time, when they run on.
    """
    return Deadline.objects.running().filter(Q(due_on__gte=first) | Q(trigger_on__gte=first))


def moved_by(calendar: Calendar | None = None) -> Find:
    """What moves under a calendar; under that of the database when none is given."""

    def find(rows: Rows) -> list[Move]:
        found = list(rows.select_related("dispute").order_by("dispute", "pk"))
        counted = zip(found, dues_of(found, calendar), strict=True)
        return [Move(row, due) for row, due in counted if (row.due_on, row.provisional) != (due.on, due.provisional)]

    return find


def relengthened_by(settings: list[RuleSetting]) -> Find:
    """What is counted otherwise under these lengths of the office; `settings` are in the order of their days."""

    def find(rows: Rows) -> list[Move]:
        found = [
            (row, changes)
            for row in rows.select_related("dispute", "letter").order_by("dispute", "pk")
            if not keeps_own_length(row) and (changes := _new_length(row, settings))
        ]
        return moves_with(found)

    return find


def moves_with(found: Iterable[tuple[Deadline, dict[str, Any]]]) -> list[Move]:
    """The deadlines counted with these changes of their columns."""
    pairs = [(row, changes, copy(row)) for row, changes in found]
    for _row, changes, changed in pairs:
        for name, value in changes.items():
            setattr(changed, name, value)
    dues = dues_of([changed for _row, _changes, changed in pairs])
    return [Move(row, due, changes) for (row, changes, _copy), due in zip(pairs, dues, strict=True)]


def keeps_own_length(row: Deadline) -> bool:
    """Whether something nearer than the rule set the length: the letter, an extension in its unit, a day agreed."""
    own_limit = row.letter is not None and row.rule == row.letter.row.reply_rule and row.letter.reply_limit
    return bool(own_limit or row.extended or row.unit == Unit.DATE)


def recount(rows: Rows, find: Find, *, actor: Membership, at: datetime, reason: str) -> int:
    """Replace every deadline that `find` finds; how many. One event a case names the old and the new dates."""
    with transaction.atomic():
        cases = groupby(find(rows), key=lambda move: move.row.dispute_id)
        return sum(_recount_case(pk, rows, find, actor, at, reason) for pk in [pk for pk, _moves in cases])


def _recount_case(pk: int, rows: Rows, find: Find, actor: Membership, at: datetime, reason: str) -> int:
    dispute = lock_case(pk)
    moves = find(rows.filter(dispute=dispute))
    if not moves:
        return 0
    dates = [{"rule": move.row.rule, "was": move.row.due_on, "now": move.due.on} for move in moves]
    event = record_event(
        dispute, "recount", actor=actor, at=at, from_state=dispute.state, answers={"deadlines": dates}, reason=reason
    )
    for move in moves:
        replace_deadline(move.row, event, local_day(at), due=move.due, paused_on=move.row.paused_on, **move.changes)
    return len(moves)


def _new_length(row: Deadline, settings: list[RuleSetting]) -> dict[str, Any]:
    rule = rule_on(row.rule, row.trigger_on, settings)
    same = (row.length, row.unit) == (rule.length, rule.unit)
    return {} if same else {"length": rule.length, "unit": rule.unit}
