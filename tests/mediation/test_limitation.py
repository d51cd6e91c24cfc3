"""The limitation of arbitration by hand: LMA 27(2) and (3)."""

from datetime import date

import pytest
from django.utils import translation

from mediation.calendar_seed import seeded_calendar
from mediation.deadlines import RULES, Reason, Unit, Why, count, explain
from mediation.limitation import Interruption, Suspension, limitation_due

CALENDAR = seeded_calendar()
KNEW = date(2025, 3, 3)


def day(text):
    return date.fromisoformat(text)


def interruption(on, until=None):
    return Interruption(day(on), until and day(until))


def suspension(since, until=None):
    return Suspension(day(since), until and day(until))


def due(*events, rule="B1", trigger=KNEW):
    return limitation_due(trigger, events, CALENDAR, RULES[rule])


def test_without_events_it_is_the_plain_count():
    plain, counted = count(RULES["B1"], KNEW, CALENDAR), due()
    assert (counted.on, counted.raw, counted.provisional, counted.reasons) == (
        plain.on, plain.raw, plain.provisional, plain.reasons,
    )  # fmt: skip
    assert (counted.trigger_on, counted.pauses, counted.standing_since, counted.without_effect) == (KNEW, (), None, ())


@pytest.mark.parametrize(
    ("events", "on", "runs_from"),
    [
        ([interruption("2025-08-01")], "2026-08-03", "2025-08-01"),  # 1 August 2026 is a Saturday
        ([interruption("2025-08-01", "2025-08-20")], "2026-08-20", "2025-08-20"),  # a mediation that ended
        ([interruption("2025-08-01"), interruption("2025-12-04")], "2026-12-04", "2025-12-04"),
        ([interruption("2025-12-04"), interruption("2025-08-01")], "2026-12-04", "2025-12-04"),  # in any order
        ([interruption("2025-08-01", "2025-12-01"), interruption("2025-09-01")], "2026-12-01", "2025-12-01"),  # in it
        ([interruption("2026-03-03")], "2027-03-03", "2026-03-03"),  # on the last day
        ([interruption("2026-03-04")], "2026-03-03", "2025-03-03"),  # a day late
        ([interruption("2026-03-04"), interruption("2026-03-05")], "2026-03-03", "2025-03-03"),
        ([suspension("2025-06-01", "2025-06-11")], "2026-03-13", "2025-03-03"),
        ([suspension("2025-06-01", "2025-06-11"), interruption("2026-03-10")], "2027-03-10", "2026-03-10"),  # saved
        ([suspension("2025-06-01", "2025-06-11"), interruption("2026-03-16")], "2026-03-13", "2025-03-03"),
        ([interruption("2025-08-01"), suspension("2025-06-01", "2025-06-11")], "2026-08-03", "2025-08-01"),
        ([suspension("2025-07-25", "2025-08-11"), interruption("2025-08-01")], "2026-08-10", "2025-08-01"),  # 9 days
    ],
)
def test_interruptions_and_suspensions(events, on, runs_from):
    result = due(*events)
    assert (result.on, result.trigger_on) == (day(on), day(runs_from))


def test_the_last_day_of_a_limitation_may_be_reached_by_the_roll():
    assert due(trigger=day("2025-05-03")).on == day("2026-05-06")
    assert due(interruption("2026-05-06"), trigger=day("2025-05-03")).trigger_on == day("2026-05-06")
    assert due(interruption("2026-05-07"), trigger=day("2025-05-03")).trigger_on == day("2025-05-03")


def test_an_obstacle_that_lasts_stands_still_and_nothing_comes_too_late():
    result = due(suspension("2026-02-01"))
    assert (result.standing_since, result.on, result.pauses) == (day("2026-02-01"), day("2026-03-03"), ())
    assert due(suspension("2026-03-03")).standing_since == day("2026-03-03")  # on the last day
    later = due(suspension("2026-02-01"), interruption("2026-09-01"))
    assert (later.trigger_on, later.standing_since, later.on) == (
        day("2026-09-01"), day("2026-02-01"), day("2027-09-01"),
    )  # fmt: skip


def test_an_obstacle_after_the_end_changes_nothing():
    late = suspension("2026-03-04")
    result = due(late)
    assert (result.standing_since, result.on, result.without_effect) == (None, day("2026-03-03"), (late,))


def test_what_was_over_before_the_limitation_began_changes_nothing():
    early = (interruption("2025-01-06"), suspension("2025-02-01", "2025-03-04"))
    result = due(*early)
    assert (result.on, result.without_effect) == (day("2026-03-03"), early)
    begun = due(interruption("2025-02-20", "2025-04-01"))
    assert (begun.trigger_on, begun.without_effect) == (day("2025-04-01"), ())


def test_other_limitations_count_alike():
    assert due(interruption("2026-01-05"), rule="T12").on == day("2028-01-05")
    assert due(interruption("2026-01-05"), rule="T14").on == day("2029-01-05")


@pytest.mark.parametrize("event", [interruption("2025-08-20", "2025-08-01"), suspension("2025-08-20", "2025-08-01")])
def test_refuses_what_ends_before_it_begins(event):
    with pytest.raises(ValueError, match="ends before it begins"):
        due(event)


def test_every_event_is_told_in_order():
    result = due(
        suspension("2025-05-06", "2025-05-16"),
        interruption("2025-08-01", "2025-08-20"),
        suspension("2026-08-10", "2026-08-15"),
        interruption("2027-01-04"),
    )
    assert result.reasons[:5] == (
        Reason(Why.TRIGGER, (KNEW,)),
        Reason(Why.SUSPENDED, (day("2025-05-06"), day("2025-05-16")), 0, unit=Unit.DAY),
        Reason(Why.INTERRUPTED, (day("2025-08-01"), day("2025-08-20"))),
        Reason(Why.SUSPENDED, (day("2026-08-10"), day("2026-08-15")), 5, unit=Unit.DAY),
        Reason(Why.WITHOUT_EFFECT, (day("2027-01-04"),)),
    )
    with translation.override("en"):
        assert explain(result) == [
            "The trigger day 2025-03-03 is not counted.",
            "Suspended on 2025-05-06, running again on 2025-05-16: nothing is added.",
            "Interrupted on 2025-08-01: counted anew from 2025-08-20, when it was over.",
            "Suspended on 2026-08-10, running again on 2026-08-15: 5 days added.",
            "What happened on 2027-01-04 changes nothing: the limitation had not begun or was over.",
            "1 year, counted from 2025-08-21, end on 2026-08-25.",
        ]
        assert explain(due(interruption("2025-08-01"), suspension("2025-09-01")))[1:3] == [
            "Interrupted on 2025-08-01: counted anew from that day.",
            "Suspended on 2025-09-01: it stands still until the obstacle is over.",
        ]
