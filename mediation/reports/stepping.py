"""Months, quarters and years of a report: one pass a day of a fact, whatever the number of steps.

What lies within the period is divided by the step of its day. Stocks are read off one table: how many rows began in
each step and ended in each. What is neither is counted step by step.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from mediation.models import Dispute
from mediation.models.months import MonthNumber
from mediation.reports.counting import Found, by_fact, counter, figure_of, one_row, spread_of
from mediation.reports.facts import Fact
from mediation.reports.groups import Steps
from mediation.reports.indicators import SIDES, Indicator, Standing, Within
from mediation.reports.periods import Period

STORED = {"received_on": "received_month", "ended_on": "ended_month"}  # of the case
TOTAL = "total"
Numbers = dict[tuple[str, str], dict[str, Any]]  # by code, side or total, and value of the step
Stock = tuple[int, int, int]  # began in which step (0: before all), ended in which (one more than all: not), how many


def stepped(
    disputes: QuerySet[Dispute], indicators: Iterable[Indicator], period: Period, steps: Steps
) -> dict[str, Found]:
    """The figures of each step of the period, by its value."""
    parts = steps.parts(period)
    found: dict[str, Found] = {value: {} for value in parts}
    for fact, chosen in by_fact(indicators):
        rows = fact.rows(disputes)
        numbers = _numbers(fact, rows, [row for row in chosen if row.kind != "spread"], period, steps)
        for row in chosen:
            days = _days(fact, rows, row, period, steps) if row.kind == "spread" else {}
            for value in parts:
                sides = (numbers.get((row.code, name), {}).get(value) for name in (*SIDES, TOTAL))
                found[value][row.code] = (
                    spread_of(days.get(value, {})) if row.kind == "spread" else figure_of(row, *sides)
                )
    return found


def _numbers(fact: Fact, rows: QuerySet[Any], indicators: list[Indicator], period: Period, steps: Steps) -> Numbers:
    """What each side of each indicator counts in each step, by how its condition hangs on the period."""
    sides = [(row, name, row.side(name)) for row in indicators for name in SIDES if row.has(name)]
    by_day: dict[str, list[Any]] = defaultdict(list)
    found: Numbers = {}
    for row, name, condition in sides:
        if isinstance(condition, Within) and condition.apart:
            found |= _by_day(fact, rows.filter(condition.also), condition.day, [(row, name, None)], period, steps)
        elif isinstance(condition, Within):
            by_day[condition.day].append((row, name, condition.also))
        elif isinstance(condition, Standing):
            found[row.code, name] = _standing(fact, rows, condition, period, steps)
        else:
            found[row.code, name] = {
                value: one_row(rows.filter(condition(part)), {"n": counter(fact, row)}).get("n")
                for value, part in steps.parts(period).items()
            }
    for day, counted in by_day.items():
        found |= _by_day(fact, rows, day, counted, period, steps)
    return found


def _by_day(
    fact: Fact,
    rows: QuerySet[Any],
    day: str,
    counted: Sequence[tuple[Indicator, str, Q | None]],
    period: Period,
    steps: Steps,
) -> Numbers:
    """One query for all that is counted by one day."""
    made: dict[str, Any] = {}
    for row, name, also in counted:
        made[f"{row.code}_{name}"] = counter(fact, row, also)
        if row.amount is not None:
            made[f"{row.code}_{TOTAL}"] = Sum(row.amount, filter=also or None)
    within = rows.filter(Within(day)(period)).values(of_step=_step(fact, day, steps)).annotate(**made)
    found: Numbers = {(row.code, name): {} for row, name, _also in counted}
    found |= {(row.code, TOTAL): {} for row, _name, _also in counted if row.amount is not None}
    for line in within:
        for code, name in found:
            found[code, name][_value(line["of_step"], steps)] = line[f"{code}_{name}"]
    return found


def _standing(fact: Fact, rows: QuerySet[Any], stock: Standing, period: Period, steps: Steps) -> dict[str, int]:
    parts = list(steps.parts(period))
    began, ended = _place(fact, stock.since, period, steps), _place(fact, stock.until, period, steps)
    table = rows.filter(_alive(stock, period)).values(began=began, ended=ended).annotate(n=Count("pk"))
    lines = [_stock(line, parts, steps) for line in table]
    late, long = int(stock.begun == "end"), int(stock.stays == "end")
    return {
        value: sum(n for began, ended, n in lines if began < place + late and ended >= place + long)
        for place, value in enumerate(parts, start=1)
    }


def _days(
    fact: Fact, rows: QuerySet[Any], indicator: Indicator, period: Period, steps: Steps
) -> dict[str, Counter[int]]:
    """How often each number of days occurs in each step. Of a stock they are the days since it began."""
    assert indicator.spread is not None
    condition, found = indicator.counts, defaultdict[str, Counter[int]](Counter)
    if isinstance(condition, Within):
        step = _step(fact, condition.day, steps)
        table = rows.filter(condition(period)).values(of_step=step, days=indicator.spread(period))
        for line in table.annotate(n=Count("pk")):
            found[_value(line["of_step"], steps)][line["days"]] += line["n"]
        return found
    assert isinstance(condition, Standing)
    parts = steps.parts(period)
    ended = _place(fact, condition.until, period, steps)
    table = rows.filter(_alive(condition, period)).values(on=F(condition.since), ended=ended).annotate(n=Count("pk"))
    for line in table:
        on, (_began, left, n) = line["on"], _stock(line | {"began": 0}, list(parts), steps)
        for place, (value, part) in enumerate(parts.items(), start=1):
            if place < left and on <= part.last:
                found[value][(part.last - on).days] += n
    return found


def _alive(stock: Standing, period: Period) -> Q:
    """Rows that can stand in some step: begun by the end, not ended before the beginning."""
    return Standing(stock.since, stock.until, begun="end", stays="start", also=stock.also)(period)


def _place(fact: Fact, day: str, period: Period, steps: Steps) -> Case:
    """The step of the day; 0 before the period, -1 after it or never."""
    return Case(
        When(**{f"{day}__lt": period.first}, then=Value(0)),
        When(**{f"{day}__lte": period.last}, then=_step(fact, day, steps)),
        default=Value(-1),
        output_field=IntegerField(),
    )


def _stock(line: Mapping[str, int], parts: list[str], steps: Steps) -> Stock:
    places = {value: place for place, value in enumerate(parts, start=1)}
    began = places[_value(line["began"], steps)] if line["began"] else 0
    ended = len(parts) + 1 if line["ended"] == -1 else places[_value(line["ended"], steps)]
    return began, ended, line["n"]


# Numbers of steps: yyyymm, yyyyq, yyyy -------------------------------------------------------------------------


def _step(fact: Fact, day: str, steps: Steps) -> Any:
    """The number of the step of a day, in plain SQL; the stored month of a case where there is one."""
    stored = STORED.get(day.removeprefix(fact.prefix)) if day.startswith(fact.prefix) else None
    month: Any = MonthNumber(day) if stored is None else F(fact.prefix + stored)
    year = month / Value(100)
    match steps.code:
        case "month":
            return month
        case "year":
            return year
    return year * Value(10) + (month % Value(100) + Value(2)) / Value(3)


def _value(number: int, steps: Steps) -> str:
    match steps.code:
        case "month":
            return f"{number // 100}-{number % 100:02}"
        case "year":
            return str(number)
    return f"{number // 10}-Q{number % 10}"
