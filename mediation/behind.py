"""Behind a figure: the cell of a report that the address of the case list names, in words and as a filter."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.listing import CaseRow
from mediation.models import Dispute
from mediation.reports.cells import Cell, cases_of, cell_query
from mediation.reports.divisions import COMMA, division_of, word_of
from mediation.reports.groups import NONE, Group, Members, Steps
from mediation.reports.indicators import DENOMINATOR, INDICATORS, Indicator
from mediation.reports.parts import parts_of, whole_of
from mediation.reports.printed import NOTHING, UNITS
from mediation.reports.report import TOTAL, report_of
from mediation.reports.small_cells import hidden, is_of_people

PARAMETERS = ("figure", "side", "first", "last", "by", "of")


@dataclass(frozen=True)
class Behind:
    """The cell, and what a page says about it to who sees these cases."""

    cell: Cell
    seen: QuerySet[Dispute]

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
        groups = division_of(self.cell.by).groups
        for group, value in zip(groups, self.cell.value.split(COMMA), strict=False):
            parts.append(f"{group.label}: {self._word(group, value)}")
        return " · ".join(parts)

    def _word(self, group: Group | Members | Steps, value: str) -> object:
        """The word of a value; of a person or town that none of the cases seen has, no name is told."""
        if isinstance(group, Steps):
            return value
        if isinstance(group, Group) and group.keys and value != NONE:
            return word_of(group, value) if group.filter(self.seen, "", value).exists() else value
        return word_of(group, value)

    @property
    def parameters(self) -> Mapping[str, str]:
        """What a form sends along so that the list stays the one of this cell."""
        return cell_query(self.cell)

    def narrow(self, disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """Those of the cases that are behind the cell."""
        return disputes.filter(pk__in=cases_of(Dispute.objects.all(), self.cell).values("pk"))

    def is_of_few(self, disputes: QuerySet[Dispute], narrowed_by: Collection[str]) -> bool:
        """Whether a report of these cases, which the filters let pass, withholds the figure from who is outside."""
        cell = self.cell
        if not is_of_people(self.indicator, cell.by.split(COMMA)):
            return False
        if narrowed_by:
            return True
        report = report_of(disputes, cell.period, indicators=[cell.code], by=cell.by, at=timezone.now())
        told = {row.value for row in report.rows} if cell.by else {TOTAL}  # "05" would give the cases of town 5
        return cell.value not in told or (cell.value, cell.code) in hidden(report)

    def parts(self, page: Sequence[CaseRow]) -> None:
        """Give each case of a page, as `part`, what of the figure lies in it, in words."""
        found = parts_of(Dispute.objects.filter(pk__in=[row.pk for row in page]), self.cell)
        for row in page:
            row.part = "、".join(map(self._number, found.get(row.pk, [])))

    def whole(self, disputes: QuerySet[Dispute]) -> str:
        """What lies in all these cases together, in words."""
        figure = whole_of(disputes, self.cell)
        if figure.value is None:
            return NOTHING
        words = f"{self._number(figure.value)} {UNITS[self.indicator.unit]}"
        if self.indicator.kind == "spread":
            return _("median %(days)s, n = %(number)s") % {"days": words, "number": f"{figure.n:,}"}
        return words

    def _number(self, number: Decimal) -> str:
        return f"{number:,.2f}" if self.indicator.unit == "yuan" else f"{number:,.0f}"
