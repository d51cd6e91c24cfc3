"""Facts (计数对象): the row sets that are counted, each with the way to its case, so that rights limit every figure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, NullIf, TruncDate

from mediation.deadline_rules.groups import MEDIATION
from mediation.letter_kinds import REPLY_RULES, ROWS
from mediation.models import (
    Agreement,
    Claim,
    Deadline,
    Dispute,
    Event,
    FollowUp,
    HandOver,
    Letter,
    MediationSession,
    Party,
    Payment,
    Proceeding,
    Survey,
)
from mediation.models.event import MOVES
from mediation.reports.expressions import OneOf

TO_EMPLOYER = [code for code, row in ROWS.items() if row.to_employer]
NEVER = date(9999, 12, 31)  # of two days, of which one may be missing, SQLite knows no least


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
        rows: QuerySet[Any] = self.model.objects.order_by().filter(self.also).alias(**self.extra())
        if not disputes.query.where:  # all of them: nothing to look up
            return rows
        return rows.filter(**{f"{self.path}__in": disputes.order_by().values("pk")})


def _of_cases() -> dict[str, Any]:
    """`contact_on`: the first session, or the first letter served on the employer; NULL where there is neither."""
    sessions = (
        MediationSession.objects.filter(dispute=OuterRef("pk")).order_by("held_at").values(on=TruncDate("held_at"))
    )
    letters = Letter.objects.filter(dispute=OuterRef("pk"), kind__in=TO_EMPLOYER, served_on__isnull=False)
    served = letters.order_by("served_on").values("served_on")
    first = (Coalesce(Subquery(rows[:1]), Value(NEVER), output_field=DateField()) for rows in (sessions, served))
    return {"contact_on": NullIf(Least(*first), Value(NEVER), output_field=DateField())}


def _of_hand_overs() -> dict[str, Any]:
    """`taken_on`: when the office took the parcel, sent it back or answered, or the union took it back."""
    return {"taken_on": Coalesce("accepted_on", "ended_on")}


def _of_visits() -> dict[str, Any]:
    """`side`: who spoke; a visit is to the workers, an answer is of the party that was asked."""
    return {"side": Coalesce("survey__party__kind", Value(Party.Kind.WORKER))}


SUPERSEDED = Deadline.Status.SUPERSEDED
# Written into the SQL, so that an index of these clocks is used. A later one of the case counts in the place of this.
_OF_MEDIATION = Q(OneOf("rule", MEDIATION)) & ~Q(status=SUPERSEDED)
_LATER = Deadline.objects.filter(_OF_MEDIATION, dispute=OuterRef("dispute"), pk__gt=OuterRef("pk"))
_FACTS = (
    Fact("cases", Dispute, "", extra=_of_cases),
    Fact("clocks", Deadline, also=_OF_MEDIATION & Q(paused_on__isnull=True) & ~Q(Exists(_LATER))),
    Fact("mediations", Proceeding, also=Q(kind="union_mediation")),
    Fact("agreements", Agreement),
    Fact("letters", Letter),
    Fact("replies", Deadline, also=Q(OneOf("rule", REPLY_RULES), letter__isnull=False) & ~Q(status=SUPERSEDED)),
    Fact("moves", Event, also=Q(OneOf("kind", MOVES), subject="dispute"), extra=lambda: {"on": TruncDate("at")}),
    Fact("parcels", HandOver, extra=_of_hand_overs),
    Fact("claims", Claim),
    Fact("payments", Payment),
    Fact("visits", FollowUp, extra=_of_visits),
    Fact("surveys", Survey),
)  # fmt: skip
FACTS: dict[str, Fact] = {row.code: row for row in _FACTS}


def ended_within(disputes: QuerySet[Dispute], first: date | None = None, last: date | None = None) -> QuerySet[Dispute]:
    """The cases that ended on these days, as the figures count it: closed, or not accepted and so since then."""
    ended = disputes.filter(ended_on__isnull=False)
    if first is not None:
        ended = ended.filter(ended_on__gte=first)
    return ended if last is None else ended.filter(ended_on__lte=last)
