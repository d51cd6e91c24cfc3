"""The counting engine: the worked vectors, the rules one by one, and a slow independent oracle."""

import random
from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar
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
    explain,
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


# A slow oracle that shares nothing with the engine: it lists every day and lets chinesecalendar judge each.

FIRST, LAST = date(2015, 1, 1), date(2026, 12, 27)


def works(day):
    """2027 is not published: weekends rest, weekdays work."""
    return chinese_calendar.is_workday(day) if day.year < 2027 else day.isoweekday() < 6


ALL_DAYS = [FIRST + timedelta(days=n) for n in range((date(2031, 1, 1) - FIRST).days)]
WORKS = [works(day) for day in ALL_DAYS]


def index(day):
    return (day - FIRST).days


def oracle(length, unit, start, paused):
    """(raw, on) by listing days; `paused` is a set of days."""
    later = range(index(start) + 1, len(ALL_DAYS))
    running = [n for n in later if ALL_DAYS[n] not in paused]
    if unit == WORKING:
        raw = [n for n in running if WORKS[n]][length - 1]
        return ALL_DAYS[raw], ALL_DAYS[raw]
    if unit != DAY:
        length = (corresponding(start, length * (12 if unit == YEAR else 1)) - start).days
    raw = running[length - 1]
    on = next(n for n in running if n >= raw and WORKS[n])
    return ALL_DAYS[raw], ALL_DAYS[on]


def corresponding(start, months):
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def random_case(rng):
    unit, most = rng.choice([(DAY, 90), (WORKING, 90), (MONTH, 12), (YEAR, 2)])
    start = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
    pauses = []
    for _ in range(rng.choice([0, 0, 1, 2])):
        first = start + timedelta(days=rng.randint(-5, 40))
        pauses.append((first, first + timedelta(days=rng.randint(0, 30))))
    return rng.randint(1, most), unit, start, pauses


def test_engine_equals_the_slow_oracle():
    rng = random.Random(20261123)
    for _ in range(4_000):
        length, unit, start, pauses = random_case(rng)
        paused = {first + timedelta(days=n) for first, back in pauses for n in range((back - first).days)}
        result = count(Span(length, unit), start, CALENDAR, pauses=pauses)
        assert (result.raw, result.on) == oracle(length, unit, start, paused), (length, unit, start, pauses)
        assert result.provisional or result.on <= LAST


def test_a_final_date_does_not_change_when_the_next_notice_comes():
    """The notice for 2027 as far from a guess as can be: every weekday off, every weekend worked."""
    new = [day for day in ALL_DAYS if date(2026, 12, 28) <= day < date(2027, 12, 28)]
    rest = {day: "新" for day in new if day.weekday() < 5}
    work = {day: "新" for day in new if day.weekday() >= 5}
    later = Calendar({**CALENDAR.rest, **rest}, {**CALENDAR.work, **work}, CALENDAR.published | {2027})
    rng = random.Random(2027)
    finals = 0
    for _ in range(3_000):
        length, unit = rng.randint(1, 60), rng.choice([DAY, WORKING])
        start = date(2026, 10, 1) + timedelta(days=rng.randrange(90))
        before = count(Span(length, unit), start, CALENDAR)
        if not before.provisional:
            finals += 1
            assert count(Span(length, unit), start, later) == before
    assert 500 < finals < 2_500


def test_a_later_start_never_ends_earlier():
    rng = random.Random(16)
    for _ in range(1_500):
        length, unit, start, pauses = random_case(rng)
        if unit in {MONTH, YEAR}:
            pauses = []
        ends = [count(Span(length, unit), start + timedelta(days=n), CALENDAR, pauses=pauses).on for n in range(3)]
        assert ends == sorted(ends)


def test_an_extension_never_shortens_and_a_pause_adds_its_length():
    rng = random.Random(18)
    for _ in range(1_500):
        length, unit, start, _pauses = random_case(rng)
        plain = count(Span(length, unit), start, CALENDAR)
        assert count(Span(length, unit), start, CALENDAR, extended=rng.randint(1, 12)).on >= plain.on
        first = start + timedelta(days=rng.randint(1, (plain.raw - start).days))
        back = first + timedelta(days=rng.randint(0, 40))
        paused = count(Span(length, unit), start, CALENDAR, pauses=[(first, back)])
        if unit == WORKING:
            added = WORKS[index(first) : index(back)].count(True)
            assert WORKS[index(plain.raw) + 1 : index(paused.raw) + 1].count(True) == added
        else:
            assert paused.raw - plain.raw == back - first
