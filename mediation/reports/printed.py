"""Figures as they are printed: percentages with one place, amounts with two, a dash where nothing was counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from mediation.reports.figure import Figure
from mediation.reports.indicators import Indicator
from mediation.reports.small_cells import BEFORE
from mediation.reports.statement import Definition, Statement

NOTHING, HIDDEN = "–", "<5"  # HIDDEN: `reports.small_cells` says which
MINUS = "\N{MINUS SIGN}"
TENTH = Decimal("0.1")
UNITS = {
    "cases": pgettext_lazy("unit", "cases"), "letters": pgettext_lazy("unit", "letters"),
    "parcels": pgettext_lazy("unit", "parcels"), "visits": pgettext_lazy("unit", "visits"),
    "surveys": pgettext_lazy("unit", "surveys"), "persons": pgettext_lazy("unit", "persons"),
    "yuan": pgettext_lazy("unit", "yuan"), "days": pgettext_lazy("unit", "days"),
    "groups": pgettext_lazy("unit", "groups"),
}  # fmt: skip
KINDS = {
    "count": pgettext_lazy("kind of figure", "count"), "rate": pgettext_lazy("kind of figure", "rate"),
    "sum": pgettext_lazy("kind of figure", "sum"), "spread": pgettext_lazy("kind of figure", "median"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the table of indicators: what is printed of it, now and in the period before.

    `part` is value or p90, which has a line of its own.
    """

    definition: Definition
    part: str
    now: str
    numerator: str
    denominator: str
    n: str
    before: str
    change: str


def lines_of(statement: Statement) -> Iterator[Line]:
    """The lines of the totals, in the order asked for."""
    report, hidden = statement.main, statement.hidden(statement.main)
    for code in report.indicators:
        definition = statement.definitions[code]
        now, before = report.total.figures[code], report.total_before.figures[code]
        if (report.total.value, code) in hidden:
            yield Line(definition, "value", HIDDEN, "", "", "", "", "")
            continue
        if (BEFORE, code) in hidden:
            before = Figure()
        for part in ("value", "p90") if definition.kind == "spread" else ("value",):
            yield Line(
                definition, part, shown(definition, now, part), whole(now.numerator if now.denominator else None),
                whole(now.denominator), whole(now.n) if definition.kind == "spread" else "",
                shown(definition, before, part), changed(definition, now, before, part),
            )  # fmt: skip


def shown(definition: Definition, figure: Figure, part: str = "value") -> str:
    """The value of a figure, or its 90th percentile."""
    value: Decimal | None = getattr(figure, part)
    if value is None:
        return NOTHING
    if definition.kind == "rate":
        return f"{percent(value)}%"
    return f"{value:,.2f}" if definition.unit == "yuan" else f"{value:,.0f}"


def shown_in(definition: Definition, row_value: str, figure: Figure, hidden: frozenset[tuple[str, str]]) -> str:
    """The value of a cell, or that it is not shown."""
    return HIDDEN if (row_value, definition.code) in hidden else shown(definition, figure)


def percent(ratio: Decimal) -> Decimal:
    """A ratio as a percentage with one place."""
    return (ratio * 100).quantize(TENTH, ROUND_HALF_UP)


def unit_of(definition: Definition) -> str:
    """The unit of a figure in words; of a rate per cent."""
    return "%" if definition.kind == "rate" else str(UNITS.get(definition.unit, definition.unit))


def whole(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def changed(definition: Definition | Indicator, now: Figure, before: Figure, part: str = "value") -> str:
    """The difference to the period before, of rates in points of the exact rates; empty where one is missing.

    A decrease has a minus sign, not a hyphen. Of the indicator as it is or as it was frozen: page, paper and snapshot
    tell the same.
    """
    one, other = getattr(now, part), getattr(before, part)
    if one is None or other is None:
        return ""
    if one == other:
        return "0"
    if definition.kind == "rate":
        return _("%(difference)s points") % {"difference": f"{percent(one - other):+}".replace("-", MINUS)}
    difference = f"{one - other:+,.2f}" if definition.unit == "yuan" else f"{one - other:+,.0f}"
    return difference.replace("-", MINUS)
