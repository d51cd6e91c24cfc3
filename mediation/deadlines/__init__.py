"""Counting deadlines (期限计算): the due date of a rule, and why it is that date. Pure functions of dates.

Sources: Civil Code 200-204, Civil Procedure Law 85 and 86, its judicial interpretation 125. The rules are in
`deadline_rules`, the arithmetic in `run`, the reasons in `account`, their words in `reasons`, the limitation with its
interruptions in `limitation`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from mediation.deadline_rules import RULES, Confidence, Extension, Party, Rule, Unit
from mediation.deadlines.account import account
from mediation.deadlines.reasons import Reason, Why, explain
from mediation.deadlines.run import Pause, Run, Span
from mediation.workdays import SHANGHAI, Calendar

__all__ = [
    "RULES", "Confidence", "Due", "Extension", "HourDue", "Party", "Pause", "Reason", "Rule", "Span", "State", "Unit",
    "Why", "count", "count_hours", "excuse_until", "explain", "in_time", "room_to_extend", "state_of",
]  # fmt: skip

ONE_HOUR = timedelta(hours=1)
EXCUSE = Span(10, Unit.DAY)  # Civil Procedure Law 86
SOON_WORKING_DAYS = 3
DUE_WORKING_DAYS = 1


@dataclass(frozen=True)
class Due:
    """A due date (届满日): `raw` before and `on` after the roll; provisional while a year is unpublished."""

    on: date
    raw: date
    provisional: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class HourDue(Due):
    """A due hour (届满时刻): `at` in UTC; `on` is the day it ends in Asia/Shanghai (at 24:00: the day that ends)."""

    at: datetime


def count(
    span: Rule | Span, start: date, calendar: Calendar, *, pauses: Iterable[Pause] = (), extended: int = 0
) -> Due:
    """The day on which a period triggered on `start` ends; for a rule `before` an event on `start`, the last safe day.

    The trigger day is not counted. Days of `pauses` (end-exclusive) after it are not counted either: a pause
    moves the end by exactly its length (by its working days where those are counted); nothing pauses a period that
    is counted backwards. `extended` is in the unit of the rule. ValueError: a length below 1, a pause that ends before
    it begins, more extension than the rule allows; ValueError or OverflowError: outside the years 1 to 9999.
    """
    if span.unit == Unit.DATE:  # a day the parties or a meeting named is that day, also a rest day
        return Due(start, start, False, (Reason(Why.AGREED, (start,)),))
    run = _run(span, start, calendar, tuple(pauses), extended)
    raw = run.last()
    on = run.rolled(raw)
    years = run.unpublished(raw, on)
    return Due(on, raw, bool(years), tuple(account(run, raw, on, years)))


def count_hours(span: Rule | Span, start: datetime) -> HourDue:
    """The moment at which a period of hours triggered at `start` (aware) ends.

    The hour of the trigger is not counted (judicial interpretation of the Civil Procedure Law 125): 48 hours from 10:20
    begin at 11:00. They run through rest days and end on one. ValueError: naive, not in hours, a length below 1.
    """
    if start.tzinfo is None or span.unit != Unit.HOUR or span.length < 1:
        raise ValueError("hours are counted from an aware instant, at least one")
    first = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + ONE_HOUR
    at = first + span.length * ONE_HOUR
    on = (at - timedelta.resolution).astimezone(SHANGHAI).date()
    reasons = (
        Reason(Why.TRIGGER_HOUR, (start,)),
        Reason(Why.COUNTED_HOURS, (first, at), span.length, unit=Unit.HOUR),
    )
    return HourDue(on, on, False, reasons, at)


def in_time(due_on: date, filed_on: date, posted_on: date | None = None) -> bool:
    """Whether a paper came in time: what was posted by the last day is (Civil Procedure Law 85).

    ValueError: posted after it arrived.
    """
    if posted_on is not None and posted_on > filed_on:
        raise ValueError("a paper is posted before it arrives")
    return (posted_on or filed_on) <= due_on


def excuse_until(ended_on: date, calendar: Calendar) -> Due:
    """Until when a party that could not keep a limit may ask for more time: 10 days after the obstacle ended.

    Civil Procedure Law 86: force majeure or other just cause; the court decides.
    """
    return count(EXCUSE, ended_on, calendar)


def room_to_extend(rule: Rule, extended: int = 0) -> int | None:
    """How many more units of the rule may be granted after `extended`; None where there is no cap."""
    most = rule.extension.most if rule.extension else 0
    return None if most is None else most - extended


class State(StrEnum):
    """How near a due date is: for display, never stored."""

    RUNNING = "running"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"


def state_of(due_on: date, today: date, calendar: Calendar) -> State:
    """OVERDUE after the due date, DUE from one working day before it, SOON from three, else RUNNING."""
    if due_on < today:
        return State.OVERDUE
    if due_on <= calendar.add_working_days(today, DUE_WORKING_DAYS):
        return State.DUE
    if due_on <= calendar.add_working_days(today, SOON_WORKING_DAYS):
        return State.SOON
    return State.RUNNING


def _run(span: Rule | Span, start: date, calendar: Calendar, pauses: tuple[Pause, ...], extended: int) -> Run:
    if span.length < 1 or extended < 0:
        raise ValueError("a period has at least one unit, and an extension does not shorten it")
    if any(resumed < first for first, resumed in pauses):
        raise ValueError("a pause ends before it begins")
    back = False
    if isinstance(span, Rule):
        back, room = span.before, room_to_extend(span, extended)
        if room is not None and room < 0:
            raise ValueError(f"{span.code} cannot be extended by {extended}")
    whole = Span(span.length + extended, span.unit)
    return Run(start, whole, extended, calendar, () if back else pauses, back)
