"""Counting (计数): the queries behind a report: one a fact, conditional aggregates, never one a cell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

from mediation.models import Dispute
from mediation.reports.facts import FACTS, Fact
from mediation.reports.groups import Group, Members, key_of
from mediation.reports.indicators import DENOMINATOR, NUMERATOR, SIDES, Indicator, Standing, Within, stands_apart
from mediation.reports.periods import Period

CENT, ONE = Decimal("0.01"), Decimal(1)
ALL = ""  # the value where rows are not divided


@dataclass(frozen=True)
class Figure:
    """One value with what it is made of; no value when nothing was counted.

    A count has its numerator, a rate both sides, a sum (yuan with two places, else whole) and a spread (days: median,
    `p90`) have `n`, the rows behind it.
    """

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    p90: Decimal | None = None


Found = dict[str, Figure]


def totals(disputes: QuerySet[Dispute], indicators: Iterable[Indicator], periods: list[Period]) -> list[Found]:
    """The figures of each period: a query a fact, and one a period for a spread and for what asks the history."""
    found: list[Found] = [{} for _period in periods]
    for fact, chosen in by_fact(indicators):
        rows = fact.rows(disputes)
        numbers = _counted(fact, rows, chosen, periods).get(ALL, {})
        for number, period in enumerate(periods):
            for row in chosen:
                found[number][row.code] = (
                    spread_of(histograms(rows, row, period).get(ALL, {}))
                    if row.kind == "spread"
                    else _figure(row, numbers, number)
                )
    return found


def grouped(
    disputes: QuerySet[Dispute], indicators: Iterable[Indicator], period: Period, group: Group | Members
) -> dict[str, Found]:
    """The figures of each value of the group: a query a fact, one a spread and one for what asks the history."""
    found: dict[str, Found] = defaultdict(dict)
    for fact, chosen in by_fact(indicators):
        rows, by = fact.rows(disputes), group.expression(fact.prefix)
        for value, numbers in _folded(_counted(fact, rows, chosen, [period], by), group).items():
            found[value] |= {row.code: _figure(row, numbers, 0) for row in chosen if row.kind != "spread"}
        for row in chosen:
            if row.kind == "spread":
                for value, days in _folded(histograms(rows, row, period, by), group).items():
                    found[value][row.code] = spread_of(days)
    return dict(found)


def _folded(found: Mapping[str, Mapping[Any, Any]], group: Group | Members) -> dict[str, Counter[Any]]:
    """By row: of a group whose rows share cases, what is counted for each set of rows goes into all of its rows."""
    rows: dict[str, Counter[Any]] = defaultdict(Counter)
    for value, numbers in found.items():
        for row in group.rows_of(value) if isinstance(group, Members) else [value]:
            rows[row].update({name: number for name, number in numbers.items() if number})
    return rows


def by_fact(indicators: Iterable[Indicator]) -> Iterator[tuple[Fact, list[Indicator]]]:
    """The indicators of each fact."""
    ordered = sorted(indicators, key=lambda row: row.fact)
    return ((FACTS[code], list(rows)) for code, rows in groupby(ordered, key=lambda row: row.fact))


def figure_of(indicator: Indicator, counted: int | None, of: int | None = None, total: Any = None) -> Figure:
    """The figure of what was counted; of nothing no rate, and a sum of nothing is zero."""
    counted = counted or 0
    if indicator.kind == "sum":
        return Figure(exact(indicator, total), n=counted)
    if indicator.kind == "count":
        return Figure(Decimal(counted), numerator=counted)
    return rate(counted, of or 0)


def rate(numerator: int, denominator: int) -> Figure:
    """A share that can be defended: both numbers; no value when nothing was counted."""
    value = Decimal(numerator) / denominator if denominator else None
    return Figure(value, numerator=numerator, denominator=denominator)


def exact(indicator: Indicator, total: Any) -> Decimal:
    """SQLite adds up in binary fractions."""
    return Decimal(total or 0).quantize(CENT if indicator.unit == "yuan" else ONE, ROUND_HALF_UP)


def spread_of(days: Mapping[int, int]) -> Figure:
    """Median and 90th percentile by nearest rank, from how often each number of days occurs."""
    n = sum(days.values())
    if not n:
        return Figure(n=0)
    return Figure(_ranked(days, -(-n // 2)), n=n, p90=_ranked(days, -(-n * 9 // 10)))


def _ranked(days: Mapping[int, int], rank: int) -> Decimal:
    for value in sorted(days):
        rank -= days[value]
        if rank <= 0:
            return Decimal(value)
    raise ValueError("The rank lies beyond the rows.")


def counter(fact: Fact, indicator: Indicator, also: Q | None = None) -> Count:
    """How many: rows, or cases, or different values of `per`."""
    condition = also or None
    if indicator.per is not None:
        return Count(indicator.per(fact.prefix), filter=condition, distinct=True)
    if indicator.unit == "cases" and fact.path:
        return Count(fact.path, filter=condition, distinct=True)
    return Count("pk" if fact.path else "category", filter=condition)  # a column that the covering index holds


def _counted(
    fact: Fact, rows: QuerySet[Any], indicators: Iterable[Indicator], periods: list[Period], by: Any = None
) -> dict[str, dict[str, Any]]:
    """What each side counts in each period, for each value of an expression: all in one query but what stands apart."""
    made, apart = _aggregates(fact, [row for row in indicators if row.kind != "spread"], periods)
    divided = rows.values(of_group=Value(0) if by is None else by)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for line in divided.filter(_touched(indicators, periods)).annotate(**made) if made else ():
        found[_value(line, by)] = {name: line[name] for name in made}
    for name, (count, condition) in apart.items():
        for line in divided.filter(condition).annotate(n=count):
            found[_value(line, by)][name] = line["n"]
    return found


def _touched(indicators: Iterable[Indicator], periods: list[Period]) -> Q:
    """The rows that any side can count, by their days alone, so that an index finds them."""
    sides = [row.side(name) for row in indicators if row.kind != "spread" for name in SIDES if row.has(name)]
    days = {Within(side.day) for side in sides if isinstance(side, Within) and not side.apart}
    stocks = {replace(side, also=Q()) for side in sides if isinstance(side, Standing)}
    touched = Q()
    for period in periods:
        for day in days:
            touched |= day(period)
        for stock in stocks:
            touched |= stock(period)
    return touched


def _value(line: Mapping[str, Any], by: Any) -> str:
    return ALL if by is None else key_of(line["of_group"])


def _aggregates(
    fact: Fact, indicators: Iterable[Indicator], periods: list[Period]
) -> tuple[dict[str, Any], dict[str, tuple[Count, Q]]]:
    """By name: conditional aggregates, and counts that stand apart, each with its condition."""
    made: dict[str, Any] = {}
    apart: dict[str, tuple[Count, Q]] = {}
    for row in indicators:
        for number, period in enumerate(periods):
            for side in (side for side in SIDES if row.has(side)):
                name, condition = f"{row.code}_{side}_{number}", row.side(side)
                if stands_apart(condition):
                    apart[name] = counter(fact, row), condition(period)
                else:
                    made[name] = counter(fact, row, condition(period))
            if row.amount is not None:
                made[f"{row.code}_total_{number}"] = Sum(row.amount, filter=row.counts(period))
    return made, apart


def one_row(rows: QuerySet[Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """As `aggregate()`, which takes no alias; empty where no row can be counted."""
    return next(iter(rows.values(of_all=Value(0)).annotate(**made)), {})


def _figure(indicator: Indicator, found: Mapping[str, Any], number: int) -> Figure:
    names = (f"{indicator.code}_{name}_{number}" for name in (NUMERATOR, DENOMINATOR, "total"))
    return figure_of(indicator, *(found.get(name) for name in names))


def histograms(rows: QuerySet[Any], indicator: Indicator, period: Period, by: Any = None) -> dict[str, Counter[int]]:
    """How often each number of days occurs, for each value of an expression; one query."""
    assert indicator.spread is not None
    named = {} if by is None else {"of_group": by}
    counted = rows.filter(indicator.counts(period)).values(**named, days=indicator.spread(period))
    found: dict[str, Counter[int]] = {}
    for row in counted.annotate(n=Count("pk")):
        found.setdefault(_value(row, by), Counter())[row["days"]] += row["n"]
    return found
