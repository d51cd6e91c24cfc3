"""Small cells (小单元格): figures of so few people that they could tell who is meant, and what would give them away.

De-identified figures are free; figures from which a person can be told are personal data (个人信息保护法 4, 73).
"""

from typing import Any

from django.conf import settings

from mediation.reports.counting import Figure
from mediation.reports.indicators import INDICATORS, Indicator
from mediation.reports.report import TOTAL, Report, Row

PEOPLE_GROUPS = ("worker_group",)  # every figure of such a row is about the people in it
BEFORE = "before"  # stands for the row of the period before


def hidden(report: Report) -> set[tuple[str, str]]:
    """Value of the row and code of the figures that are not shown outside the unit that works on the cases.

    Those of one to four people (`SMALL_CELL`) and, where the total would give away a single one, the next smallest
    of its column too. The row of the period before has the value `BEFORE`.
    """
    found: set[tuple[str, str]] = set()
    for code in report.indicators:
        indicator = INDICATORS[code]
        if indicator.people or report.by in PEOPLE_GROUPS:
            found |= {(value, code) for value in _of_column(report.rows, indicator)}
        if indicator.people:
            whole = {TOTAL: report.total, BEFORE: report.total_before}
            found |= {(value, code) for value, row in whole.items() if is_small(row.figures[code], indicator)}
    return found


def _of_column(rows: list[Row], indicator: Indicator) -> set[str]:
    sizes = {row.value: max(_sizes(row.figures[indicator.code], indicator)) for row in rows}
    small = {row.value for row in rows if is_small(row.figures[indicator.code], indicator)}
    rest = sorted((size, value) for value, size in sizes.items() if size and value not in small)
    while rest and small and (len(small) < 2 or sum(sizes[value] for value in small) < settings.SMALL_CELL):
        small.add(rest.pop(0)[1])
    return small


def is_small(figure: Figure, indicator: Any) -> bool:
    """Whether one to four are behind the figure, or beside it; of the indicator or its frozen definition."""
    return any(0 < size < settings.SMALL_CELL for size in _sizes(figure, indicator))


def _sizes(figure: Figure, indicator: Any) -> list[int]:
    """How many are behind the figure: both sides of a rate and their difference, the rows of a spread or of money."""
    if figure.denominator is not None:
        numerator = figure.numerator or 0
        return [numerator, figure.denominator, figure.denominator - numerator]
    if indicator.kind == "spread" or indicator.unit == "yuan":
        return [figure.n or 0]
    return [int(figure.value or 0)]
