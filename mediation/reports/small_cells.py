"""Small cells (小单元格): figures of so few people that they could tell who is meant, and what would give them away.

De-identified figures are free; figures from which a person can be told are personal data (个人信息保护法 4, 73).
"""

from django.conf import settings

from mediation.reports.counting import Figure
from mediation.reports.indicators import INDICATORS
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
        if INDICATORS[code].people or report.by in PEOPLE_GROUPS:
            found |= {(value, code) for value in _of_column(report.rows, code)}
        if INDICATORS[code].people:
            whole = {TOTAL: report.total, BEFORE: report.total_before}
            found |= {(value, code) for value, row in whole.items() if _is_small(row.figures[code])}
    return found


def _of_column(rows: list[Row], code: str) -> set[str]:
    sizes = {row.value: _size(row.figures[code]) for row in rows}
    small = {row.value for row in rows if _is_small(row.figures[code])}
    rest = sorted((size, value) for value, size in sizes.items() if size and value not in small)
    while rest and small and (len(small) < 2 or sum(sizes[value] for value in small) < settings.SMALL_CELL):
        small.add(rest.pop(0)[1])
    return small


def _is_small(figure: Figure) -> bool:
    sizes = _sizes(figure)
    return any(0 < size < settings.SMALL_CELL for size in sizes)


def _size(figure: Figure) -> int:
    return max(_sizes(figure), default=0)


def _sizes(figure: Figure) -> list[int]:
    """How many are behind the figure: both sides of a rate, the value of a count or sum, the rows of a spread."""
    if figure.numerator is not None:
        return [figure.numerator, figure.denominator or 0]
    return [figure.n or 0] if figure.p90 is not None or figure.value is None else [int(figure.value)]
