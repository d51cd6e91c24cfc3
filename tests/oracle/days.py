"""A table of days: is it worked, and is that published? The notices for 2025 and 2026; before, chinesecalendar."""

from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

FIRST, LAST = date(2005, 1, 1), date(2060, 12, 31)
PUBLISHED = (date(2014, 12, 28), date(2026, 12, 27))  # a notice may reach back to 28 December

OFF = """
2025-01-01 2025-01-01, 2025-01-28 2025-02-04, 2025-04-04 2025-04-06, 2025-05-01 2025-05-05, 2025-05-31 2025-06-02,
2025-10-01 2025-10-08, 2026-01-01 2026-01-03, 2026-02-15 2026-02-23, 2026-04-04 2026-04-06, 2026-05-01 2026-05-05,
2026-06-19 2026-06-21, 2026-09-25 2026-09-27, 2026-10-01 2026-10-07
"""
MADE_UP = """
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


class Day(NamedTuple):
    date: date
    works: bool
    known: bool


def _noticed():
    """What the notices for 2025 and 2026 say of single days."""
    said = {date.fromisoformat(text): True for text in MADE_UP.split()}
    for stretch in OFF.split(","):
        day, last = map(date.fromisoformat, stretch.split())
        while day <= last:
            said[day] = False
            day += timedelta(days=1)
    return said


def _table():
    said, rows, day = _noticed(), [], FIRST
    while day <= LAST:
        known = PUBLISHED[0] <= day <= PUBLISHED[1]
        if day in said:
            works = said[day]
        elif known and day.year < 2025:
            works = chinese_calendar.is_workday(day)
        else:
            works = day.isoweekday() <= 5
        rows.append(Day(day, works, known))
        day += timedelta(days=1)
    return rows


TABLE = _table()
BY_MONTH: dict[tuple[int, int], list[date]] = {}
for _day in TABLE:
    BY_MONTH.setdefault((_day.date.year, _day.date.month), []).append(_day.date)


def row_of(day):
    """The place of a day in the table."""
    return (day - FIRST).days
