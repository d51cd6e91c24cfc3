"""Counting deadlines (期限计算): the due date of a rule, and why it is that date. Pure functions of dates.

Sources: Civil Code 200-204, Civil Procedure Law 85, its judicial interpretation 125. The rules are in
`deadline_rules`, the words of the reasons in `deadline_reasons`.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mediation.deadline_reasons import Reason, Why, explain
from mediation.deadline_rules import RULES, Confidence, Extension, Party, Rule, Unit
from mediation.workdays import ONE_DAY, SATURDAY, Calendar, days, notice_year

__all__ = [
    "RULES", "Confidence", "Due", "Extension", "Party", "Pause", "Reason", "Rule", "Span", "State", "Unit",
    "Why", "count", "explain", "room_to_extend", "state_of",
]  # fmt: skip

MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
SOON_WORKING_DAYS = 3
DUE_WORKING_DAYS = 1

Pause = tuple[date, date]  # first day not counted, day on which counting goes on


class Span(NamedTuple):
    """A length without a rule: a period the parties agreed, an instalment."""

    length: int
    unit: Unit


@dataclass(frozen=True)
class Due:
    """A due date (届满日): `raw` before and `on` after the roll; provisional while a year is unpublished."""

    on: date
    raw: date
    provisional: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Run:
    """One period: where it starts, what is counted and what is not."""

    start: date
    span: Span
    extended: int
    calendar: Calendar
    pauses: tuple[Pause, ...]

    @property
    def rolls(self) -> bool:
        """Working days need no roll, and an hour, unlike a day, may end on a rest day."""
        return self.span.unit not in {Unit.WORKING_DAY, Unit.HOUR}

    def is_paused(self, day: date) -> bool:
        return any(first <= day < back for first, back in self.pauses)

    def is_counted(self, day: date) -> bool:
        by_working_day = self.span.unit == Unit.WORKING_DAY
        return not self.is_paused(day) and (not by_working_day or self.calendar.is_working_day(day))

    def can_end(self, day: date) -> bool:
        return not self.is_paused(day) and self.calendar.is_working_day(day)


def count(
    span: Rule | Span, start: date, calendar: Calendar, *, pauses: Iterable[Pause] = (), extended: int = 0
) -> Due:
    """The day on which a period triggered on `start` ends.

    The trigger day is not counted. Days of `pauses` (end-exclusive) after it are not counted either: a pause
    moves the end by exactly its length (by its working days where those are counted). `extended` is in the
    unit of the rule. ValueError: a length below 1, a pause that ends before it begins, more extension than
    the rule allows; ValueError or OverflowError: beyond the year 9999.
    """
    if span.unit == Unit.DATE:  # a day the parties or a meeting named is that day, also a rest day
        return Due(start, start, False, (Reason(Why.AGREED, (start,)),))
    run = _run(span, start, calendar, tuple(pauses), extended)
    raw = _nth(start, _days_to_count(run), run.is_counted)
    on = raw if not run.rolls or run.can_end(raw) else _nth(raw, 1, run.can_end)
    years = _unpublished(run, raw, on)
    return Due(on, raw, bool(years), tuple(_reasons(run, raw, on, years)))


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


def _run(span: Rule | Span, start: date, calendar: Calendar, pauses: tuple[Pause, ...], extended: int) -> _Run:
    if span.length < 1 or extended < 0:
        raise ValueError("a period has at least one unit, and an extension does not shorten it")
    if any(back < first for first, back in pauses):
        raise ValueError("a pause ends before it begins")
    if isinstance(span, Rule):
        room = room_to_extend(span, extended)
        if room is not None and room < 0:
            raise ValueError(f"{span.code} cannot be extended by {extended}")
    return _Run(start, Span(span.length + extended, span.unit), extended, calendar, pauses)


def _nth(start: date, n: int, is_counted: Callable[[date], bool]) -> date:
    """The `n`-th counted day after `start`."""
    day = start
    while n:
        day += ONE_DAY
        n -= is_counted(day)
    return day


def _days_to_count(run: _Run) -> int:
    length, unit = run.span
    if unit in MONTHS:
        return (_corresponding_day(run) - run.start).days
    return -(-length // 24) if unit == Unit.HOUR else length


def _corresponding_day(run: _Run) -> date:
    """The same day of the last month, or that month's last day (Civil Code 202)."""
    months = run.start.month - 1 + run.span.length * MONTHS[run.span.unit]
    year, month = run.start.year + months // 12, months % 12 + 1
    return date(year, month, min(run.start.day, monthrange(year, month)[1]))


