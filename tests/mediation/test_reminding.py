"""Which stage a deadline has reached on a day, and the hours in which anybody is reminded."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from mediation.calendar_seed import seeded_calendar
from mediation.deadline_rules import RULES, Nature
from mediation.hours import Hours, read_hours
from mediation.reminding import RIGHT_STAGES, STAGES, Reach, alarms, duty_of, is_at_work
from tests.factories import SHANGHAI

CALENDAR = seeded_calendar()
HOURS = Hours(time(9), time(17, 30))
TRIGGER, FRIDAY = date(2026, 3, 2), date(2026, 3, 20)  # eighteen days, no holiday


def stage(today, *, due_on=FRIDAY, trigger_on=TRIGGER, unit="day", nature=Nature.DUTY):
    found = Reach(today, CALENDAR).stage(trigger_on=trigger_on, due_on=due_on, unit=unit, nature=nature)
    return found and found.code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (2, None), (10, None), (11, "half"), (16, "half"), (17, "before_3"), (18, "before_3"), (19, "before_1"),
        (20, "today"), (23, "late_1"), (24, "late_1"), (25, "late_3"), (26, "late_3"), (27, "late_5"),
    ],
)  # fmt: skip
def test_the_stages_of_a_duty_fall_on_working_days(day, code):
    assert stage(date(2026, 3, day)) == code


def test_long_overdue_stays_at_the_last_stage():
    assert stage(date(2027, 3, 1)) == "late_5"


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 2, 17), None), (date(2026, 2, 18), "right_30"), (date(2026, 3, 5), "right_30"),
        (date(2026, 3, 6), "right_14"), (date(2026, 3, 13), "right_7"), (date(2026, 3, 17), "right_3"),
        (date(2026, 3, 19), "right_1"), (FRIDAY, "right_0"), (date(2026, 3, 21), None),
    ],
)  # fmt: skip
def test_a_right_is_told_by_days_and_not_after_its_last(today, code):
    assert stage(today, trigger_on=date(2025, 3, 20), nature=Nature.RIGHT) == code


def test_what_fell_on_a_rest_day_is_caught_up_on_the_next_working_day_as_one_stage():
    """The half of the time falls on the Spring Festival of 2026 (15 to 23 February); the 14th is made up."""
    given = {"trigger_on": date(2026, 2, 9), "due_on": date(2026, 2, 27)}
    found = [stage(date(2026, 2, day), **given) for day in (13, 14, 18, 24, 25, 26)]
    assert found == [None, None, "half", "before_3", "before_3", "before_1"]


@pytest.mark.parametrize(
    ("length", "codes"),
    [
        (1, {"today"}),
        (3, {"half", "before_1", "today"}),
        (5, {"half", "before_3", "before_1", "today"}),
    ],
)
def test_a_short_period_is_not_warned_of_on_the_day_it_begins(length, codes):
    due = CALENDAR.add_working_days(TRIGGER, length)
    days = [date(2026, 3, day) for day in range(2, due.day + 1)]
    found = [stage(day, due_on=due, unit="working_day") for day in days]
    assert found[0] is None
    assert set(found) - {None} <= codes
    assert found[-1] == "today"


def test_a_day_that_was_agreed_has_no_half_and_is_warned_of_at_once():
    given = {"trigger_on": FRIDAY, "due_on": FRIDAY, "unit": "date"}
    assert [stage(date(2026, 3, day), **given) for day in (3, 16, 17, 19, 20)] == [
        None, None, "before_3", "before_1", "today",
    ]  # fmt: skip


def test_a_later_day_is_never_less_urgent():
    for table, nature in ((STAGES, Nature.DUTY), (RIGHT_STAGES, Nature.RIGHT)):
        rank = {row.code: -place for place, row in enumerate(table)}
        for due in (date(2026, 2, 24), date(2026, 5, 5), date(2026, 10, 8), FRIDAY):
            days = [date(2026, 1, 5).fromordinal(date(2026, 1, 5).toordinal() + n) for n in range(300)]
            found = [stage(day, due_on=due, trigger_on=date(2026, 1, 5), nature=nature) for day in days]
            ranks = [rank[code] for code in found if code]
            assert ranks == sorted(ranks)
            assert len(set(ranks)) >= len(table) - 2


@pytest.mark.parametrize(
    ("at", "works"),
    [
        (datetime(2026, 3, 2, 9, 0), True),
        (datetime(2026, 3, 2, 8, 59), False),
        (datetime(2026, 3, 2, 17, 29), True),
        (datetime(2026, 3, 2, 17, 30), False),
        (datetime(2026, 3, 2, 0, 0), False),
        (datetime(2026, 3, 7, 10, 0), False),  # Saturday
        (datetime(2026, 2, 28, 10, 0), True),  # a Saturday made up for the Spring Festival
        (datetime(2026, 10, 1, 10, 0), False),  # National Day
    ],
)
def test_working_hours_are_those_of_the_office_on_its_working_days(at, works):
    here = at.replace(tzinfo=SHANGHAI)
    assert is_at_work(here, HOURS, CALENDAR) is works
    assert is_at_work(here.astimezone(UTC), HOURS, CALENDAR) is works


@pytest.mark.parametrize("text", ["", "9", "09:00", "09:00-", "17:30-09:00", "09:00-09:00", "09:00+08:00-17:30", "a-b"])
def test_hours_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_hours(text)


def test_hours_are_read():
    assert read_hours("08:30 - 12:00") == Hours(time(8, 30), time(12))


def test_a_calendar_rings_when_the_office_opens():
    monday = date(2026, 3, 16)
    assert list(alarms(monday, HOURS, CALENDAR)) == [
        datetime(2026, 3, 13, 9, tzinfo=SHANGHAI), datetime(2026, 3, 16, 9, tzinfo=SHANGHAI),
    ]  # fmt: skip
    assert list(alarms(date(2026, 3, 15), HOURS, CALENDAR)) == [datetime(2026, 3, 13, 9, tzinfo=SHANGHAI)]


def test_the_words_say_whose_turn_it_is():

    with translation.override("en"):
        assert duty_of("M3") == "Mediation ends (we must act)"
        assert duty_of("S1") == "Answer to the opinion letter (awaited from: employer)"
        assert duty_of("B1") == "Limitation for arbitration (a right of: the party concerned)"
        assert duty_of("X4") == "Wage ledger kept (until this day kept by: employer)"
        assert duty_of("W3c") == "Review of the appraisal possible (possible from this day for: the party concerned)"
        assert all(duty_of(code) for code in RULES)
