from datetime import date, timedelta

import pytest

from mediation.reports.ageing import as_of
from mediation.reports.periods import Period, label_of, period_of, steps_of


@pytest.mark.parametrize(
    ("day", "step", "first", "last", "label"),
    [
        (date(2024, 2, 29), "month", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2026, 12, 31), "month", date(2026, 12, 1), date(2026, 12, 31), "2026-12"),
        (date(2026, 11, 23), "quarter", date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"),
        (date(2026, 1, 1), "quarter", date(2026, 1, 1), date(2026, 3, 31), "2026-Q1"),
        (date(2026, 7, 4), "year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_the_period_of_a_day(day, step, first, last, label):
    period = period_of(day, step)
    assert (period, period.step, label_of(period)) == (Period(first, last), step, label)


def test_the_period_before_and_after_follow_the_calendar():
    assert period_of(date(2026, 3, 5), "month").before() == period_of(date(2026, 2, 1), "month")
    assert period_of(date(2026, 1, 5), "quarter").before() == period_of(date(2025, 12, 1), "quarter")
    assert period_of(date(2025, 12, 5), "year").after() == period_of(date(2026, 1, 1), "year")


def test_a_free_period_moves_by_its_own_length():
    ten_days = Period(date(2026, 3, 5), date(2026, 3, 14))
    assert (ten_days.step, ten_days.length, label_of(ten_days)) == ("", 10, "2026-03-05 – 2026-03-14")
    assert ten_days.before() == Period(date(2026, 2, 23), date(2026, 3, 4))
    assert ten_days.after() == Period(date(2026, 3, 15), date(2026, 3, 24))


def test_a_begun_period_is_compared_with_as_many_days_of_the_one_before():
    year_so_far = Period(date(2026, 1, 1), date(2026, 11, 23))
    assert year_so_far.before() == Period(date(2025, 1, 1), date(2025, 11, 23))
    month_so_far = Period(date(2026, 3, 1), date(2026, 3, 30))
    assert month_so_far.before() == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert Period(date(2026, 4, 1), date(2026, 5, 10)).before() == Period(date(2026, 1, 1), date(2026, 2, 9))


@pytest.mark.parametrize(
    ("months", "before", "after"),
    [  # year and month of the first and the last month of each
        ((2026, 9, 2026, 10), (2026, 7, 2026, 8), (2026, 11, 2026, 12)),
        ((2026, 4, 2026, 5), (2026, 1, 2026, 2), (2026, 6, 2026, 7)),
        ((2024, 1, 2024, 6), (2023, 1, 2023, 6), (2024, 7, 2024, 12)),
        ((2025, 11, 2026, 2), (2025, 7, 2025, 10), (2026, 3, 2026, 6)),
        ((2024, 1, 2025, 12), (2022, 1, 2023, 12), (2026, 1, 2027, 12)),
    ],
)
def test_whole_months_are_compared_with_whole_months(months, before, after):
    def of(year, month, last_year, last_month):
        return Period(date(year, month, 1), period_of(date(last_year, last_month, 1), "month").last)

    assert (of(*months).before(), of(*months).after()) == (of(*before), of(*after))


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_steps_cover_each_day_once(step):
    period = Period(date(2025, 11, 17), date(2026, 8, 3))
    parts = list(steps_of(period, step))
    days = [part.first + timedelta(n) for part in parts for n in range(part.length)]
    assert days == [period.first + timedelta(n) for n in range(period.length)]


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends on or after"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(("today", "last"), [(date(2026, 2, 1), 1), (date(2026, 3, 9), 9), (date(2026, 4, 1), 31)])
def test_nothing_is_older_than_it_is_today(today, last):
    march = period_of(date(2026, 3, 1), "month")
    assert as_of(march, today) == Period(march.first, date(2026, 3, last))
