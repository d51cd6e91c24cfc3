"""What an indicator (指标) is: words, a row set, and conditions from a period to the rows that count.

A rate is never written by hand: it is numerator ÷ denominator, each a condition of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from mediation.machine import StrOrPromise
from mediation.reports.periods import ONE_DAY, Period

Condition = Callable[[Period], Q]
NUMERATOR, DENOMINATOR = "numerator", "denominator"
SIDES = (NUMERATOR, DENOMINATOR)


@dataclass(frozen=True)
class Within:
    """Rows whose day lies in the period, and that meet a condition that does not depend on it.

    What asks other tables stands `apart`: it is asked of the rows of the period alone, in a query of its own.
    """

    day: str
    also: Q = field(default_factory=Q)
    apart: bool = False

    def __call__(self, period: Period) -> Q:
        return Q(**{f"{self.day}__range": (period.first, period.last)}) & self.also


@dataclass(frozen=True)
class Standing:
    """Rows that had begun by one day and not ended by another: stocks, such as the open cases.

    `begun` and `stays` name the moment: "start", before the first day of the period, or "end", after its last.
    """

    since: str
    until: str
    begun: str
    stays: str
    also: Q = field(default_factory=Q)

    def __call__(self, period: Period) -> Q:
        begun, stays = _morning(period, self.begun), _morning(period, self.stays)
        not_ended = Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gte": stays})
        return Q(**{f"{self.since}__lt": begun}) & not_ended & self.also


def stands_apart(condition: Condition) -> bool:
    """Whether it is counted in a query of its own."""
    return condition.apart if isinstance(condition, Within) else not isinstance(condition, Standing)


def _morning(period: Period, moment: str) -> Any:
    """The day that begins at the moment."""
    return period.first if moment == "start" else period.last + ONE_DAY


@dataclass(frozen=True)
class Indicator:
    """One figure: its words, and how it is counted. `counts` and `of` are conditions on the rows of `fact`.

    `unit` is cases, letters, parcels, visits, surveys, persons, yuan, days or groups. `amount` is summed; of `spread`
    (days; an expression from a period; NULL does not count) median and 90th percentile are given; `per` counts its
    different values.
    """

    code: str
    label: StrOrPromise
    chinese: str
    unit: str
    fact: str
    counts: Condition
    of: Condition | None = None
    amount: Any = None
    spread: Callable[[Period], Any] | None = None
    per: Any = None
    formula: StrOrPromise = ""
    numerator: StrOrPromise = ""
    denominator: StrOrPromise = ""
    exclusions: StrOrPromise = ""
    source: StrOrPromise = ""
    version: str = "1"
    people: bool = False

    @property
    def kind(self) -> str:
        """count, rate, sum or spread."""
        if self.spread is not None:
            return "spread"
        if self.amount is not None:
            return "sum"
        return "rate" if self.of is not None else "count"

    def has(self, name: str) -> bool:
        """Whether there is such a side; a denominator has only a rate."""
        return name == NUMERATOR or self.of is not None

    def side(self, name: str) -> Condition:
        """The condition of the numerator or denominator; KeyError where there is none."""
        found = {NUMERATOR: self.counts, DENOMINATOR: self.of}[name]
        if found is None:
            raise KeyError(name)
        return found
