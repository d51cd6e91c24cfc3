"""Counting (计数): the queries behind a report: one a fact, conditional aggregates, never one a cell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

from config.costly import TooCostlyError
from mediation.models import Dispute
from mediation.reports.divisions import Division
from mediation.reports.divisions import Value as RowValue
from mediation.reports.facts import FACTS, Fact
from mediation.reports.indicators import DENOMINATOR, NUMERATOR, SIDES, Indicator, Standing, Within, stands_apart
from mediation.reports.periods import Period

CENT, ONE = Decimal("0.01"), Decimal(1)
WHOLE = Division(())
MOST_FIGURES = 250_000  # of one report
ALL: RowValue = ()  # the value where rows are not divided


@dataclass(frozen=True, slots=True)
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
        numbers = _counted(fact, rows, chosen, periods, WHOLE)[ALL]
        for number, period in enumerate(periods):
            for row in chosen:
                found[number][row.code] = (
                    spread_of(histograms(fact, rows, row, period, WHOLE).get(ALL, {}))
                    if row.kind == "spread"
                    else _figure(row, numbers, number)
                )
    return found


def grouped(
    disputes: QuerySet[Dispute], indicators: list[Indicator], period: Period, division: Division
) -> dict[RowValue, Found]:
    """The figures of each row of groups of cases: a query a fact, one a spread and one for what asks the history.

    Raises TooCostlyError where these would be too many figures.
    """
    found: dict[RowValue, Found] = defaultdict(dict)
    for fact, chosen in by_fact(indicators):
        rows = fact.rows(disputes)
        counted = _counted(fact, rows, chosen, [period], division)
        check_size(found.keys() | counted, indicators)
        for value, numbers in counted.items():
            found[value] |= {row.code: _figure(row, numbers, 0) for row in chosen if row.kind != "spread"}
        for row in chosen:
            if row.kind == "spread":
                for value, days in histograms(fact, rows, row, period, division).items():
                    found[value][row.code] = spread_of(days)
    return dict(found)


def check_size(rows: Sized, indicators: Sized) -> None:
    """Raises TooCostlyError where the rows of a report have too many figures to be kept and read."""
    if len(rows) * len(indicators) > MOST_FIGURES:
        raise TooCostlyError


def by_fact(indicators: Iterable[Indicator]) -> Iterator[tuple[Fact, list[Indicator]]]:
    """The indicators of each fact."""
    ordered = sorted(indicators, key=lambda row: row.fact)
    return ((FACTS[code], list(rows)) for code, rows in groupby(ordered, key=lambda row: row.fact))


@lru_cache(maxsize=1024)  # small counts come again and again; a figure is a value that nothing changes
def _count(counted: int) -> Figure:
    return Figure(Decimal(counted), numerator=counted)


def figure_of(indicator: Indicator, counted: int | None, of: int | None = None, total: Any = None) -> Figure:
    """The figure of what was counted; of nothing no rate, and a sum of nothing is zero."""
    counted = counted or 0
    if indicator.kind == "sum":
        return Figure(exact(indicator, total), n=counted)
    if indicator.kind == "count":
        return _count(counted)
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


def nothing(indicator: Indicator) -> Figure:
    """The figure where no row counts."""
    return spread_of({}) if indicator.kind == "spread" else figure_of(indicator, 0)


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
    fact: Fact, rows: QuerySet[Any], indicators: Iterable[Indicator], periods: list[Period], division: Division
) -> dict[RowValue, Counter[str]]:
    """What each side counts in each period, by row: all in one query but what stands apart.

    Of a group whose rows share cases, what is counted for each set of rows goes into all of its rows.
    """
    made, apart = _aggregates(fact, [row for row in indicators if row.kind != "spread"], periods)
    divided = divided_by(rows, fact, division)
    found: dict[RowValue, Counter[str]] = defaultdict(Counter)
    for line in divided.filter(_touched(indicators, periods)).annotate(**made) if made else ():
        numbers = {name: line[name] for name in made if line[name]}
        for value in division.rows_of(line):
            found[value].update(numbers)
    for name, (count, condition) in apart.items():
        for line in divided.filter(condition).annotate(n=count):
            for value in division.rows_of(line):
                found[value][name] += line["n"]
    return found


def divided_by(rows: QuerySet[Any], fact: Fact, division: Division, **more: Any) -> QuerySet[Any, dict[str, Any]]:
    """The rows of a fact, to be counted for each value of the groups (`Division.expressions`) and of `more`."""
    return rows.values(**(division.expressions(fact.prefix) | more or {"of_all": Value(0)}))


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


def _figure(indicator: Indicator, found: Mapping[str, Any], number: int) -> Figure:
    names = (f"{indicator.code}_{name}_{number}" for name in (NUMERATOR, DENOMINATOR, "total"))
    return figure_of(indicator, *(found.get(name) for name in names))


def histograms(
    fact: Fact, rows: QuerySet[Any], indicator: Indicator, period: Period, division: Division
) -> dict[RowValue, Counter[int]]:
    """How often each number of days occurs, by row; one query."""
    assert indicator.spread is not None
    counted = divided_by(rows.filter(indicator.counts(period)), fact, division, days=indicator.spread(period))
    found: dict[RowValue, Counter[int]] = defaultdict(Counter)
    for line in counted.annotate(n=Count("pk")):
        for value in division.rows_of(line):
            found[value][line["days"]] += line["n"]
    return found
