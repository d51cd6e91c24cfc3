"""One period (期间) and its arithmetic: which days count, where it ends, how it rolls. Pure functions of dates.

Sources: Civil Code 200-204, Civil Procedure Law 85.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mediation.deadline_rules import Unit
from mediation.workdays import ONE_DAY, Calendar, days, notice_year

MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}

Pause = tuple[date, date]  # first day not counted, day on which counting goes on


class Span(NamedTuple):
    """A length without a rule: a period the parties agreed, an instalment."""

    length: int
    unit: Unit


@dataclass(frozen=True)
class Run:
    """One period: where it starts, what is counted and what is not; `back` if it is counted backwards.

    Counted backwards, only another day of the event moves the end, so there are no pauses; and a last day that is
    a rest day moves to the working day before it. The law gives the receiver of a notice those days in full: on a
    rest day nothing reaches anybody, and a later day would shorten them.
    """

    start: date
    span: Span
    extended: int
    calendar: Calendar
    pauses: tuple[Pause, ...] = ()
    back: bool = False

    @property
    def by_working_day(self) -> bool:
        return self.span.unit == Unit.WORKING_DAY

    @property
    def rolls(self) -> bool:
        """Working days need no roll, and an hour, unlike a day, may end on a rest day."""
        return self.span.unit not in {Unit.WORKING_DAY, Unit.HOUR}

    @property
    def step(self) -> timedelta:
        return -ONE_DAY if self.back else ONE_DAY

    def is_paused(self, day: date) -> bool:
        return any(first <= day < resumed for first, resumed in self.pauses)

    def is_counted(self, day: date) -> bool:
        return not self.is_paused(day) and (not self.by_working_day or self.calendar.is_working_day(day))

    def can_end(self, day: date) -> bool:
        return not self.is_paused(day) and self.calendar.is_working_day(day)

    def last(self) -> date:
        """The last day of the period, before any roll."""
        n = self._days_to_count()
        if self.pauses or self.by_working_day:
            return self._nth(self.start, n, self.is_counted)
        return self.start + n * self.step

    def rolled(self, last: date) -> date:
        """The day to which the last day moves if it is a rest day."""
        return last if not self.rolls or self.can_end(last) else self._nth(last, 1, self.can_end)

    def between(self, last: date) -> list[date]:
        """The days between the trigger and the last day, neither included, the earliest first."""
        first, end = sorted((self.start, last))
        return list(days(first + ONE_DAY, end))

    def corresponding_day(self) -> date:
        """The same day of the last month, or that month's last day (Civil Code 202)."""
        length = self.span.length * MONTHS[self.span.unit]
        months = self.start.month - 1 + (-length if self.back else length)
        year, month = self.start.year + months // 12, months % 12 + 1
        return date(year, month, min(self.start.day, monthrange(year, month)[1]))

    def unpublished(self, last: date, on: date) -> list[int]:
        """The years without a notice among those that the end depends on."""
        if self.span.unit == Unit.HOUR:
            return []
        first, end = sorted((self.start + self.step if self.by_working_day else last, on))
        looked_at = (day for day in days(first, end + ONE_DAY) if not self.is_paused(day))
        return sorted({notice_year(day) for day in looked_at} - self.calendar.published)

    def _days_to_count(self) -> int:
        length, unit = self.span
        if unit in MONTHS:
            return abs(self.corresponding_day() - self.start).days
        return -(-length // 24) if unit == Unit.HOUR else length

    def _nth(self, start: date, n: int, is_counted: Callable[[date], bool]) -> date:
        """The `n`-th counted day from `start`, which is not counted itself."""
        day = start
        while n:
            day += self.step
            n -= is_counted(day)
        return day
