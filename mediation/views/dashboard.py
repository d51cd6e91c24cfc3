"""The dashboard: six cards, the course of twelve months, and where cases pile up; every number opens its cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mediation.charts import Mark
from mediation.charts import Row as ChartRow
from mediation.forms.reports import PeriodForm
from mediation.reports.ageing import as_of, bands_of, oldest
from mediation.reports.counting import totals
from mediation.reports.course import months_of
from mediation.reports.indicators import INDICATORS, NUMERATOR
from mediation.reports.periods import Period
from mediation.reports.radar import clusters
from mediation.reports.report import TOTAL, Report, Row, divided, report_of
from mediation.reports.statement import trend_of
from mediation.templatetags.display import percent
from mediation.views.figures import Cells, Total, shown, total_of
from mediation.views.reports import hidden_from, is_before_all, no_cases_of, page_of, read

CARDS = ("received", "clearance", "resolution", "open_at_end", "overdue", "money_received")
STAGES = ("reached_union", "reached_hr", "reached_court", "reached_procuratorate")
LADDER = ("reminders", "opinions", "suggestions", "clues")
CLIMBED = {"reminders": "reminders_climbed", "opinions": "opinions_climbed"}
AGE = "open_age"
COURSE = ("received", "closed")
BURDEN = ("open_at_end", "closed")
MOST_BARS = 12  # towns, handlers
MOST_EMPLOYERS = 5


@dataclass(frozen=True)
class Card:
    """A figure with the period before and its course."""

    total: Total
    course: list[Decimal | None]
    words: str  # of the course

    @property
    def has_course(self) -> bool:
        """Whether there is anything but zeros to draw."""
        return any(self.course)


@dataclass(frozen=True)
class Board:
    """What every part of the dashboard counts from."""

    user: Any
    disputes: Any
    period: Period
    at: datetime
    scope: str
    cells: Cells

    @property
    def nothing(self) -> Report:
        """The report of the period without any figure: what its parts are made from."""
        return report_of(self.disputes, self.period, indicators=(), at=self.at, scope=self.scope)


@require_safe
def dashboard(request):
    """What a manager looks at first, of the cases the reader may see.

    The page comes at once and then asks for its parts (`part`), each of which has the time of a page in the database;
    without scripts all come together (`all`).
    """
    form, disputes = read(request, PeriodForm)
    context = page_of(request, form)
    if not form.is_valid():
        return render(request, "mediation/dashboard.html", context, status=422)
    asked = request.GET.get("part", "")
    counted = [asked] if asked in PARTS else PARTS if "all" in request.GET else ()
    board = Board(request.user, disputes, form.period, context["at"], context["scope"], Cells(form.filters))
    for name in counted:
        context |= PARTS[name](board)
    if asked in PARTS:
        return render(request, f"mediation/_dashboard_{asked}.html", context)
    context |= no_cases_of(request, form, disputes)
    shown_parts = () if context["no_cases"] else PARTS
    context["parts"] = [(f"mediation/_dashboard_{name}.html", name, name in counted) for name in shown_parts]
    return render(request, "mediation/dashboard.html", context)


# Parts ------------------------------------------------------------------------------------------------------


def _course(board: Board) -> dict[str, Any]:
    """The cards, and received and closed month by month."""
    total = report_of(board.disputes, board.period, indicators=CARDS, at=board.at, scope=board.scope)
    age = totals(board.disputes, [INDICATORS[AGE]], board.period)[AGE]
    months, hidden = _by_month(total, board.disputes), hidden_from(board.user, total, board.cells.filters)
    return {
        "cards": [_card(code, total, months, board.cells, hidden) for code in CARDS],
        "age": shown(AGE, age, partial(board.cells.url, AGE, period=board.period)),
        "nothing_before": is_before_all(board.disputes, total.before), "trend": months.period,
        "months": _if_any(_months(months, board.cells)), "course": [str(INDICATORS[code].label) for code in COURSE],
    }  # fmt: skip


def _flow(board: Board) -> dict[str, Any]:
    """How far cases and letters went, and how old the open cases are."""
    codes = (*STAGES, *LADDER, *CLIMBED.values())
    found = totals(board.disputes, [INDICATORS[code] for code in codes], board.period)
    report = replace(board.nothing, indicators=codes, total=Row(TOTAL, ("",), found))
    return {
        "stages": _if_any(_stages(report, board.cells)), "ladder": _if_any(_ladder(report, board.cells)),
        "ages": _if_any(_ages(board.disputes, as_of(board.period, timezone.localdate(board.at)), board.cells)),
        "one_series": [_("Cases")], "letter_series": [_("Letters")],
    }  # fmt: skip


def _load(board: Board) -> dict[str, Any]:
    """Where cases pile up: towns, handlers, the oldest, employers."""
    towns = divided(replace(board.nothing, indicators=COURSE), board.disputes, "town")
    handlers = divided(replace(board.nothing, indicators=BURDEN), board.disputes, "handler")
    counted = as_of(board.period, timezone.localdate(board.at))
    return {
        "towns": _if_any(_ranking(towns, board.cells)), "handlers": _if_any(_ranking(handlers, board.cells)),
        "course": [str(INDICATORS[code].label) for code in COURSE],
        "burden": [str(INDICATORS[code].label) for code in BURDEN],
        "oldest": oldest(board.disputes, counted), "counted": counted,
        "radar": clusters(board.disputes, board.period.last)[:MOST_EMPLOYERS],
    }  # fmt: skip


PARTS: dict[str, Callable[[Board], dict[str, Any]]] = {"course": _course, "flow": _flow, "load": _load}


def _if_any(rows: list[ChartRow]) -> list[ChartRow]:
    """The rows; of nothing but zeros none, for which a chart says that there is nothing to count."""
    return rows if any(mark.value for row in rows for mark in row.marks) else []


def _by_month(total: Report, disputes) -> Report:
    """The twelve months that end with the period."""
    period = trend_of(total.period)
    months = months_of(disputes, (*CARDS, "closed"), period)
    rows = [Row(value, (value,), found) for value, found in months.items()]
    return replace(total, period=period, by="month", rows=rows)


def _card(code: str, total: Report, months: Report, cells: Cells, hidden: set[tuple[str, str]]) -> Card:
    course = [row.figures[code].value for row in months.rows]
    words = ", ".join(shown(code, row.figures[code], lambda side: "").words for row in months.rows)
    return Card(total_of(code, total, cells, hidden), course, words)


def _months(months: Report, cells: Cells) -> list[ChartRow]:
    """The months of the chart; the first and every January with their year."""
    rows: list[ChartRow] = []
    for row in months.rows:
        year, _dash, month = row.value.partition("-")
        under = year if not rows or month == "01" else ""
        rows.append(ChartRow(row.label, _marks(row, COURSE, months, cells), short=str(int(month)), under=under))
    return rows


def _ranking(report: Report, cells: Cells) -> list[ChartRow]:
    """The rows with the largest first figure."""
    first = report.indicators[0]
    rows = sorted(report.rows, key=lambda row: row.figures[first].value or 0, reverse=True)
    return [ChartRow(row.label, _marks(row, report.indicators, report, cells)) for row in rows[:MOST_BARS]]


def _marks(row: Row, codes: Sequence[str], report: Report, cells: Cells) -> tuple[Mark, ...]:
    url_of = partial(cells.url, period=report.period, by=report.by, value=row.value)
    found = [shown(code, row.figures[code], partial(url_of, code)) for code in codes]
    return tuple(
        Mark(row.figures[code].value, figure.words, figure.url) for code, figure in zip(codes, found, strict=True)
    )


def _stages(total: Report, cells: Cells) -> list[ChartRow]:
    """How many cases came to each stage, and their share of those taken up."""
    whole = total.total.figures[STAGES[0]].numerator or 0
    return [_part(code, total, cells, percent(total.total.figures[code].numerator or 0, whole)) for code in STAGES]


def _ladder(total: Report, cells: Cells) -> list[ChartRow]:
    """Letters of each rung, and the share of them that a letter of the next followed."""
    climbed = {code: total.total.figures[rate] for code, rate in CLIMBED.items()}
    notes = {code: percent(row.numerator or 0, row.denominator or 0) for code, row in climbed.items()}
    return [_part(code, total, cells, notes.get(code, "")) for code in LADDER]


def _part(code: str, total: Report, cells: Cells, note: str) -> ChartRow:
    return ChartRow(str(INDICATORS[code].label), _marks(total.total, (code,), total, cells), note=note)


def _ages(disputes, period: Period, cells: Cells) -> list[ChartRow]:
    return [
        ChartRow(_age_words(band), (Mark(band.cases, f"{band.cases:,}", _band_url(band, period, cells)),))
        for band in bands_of(disputes, period)
    ]


def _age_words(band) -> str:
    if band.most is None:
        return _("over %(days)d days") % {"days": band.least - 1}
    return _("%(least)d–%(most)d days") % {"least": band.least, "most": band.most}


def _band_url(band, period: Period, cells: Cells) -> str:
    if not band.cases:
        return ""
    days = {"received_from": band.received_from, "received_to": band.received_to}
    return f"{cells.url('open_at_end', NUMERATOR, period)}&{urlencode({k: v for k, v in days.items() if v})}"
