"""A small month calendar of a time limit: which days were counted, skipped or paused, for the page "why this date?"."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediation.deadlines import Due, Unit
from mediation.models import Deadline
from mediation.workdays import Calendar, festival

MOST = 6  # months shown; of a longer limit, the first ones and the last ones
FIRST, LAST = 2, 3


@dataclass(frozen=True)
class Day:
    """A day of the strip: its number, how it is marked (class of the cell), the sign under it and what it means."""

    number: int
    mark: str = ""
    sign: str = ""
    title: str = ""


@dataclass(frozen=True)
class Month:
    """A month with weeks from Monday; `None` where a week reaches into another month. `gap`: months are left out."""

    label: str
    weeks: list[list[Day | None]]
    gap: bool = False


def strip(row: Deadline, due: Due, calendar: Calendar) -> list[Month]:
    """The months from the first to the last day; none for hours and for a day that was agreed."""
    if row.unit in (Unit.HOUR, Unit.DATE):
        return []
    first, last = sorted((row.trigger_on, due.on))
    months = _months(first, last)
    shown = months if len(months) <= MOST else [*months[:FIRST], *months[-LAST:]]
    return [
        Month(
            f"{year}-{month:02}",
            [[_day(day, row, due, calendar) if day.month == month else None for day in week] for week in weeks],
            gap=len(months) > MOST and (year, month) == months[-LAST],
        )
        for year, month in shown
        for weeks in [Months().monthdatescalendar(year, month)]
    ]


def _months(first: date, last: date) -> list[tuple[int, int]]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in numbers]


def _day(day: date, row: Deadline, due: Due, calendar: Calendar) -> Day:
    mark, title = _mark(day, row, due, calendar)
    signs = {
        "trigger": pgettext("mark of a day", "start"), "due": pgettext("mark of a day", "due"),
        "off": pgettext("mark of a day", "off"), "paused": pgettext("mark of a day", "pause"),
        "work": pgettext("mark of a day", "work"),
    }  # fmt: skip
    return Day(day.day, mark, str(signs.get(mark, "")), title)


def _mark(day: date, row: Deadline, due: Due, calendar: Calendar) -> tuple[str, str]:
    if row.paused_on is not None and row.paused_on <= day <= due.on:  # it stands still: there is no last day yet
        return "paused", _("paused")
    if day == due.on:
        return "due", _("last day")
    if day == row.trigger_on:
        return "trigger", _("first day, not counted")
    first, last = sorted((row.trigger_on, due.on))
    if not first < day < last:
        return "", ""
    if any(begins <= day < back for begins, back in row.pause_pairs()):
        return "paused", _("paused")
    by_working_day = row.unit == Unit.WORKING_DAY
    between = min(due.raw, due.on) < day < max(due.raw, due.on) or day == due.raw  # the roll of the last day
    if calendar.is_rest_day(day) and (by_working_day or between):
        name = calendar.name(day)
        return "off", festival(name) if name else _("weekend")
    if by_working_day and day in calendar.work:
        return "work", _("make-up working day")
    return "counted", ""


def weekday_names() -> list[str]:
    """Monday to Sunday, one sign each."""
    return [
        pgettext("weekday", "Mo"), pgettext("weekday", "Tu"), pgettext("weekday", "We"), pgettext("weekday", "Th"),
        pgettext("weekday", "Fr"), pgettext("weekday", "Sa"), pgettext("weekday", "Su"),
    ]  # fmt: skip
