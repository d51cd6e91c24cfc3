"""Tallies (计数表): what was counted, in columns of plain numbers; a figure is made of them when it is read.

A report by three groups has more than a hundred thousand figures, of which a page shows a few hundred.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from config.costly import TooCostlyError
from mediation.reports.divisions import Division, Value
from mediation.reports.figure import Figure, figure_of, spread_of
from mediation.reports.indicators import INDICATORS, SIDES, Indicator, Within

MOST_FIGURES = 250_000  # of one report
ALL: Value = ()  # the value where rows are not divided
TOTAL, DAYS = "total", "days"  # besides the sides: what is summed, and how often each number of days occurs
Column = tuple[str, str]  # code of the indicator; side, TOTAL or DAYS
Columns = dict[Column, dict[Value, Any]]  # by value of the row; a row without an entry counted nothing


@dataclass(frozen=True)
class Tally:
    """The columns of some indicators."""

    codes: tuple[str, ...]
    columns: Columns

    @cached_property
    def _columns(self) -> dict[str, list[dict[Value, Any]]]:
        """Those of each indicator: both sides, TOTAL and DAYS."""
        return {code: [self.columns.get((code, name), {}) for name in (*SIDES, TOTAL, DAYS)] for code in self.codes}

    def figure(self, value: Value, code: str) -> Figure:
        """The figure of an indicator in a row; raises KeyError where it was not counted."""
        numerator, denominator, total, days = [column.get(value) for column in self._columns[code]]
        indicator = INDICATORS[code]
        if indicator.spread is not None:
            return spread_of(days or {})
        return figure_of(indicator, numerator, denominator, total)

    def values(self) -> set[Value]:
        """The rows in which anything was counted."""
        return set().union(*self.columns.values())

    def figures(self, value: Value) -> "Figures":
        """All figures of a row."""
        return Figures(self, value)


class Figures(Mapping[str, Figure]):
    """The figures of a row by code, each made when it is read."""

    def __init__(self, tally: Tally, value: Value) -> None:
        self._tally, self._value = tally, value

    def __getitem__(self, code: str) -> Figure:
        return self._tally.figure(self._value, code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tally.codes)

    def __len__(self) -> int:
        return len(self._tally.codes)


def check_size(rows: Sized, indicators: Sized) -> None:
    """Raises TooCostlyError where the rows of a report have too many figures to be kept and read."""
    if len(rows) * len(indicators) > MOST_FIGURES:
        raise TooCostlyError


def adds_up(indicator: Indicator, division: Division) -> bool:
    """Whether the rows of a division, added up, are the total.

    Not where cases stand in several rows, nor where different cases share what is counted once. Of months only what
    happens on one day adds up, and is counted but once a day: no stocks, no cases by the days of their letters.
    """
    if division.shared is not None or (indicator.per is not None and indicator.fact == "cases"):
        return False
    if division.steps is None:
        return True
    once = indicator.per is None and (indicator.unit != "cases" or indicator.fact == "cases")
    return once and all(isinstance(indicator.side(name), Within) for name in SIDES if indicator.has(name))


def added_up(columns: Columns, indicators: Iterable[Indicator]) -> Columns:
    """The columns of the total, of indicators that add up."""
    codes = {row.code for row in indicators}
    found: Columns = {}
    for (code, name), column in columns.items():
        if code in codes and column:
            found[code, name] = {ALL: sum(column.values(), Counter[int]() if name == DAYS else 0)}
    return found