def _unpublished(run: _Run, raw: date, on: date) -> list[int]:
    """The years without a notice among those that the due date depends on."""
    if run.span.unit == Unit.HOUR:
        return []
    first = run.start + ONE_DAY if run.span.unit == Unit.WORKING_DAY else raw
    looked_at = (day for day in days(first, on + ONE_DAY) if not run.is_paused(day))
    return sorted({notice_year(day) for day in looked_at} - run.calendar.published)


def _reasons(run: _Run, raw: date, on: date, years: list[int]) -> Iterable[Reason]:
    yield Reason(Why.TRIGGER, (run.start,))
    yield Reason(Why.COUNTED, (run.start + ONE_DAY, raw), run.span.length, unit=run.span.unit)
    if run.extended:
        yield Reason(Why.EXTENDED, amount=run.extended, unit=run.span.unit)
    for pause in run.pauses:
        yield from _pause_reason(run, pause, on)
    if run.span.unit == Unit.WORKING_DAY:
        yield from _working_day_reasons(run, raw)
    if run.span.unit in MONTHS and _corresponding_day(run).day < run.start.day:
        yield Reason(Why.MONTH_END, (_corresponding_day(run),))
    if on > raw:
        yield Reason(Why.ROLLED, (raw, on), names=(run.calendar.name(raw),))
    elif run.rolls and raw.weekday() >= SATURDAY:
        yield Reason(Why.MAKE_UP, (raw,), names=(run.calendar.name(raw),))
    for year in years:
        yield Reason(Why.PROVISIONAL, amount=year)


def _pause_reason(run: _Run, pause: Pause, on: date) -> Iterable[Reason]:
    """The part of a pause inside the period; `amount` is how many days (working days) it added."""
    first, back = max(pause[0], run.start + ONE_DAY), min(pause[1], on + ONE_DAY)
    by_working_day = run.span.unit == Unit.WORKING_DAY
    if first < back:
        added = run.calendar.working_days(first, back) if by_working_day else (back - first).days
        yield Reason(Why.PAUSED, pause, added, unit=Unit.WORKING_DAY if by_working_day else Unit.DAY)


def _working_day_reasons(run: _Run, raw: date) -> Iterable[Reason]:
    """Rest days skipped, each run of days off on its own and the weekends together; make-up days counted."""
    calendar = run.calendar
    passed = [day for day in days(run.start + ONE_DAY, raw) if not run.is_paused(day)]
    for block in _blocks(day for day in passed if day in calendar.rest):
        names = tuple(dict.fromkeys(calendar.name(day) for day in block))
        yield Reason(Why.DAYS_OFF, block, len(block), names)
    weekends = tuple(day for day in passed if calendar.is_rest_day(day) and day not in calendar.rest)
    if weekends:
        yield Reason(Why.WEEKENDS, weekends, len(weekends))
    for day in (*passed, raw):
        if day in calendar.work:
            yield Reason(Why.MAKE_UP, (day,), names=(calendar.name(day),))


def _blocks(marked: Iterable[date]) -> Iterable[tuple[date, ...]]:
    """Neighbouring days put together."""
    block: tuple[date, ...] = ()
    for day in marked:
        if block and day - block[-1] > ONE_DAY:
            yield block
            block = ()
        block = (*block, day)
    if block:
        yield block
