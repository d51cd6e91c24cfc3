"""Working days: the published calendar, and what is not known yet."""

from datetime import date, timedelta

import pytest

from mediation.calendar_seed import SEEDED_YEARS, notice, seeded_calendar
from mediation.workdays import Calendar, days, festival, notice_year

CALENDAR = seeded_calendar()


def span(first, last):
    return set(days(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)))


OFF = {
    2025: span("2025-01-01", "2025-01-01")
    | span("2025-01-28", "2025-02-04")
    | span("2025-04-04", "2025-04-06")
    | span("2025-05-01", "2025-05-05")
    | span("2025-05-31", "2025-06-02")
    | span("2025-10-01", "2025-10-08"),
    2026: span("2026-01-01", "2026-01-03")
    | span("2026-02-15", "2026-02-23")
    | span("2026-04-04", "2026-04-06")
    | span("2026-05-01", "2026-05-05")
    | span("2026-06-19", "2026-06-21")
    | span("2026-09-25", "2026-09-27")
    | span("2026-10-01", "2026-10-07"),
}
MADE_UP = {
    2025: {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"},
    2026: {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"},
}
WORKING_DAYS = {2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.mark.parametrize("year", [2025, 2026])
def test_seed_equals_the_notices_that_were_read(year):
    assert {day for day in CALENDAR.rest if day.year == year} == OFF[year]
    assert {day.isoformat() for day in CALENDAR.work if day.year == year} == MADE_UP[year]


@pytest.mark.parametrize(("year", "expected"), WORKING_DAYS.items())
def test_a_year_has_its_number_of_working_days(year, expected):
    assert CALENDAR.working_days(date(year, 1, 1), date(year + 1, 1, 1)) == expected


def test_seed_ends_where_the_notices_end():
    assert frozenset(range(2015, 2027)) == CALENDAR.published
    assert {notice_year(day) for day in CALENDAR.rest} == set(SEEDED_YEARS)
    assert notice(2026) == "国务院办公厅关于2026年部分节假日安排的通知"


def test_every_make_up_day_is_a_weekend_and_no_day_is_both():
    assert {day.weekday() for day in CALENDAR.work} == {5, 6}
    assert CALENDAR.rest.keys() & CALENDAR.work.keys() == set()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),  # Friday
        (date(2026, 2, 14), True),  # Saturday, made up
        (date(2026, 2, 15), False),  # Sunday, Spring Festival
        (date(2026, 2, 17), False),  # Tuesday, Spring Festival
        (date(2026, 3, 7), False),  # Saturday
        (date(2018, 12, 29), True),  # Saturday made up by the notice for 2019
        (date(2018, 12, 31), False),  # Monday off by the notice for 2019
    ],
)
def test_is_working_day(day, works):
    assert CALENDAR.is_working_day(day) is works
    assert CALENDAR.is_rest_day(day) is not works


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2014, 12, 27), False),
        (date(2014, 12, 28), True),
        (date(2026, 12, 27), True),
        (date(2026, 12, 28), False),
        (date(2027, 1, 1), False),
    ],
)
def test_the_end_of_december_waits_for_the_next_notice(day, covered):
    assert (notice_year(day) in CALENDAR.published) is covered


def test_an_unpublished_year_is_never_guessed():
    assert CALENDAR.is_working_day(date(2027, 1, 1))  # surely off, but no notice says so
    assert CALENDAR.is_rest_day(date(2027, 1, 2))  # Saturday


def test_steps_over_working_days():
    assert CALENDAR.add_working_days(date(2026, 2, 10), 15) == date(2026, 3, 9)
    assert CALENDAR.add_working_days(date(2026, 2, 15), 0) == date(2026, 2, 15)
    assert CALENDAR.next_working_day(date(2026, 9, 30)) == date(2026, 10, 8)
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_working_days(date(2026, 2, 10), -1)


def test_steps_back_over_working_days():
    """The Spring Festival of 2026 lasts from 15 to 23 February; Saturday the 14th is made up."""
    assert CALENDAR.subtract_working_days(date(2026, 2, 24), 1) == date(2026, 2, 14)
    assert CALENDAR.subtract_working_days(date(2026, 2, 18), 2) == date(2026, 2, 13)
    assert CALENDAR.subtract_working_days(date(2026, 3, 9), 15) == date(2026, 2, 10)
    assert CALENDAR.subtract_working_days(date(2026, 2, 15), 0) == date(2026, 2, 15)
    with pytest.raises(ValueError, match="backward"):
        CALENDAR.subtract_working_days(date(2026, 2, 10), -1)


def test_names_of_days_off():
    assert CALENDAR.name(date(2026, 10, 1)) == "国庆节"
    assert CALENDAR.name(date(2026, 10, 10)) == "国庆节"
    assert CALENDAR.name(date(2026, 10, 9)) == ""
    assert festival("本地停工日") == "本地停工日"


def test_an_empty_calendar_knows_weekends_only():
    empty = Calendar({}, {}, frozenset())
    assert empty.working_days(date(2026, 2, 9), date(2026, 2, 23)) == 10
