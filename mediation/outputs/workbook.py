"""A statement as an Excel workbook in which every rate and every sum is a formula over cells that can be read.

Each formula is written with its value, so that viewers that do not compute show the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.utility import xl_rowcol_to_cell

from mediation.exports import OPTIONS
from mediation.reports.figure import Figure
from mediation.reports.printed import HIDDEN, unit_of
from mediation.reports.report import Report, Row
from mediation.reports.small_cells import BEFORE
from mediation.reports.statement import Definition, Statement

LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"}, "count": {"num_format": "#,##0"}, "rate": {"num_format": "0.0%"},
    "yuan": {"num_format": "#,##0.00"},
    "change": {"num_format": "+#,##0.##;-#,##0.##;0"}, "head": {"bold": True, "text_wrap": True, "bottom": 1},
    "hidden": {"align": "right"},
}  # fmt: skip
LONGEST_NAME = 31  # of a sheet
MOST_ACROSS = 18  # columns that are still read when all stand side by side on paper
Place = tuple[int, int]  # row and column, from 0
Column = tuple[Definition, "Part"]


@dataclass(frozen=True)
class Part:
    """One number of a figure: a column of a table of groups."""

    name: str  # of `Figure`, or rate, which is computed from the two columns before it
    look: str


def parts_of(definition: Definition) -> tuple[Part, ...]:
    """The columns of an indicator."""
    look = "yuan" if definition.unit == "yuan" else "count"
    match definition.kind:
        case "rate":
            return (Part("numerator", "count"), Part("denominator", "count"), Part("rate", "rate"))
        case "spread":
            return (Part("value", look), Part("p90", look), Part("n", "count"))
    return (Part("value", look),)


def write_workbook(target: IO[bytes], statement: Statement, facts: Sequence[tuple[str, str]] = ()) -> None:
    """Write the statement to `target`; `facts` are further lines of the first sheet (number, reason, digest)."""
    workbook = xlsxwriter.Workbook(target, OPTIONS)
    workbook.set_properties({"created": statement.at.astimezone(UTC)})  # not now: the same file whenever it is made
    points = _("%(difference)s points") % {"difference": ""}
    looks = {name: workbook.add_format(look) for name, look in LOOKS.items()}
    looks["points"] = workbook.add_format({"num_format": f'+0.0"{points}";-0.0"{points}";0'})
    _about(workbook, looks, statement, facts)
    _totals(workbook, looks, statement)
    for report in statement.reports:
        if report.by:
            _groups(workbook, looks, statement, report, statement.heading(report.by))
    _groups(workbook, looks, statement, statement.trend, _("Trend by month"))
    _definitions(workbook, looks, statement)
    workbook.close()


def _for_paper(sheet: Any, heads: int, columns: int) -> None:
    """A sheet is printed across A4, all its columns on one page if they are few, its headings on every page."""
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.repeat_rows(0, heads - 1)
    sheet.repeat_columns(0)
    if columns <= MOST_ACROSS:
        sheet.fit_to_pages(1, 0)


def _about(workbook: Any, looks: dict[str, Any], statement: Statement, facts: Sequence[tuple[str, str]]) -> None:
    sheet = workbook.add_worksheet(_("About"))
    _for_paper(sheet, 1, 2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 70)
    report, made = statement.main, timezone.localtime(statement.at).strftime("%Y-%m-%d %H:%M")
    lines = [
        *facts, (_("Union"), statement.unit), (_("Period"), str(report.period)),
        (_("Period before"), str(report.before)),
        (_("As of (Beijing time)"), made), (_("Scope"), statement.scope), *statement.filters,
        (_("Made by"), statement.by),
        (_("Rates"), _("each is a formula: numerator ÷ denominator stand in the cells beside it")),
    ]  # fmt: skip
    if statement.is_unfinished:
        lines.append((_("Note"), _("the period was not over: what falls due by its last day is counted as if that day "
            "had come")))  # fmt: skip
    if statement.hides:
        lines.append(("<5", _("counts of fewer than five people are not shown, nor what would tell them")))
    for row, (label, value) in enumerate(lines):
        sheet.write_string(row, 0, label, looks["text"])
        sheet.write_string(row, 1, value, looks["text"])


def _totals(workbook: Any, looks: dict[str, Any], statement: Statement) -> None:
    """The table of indicators: now, before, and the difference."""
    sheet = workbook.add_worksheet(_("Indicators"))
    sheet.freeze_panes(2, 1)
    _for_paper(sheet, 2, 13)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 12, 13)
    report, hidden = statement.main, statement.hidden(statement.main)
    names = [_("Value"), _("Numerator"), _("Denominator"), _("n"), _("90th percentile")]
    for place, text in ((2, str(report.period)), (7, str(report.before))):
        sheet.merge_range(0, place, 0, place + 4, text, looks["head"])
    for place, text in enumerate([_("Indicator"), _("Unit"), *names, *names, pgettext("figure", "Change")]):
        sheet.write_string(1, place, text, looks["head"])
    for row, code in enumerate(report.indicators, 2):
        definition = statement.definitions[code]
        sheet.write_string(row, 0, definition.label)
        sheet.write_string(row, 1, unit_of(definition))
        if (report.total.value, code) in hidden:
            sheet.write_string(row, 2, HIDDEN, looks["hidden"])
            continue
        now, before = report.total.figures[code], report.total_before.figures[code]
        if (BEFORE, code) in hidden:
            before = Figure()
        for place, figure in ((2, now), (7, before)):
            _figure(sheet, looks, row, place, definition, figure)
        _change(sheet, looks, row, definition, now, before)


def _figure(sheet: Any, looks: dict[str, Any], row: int, place: int, definition: Definition, figure: Figure) -> None:
    """The five cells of a figure; a rate is the formula of the two cells behind it."""
    look = looks["yuan" if definition.unit == "yuan" else "count"]
    if definition.kind == "rate":
        _rate(sheet, looks, (row, place), (row, place + 1), (row, place + 2), figure)
        values: list[Any] = [None, figure.numerator, figure.denominator, None, None]
    else:
        values = [figure.value, None, None, figure.n, figure.p90]
    for number, value in enumerate(values):
        if value is not None:
            sheet.write_number(row, place + number, value, look if number in (0, 4) else looks["count"])


def _rate(sheet: Any, looks: dict[str, Any], at: Place, over: Place, under: Place, figure: Figure) -> None:
    top, low = xl_rowcol_to_cell(*over), xl_rowcol_to_cell(*under)
    value = "" if figure.value is None else float(figure.value)
    sheet.write_formula(*at, f'=IF(N({low})=0,"",{top}/{low})', looks["rate"], value)


def _change(sheet: Any, looks: dict[str, Any], row: int, definition: Definition, now: Figure, before: Figure) -> None:
    one, other = xl_rowcol_to_cell(row, 2), xl_rowcol_to_cell(row, 7)
    value: Any = "" if now.value is None or before.value is None else float(now.value - before.value)
    look, difference = looks["change"], f"{one}-{other}"
    if definition.kind == "rate":
        look, difference, value = looks["points"], f"({difference})*100", value and value * 100
    sheet.write_formula(row, 12, f'=IF(OR({one}="",{other}=""),"",{difference})', look, value)


def _groups(workbook: Any, looks: dict[str, Any], statement: Statement, report: Report, name: str) -> None:
    """One row a value, the total last: the sum of its rows where it is one. Each group has a column."""
    sheet = workbook.add_worksheet(name[:LONGEST_NAME])
    headings = statement.columns(report.by)
    first = len(headings)
    sheet.freeze_panes(2, first)
    sheet.set_column(0, first - 1, 26 if first == 1 else 18)
    definitions = [statement.definitions[code] for code in report.indicators]
    columns = [(definition, part) for definition in definitions for part in parts_of(definition)]
    sheet.set_column(first, first + len(columns) - 1, 13)
    _for_paper(sheet, 2, first + len(columns))
    sheet.write_string(0, 0, str(report.period), looks["head"])
    for place, (definition, _part) in enumerate(columns, first):
        sheet.write_string(0, place, definition.label, looks["head"])
    for place, heading in enumerate(headings):
        sheet.write_string(1, place, heading, looks["head"])
    for place, column in enumerate(columns, first):
        sheet.write_string(1, place, _title(*column), looks["head"])
    hidden = statement.hidden(report)
    withheld = {code for _value, code in hidden}  # a sum over cells that say "<5" would be less than the total
    sums = [column[0].code not in withheld and _adds_up(column, report) for column in columns]
    for number, row in enumerate([*report.rows, report.total], 2):
        for place, label in enumerate((_("Total"),) if row is report.total else row.labels):
            sheet.write_string(number, place, label)
        for place, (definition, part) in enumerate(columns, first):
            if (row.value, definition.code) in hidden:
                sheet.write_string(number, place, HIDDEN, looks["hidden"])
            else:
                _cell(sheet, looks, (number, place), (definition, part), row, report, sums[place - first])


def _title(definition: Definition, part: Part) -> str:
    """The second heading of a column."""
    if part.name == "value":
        unit = unit_of(definition)
        return _("median (%(unit)s)") % {"unit": unit} if definition.kind == "spread" else unit
    return {
        "numerator": _("Numerator"), "denominator": _("Denominator"), "rate": _("Rate"), "n": _("n"),
        "p90": _("90th percentile"),
    }[part.name]  # fmt: skip


def _cell(
    sheet: Any, looks: dict[str, Any], at: Place, column: Column, row: Row, report: Report, adds_up: bool
) -> None:  # fmt: skip
    """A number; of the total a sum over the rows above where it is that; of a rate the formula."""
    definition, part = column
    figure, (number, place) = row.figures[definition.code], at
    if part.name == "rate":
        _rate(sheet, looks, at, (number, place - 2), (number, place - 1), figure)
        return
    value = getattr(figure, part.name)
    if value is None:
        return
    if row is report.total and adds_up:
        above = f"{xl_rowcol_to_cell(2, place)}:{xl_rowcol_to_cell(number - 1, place)}"
        sheet.write_formula(number, place, f"=SUM({above})", looks[part.look], float(value))
    else:
        sheet.write_number(number, place, value, looks[part.look])


def _adds_up(column: Column, report: Report) -> bool:
    """Whether the total is the sum of its rows: not of stocks by month, nor of groups to which a case belongs twice."""
    definition, part = column
    if definition.kind == "spread" or part.name == "rate" or not report.rows:
        return False
    values = [getattr(row.figures[definition.code], part.name) or Decimal(0) for row in report.rows]
    return bool(sum(values) == getattr(report.total.figures[definition.code], part.name))


def _definitions(workbook: Any, looks: dict[str, Any], statement: Statement) -> None:
    sheet = workbook.add_worksheet(_("Definitions"))
    sheet.freeze_panes(1, 1)
    _for_paper(sheet, 1, 1)
    heads = {
        "chapter": (_("Chapter"), 14), "label": (_("Indicator"), 22), "chinese": (_("In Chinese"), 16),
        "code": (_("Code"), 18), "formula": (_("Formula"), 46), "numerator": (_("Numerator"), 36),
        "denominator": (_("Denominator"), 36), "exclusions": (_("Left out"), 36), "source": (_("Source"), 30),
        "unit": (_("Unit"), 10), "version": (_("Version"), 8),
    }  # fmt: skip
    for place, (title, width) in enumerate(heads.values()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, looks["head"])
    for number, definition in enumerate(statement.definitions.values(), 1):
        for place, name in enumerate(heads):
            text = unit_of(definition) if name == "unit" else getattr(definition, name)
            sheet.write_string(number, place, text, looks["text"])
