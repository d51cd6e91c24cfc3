"""A statement as CSV: one line a figure, so that any program can read it; UTF-8 with a mark for Excel."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mediation.reports.printed import HIDDEN
from mediation.reports.report import Report, Row
from mediation.reports.small_cells import BEFORE
from mediation.reports.statement import Statement

HEAD = (
    "group", "row", "row_name", "code", "name", "unit", "kind", "value", "numerator", "denominator", "n", "p90",
    "first", "last", "version",
)  # fmt: skip
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # at the beginning of a cell a spreadsheet computes


def csv_of(statement: Statement) -> bytes:
    """All figures of the statement: the totals, the period before ("before"), and the rows of each group."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for number, report in enumerate(statement.reports):
        hidden = statement.hidden(report)
        if number == 0:
            writer.writerows(_lines(statement, report, report.total, "", hidden))
            writer.writerows(_lines(statement, report, report.total_before, BEFORE, hidden))
        for row in report.rows:
            writer.writerows(_lines(statement, report, row, report.by, hidden))
    return out.getvalue().encode("utf-8-sig")


def _lines(
    statement: Statement, report: Report, row: Row, group: str, hidden: frozenset[tuple[str, str]]
) -> Iterator[list[Any]]:
    period = report.before if group == BEFORE else report.period
    for code in report.indicators:
        definition, figure = statement.definitions[code], row.figures[code]
        parts: list[Any] = [figure.value, figure.numerator, figure.denominator, figure.n, figure.p90]
        if (BEFORE if group == BEFORE else row.value, code) in hidden:
            parts = [HIDDEN, *[None] * 4]
        yield [
            group, inert(row.value), inert(row.label), code, definition.label, definition.unit, definition.kind,
            *map(_number, parts), period.first.isoformat(), period.last.isoformat(), definition.version,
        ]  # fmt: skip


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else value


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(ACTS) else text
