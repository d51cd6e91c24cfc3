"""Counting (计数): the queries behind a report: one a fact, conditional aggregates, never one a cell."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models import Value as Constant

from mediation.models import Dispute
from mediation.reports.divisions import Division, Value
from mediation.reports.facts import FACTS, Fact
from mediation.reports.indicators import SIDES, Indicator, Standing, Within, stands_apart
from mediation.reports.periods import Period
from mediation.reports.tally import ALL, DAYS, TOTAL, Column, Columns, Figures, Tally, check_size

WHOLE = Division(())


def totals(disputes: QuerySet[Dispute], indicators: Iterable[Indicator], period: Period) -> Figures:
    """The figures of all cases: a query a fact, one a spread and one for what asks the history."""
    chosen = list(indicators)
    return Tally(tuple(row.code for row in chosen), grouped(disputes, chosen, period, WHOLE)).figures(ALL)


def grouped(disputes: QuerySet[Dispute], indicators: list[Indicator], period: Period, division: Division) -> Columns:
    """What is counted in each row of groups of cases: a query a fact, one a spread and one for what asks the history.

    Raises TooCostlyError where these would be too many figures.
    """
    found: Columns = {}
    values: set[Value] = set()
    for fact, chosen in by_fact(indicators):
        rows = fact.rows(disputes)
        columns = _counted(fact, rows, chosen, period, division)
        values.update(*columns.values())
        check_size(values, indicators)
        for row in chosen:
            if row.kind == "spread":
                columns[row.code, DAYS] = histogram(fact, rows, row, period, division)
        found |= columns
    return found


def by_fact(indicators: Iterable[Indicator]) -> Iterator[tuple[Fact, list[Indicator]]]:
    """The indicators of each fact."""
    ordered = sorted(indicators, key=lambda row: row.fact)
    return ((FACTS[code], list(rows)) for code, rows in groupby(ordered, key=lambda row: row.fact))


def counter(fact: Fact, indicator: Indicator, also: Q | None = None) -> Count:
    """How many: rows, or cases, or different values of `per`."""
    condition = also or None
    if indicator.per is not None:
        return Count(indicator.per(fact.prefix), filter=condition, distinct=True)
    if indicator.unit == "cases" and fact.path:
        return Count(fact.path, filter=condition, distinct=True)
    return Count("pk" if fact.path else "category", filter=condition)  # a column that the covering index holds


def lines_of(
    rows: QuerySet[Any], fact: Fact, division: Division, made: dict[str, Any], **more: Any
) -> QuerySet[Any, tuple[Any, ...]]:
    """Lines of the value of each group (`Division.expressions`), of `more`, and of what `made` counts."""
    parts = division.expressions(fact.prefix) | more
    divided = rows.values(**(parts or {"of_all": Constant(0)}))
    return divided.annotate(**made).values_list(*parts, *made)


def _counted(
    fact: Fact, rows: QuerySet[Any], indicators: list[Indicator], period: Period, division: Division
) -> Columns:
    """What each side counts, by row: all in one query but what stands apart.

    Of a group whose rows share cases, what is counted for each set of rows goes into all of its rows.
    """
    made, touched, found = Made(), set[Within | Standing](), Columns()
    numbers = [row for row in indicators if row.kind != "spread"]
    for row, name in ((row, name) for row in numbers for name in SIDES if row.has(name)):
        condition = row.side(name)
        if stands_apart(condition):
            one = Made()
            one.add((row.code, name), counter(fact, row))
            one.read(lines_of(rows.filter(condition(period)), fact, division, one.aggregates), division.rows_of)
            found |= one.columns
            continue
        assert isinstance(condition, Within | Standing)
        touched.add(replace(condition, also=Q()))
        made.add((row.code, name), counter(fact, row, condition(period)))
        if row.amount is not None:
            made.add((row.code, TOTAL), Sum(row.amount, filter=condition(period)))
    if touched:  # by their days alone, so that an index finds the rows
        days = reduce(or_, (day(period) for day in touched))
        made.read(lines_of(rows.filter(days), fact, division, made.aggregates), division.rows_of)
    return found | made.columns


class Made:
    """What a query counts: each aggregate once, however many columns want it."""

    def __init__(self) -> None:
        self._names: dict[Any, str] = {}
        self._counted: dict[str, dict[Value, Any]] = {}
        self.columns: Columns = {}

    @property
    def aggregates(self) -> dict[str, Any]:
        """By name, in the order in which a line has them."""
        return {name: aggregate for aggregate, name in self._names.items()}

    def add(self, column: Column, aggregate: Any) -> None:
        """Count it for a column."""
        name = self._names.setdefault(aggregate, f"n{len(self._names)}")
        self.columns[column] = self._counted.setdefault(name, {})

    def read(self, lines: Iterable[Sequence[Any]], rows_of: Callable[[Sequence[Any]], Iterable[Value]]) -> None:
        """Add the numbers of lines, which stand at their end; what is before them tells the rows."""
        columns = list(self._counted.values())
        many = len(columns)
        for line in lines:
            numbers = line[-many:]
            for value in rows_of(line[:-many]):
                for column, number in zip(columns, numbers, strict=True):
                    if number:
                        column[value] = column.get(value, 0) + number


def histogram(
    fact: Fact, rows: QuerySet[Any], indicator: Indicator, period: Period, division: Division
) -> dict[Value, Counter[int]]:
    """How often each number of days occurs, by row; one query."""
    assert indicator.spread is not None
    counted, days = rows.filter(indicator.counts(period)), indicator.spread(period)
    return days_of(lines_of(counted, fact, division, {"n": Count("pk")}, days=days), division.rows_of)


def days_of(
    lines: Iterable[Sequence[Any]], rows_of: Callable[[Sequence[Any]], Iterable[Value]]
) -> dict[Value, Counter[int]]:
    """Lines that end with days and how often they occur, by row; None are no days."""
    found: dict[Value, Counter[int]] = defaultdict(Counter)
    for *parts, days, n in lines:
        for value in rows_of(parts) if days is not None else ():
            found[value][days] += n
    return dict(found)
