"""The clock of the demo: many stories, one order of time."""

from datetime import date, datetime
from random import Random

from mediation.calendar_seed import seeded_calendar
from mediation.demo.clock import Now, Turn, after, office_hour, play
from mediation.workdays import SHANGHAI

CALENDAR = seeded_calendar()
START = datetime(2026, 4, 29, 9, 0, tzinfo=SHANGHAI)  # the Wednesday before Labour Day


def told(waits, heard):
    """A story that writes down when it was told, then waits."""
    life = Now(Random(1))

    def story():
        for wait in waits:
            heard.append(life.now)
            yield wait

    return Turn(START, len(heard), story(), life)


def test_acts_of_all_stories_come_in_the_order_of_time():
    heard, days = [], []
    turns = [told([3, 1, 0, 2], heard), told([1, 1, 1, 1], heard), told([0, 0, 5], heard)]
    for index, turn in enumerate(turns):
        turn.index = index
    play(turns, datetime(2026, 6, 1, tzinfo=SHANGHAI), CALENDAR, days.append)
    assert heard == sorted(heard)
    assert len(heard) == 11
    assert days == sorted(set(days))


def test_what_would_come_later_is_not_told():
    heard = []
    play([told([1, 40, 1], heard)], datetime(2026, 5, 10, tzinfo=SHANGHAI), CALENDAR, lambda day: None)
    assert len(heard) == 2


def test_a_wait_ends_in_office_hours_of_a_working_day():
    rng = Random(2)
    for wait in range(1, 30):
        moment = after(START, wait, rng, CALENDAR)
        assert CALENDAR.is_working_day(moment.date())
        assert CALENDAR.working_days(START.date(), moment.date()) == wait
        assert (8, 30) <= (moment.hour, moment.minute) <= (17, 0)


def test_a_date_off_moves_to_the_next_working_day():
    assert office_hour(date(2026, 5, 1), Random(3), CALENDAR).date() == date(2026, 5, 6)


def test_a_date_that_has_passed_is_the_next_working_day():
    assert after(START, date(2026, 1, 1), Random(4), CALENDAR).date() == date(2026, 4, 30)
