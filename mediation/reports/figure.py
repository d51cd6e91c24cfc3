"""Figures (数值): one value with what it is made of, and how it is made of what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from mediation.reports.indicators import Indicator

CENT, ONE = Decimal("0.01"), Decimal(1)


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


def _ranked(days: Mapping[int, int], rank: int) -> Decimal:
    for value in sorted(days):
        rank -= days[value]
        if rank <= 0:
            return Decimal(value)
    raise ValueError("The rank lies beyond the rows.")
