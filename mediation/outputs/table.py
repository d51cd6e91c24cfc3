"""A statement as CSV: one line a figure, so that any program can read it; UTF-8 with a mark for Excel.

Words are those of the reader, beside the codes; the order of the columns does not depend on the language.
"""

import csv
import io
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.reports.printed import HIDDEN, KINDS, UNITS
from mediation.reports.report import Report, Row
from mediation.reports.small_cells import BEFORE
from mediation.reports.statement import Statement

COLUMNS = {
    "group": gettext_lazy("Group code"), "group_name": gettext_lazy("Grouped by"), "row": gettext_lazy("Row code"),
    "row_name": gettext_lazy("Row"), "code": gettext_lazy("Code"), "name": gettext_lazy("Indicator"),
    "chinese": gettext_lazy("In Chinese"), "unit": gettext_lazy("Unit"), "kind": gettext_lazy("Kind of figure"),
    "value": gettext_lazy("Value"), "numerator": gettext_lazy("Numerator"), "denominator": gettext_lazy("Denominator"),
    "n": gettext_lazy("n"), "p90": gettext_lazy("90th percentile"), "first": gettext_lazy("First day of the period"),
    "last": gettext_lazy("Last day of the period"), "version": gettext_lazy("Version"),
}  # fmt: skip
PARTS = (gettext_lazy("Row, first group"), gettext_lazy("Row, second group"), gettext_lazy("Row, third group"))
MILLIONTH = Decimal("0.000001")  # of a rate; numerator and denominator beside it give it exactly
# At the beginning of a cell a spreadsheet computes; one of East Asia the full-width signs, too.
ACTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_of(statement: Statement) -> bytes:
    """All figures of the statement: the totals, the period before ("before"), and the rows of each group.

    Where several groups are counted together, further columns have the name of a row in parts.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    most = max(len(statement.columns(report.by)) for report in statement.reports)
    parts = PARTS[:most] if most > 1 else ()
    writer.writerow([str(label) for label in (*COLUMNS.values(), *parts)])
    for number, report in enumerate(statement.reports):
        hidden = statement.hidden(report)
        if number == 0:
            writer.writerows(_lines(statement, report, report.total, "", hidden))
            writer.writerows(_lines(statement, report, report.total_before, BEFORE, hidden))
        for row in report.rows:
            named = [*map(inert, row.labels), *[""] * len(parts)][: len(parts)]
            writer.writerows([*line, *named] for line in _lines(statement, report, row, report.by, hidden))
    return out.getvalue().encode("utf-8-sig")


def _lines(
    statement: Statement, report: Report, row: Row, group: str, hidden: frozenset[tuple[str, str]]
) -> Iterator[list[Any]]:
    period = report.before if group == BEFORE else report.period
    heading = _("Period before") if group == BEFORE else statement.heading(group)
    name = _("Total") if group in ("", BEFORE) else row.label
    for code in report.indicators:
        definition, figure = statement.definitions[code], row.figures[code]
        value = rounded(figure.value) if definition.kind == "rate" else figure.value
        parts: list[Any] = [value, figure.numerator, figure.denominator, figure.n, figure.p90]
        if (BEFORE if group == BEFORE else row.value, code) in hidden:
            parts = [HIDDEN, *[None] * 4]
        yield [
            group, heading, inert(row.value), inert(name), code, definition.label, definition.chinese,
            UNITS.get(definition.unit, definition.unit), KINDS.get(definition.kind, definition.kind),
            *map(_number, parts), period.first.isoformat(), period.last.isoformat(), definition.version,
        ]  # fmt: skip


def rounded(rate: Decimal | None) -> Decimal | None:
    """A rate with at most six places."""
    return None if rate is None else rate.quantize(MILLIONTH, ROUND_HALF_UP).normalize()


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else value


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(ACTS) else text
