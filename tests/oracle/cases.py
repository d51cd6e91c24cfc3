"""Random cases for engine and oracle; each follows from its number, so a fault can be seen again."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from mediation.calendar_seed import seeded_calendar
from mediation.deadlines import RULES, Extension, Span, Unit, count, count_hours
from mediation.limitation import Interruption, Suspension, limitation_due
from mediation.workdays import Calendar
from tests.oracle import periods

CALENDAR = seeded_calendar()
FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
MOST = {"day": 120, "working_day": 120, "month": 24, "year": 3}


class Case(NamedTuple):
    """One case: what the engine and the oracle make of it must be equal."""

    kind: str
    given: tuple[Any, ...]


def random_case(number: int) -> Case:
    rng = random.Random(number)
    kind = rng.choice(["forward", "forward", "forward", "back", "hours", "limitation", "limitation"])
    return Case(kind, _MAKERS[kind](rng))


def random_day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randrange((LAST - FIRST).days + 1))


def random_length(rng: random.Random) -> tuple[int, str]:
    unit = rng.choice(list(MOST))
    return rng.randint(1, MOST[unit]), unit


def random_pauses(rng: random.Random, start: date, most: int = 60) -> tuple[tuple[date, date], ...]:
    pauses = []
    for _pause in range(rng.choice([0, 0, 1, 2, 3])):
        first = start + timedelta(days=rng.randint(-10, most))
        pauses.append((first, first + timedelta(days=rng.choice([0, 1, rng.randint(2, 60)]))))
    return tuple(pauses)


def _forward(rng: random.Random) -> tuple[Any, ...]:
    (length, unit), start = random_length(rng), random_day(rng)
    extended = rng.choice([0, 0, rng.randint(1, 30 if "day" in unit else 6)])
    return length, unit, start, random_pauses(rng, start), extended


def _back(rng: random.Random) -> tuple[Any, ...]:
    return *random_length(rng), random_day(rng)


def _hours(rng: random.Random) -> tuple[Any, ...]:
    midnight = datetime.combine(random_day(rng), datetime.min.time(), UTC)
    seconds = rng.choice([rng.randrange(24) * 3600, rng.randrange(86400)])
    return rng.randint(1, 200), midnight + timedelta(seconds=seconds, microseconds=rng.choice([0, 1, 999_999]))


def _limitation(rng: random.Random) -> tuple[Any, ...]:
    length, unit = rng.choice([(1, "year"), (2, "year"), (3, "year"), (3, "month"), (30, "day"), (15, "working_day")])
    trigger, events = random_day(rng), []
    reach = {"year": 500 * length, "month": 120, "day": 60, "working_day": 60}[unit]
    for _event in range(rng.randint(0, 5)):
        on = trigger + timedelta(days=rng.randint(-20, reach))
        until = on + timedelta(days=rng.choice([0, 1, rng.randint(2, 200)]))
        kind = rng.choice(["interrupted", "suspended"])
        events.append((kind, on, None if rng.random() < (0.5 if kind == "interrupted" else 0.1) else until))
    return length, unit, trigger, tuple(events)


_MAKERS: dict[str, Callable[[random.Random], tuple[Any, ...]]] = {
    "forward": _forward, "back": _back, "hours": _hours, "limitation": _limitation,
}  # fmt: skip


def by_engine(case: Case, calendar: Calendar = CALENDAR) -> tuple[Any, ...]:
    if case.kind == "hours":
        length, start = case.given
        hour = count_hours(Span(length, Unit.HOUR), start)
        return hour.at, hour.on
    if case.kind == "limitation":
        return _engine_limitation(calendar, *case.given)
    if case.kind == "back":
        length, unit, event = case.given
        due = count(replace(RULES["B6"], length=length, unit=Unit(unit)), event, calendar)
    else:
        length, unit, start, pauses, extended = case.given
        rule = replace(RULES["M3"], length=length, unit=Unit(unit), extension=Extension(None, "both"))
        due = count(rule, start, calendar, pauses=pauses, extended=extended)
    return due.raw, due.on, due.provisional


def _engine_limitation(
    calendar: Calendar, length: int, unit: str, trigger: date, events: tuple[Any, ...]
) -> tuple[Any, ...]:
    classes = {"interrupted": Interruption, "suspended": Suspension}
    given = [classes[kind](on, until) for kind, on, until in events]
    due = limitation_due(trigger, given, calendar, replace(RULES["B1"], length=length, unit=Unit(unit)))
    names = {Interruption: "interrupted", Suspension: "suspended"}
    idle = [(names[type(event)], event.on, event.until) for event in due.without_effect]
    return due.raw, due.on, due.provisional, due.trigger_on, due.standing_since, idle


def by_oracle(case: Case) -> tuple[Any, ...]:
    if case.kind == "hours":
        return periods.hours(*case.given)
    if case.kind == "limitation":
        return periods.limitation(*case.given)
    if case.kind == "back":
        return periods.period_before(*case.given)
    length, unit, start, pauses, extended = case.given
    return periods.period(length + extended, unit, start, pauses)
