"""Figures as pages show them: words, what they are made of, and the cases behind each number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation.paging import MOST as MOST_COUNTED
from mediation.reports.cells import Cell, cell_query, span_of
from mediation.reports.divisions import division_of, is_joint
from mediation.reports.figure import Figure
from mediation.reports.indicators import CHAPTERS, DENOMINATOR, INDICATORS, NUMERATOR, Indicator
from mediation.reports.periods import Period
from mediation.reports.printed import changed
from mediation.reports.report import TOTAL, Report, Row
from mediation.reports.small_cells import BEFORE
from mediation.templatetags.display import NOTHING, money, percent

MOST_ROWS = 60  # of a table on a page; the files have all


@dataclass(frozen=True)
class Part:
    """A number a figure is made of, with the cases behind it."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A figure in words: `parts` of a rate are numerator and denominator, of a spread or sum what was counted."""

    words: str
    parts: tuple[Part, ...] = ()
    url: str = ""
    note: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a table: its name and one figure a column."""

    label: str
    figures: list[Shown]


@dataclass(frozen=True)
class Total:
    """An indicator of all cases, now and in the period before."""

    indicator: Indicator
    now: Shown
    before: Shown
    change: str = ""


@dataclass(frozen=True)
class Section:
    """A chapter: totals, and the rows of the group."""

    code: str
    label: str
    chinese: str
    totals: list[Total]
    rows: list[Line]


@dataclass(frozen=True)
class Cells:
    """The addresses of the cells of one report: `filters` are those of the case list that limited it."""

    filters: Mapping[str, str]

    def url(self, code: str, side: str, period: Period, by: str = "", value: str = TOTAL) -> str:
        """The case list behind one side of a figure."""
        query = cell_query(Cell(code, side, period, by, value))
        return f"{reverse('dispute-list')}?{urlencode({**self.filters, **query})}"


def shown(code: str, figure: Figure, url_of: Any, withheld: bool = False) -> Shown:
    """The figure in words; `url_of` gives the address of a side."""
    indicator = INDICATORS[code]
    if withheld:
        return Shown(f"<{settings.SMALL_CELL}", is_withheld=True)
    return _SHOWN[indicator.kind](indicator, figure, url_of)


def _part(number: int | None, url_of: Any, side: str) -> Part:
    return Part(f"{number or 0:,}", _address(number or 0, url_of, side))


def _address(number: int, url_of: Any, side: str) -> str:
    """The list behind a number of rows; a long one is counted to its end, as the figure is."""
    if not number:
        return ""
    return f"{url_of(side)}&exact=1" if number > MOST_COUNTED else str(url_of(side))


def _count(indicator: Indicator, figure: Figure, url_of: Any) -> Shown:
    number = figure.numerator or 0
    return Shown(f"{number:,}", url=_address(number, url_of, NUMERATOR))


def _rate(indicator: Indicator, figure: Figure, url_of: Any) -> Shown:
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    if not denominator:
        return Shown(NOTHING)
    parts = (_part(numerator, url_of, NUMERATOR), _part(denominator, url_of, DENOMINATOR))
    return Shown(percent(numerator, denominator), parts)


def _sum(indicator: Indicator, figure: Figure, url_of: Any) -> Shown:
    value = figure.value or Decimal(0)
    words = money(value) if indicator.unit == "yuan" else f"{value:,.0f}"
    return Shown(words, url=_address(figure.n or 0, url_of, NUMERATOR))


def _spread(indicator: Indicator, figure: Figure, url_of: Any) -> Shown:
    if figure.value is None:
        return Shown(NOTHING)
    days, late = int(figure.value), int(figure.p90 or 0)
    words = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    note = _("median; 90%% within %(days)d") % {"days": late}
    return Shown(words, (_part(figure.n, url_of, NUMERATOR),), note=note)


_SHOWN = {"count": _count, "rate": _rate, "sum": _sum, "spread": _spread}


def sections_of(report: Report, filters: Mapping[str, str], hidden: set[tuple[str, str]]) -> list[Section]:
    """The chapters of a report, each with its totals and rows."""
    cells, made = Cells(filters), []
    for chapter in CHAPTERS:
        codes = [row.code for row in chapter.indicators if row.code in report.indicators]
        if codes:
            totals = [total_of(code, report, cells, hidden) for code in codes]
            rows = [_line(row, codes, report, cells, hidden) for row in chosen_rows(report)]
            made.append(Section(chapter.code, str(chapter.label), chapter.chinese, totals, rows))
    return made


def chosen_rows(report: Report) -> Sequence[Row]:
    """The rows a page shows: all, or of too many those with the largest first figure; joint ones keep their order."""
    if len(report.rows) <= MOST_ROWS:
        return report.rows
    first = report.indicators[0]
    largest = sorted(report.rows, key=lambda row: row.figures[first].value or 0, reverse=True)[:MOST_ROWS]
    if not is_joint(report.by):
        return largest
    chosen = {row.value for row in largest}
    return [row for row in report.rows if row.value in chosen]


def total_of(code: str, report: Report, cells: Cells, hidden: set[tuple[str, str]]) -> Total:
    """One indicator of all cases, with the period before."""
    now, before = report.total.figures[code], report.total_before.figures[code]
    withheld, withheld_before = (TOTAL, code) in hidden, (BEFORE, code) in hidden
    one = shown(code, now, partial(cells.url, code, period=report.period), withheld)
    other = shown(code, before, partial(cells.url, code, period=report.before), withheld_before)
    change = "" if withheld or withheld_before else changed(INDICATORS[code], now, before)
    return Total(INDICATORS[code], one, other, change)


def _line(row: Row, codes: list[str], report: Report, cells: Cells, hidden: set[tuple[str, str]]) -> Line:
    figures = [
        shown(
            code,
            row.figures[code],
            partial(cells.url, code, period=report.period, by=report.by, value=row.value),
            (row.value, code) in hidden,
        )
        for code in codes
    ]
    return Line(_named(row, report), figures)


def _named(row: Row, report: Report) -> str:
    """The name of a row; of a month, quarter or year that was not over, that it was not."""
    if report.is_unfinished and division_of(report.by).steps:
        span = span_of(Cell(report.indicators[0], NUMERATOR, report.period, report.by, row.value))
        if span.last > timezone.localdate(report.at):
            return _("%(row)s (not over)") % {"row": row.label}
    return row.label
