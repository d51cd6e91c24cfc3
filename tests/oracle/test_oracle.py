"""Engine and oracle agree; the oracle itself gives the worked vectors of the catalogue."""

from datetime import UTC, date, datetime

import pytest

from mediation.workdays import Calendar, notice_year
from tests.oracle import periods
from tests.oracle.cases import CALENDAR, by_engine, by_oracle, random_case
from tests.oracle.days import TABLE

VECTORS = [  # length, unit, trigger, last day, due
    (15, "working_day", "2026-02-10", "2026-03-09", "2026-03-09"),
    (15, "working_day", "2025-09-24", "2025-10-21", "2025-10-21"),
    (5, "working_day", "2026-04-30", "2026-05-11", "2026-05-11"),
    (15, "day", "2026-09-16", "2026-10-01", "2026-10-08"),
    (30, "day", "2026-01-16", "2026-02-15", "2026-02-24"),
    (15, "day", "2026-01-31", "2026-02-15", "2026-02-24"),
    (15, "day", "2026-04-20", "2026-05-05", "2026-05-06"),
    (15, "day", "2026-04-24", "2026-05-09", "2026-05-09"),
    (1, "year", "2024-02-29", "2025-02-28", "2025-02-28"),
    (1, "year", "2025-02-28", "2026-02-28", "2026-02-28"),
    (1, "year", "2025-05-03", "2026-05-03", "2026-05-06"),
    (60, "working_day", "2026-01-05", "2026-04-03", "2026-04-03"),
    (90, "working_day", "2026-01-05", "2026-05-20", "2026-05-20"),
    (45, "day", "2026-03-02", "2026-04-16", "2026-04-16"),
    (60, "day", "2026-03-02", "2026-05-01", "2026-05-06"),
    (2, "year", "2024-09-26", "2026-09-26", "2026-09-28"),
]


@pytest.mark.parametrize(("length", "unit", "start", "last", "due"), VECTORS)
def test_the_oracle_gives_the_worked_vectors(length, unit, start, last, due):
    found = periods.period(length, unit, date.fromisoformat(start))
    assert found == (date.fromisoformat(last), date.fromisoformat(due), False)


def test_the_oracle_by_hand():
    assert periods.hours(48, datetime(2026, 4, 30, 2, 20, tzinfo=UTC)) == (
        datetime(2026, 5, 2, 3, 0, tzinfo=UTC),  # 10:20 in China: from 11:00, to 11:00
        date(2026, 5, 2),
    )
    assert periods.period_before(5, "day", date(2026, 5, 8)) == (date(2026, 5, 3), date(2026, 4, 30), False)
    interrupted = [("interrupted", date(2025, 8, 1), None)]
    assert periods.limitation(1, "year", date(2025, 3, 3), interrupted)[:4] == (
        date(2026, 8, 1), date(2026, 8, 3), False, date(2025, 8, 1),
    )  # fmt: skip


def test_the_seed_is_the_calendar_of_the_notices():
    differing = [day.date for day in TABLE if day.known and CALENDAR.is_working_day(day.date) != day.works]
    assert differing == []
    assert {day.date for day in TABLE if day.known} == {
        day.date for day in TABLE if notice_year(day.date) in CALENDAR.published
    }


def test_the_engine_equals_the_oracle():
    for number in range(3_000):
        case = random_case(number)
        assert by_engine(case) == by_oracle(case), f"case {number}: {case}"


def test_a_wrong_calendar_is_seen():
    """The control: without make-up days the engine must differ from the oracle."""
    wrong = Calendar(CALENDAR.rest, {}, CALENDAR.published)
    cases = [random_case(number) for number in range(400)]
    assert sum(by_engine(case, wrong) != by_oracle(case) for case in cases) > 20
