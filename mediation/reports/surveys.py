"""What both sides say after closing (满意度), by union: never a rate without how many were asked and answered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from mediation.classification import Satisfaction
from mediation.models import FollowUp, Survey
from mediation.reports.periods import Period
from mediation.satisfaction import SIDES

_COUNTS = {
    "asked": Count("pk"),
    "answered": Count("pk", filter=Q(state=Survey.State.ANSWERED)),
    "refused": Count("pk", filter=Q(state=Survey.State.REFUSED)),
    "satisfied": Count("pk", filter=Q(answer__satisfaction=Satisfaction.SATISFIED)),
    "fair": Count("pk", filter=Q(answer__satisfaction=Satisfaction.FAIR)),
    "dissatisfied": Count("pk", filter=Q(answer__satisfaction=Satisfaction.DISSATISFIED)),
    "told": Count("pk", filter=Q(answer__performed__isnull=False)),
    "performed": Count("pk", filter=Q(answer__performed=True)),
}


@dataclass(frozen=True)
class Told:
    """Workers, or employers, asked by one union in a period: how many answered or declined, and what they said.

    side: kind of the parties; told: of the answers, those that said whether what was agreed has been performed;
    performed: in full.
    """

    unit: str
    side: str
    asked: int = 0
    answered: int = 0
    refused: int = 0
    satisfied: int = 0
    fair: int = 0
    dissatisfied: int = 0
    told: int = 0
    performed: int = 0

    @property
    def content(self) -> int:
        """满意 and 基本满意, as the indicator counts them."""
        return self.satisfied + self.fair


def told_by_unit(surveys: QuerySet[Survey], period: Period) -> tuple[list[Told], list[Told]]:
    """One row a union and side of which somebody was asked in the period, in one query; and each side of all unions."""
    of = ("unit__short_name", "party__kind")
    rows = asked_within(surveys, period).order_by("unit", "-party__kind").values(*of).annotate(**_COUNTS)
    found = [Told(*row) for row in rows.values_list(*of, *_COUNTS)]
    return found, [_sum(side, [row for row in found if row.side == side]) for side in SIDES]


def remarks_of(surveys: QuerySet[Survey], period: Period, shown: str) -> QuerySet[FollowUp]:
    """The answers, newest first: all, those with a remark, or those that ask for a second look."""
    rows = FollowUp.objects.filter(survey__in=asked_within(surveys, period).order_by().values("pk"))
    return rows.filter(_SHOWN[shown]).order_by("-visited_on", "-pk")


def told_remarks() -> QuerySet[FollowUp]:
    """Answers with what is told of each."""
    return FollowUp.objects.select_related("survey__unit", "survey__party", "dispute__handler", "by")


def asked_within(surveys: QuerySet[Survey], period: Period) -> QuerySet[Survey]:
    return surveys.filter(asked_on__range=(period.first, period.last))


_SHOWN: dict[str, Q] = {
    "": Q(),
    "noted": ~Q(note=""),
    "poor": Q(satisfaction=Satisfaction.DISSATISFIED) | Q(performed=False),
    "same_place": Q(survey__from_same_place=True),
    **{side: Q(survey__party__kind=side) for side in SIDES},
}


def _sum(side: str, rows: list[Told]) -> Told:
    totals: dict[str, Any] = {name: sum(getattr(row, name) for row in rows) for name in _COUNTS}
    return Told("", side, **totals)
