"""Cells (单元格): one number of a report, its address, and the very cases behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mediation.models import Dispute
from mediation.reports.facts import FACTS
from mediation.reports.groups import GROUPS, Group, Members, Steps
from mediation.reports.indicators import INDICATORS, NUMERATOR, SIDES
from mediation.reports.periods import Period

LONGEST = 40  # characters of the value of a group
EARLIEST, LATEST = date(1995, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class Cell:
    """One side of a figure: indicator, numerator or denominator, period, group and the value of its row.

    Of a count, a sum or a spread the numerator is what was counted. Without a group, `by` and `value` are empty.
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
    if code not in INDICATORS or side not in SIDES or (by and by not in GROUPS) or not _is_value(value):
        raise ValidationError(_("There is no such figure."))
    if side != NUMERATOR and INDICATORS[code].of is None:
        raise ValidationError(_("This figure has no denominator."))
    period = _period(data.get("first") or "", data.get("last") or "")
    group = GROUPS.get(by)
    if isinstance(group, Steps) and value not in group.parts(period):
        raise ValidationError(_("This row lies outside the period."))
    return Cell(code, side, period, by, value if by else "")


def cases_of(disputes: QuerySet[Dispute], cell: Cell) -> QuerySet[Dispute]:
    """The cases behind a cell, of those passed in; each once, also where several rows of a case were counted."""
    return disputes.filter(pk__in=rows_of(disputes, cell).values(FACTS[INDICATORS[cell.code].fact].path or "pk"))


def rows_of(disputes: QuerySet[Dispute], cell: Cell) -> QuerySet[Any]:
    """The rows of the fact that a cell counts, in the cases passed in."""
    indicator, group = INDICATORS[cell.code], GROUPS.get(cell.by)
    fact = FACTS[indicator.fact]
    counted = group.of(disputes, cell.value) if isinstance(group, Members) else disputes
    rows = fact.rows(counted).filter(indicator.side(cell.side)(span_of(cell)))
    return group.filter(rows, fact.prefix, cell.value) if isinstance(group, Group) else rows


def span_of(cell: Cell) -> Period:
    """The period of a cell: in a row of months, quarters or years that of the row."""
    group = GROUPS.get(cell.by)
    return group.parts(cell.period)[cell.value] if isinstance(group, Steps) else cell.period


def _is_value(text: str) -> bool:
    """Whether a row can have that value at all: PostgreSQL takes no text with a NUL in it."""
    return len(text) <= LONGEST and text.isprintable()


def _period(first: str, last: str) -> Period:
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise ValidationError(_("The period of the figure is not one.")) from error
    if not EARLIEST <= period.first <= period.last <= LATEST:
        raise ValidationError(_("These years are not in the records."))
    return period
