"""Statements on a page, and as files to take away."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from config.costly import unhurried
from mediation.access import Act, grants, may
from mediation.forms.reports import ReportForm
from mediation.operations.reporting import reads_outside, reported_to
from mediation.outputs.paper import Frozen, paper_of
from mediation.outputs.table import csv_of
from mediation.outputs.workbook import write_workbook
from mediation.reports.divisions import is_joint
from mediation.reports.printed import HIDDEN, Line, lines_of, shown, unit_of, whole
from mediation.reports.report import Report, Row
from mediation.reports.statement import Asked, Definition, Statement, statement_of
from mediation.views.disputes import EXCEL
from mediation.views.figures import chosen_rows
from mediation.views.reports import read as read_choices
from mediation.views.reports import scope_of

MEDIA = {"xlsx": EXCEL, "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
SET = ("town", "category")  # the groups of every set report
log = logging.getLogger(__name__)


# Pages ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A figure of a row: its value, and of a rate what it is made of."""

    label: str
    words: str
    counted: str = ""


@dataclass(frozen=True)
class Table:
    """The rows of one group and one chapter."""

    chapter: str
    definitions: list[Definition]
    rows: list[tuple[str, list[Cell]]]
    total: list[Cell]


@dataclass(frozen=True)
class Divided:
    """The tables of a report that is divided by groups; of `all_rows` rows they show `most`."""

    heading: str
    tables: list[Table]
    all_rows: int
    most: int


def page_of(statement: Statement) -> dict[str, Any]:
    """What the template of a statement reads."""
    return {
        "statement": statement, "period": statement.asked.period, "chapters": _chapters(statement),
        "divisions": [_division(statement, report) for report in statement.reports if report.by],
    }  # fmt: skip


def _chapters(statement: Statement) -> list[tuple[str, list[tuple[Line, str]]]]:
    found = groupby(lines_of(statement), key=lambda line: line.definition.chapter)
    return [(chapter, [(line, unit_of(line.definition)) for line in lines]) for chapter, lines in found]


def _division(statement: Statement, report: Report) -> Divided:
    tables = []
    every = [statement.definitions[code] for code in report.indicators]
    shown_rows = chosen_rows(report) if is_joint(report.by) else report.rows
    for chapter, found in groupby(every, key=lambda row: row.chapter):
        chosen = list(found)
        rows = [(row.label, _cells(statement, report, row, chosen)) for row in shown_rows]
        tables.append(Table(chapter, chosen, rows, _cells(statement, report, report.total, chosen)))
    return Divided(statement.heading(report.by), tables, len(report.rows), len(shown_rows))


def _cells(statement: Statement, report: Report, row: Row, chosen: list[Definition]) -> list[Cell]:
    hidden = statement.hidden(report)
    cells = []
    for definition in chosen:
        figure = row.figures[definition.code]
        if (row.value, definition.code) in hidden:
            cells.append(Cell(definition.label, HIDDEN))
            continue
        counted = f"{whole(figure.numerator)}/{whole(figure.denominator)}" if definition.kind == "rate" else ""
        if definition.kind == "spread" and figure.n:
            counted = f"n={whole(figure.n)}"
        cells.append(Cell(definition.label, shown(definition, figure), counted if figure.denominator != 0 else ""))
    return cells


# Files ------------------------------------------------------------------------------------------------------


def kind_of(request: Any) -> str:
    """The kind of file asked for; 404 for another."""
    kind = request.GET.get("format", "")
    if kind not in MEDIA:
        raise Http404
    return kind


def file_response(
    request: Any, statement: Statement, kind: str, name: str, frozen: Frozen | None = None,
    facts: Sequence[tuple[str, str]] = (),
) -> HttpResponse:  # fmt: skip
    """The statement as a file; who took what is written to the log."""
    match kind:
        case "pdf":
            content = paper_of(statement, frozen)
        case "csv":
            content = csv_of(statement)
        case _:
            target = io.BytesIO()
            write_workbook(target, statement, facts)
            content = target.getvalue()
    log.info("export of figures: user=%s file=%s.%s", request.user.pk, name, kind)
    response = HttpResponse(content, content_type=MEDIA[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@unhurried
@require_safe
def report_export(request):
    """The figures of the report page as a file, with the choices of its address."""
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    form, _disputes = read_choices(request, ReportForm)
    kind = kind_of(request)
    if not form.is_valid():
        return redirect(f"{reverse('report')}?{request.GET.urlencode()}")
    language = "zh-hans" if kind == "pdf" else translation.get_language()
    with translation.override(language):
        statement = statement_of(
            asked_of(form, is_set=kind == "pdf"), reported_to(request.user), unit=_unit(request.user),
            scope=scope_of(request.user), by=request.user.display_name, at=timezone.now(),
            hides=reads_outside(request.user),
        )  # fmt: skip
        return file_response(request, statement, kind, f"report-{form.period.first:%Y%m%d}-{form.period.last:%Y%m%d}")


def asked_of(form: ReportForm, *, is_set: bool) -> Asked:
    """What a valid form of the report page asks for; a set report has tables by SET besides."""
    by = form.cleaned_data["by"]
    groups = dict.fromkeys(([by] if by else []) + (list(SET) if is_set else []))
    return Asked(form.period, tuple(form.indicators), tuple(groups), form.filters)


def _unit(user: Any) -> str:
    """Those through which the person reads figures, not those where they do something else."""
    return "、".join(dict.fromkeys(post.organisation.name for post in grants(user, Act.REPORT)))
