"""The counting engine: the worked vectors and the rules of counting one by one. Its oracle: `tests.oracle`."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from mediation.calendar_seed import seeded_calendar
from mediation.deadlines import (
    RULES,
    Reason,
    Span,
    State,
    Unit,
    Why,
    count,
    count_hours,
    excuse_until,
    explain,
    in_time,
    room_to_extend,
    state_of,
)
from mediation.workdays import Calendar

CALENDAR = seeded_calendar()
DAY, WORKING, MONTH, YEAR = Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR

VECTORS = [  # rule, trigger, raw, due
    ("S1", "2026-02-10", "2026-03-09", "2026-03-09"),
    ("S1", "2025-09-24", "2025-10-21", "2025-10-21"),
    ("M1", "2026-04-30", "2026-05-11", "2026-05-11"),
    ("M3", "2026-09-16", "2026-10-01", "2026-10-08"),
    ("A3", "2026-01-16", "2026-02-15", "2026-02-24"),
    ("A1", "2026-01-31", "2026-02-15", "2026-02-24"),
    ("B15", "2026-04-20", "2026-05-05", "2026-05-06"),
    ("B15", "2026-04-24", "2026-05-09", "2026-05-09"),
    ("B1", "2024-02-29", "2025-02-28", "2025-02-28"),
    ("B1", "2025-02-28", "2026-02-28", "2026-02-28"),
    ("B1", "2025-05-03", "2026-05-03", "2026-05-06"),
    ("I2", "2026-01-05", "2026-04-03", "2026-04-03"),
    ("I2X", "2026-01-05", "2026-05-20", "2026-05-20"),
    ("B8", "2026-03-02", "2026-04-16", "2026-04-16"),
    ("B8X", "2026-03-02", "2026-05-01", "2026-05-06"),
    ("T12", "2024-09-26", "2026-09-26", "2026-09-28"),
]


def due(code_or_span, start, **given):
    span = RULES[code_or_span] if isinstance(code_or_span, str) else Span(*code_or_span)
    return count(span, date.fromisoformat(start), CALENDAR, **given)


def pause(first, back):
    return date.fromisoformat(first), date.fromisoformat(back)


@pytest.mark.parametrize(("code", "start", "raw", "on"), VECTORS)
def test_worked_vectors(code, start, raw, on):
    result = due(code, start)
    assert (result.raw.isoformat(), result.on.isoformat(), result.provisional) == (raw, on, False)


def kinds(result):
    return [reason.kind for reason in result.reasons]


def test_reasons_of_working_days():
    result = due("S1", "2026-02-10")
    off = tuple(date(2026, 2, day) for day in range(15, 24))
    weekends = (date(2026, 3, 1), date(2026, 3, 7), date(2026, 3, 8))
    assert result.reasons == (
        Reason(Why.TRIGGER, (date(2026, 2, 10),)),
        Reason(Why.COUNTED, (date(2026, 2, 11), date(2026, 3, 9)), 15, unit=WORKING),
        Reason(Why.DAYS_OFF, off, 9, ("春节",)),
        Reason(Why.WEEKENDS, weekends, 3),
        Reason(Why.MAKE_UP, (date(2026, 2, 14),), names=("春节",)),
        Reason(Why.MAKE_UP, (date(2026, 2, 28),), names=("春节",)),
    )


def test_reasons_of_a_roll_and_of_no_roll():
    assert due("M3", "2026-09-16").reasons[-1] == Reason(
        Why.ROLLED, (date(2026, 10, 1), date(2026, 10, 8)), names=("国庆节",)
    )
    assert due("B15", "2026-04-24").reasons[-1] == Reason(Why.MAKE_UP, (date(2026, 5, 9),), names=("劳动节",))
    assert kinds(due("B8", "2026-03-02")) == [Why.TRIGGER, Why.COUNTED]


def test_reason_of_a_missing_corresponding_day():
    assert due("B1", "2024-02-29").reasons[-1] == Reason(Why.MONTH_END, (date(2025, 2, 28),))
    assert kinds(due("B1", "2025-03-31")) == [Why.TRIGGER, Why.COUNTED]
    assert due((2, MONTH), "2025-12-31").raw == date(2026, 2, 28)
    assert due((14, MONTH), "2025-10-31").raw == date(2026, 12, 31)


def test_all_reasons_in_words():
    result = due("B8", "2026-03-02", pauses=[pause("2026-03-05", "2026-03-15")], extended=5)
    with translation.override("en"):
        assert explain(result) == [
            "The trigger day 2026-03-02 is not counted.",
            "50 days, counted from 2026-03-03, end on 2026-05-01.",
            "An extension of 5 days is included.",
            "Paused on 2026-03-05, resumed on 2026-03-15: 10 days added.",
            "The last day, 2026-05-01, is a rest day (Labour Day): moved to 2026-05-06, the next working day.",
        ]
        assert explain(due("S1", "2025-12-30"))[2:] == [
            "2026-01-01 to 2026-01-03 are off (New Year's Day): not counted.",
            "4 weekend days are not counted.",
            "2026-01-04 is a make-up working day (New Year's Day).",
        ]
        assert explain(due("M1", "2024-12-31"))[2] == "2025-01-01 is off (New Year's Day): not counted."
        assert explain(due((1, YEAR), "2024-02-29"))[-1] == (
            "The last month has no such day: it ends on its last day, 2025-02-28."
        )
        assert explain(due("M3", "2027-03-01"))[-1] == (
            "The days off of 2027 are not published yet: this date is provisional."
        )


@pytest.mark.parametrize(
    ("span", "start", "on", "provisional"),
    [
        ((15, WORKING), "2026-12-04", "2026-12-25", False),
        (
            (15, WORKING),
            "2026-12-07",
            "2026-12-28",
            True,
        ),  # New Year's notice may make 28 December a make-up day
        ((15, DAY), "2026-12-10", "2026-12-25", False),
        (
            (15, DAY),
            "2026-12-11",
            "2026-12-28",
            True,
        ),  # rolled from Saturday 26 to a day the next notice decides
        ((30, DAY), "2026-12-16", "2027-01-15", True),
        ((1, YEAR), "2026-03-02", "2027-03-02", True),
        ((1, YEAR), "2013-06-03", "2014-06-03", True),
        ((5, WORKING), "2014-12-20", "2014-12-26", True),
        ((48, Unit.HOUR), "2026-12-31", "2027-01-02", False),  # no notice can move it
    ],
)
def test_a_date_that_depends_on_an_unpublished_year_is_provisional(span, start, on, provisional):
    result = due(span, start)
    assert (result.on.isoformat(), result.provisional) == (on, provisional)
    assert (result.reasons[-1].kind == Why.PROVISIONAL) is provisional


def test_only_counted_days_of_an_unpublished_year_matter():
    assert not due((5, WORKING), "2014-12-27").provisional  # the trigger day is not counted
    assert due((10, WORKING), "2014-12-22").provisional  # the first days are, though the last is published
    assert not due((5, WORKING), "2014-12-24", pauses=[pause("2014-12-25", "2015-01-05")]).provisional


def test_hours_end_on_a_rest_day():
    assert due("T10", "2026-04-30").on == date(2026, 5, 2)
    assert due((25, Unit.HOUR), "2026-04-29").on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("span", "start", "pauses", "raw"),
    [
        ((15, DAY), "2026-03-02", [("2026-03-05", "2026-03-10")], "2026-03-22"),
        ((15, DAY), "2026-03-02", [("2026-03-05", "2026-03-05")], "2026-03-17"),  # nothing
        ((15, DAY), "2026-03-02", [("2026-03-18", "2026-04-10")], "2026-03-17"),  # after the end
        ((15, DAY), "2026-03-02", [("2026-03-17", "2026-03-18")], "2026-03-18"),  # the last day
        ((15, DAY), "2026-03-02", [("2026-02-01", "2026-03-03")], "2026-03-17"),  # until the trigger day
        ((15, DAY), "2026-03-02", [("2026-03-05", "2026-03-10"), ("2026-03-08", "2026-03-12")], "2026-03-24"),
        ((15, DAY), "2026-03-02", [("2026-03-05", "2026-03-06"), ("2026-03-18", "2026-03-20")], "2026-03-20"),
        ((15, WORKING), "2026-03-02", [("2026-03-05", "2026-03-10")], "2026-03-26"),  # 3 working days in it
        ((15, WORKING), "2026-03-02", [("2026-03-07", "2026-03-09")], "2026-03-23"),  # a weekend
        ((2, MONTH), "2026-03-02", [("2026-04-01", "2026-04-11")], "2026-05-12"),
    ],
)
def test_pauses_shift_by_exactly_their_length(span, start, pauses, raw):
    assert due(span, start, pauses=[pause(*pair) for pair in pauses]).raw.isoformat() == raw


def test_a_roll_does_not_end_in_a_pause():
    result = due((12, DAY), "2026-03-02", pauses=[pause("2026-03-16", "2026-03-20")])  # Saturday 14 March
    assert (result.raw, result.on) == (date(2026, 3, 14), date(2026, 3, 20))


def test_a_pause_names_what_it_added():
    result = due("S1", "2026-03-02", pauses=[pause("2026-03-05", "2026-03-10")])
    assert result.reasons[2] == Reason(Why.PAUSED, pause("2026-03-05", "2026-03-10"), 3, unit=WORKING)
    assert Why.PAUSED not in kinds(due("S1", "2026-03-02", pauses=[pause("2026-05-01", "2026-06-01")]))
    assert Why.PAUSED not in kinds(due("S1", "2026-03-02", pauses=[pause("2026-03-05", "2026-03-05")]))


def test_a_pause_that_began_before_the_trigger_adds_what_lies_after_it():
    result = due("M3", "2026-03-02", pauses=[pause("2026-02-20", "2026-03-05")])
    assert (result.raw, result.reasons[2].amount) == (date(2026, 3, 19), 2)


def test_rest_days_in_a_pause_are_not_named_twice():
    result = due((5, WORKING), "2026-03-05", pauses=[pause("2026-03-07", "2026-03-09")])
    assert kinds(result) == [Why.TRIGGER, Why.COUNTED, Why.PAUSED]
    assert result.on == date(2026, 3, 12)


def test_a_period_that_ends_on_a_make_up_day_names_it_once():
    result = due((4, WORKING), "2026-04-30")
    assert result.on == date(2026, 5, 9)
    assert kinds(result) == [Why.TRIGGER, Why.COUNTED, Why.DAYS_OFF, Why.MAKE_UP]


def test_days_off_with_a_working_day_between_are_two_reasons():
    rest = {date(2026, 3, 3): "停工", date(2026, 3, 5): "停工"}
    result = count(Span(3, WORKING), date(2026, 3, 2), Calendar(rest, {}, frozenset({2026})))
    assert [reason.days for reason in result.reasons if reason.kind == Why.DAYS_OFF] == [(day,) for day in rest]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("S1", {"extended": 1}),  # the law knows no extension
        ("I2", {"extended": 31}),
        ("I2", {"extended": -1}),
        ("M3", {"pauses": [pause("2026-03-10", "2026-03-05")]}),
        ((0, DAY), {}),
    ],
)
def test_refuses_what_no_rule_allows(code, given):
    with pytest.raises(ValueError, match=r"extend|pause|period"):
        due(code, "2026-03-02", **given)


def test_extension_counts_from_the_start():
    assert due("I2", "2026-01-05", extended=30).on == due("I2X", "2026-01-05").on
    assert due("B8", "2026-03-02", extended=15).on == due("B8X", "2026-03-02").on
    assert due("M3", "2026-03-02", extended=15).on == date(2026, 4, 1)


def test_room_to_extend():
    assert room_to_extend(RULES["I2"]) == 30
    assert room_to_extend(RULES["I2"], 30) == 0
    assert room_to_extend(RULES["S1"]) == 0
    assert room_to_extend(RULES["M3"], 60) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 23), State.RUNNING),  # four working days before: 24, 28, 29, 30 September
        (date(2026, 9, 24), State.SOON),
        (date(2026, 9, 28), State.SOON),
        (date(2026, 9, 29), State.DUE),
        (date(2026, 9, 30), State.DUE),
        (date(2026, 10, 1), State.OVERDUE),
    ],
)
def test_state_counts_working_days(today, state):
    assert state_of(date(2026, 9, 30), today, CALENDAR) == state


# Backwards from an event


@pytest.mark.parametrize(
    ("rule", "event", "raw", "on"),
    [
        ("B6", "2026-05-11", "2026-04-30", "2026-04-30"),  # 9 May is made up; 9, 8, 7, 6 May, 30 April
        ("B6b", "2026-03-09", "2026-03-04", "2026-03-04"),
        ("L3", "2026-03-16", "2026-03-09", "2026-03-09"),
        ("L3", "2026-10-10", "2026-10-03", "2026-09-30"),  # a rest day gives way to the working day before
        ("L3", "2026-05-16", "2026-05-09", "2026-05-09"),  # a Saturday that is made up stays
    ],
)
def test_the_last_safe_day_before_an_event(rule, event, raw, on):
    result = due(rule, event)
    assert (result.raw.isoformat(), result.on.isoformat(), result.provisional) == (raw, on, False)


def test_months_backwards_end_on_the_last_day_of_a_short_month():
    rule = replace(RULES["L3"], length=1, unit=MONTH)
    assert count(rule, date(2026, 3, 31), CALENDAR).raw == date(2026, 2, 28)
    assert Reason(Why.MONTH_END, (date(2026, 2, 28),)) in count(rule, date(2026, 3, 31), CALENDAR).reasons
    assert count(replace(rule, length=15), date(2026, 3, 1), CALENDAR).raw == date(2024, 12, 1)


def test_nothing_pauses_what_is_counted_backwards():
    paused = due("L3", "2026-03-16", pauses=[pause("2026-03-10", "2026-03-12")])
    assert paused == due("L3", "2026-03-16")


def test_backwards_into_an_unpublished_year_is_provisional():
    assert due("B6", "2027-01-08").provisional
    assert not due("B6", "2026-12-28").provisional  # the day of the event is not counted
    assert due("L3", "2015-01-03").provisional  # rolled back from Saturday to days of 2014


def test_reasons_of_counting_backwards():
    with translation.override("en"):
        assert explain(due("L3", "2026-10-10")) == [
            "The trigger day 2026-10-10 is not counted.",
            "7 days, counted back from 2026-10-09, end on 2026-10-03.",
            "The last day, 2026-10-03, is a rest day (National Day): moved to 2026-09-30, the working day before.",
        ]
        assert explain(due("B6", "2026-05-11"))[1:] == [
            "5 working days, counted back from 2026-05-10, end on 2026-04-30.",
            "2026-05-01 to 2026-05-05 are off (Labour Day): not counted.",
            "1 weekend day is not counted.",
            "2026-05-09 is a make-up working day (Labour Day).",
        ]


# Hours, post, excuses


@pytest.mark.parametrize(
    ("start", "at", "on"),
    [
        (datetime(2026, 4, 30, 2, 20, tzinfo=UTC), datetime(2026, 5, 2, 3, tzinfo=UTC), date(2026, 5, 2)),
        (datetime(2026, 4, 30, 2, 0, tzinfo=UTC), datetime(2026, 5, 2, 3, tzinfo=UTC), date(2026, 5, 2)),
        # received at 23:59 in China: from 24:00, to 24:00 two days later
        (datetime(2026, 4, 30, 15, 59, tzinfo=UTC), datetime(2026, 5, 2, 16, tzinfo=UTC), date(2026, 5, 2)),
        (datetime(2026, 4, 30, 16, 0, tzinfo=UTC), datetime(2026, 5, 2, 17, tzinfo=UTC), date(2026, 5, 3)),
    ],
)
def test_hours_begin_with_the_next_hour(start, at, on):
    result = count_hours(RULES["T10"], start)
    assert (result.at, result.on, result.raw, result.provisional) == (at, on, on, False)


def test_reasons_of_hours():
    with translation.override("en"):
        assert explain(count_hours(RULES["T10"], datetime(2026, 4, 30, 2, 20, tzinfo=UTC))) == [
            "The hour of the trigger, 2026-04-30 10:20, is not counted.",
            "48 hours, counted from 2026-04-30 11:00, end at 2026-05-02 11:00.",
        ]


@pytest.mark.parametrize(
    ("span", "start"),
    [
        (RULES["T10"], datetime(2026, 4, 30, 10, 20)),
        (RULES["T1"], datetime(2026, 4, 30, 10, 20, tzinfo=UTC)),
        (Span(0, Unit.HOUR), datetime(2026, 4, 30, 10, 20, tzinfo=UTC)),
    ],
)
def test_hours_need_an_instant_and_a_length(span, start):
    with pytest.raises(ValueError, match="aware instant"):
        count_hours(span, start)


def test_what_is_posted_by_the_last_day_is_in_time():
    last = date(2026, 5, 6)
    assert in_time(last, date(2026, 5, 6))
    assert not in_time(last, date(2026, 5, 7))
    assert in_time(last, date(2026, 5, 20), posted_on=date(2026, 5, 6))
    assert not in_time(last, date(2026, 5, 20), posted_on=date(2026, 5, 7))
    with pytest.raises(ValueError, match="before it arrives"):
        in_time(last, date(2026, 5, 5), posted_on=date(2026, 5, 6))


def test_an_excuse_is_asked_for_within_ten_days():
    assert excuse_until(date(2026, 3, 2), CALENDAR).on == date(2026, 3, 12)
    assert excuse_until(date(2026, 9, 24), CALENDAR).on == date(2026, 10, 8)  # 4 October is off
