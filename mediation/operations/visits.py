"""Which closed cases await a visit (回访), and on which day it is due by the rule M12 or by a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mediation.deadlines import count
from mediation.lifecycle import State
from mediation.models import Dispute, FollowUp, Party, VisitPlan
from mediation.models.calendar import load_calendar, load_settings, rule_on
from mediation.satisfaction import FOLLOWED, WINDOW, Means

RULE = "M12"


@dataclass(frozen=True)
class VisitDue:
    """A case that awaits a visit: the day, whether somebody planned it, and whether the calendar may still move it."""

    dispute: Any
    on: date
    planned: bool
    provisional: bool = False


def awaiting_visit(disputes: QuerySet[Dispute], today: date) -> QuerySet[Dispute]:
    """Cases of the last months without a visit or call to the workers since closing, or with one planned; the oldest
    first.
    """
    visits = FollowUp.objects.filter(dispute=OuterRef("pk"), visited_on__gte=OuterRef("closed_on"))
    talked = visits.exclude(means__in=(Means.LINK, Means.PAPER)).exclude(survey__party__kind=Party.Kind.EMPLOYER)
    plans = VisitPlan.objects.filter(dispute=OuterRef("pk"), visit=None, planned_on__gte=OuterRef("closed_on"))
    closed = disputes.filter(state=State.CLOSED, outcome__in=FOLLOWED, ended_on__gt=today - WINDOW)
    rows = closed.annotate(planned_on=Subquery(plans.values("planned_on")[:1]))
    return rows.filter(~Exists(talked) | Exists(plans)).order_by(Coalesce("planned_on", F("closed_on")), "pk")


def visits_due(rows: Iterable[Any]) -> list[VisitDue]:
    """When each of these rows of `awaiting_visit` is due; two queries for all that have no plan."""
    rows = list(rows)
    open_ones = [row.closed_on for row in rows if row.planned_on is None]
    settings, calendar = (load_settings(), load_calendar(min(open_ones))) if open_ones else ([], None)
    found = []
    for row in rows:
        if row.planned_on is not None or calendar is None:
            found.append(VisitDue(row, row.planned_on, planned=True))
            continue
        due = count(rule_on(RULE, row.closed_on, settings), row.closed_on, calendar)
        found.append(VisitDue(row, due.on, planned=False, provisional=due.provisional))
    return sorted(found, key=lambda due: (due.on, due.dispute.pk))
