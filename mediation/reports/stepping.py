"""Months, quarters and years of a report, with other groups or without: one pass a day of a fact, however many steps.

What lies within the period is divided by the step of its day. Stocks are read off one table: how many rows began in
each step and ended in each. What is neither is counted step by step.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from mediation.models import Dispute
from mediation.models.months import MonthNumber
from mediation.reports.counting import Made, by_fact, counter, days_of, lines_of
from mediation.reports.divisions import Division
from mediation.reports.divisions import Value as RowValue
from mediation.reports.facts import Fact
from mediation.reports.groups import Steps
from mediation.reports.indicators import NUMERATOR, SIDES, Condition, Indicator, Standing, Within
from mediation.reports.periods import Period
from mediation.reports.tally import DAYS, TOTAL, Columns, check_size

STORED = {"received_on": "received_month", "ended_on": "ended_month"}  # of the case


def stepped(disputes: QuerySet[Dispute], indicators: list[Indicator], period: Period, division: Division) -> Columns:
    """What is counted in each row of a division by steps.

    Raises TooCostlyError where these would be too many figures.
    """
    steps = division.steps
    assert steps is not None
    found: Columns = {}
    values: set[RowValue] = set()
    for fact, chosen in by_fact(indicators):
        passes = _Passes(fact, fact.rows(disputes), period, division, steps)
        columns = passes.columns([row for row in chosen if row.kind != "spread"])
        columns |= {(row.code, DAYS): passes.days(row) for row in chosen if row.kind == "spread"}
        values.update(*columns.values())
        check_size(values, indicators)
        found |= columns
    return found


@dataclass(frozen=True)
class _Passes:
    """The queries of one fact."""

    fact: Fact
    rows: QuerySet[Any]
    period: Period
    division: Division
    steps: Steps

    @cached_property
    def parts(self) -> dict[str, Period]:
        return self.steps.parts(self.period)

    @cached_property
    def places(self) -> dict[str, int]:
        """Which of the steps each is, from 1."""
        return {value: place for place, value in enumerate(self.parts, 1)}

    @cached_property
    def beside(self) -> Division:
        """The groups besides the steps."""
        return self.division.without(self.steps)

    def columns(self, indicators: list[Indicator]) -> Columns:
        """What each side of each indicator counts in each row, by how its condition hangs on the period."""
        sides = [(row, name, row.side(name)) for row in indicators for name in SIDES if row.has(name)]
        by_day: dict[str, list[Any]] = defaultdict(list)
        found: Columns = {}
        for row, name, condition in sides:
            if isinstance(condition, Within) and condition.apart:
                found |= self._by_day(self.rows.filter(condition.also), condition.day, [(row, name, None)])
            elif isinstance(condition, Within):
                by_day[condition.day].append((row, name, condition.also))
            elif isinstance(condition, Standing):
                found[row.code, name] = self._standing(condition)
            else:
                found[row.code, name] = self._step_by_step(row, condition)
        for day, counted in by_day.items():
            found |= self._by_day(self.rows, day, counted)
        return found

    def _by_day(self, rows: QuerySet[Any], day: str, counted: Sequence[tuple[Indicator, str, Q | None]]) -> Columns:
        """One query for all that is counted by one day."""
        made = Made()
        for row, name, also in counted:
            made.add((row.code, name), counter(self.fact, row, also))
            if row.amount is not None:
                made.add((row.code, TOTAL), Sum(row.amount, filter=also or None))
        step = _step(self.fact, day, self.steps)
        made.read(self._lines(rows.filter(self._within(day)), made.aggregates, of_step=step), self._rows_of)
        return made.columns

    def _rows_of(self, parts: Sequence[Any]) -> Iterable[RowValue]:
        """The rows of the values of the groups besides the steps, and of the number of a step."""
        return self.division.rows_of(parts[:-1], _value(parts[-1], self.steps.code))

    def _within(self, day: str) -> Q:
        """Rows whose day lies in the period; of whole months by the stored month, as the indexes of the report do.

        That of the ended ones holds no others, and must be told so.
        """
        stored = _stored(self.fact, day)
        if stored is None or not self.period.is_of_months:
            return Within(day)(self.period)
        first, last = self.period.first, self.period.last
        months = Q(**{f"{stored}__range": (first.year * 100 + first.month, last.year * 100 + last.month)})
        return months & Q(**{f"{day}__isnull": False}) if stored.endswith(STORED["ended_on"]) else months

    def _step_by_step(self, indicator: Indicator, condition: Condition) -> dict[RowValue, int]:
        found: dict[RowValue, int] = {}
        for step, part in self.parts.items():
            made = Made()
            made.add((indicator.code, NUMERATOR), counter(self.fact, indicator))
            lines = self._lines(self.rows.filter(condition(part)), made.aggregates)
            made.read(lines, lambda others, step=step: self.division.rows_of(others, step))  # type: ignore[misc]
            found |= made.columns[indicator.code, NUMERATOR]
        return found

    def _standing(self, stock: Standing) -> dict[RowValue, int]:
        """A stock, from how many begin and cease to stand with each step."""
        changes: dict[RowValue, Counter[int]] = defaultdict(Counter)
        began, ended = (_place(self.fact, day, self.period, self.steps) for day in (stock.since, stock.until))
        late, long = int(stock.begun == "end"), int(stock.stays == "end")
        alive = self.rows.filter(_alive(stock, self.period))
        for *others, begins, ends, n in self._lines(alive, {"n": Count("pk")}, began=began, ended=ended):
            first, last = max(1, self._number(begins) + 1 - late), self._number(ends) - long
            for value in self.beside.rows_of(others) if first <= last else ():
                changes[value][first] += n
                changes[value][last + 1] -= n
        found: dict[RowValue, int] = {}
        for value, change in changes.items():
            standing = accumulate(change[place] for place in range(1, len(self.parts) + 1))
            for step, n in zip(self.parts, standing, strict=True):
                if n:
                    found[self.division.put(value, self.steps, step)] = n
        return found

    def days(self, indicator: Indicator) -> dict[RowValue, Counter[int]]:
        """How often each number of days occurs in each row. Of a stock they are the days since it began."""
        assert indicator.spread is not None
        condition, found = indicator.counts, defaultdict[RowValue, Counter[int]](Counter)
        if isinstance(condition, Within):
            step, rows = _step(self.fact, condition.day, self.steps), self.rows.filter(condition(self.period))
            days = indicator.spread(self.period)
            return days_of(self._lines(rows, {"n": Count("pk")}, of_step=step, days=days), self._rows_of)
        assert isinstance(condition, Standing)
        ended = _place(self.fact, condition.until, self.period, self.steps)
        rows = self.rows.filter(_alive(condition, self.period))
        lasts = [(step, part.last) for step, part in self.parts.items()]
        for *others, on, ends, n in self._lines(rows, {"n": Count("pk")}, on=F(condition.since), ended=ended):
            first = bisect_left(lasts, on, key=lambda part: part[1])
            for step, last in lasts[first : self._number(ends) - 1]:
                for value in self.division.rows_of(others, step):
                    found[value][(last - on).days] += n
        return dict(found)

    def _lines(self, rows: QuerySet[Any], made: dict[str, Any], **more: Any) -> QuerySet[Any, tuple[Any, ...]]:
        return lines_of(rows, self.fact, self.beside, made, **more)

    def _number(self, place: int) -> int:
        """Which of the steps it is, from 1; 0 before them all, one more than all for after them and never."""
        if place <= 0:
            return len(self.parts) + 1 if place else 0
        return self.places[_value(place, self.steps.code)]


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


# Numbers of steps: yyyymm, yyyyq, yyyy -------------------------------------------------------------------------


def _stored(fact: Fact, day: str) -> str | None:
    """The month of a day of the case, which the database keeps; of other days there is none."""
    month = STORED.get(day.removeprefix(fact.prefix)) if day.startswith(fact.prefix) else None
    return month and fact.prefix + month


def _step(fact: Fact, day: str, steps: Steps) -> Any:
    """The number of the step of a day, in plain SQL; the stored month of a case where there is one."""
    stored = _stored(fact, day)
    month: Any = MonthNumber(day) if stored is None else F(stored)
    year = month / Value(100)
    match steps.code:
        case "month":
            return month
        case "year":
            return year
    return year * Value(10) + (month % Value(100) + Value(2)) / Value(3)


@cache
def _value(number: int, code: str) -> str:
    """The value of a row, of a number of a step of that kind."""
    match code:
        case "month":
            return f"{number // 100}-{number % 100:02}"
        case "year":
            return str(number)
    return f"{number // 10}-Q{number % 10}"
