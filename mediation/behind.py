"""Behind a figure: the cell of a report that the address of the case list names, in words and as a filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mediation.models import Dispute
from mediation.reports.cells import Cell, cases_of, cell_query
from mediation.reports.groups import GROUPS, NONE, Steps
from mediation.reports.indicators import DENOMINATOR, INDICATORS, Indicator

PARAMETERS = ("figure", "side", "first", "last", "by", "of")


@dataclass(frozen=True)
class Behind:
    """The cell, and what a page says about it."""

    cell: Cell

    @property
    def indicator(self) -> Indicator:
        return INDICATORS[self.cell.code]

    @property
    def counts_cases(self) -> bool:
        """Whether the figure is as large as the list is long."""
        return self.indicator.unit == "cases" and self.indicator.kind in ("count", "rate")

    @property
    def words(self) -> str:
        """Indicator, side, period and row."""
        parts = [str(self.indicator.label)]
        if self.indicator.of is not None:
            parts.append(_("denominator") if self.cell.side == DENOMINATOR else _("numerator"))
        parts.append(str(self.cell.period))
        if self.cell.by:
            parts.append(f"{GROUPS[self.cell.by].label}: {self._row()}")
        return " · ".join(parts)

    @property
    def parameters(self) -> Mapping[str, str]:
        """What a form sends along so that the list stays the one of this cell."""
        return cell_query(self.cell)

    def narrow(self, disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """Those of the cases that are behind the cell."""
        return disputes.filter(pk__in=cases_of(Dispute.objects.all(), self.cell).values("pk"))

    def _row(self) -> str:
        group: Any = GROUPS[self.cell.by]
        if self.cell.value == NONE:
            return _("Not given")
        if isinstance(group, Steps):
            return self.cell.value
        return str(group.words([self.cell.value]).get(self.cell.value, "?"))
