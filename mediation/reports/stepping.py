"""Months, quarters and years of a report: one pass a day of a fact, whatever the number of steps.

What lies within the period is divided by the month of its day. Stocks are read off once, as how many rows began on
each day and ended in each step.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from mediation.models import Dispute
from mediation.reports.counting import Found, totals
from mediation.reports.groups import Steps
from mediation.reports.indicators import Indicator
from mediation.reports.periods import Period

STORED = {"received_on": "received_month", "ended_on": "ended_month"}  # of the case


def stepped(
    disputes: QuerySet[Dispute], indicators: Iterable[Indicator], period: Period, steps: Steps
) -> dict[str, Found]:
    """The figures of each step of the period, by its value."""
    parts = steps.parts(period)
    chosen = list(indicators)
    found: dict[str, Found] = {value: {} for value in parts}
    for value, figures in zip(parts, totals(disputes, chosen, list(parts.values())), strict=True):
        found[value] |= figures
    return found
