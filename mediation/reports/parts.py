"""Parts (构成): what of a number of a report lies in each of the cases behind it, so that it can be added up again."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value

from mediation.models import Dispute
from mediation.reports.cells import Cell, rows_of, span_of
from mediation.reports.counting import counter
from mediation.reports.facts import FACTS
from mediation.reports.figure import Figure, exact, spread_of
from mediation.reports.indicators import INDICATORS

Parts = dict[int, list[Decimal]]


def parts_of(disputes: QuerySet[Dispute], cell: Cell) -> Parts:
    """By case what it adds: one number (yuan, letters, persons …), or of a spread the days of each of its rows."""
    indicator = INDICATORS[cell.code]
    case = FACTS[indicator.fact].path or "pk"
    found: Parts = {}
    for row in _measured(rows_of(disputes, cell).values(of_case=F(case)), cell):
        found.setdefault(row["of_case"], []).extend([exact(indicator, row["number"])] * row["n"])
    return {pk: sorted(numbers) for pk, numbers in found.items()}


def whole_of(disputes: QuerySet[Dispute], cell: Cell) -> Figure:
    """The number of these cases together, counted as the report counts it."""
    indicator = INDICATORS[cell.code]
    rows: list[dict[str, Any]] = list(_measured(rows_of(disputes, cell).values(of_all=Value(0)), cell))
    if indicator.kind == "spread":
        return spread_of(Counter({row["number"]: row["n"] for row in rows}))
    return Figure(exact(indicator, rows[0]["number"] if rows else 0))


def _measured(rows: QuerySet[Any], cell: Cell) -> Iterable[dict[str, Any]]:
    """Of each case or of all: `number`, and `n` times it."""
    indicator = INDICATORS[cell.code]
    if indicator.spread is not None:
        return rows.annotate(number=indicator.spread(span_of(cell))).annotate(n=Count("pk"))
    total = Sum(indicator.amount) if indicator.amount is not None else counter(FACTS[indicator.fact], indicator)
    return rows.annotate(number=total, n=Value(1))
