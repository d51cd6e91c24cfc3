"""Facts (计数对象): the row sets that are counted, each with the way to its case, so that rights limit every figure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mediation.models import Dispute


def _nothing() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Fact:
    """Rows of one model. `path` leads to the case, empty on the case itself; `extra` are named expressions."""

    code: str
    model: Any
    path: str = "dispute"
    also: Q = field(default_factory=Q)
    extra: Callable[[], dict[str, Any]] = _nothing

    @property
    def prefix(self) -> str:
        """Before the name of a field of the case."""
        return f"{self.path}__" if self.path else ""

    def rows(self, disputes: QuerySet[Dispute]) -> QuerySet[Any]:
        """The rows of the cases passed in."""
        if not self.path:
            return disputes.order_by().filter(self.also).alias(**self.extra())
        cases = {f"{self.path}__in": disputes.order_by().values("pk")}
        rows: QuerySet[Any] = self.model.objects.order_by().filter(self.also, **cases)
        return rows.alias(**self.extra())


_FACTS = (Fact("cases", Dispute, ""),)
FACTS: dict[str, Fact] = {row.code: row for row in _FACTS}


def ended_within(disputes: QuerySet[Dispute], first: date | None = None, last: date | None = None) -> QuerySet[Dispute]:
    """The cases that ended on these days, as the figures count it: closed, or not accepted and so since then."""
    ended = disputes.filter(ended_on__isnull=False)
    if first is not None:
        ended = ended.filter(ended_on__gte=first)
    return ended if last is None else ended.filter(ended_on__lte=last)
