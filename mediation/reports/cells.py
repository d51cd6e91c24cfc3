"""Cells (单元格): one number of a report, its address, and the very cases behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mediation.models import Dispute
from mediation.reports.divisions import COMMA, Division, division_of
from mediation.reports.facts import FACTS
from mediation.reports.groups import Group, Members
from mediation.reports.indicators import INDICATORS, NUMERATOR, SIDES
from mediation.reports.periods import Period, asked_for

LONGEST = 40  # characters of the value of one group


@dataclass(frozen=True)
class Cell:
    """One side of a figure: indicator, numerator or denominator, period, groups and the value of its row.

    Of a count, a sum or a spread the numerator is what was counted. Without a group, `by` and `value` are empty; of
    several both are joined by commas (`divisions`).
    """

    code: str
    side: str
    period: Period
    by: str = ""
    value: str = ""


def cell_query(cell: Cell) -> dict[str, str]:
    """The parameters of the case list that show the cases behind the cell."""
    query = {
        "figure": cell.code, "side": cell.side, "first": cell.period.first.isoformat(),
        "last": cell.period.last.isoformat(),
    }  # fmt: skip
    return query | ({"by": cell.by, "of": cell.value} if cell.by else {})


def cell_from(data: Mapping[str, Any]) -> Cell | None:
    """The cell that parameters name, None where they name none; raises ValidationError in words for anything else."""
    code = data.get("figure") or ""
    if not code:
        return None
    side, by, value = data.get("side") or NUMERATOR, data.get("by") or "", data.get("of") or ""
    division, values = division_of(by), value.split(COMMA)
    if code not in INDICATORS or side not in SIDES or not all(map(_is_value, values)):
        raise ValidationError(_("There is no such figure."))
    if side != NUMERATOR and INDICATORS[code].of is None:
        raise ValidationError(_("This figure has no denominator."))
    period = _period(data.get("first") or "", data.get("last") or "")
    if by and len(values) != len(division.groups):
        raise ValidationError(_("There is no such figure."))
    if division.steps and step_of(division, value) not in division.steps.parts(period):
        raise ValidationError(_("This row lies outside the period."))
    return Cell(code, side, period, by, value if by else "")


def cases_of(disputes: QuerySet[Dispute], cell: Cell) -> QuerySet[Dispute]:
    """The cases behind a cell, of those passed in; each once, also where several rows of a case were counted."""
    return disputes.filter(pk__in=rows_of(disputes, cell).values(FACTS[INDICATORS[cell.code].fact].path or "pk"))


def rows_of(disputes: QuerySet[Dispute], cell: Cell) -> QuerySet[Any]:
    """The rows of the fact that a cell counts, in the cases passed in."""
    indicator, division = INDICATORS[cell.code], division_of(cell.by)
    fact, values = FACTS[indicator.fact], dict(zip(division.groups, cell.value.split(COMMA), strict=False))
    for group, value in values.items():
        if isinstance(group, Members):
            disputes = group.of(disputes, value)
    rows = fact.rows(disputes).filter(indicator.side(cell.side)(span_of(cell)))
    if indicator.spread is not None:
        rows = rows.alias(of_days=indicator.spread(span_of(cell))).filter(of_days__isnull=False)
    for group, value in values.items():
        if isinstance(group, Group):
            rows = group.filter(rows, fact.prefix, value)
    return rows


def span_of(cell: Cell) -> Period:
    """The period of a cell: in a row of months, quarters or years that of the row."""
    division = division_of(cell.by)
    return division.steps.parts(cell.period)[step_of(division, cell.value)] if division.steps else cell.period


def step_of(division: Division, value: str) -> str:
    """The month, quarter or year in the value of a row."""
    return value.split(COMMA)[division.groups.index(division.steps)]


def _is_value(text: str) -> bool:
    """Whether a row can have that value at all: PostgreSQL takes no text with a NUL in it."""
    return len(text) <= LONGEST and text.isprintable()


def _period(first: str, last: str) -> Period:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise ValidationError(_("The period of the figure is not one.")) from error
    try:
        return asked_for(*days)
    except ValidationError as error:  # it names the fields of a form, which an address has not
        raise ValidationError(error.messages) from error
