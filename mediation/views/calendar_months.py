"""A year at a glance: its months as weeks of days, and the days that are no ordinary ones as stretches."""

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mediation.notices import REST, WORK
from mediation.workdays import ONE_DAY, SATURDAY, Calendar, festival

MONDAYS_FIRST = Weeks(firstweekday=0)


@dataclass(frozen=True)
class Day:
    """One day of the grid; `kind` is "rest", "work", "weekend" or empty."""

    date: date
    kind: str
    name: str


@dataclass(frozen=True)
class Stretch:
    """Neighbouring days of one kind and one festival."""

    first: date
    last: date
    kind: str
    name: str

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Month:
    """Weeks of seven days, None for a day of another month."""

    first: date
    weeks: list[list[Day | None]]
    stretches: list[Stretch]


def months_of(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of a year."""
    return [_month(date(year, number, 1), calendar) for number in range(1, 13)]


def stretches_of(days: Iterable[tuple[date, str, str]]) -> list[Stretch]:
    """(day, kind, festival) put together, in order."""
    found: list[Stretch] = []
    for day, kind, name in sorted(days):
        last = found[-1] if found else None
        if last and (last.kind, last.name, last.last) == (kind, name, day - ONE_DAY):
            found[-1] = Stretch(last.first, day, kind, name)
        else:
            found.append(Stretch(day, day, kind, name))
    return found


def _month(first: date, calendar: Calendar) -> Month:
    weeks = [
        [_day(day, calendar) if day.month == first.month else None for day in week]
        for week in MONDAYS_FIRST.monthdatescalendar(first.year, first.month)
    ]
    marked = [day for week in weeks for day in week if day and day.kind in (REST, WORK)]
    return Month(first, weeks, stretches_of((day.date, day.kind, day.name) for day in marked))


def _day(day: date, calendar: Calendar) -> Day:
    kind = REST if day in calendar.rest else WORK if day in calendar.work else ""
    return Day(day, kind or ("weekend" if day.weekday() >= SATURDAY else ""), festival(calendar.name(day)))
