"""Periods of a report: first and last day, the period before, and the months, quarters or years inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = date(1995, 1, 1), date(2200, 1, 1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}  # length of a step


@dataclass(frozen=True)
class Period:
    """Calendar days (Asia/Shanghai), both included. Raises ValueError when the last lies before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A period ends on or after the day it begins.")

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d} – {self.last:%Y-%m-%d}"

    @property
    def length(self) -> int:
        """Days."""
        return (self.last - self.first).days + 1

    @property
    def step(self) -> str:
        """month, quarter or year when the period is exactly one of the calendar; else empty."""
        return next((step for step in MONTHS if period_of(self.first, step) == self), "")

    @property
    def is_of_months(self) -> bool:
        """Whether it is made of whole months."""
        return self.first.day == 1 and (self.last + ONE_DAY).day == 1

    def before(self) -> "Period":
        """The month, quarter or year before; of one that has only begun, as many months, else days, of the one before.

        Any other period is compared with as many whole months, else days, that end just before it.
        """
        last = self.first - ONE_DAY
        for step, months in MONTHS.items():
            whole = period_of(self.first, step)
            if self.first == whole.first and self.last <= whole.last:
                if self.is_of_months:
                    return self._moved(-months)
                earlier = period_of(last, step)
                end = earlier.first + (self.length - 1) * ONE_DAY
                return Period(earlier.first, min(end, earlier.last))
        return self._moved(-self._months) if self.is_of_months else Period(last - (self.length - 1) * ONE_DAY, last)

    def after(self) -> "Period":
        """The period that begins the day after, as long as this one: in months when it is made of whole ones."""
        if self.is_of_months:
            return self._moved(self._months)
        first = self.last + ONE_DAY
        return Period(first, first + (self.length - 1) * ONE_DAY)

    @property
    def _months(self) -> int:
        """How many whole months it is made of."""
        end = self.last + ONE_DAY
        return (end.year - self.first.year) * 12 + end.month - self.first.month

    def _moved(self, months: int) -> "Period":
        """As many whole months, later or earlier."""
        return Period(_add_months(self.first, months), _add_months(self.last + ONE_DAY, months) - ONE_DAY)


def asked_for(first: date, last: date) -> Period:
    """The period somebody asks for; raises ValidationError in words, by name of the day that is wrong."""
    if last < first:
        raise ValidationError({"last": _("The last day lies before the first.")})
    if not EARLIEST <= first <= last <= LATEST:
        raise ValidationError({"first" if first < EARLIEST else "last": _("These years are not in the records.")})
    return Period(first, last)


def period_of(day: date, step: str) -> Period:
    """The month, quarter or year that holds the day; KeyError for another step."""
    months = MONTHS[step]
    month = (day.month - 1) // months * months
    first = date(day.year, month + 1, 1)
    return Period(first, _add_months(first, months) - ONE_DAY)


def steps_of(period: Period, step: str) -> Iterator[Period]:
    """The months, quarters or years of the period in order; the outer ones are cut at its ends."""
    first = period.first
    while first <= period.last:
        whole = period_of(first, step)
        yield Period(first, min(whole.last, period.last))
        first = whole.last + ONE_DAY


def label_of(period: Period) -> str:
    """2026, 2026-Q3, 2026-10, or both days."""
    first = period.first
    match period.step:
        case "year":
            return f"{first:%Y}"
        case "quarter":
            return f"{first:%Y}-Q{(first.month + 2) // 3}"
        case "month":
            return f"{first:%Y-%m}"
    return str(period)


def _add_months(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
