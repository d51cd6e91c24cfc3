"""Visits after closing (回访): the clock of the rule M12 or of a plan, and which closed cases await one.

A case closed before there was such a clock has none: nothing is told of it, and it stands on the desk for the day that
is counted when the desk is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mediation.deadline_rules import Unit
from mediation.deadlines import count
from mediation.lifecycle import State
from mediation.models import Deadline, Dispute, Event, FollowUp, Party, VisitPlan
from mediation.models.calendar import load_calendar, load_settings, rule_on
from mediation.operations.deadlines import end_deadline, open_deadline, replace_deadline
from mediation.satisfaction import FOLLOWED, WINDOW, Means

RULE = "M12"


# The clock --------------------------------------------------------------------------------------------------


def await_visit(dispute: Dispute, event: Event) -> None:
    """A case that was closed with a result is visited: on the day of a plan that is still open, else as usual."""
    if dispute.outcome not in FOLLOWED or dispute.closed_on is None:
        return
    plan = VisitPlan.objects.filter(dispute=dispute, visit=None, planned_on__gte=dispute.closed_on).first()
    if plan is None:
        open_deadline(RULE, dispute.closed_on, subject=dispute, event=event)
    else:
        open_deadline(RULE, plan.planned_on, subject=dispute, event=event, **_AGREED)


def move_visit(plan: VisitPlan, event: Event, on: date) -> None:
    """The visit is due on the day of the plan, instead of another day or anew."""
    row = _clock(plan.dispute)
    if row is None:
        open_deadline(RULE, plan.planned_on, subject=plan.dispute, event=event, **_AGREED)
    else:
        replace_deadline(row, event, on, trigger_on=plan.planned_on, **_AGREED)


def meet_visit(visit: FollowUp, event: Event) -> None:
    """A visit or call has taken place: what was planned is met, and nothing is due."""
    VisitPlan.objects.filter(dispute=visit.dispute, visit=None).update(visit=visit)
    if row := _clock(visit.dispute):
        end_deadline(row, Deadline.Status.MET, event, visit.visited_on)


def end_visit(dispute: Dispute, event: Event, on: date) -> None:
    """The case goes on, or to the archive: no visit is due any more."""
    if row := _clock(dispute):
        end_deadline(row, Deadline.Status.ENDED, event, on)


_AGREED: dict[str, Any] = {"length": 1, "unit": Unit.DATE}


def _clock(dispute: Dispute) -> Deadline | None:
    return Deadline.objects.open().filter(dispute=dispute, rule=RULE).first()


# Which await one --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VisitDue:
    """A case that awaits a visit: the day, whether somebody planned it, and whether the calendar may still move it;
    the key of the clock, if there is one.
    """

    dispute: Any
    on: date
    planned: bool
    provisional: bool = False
    clock: int | None = None


def awaiting_visit(disputes: QuerySet[Dispute], today: date) -> QuerySet[Dispute]:
    """Cases of the last months without a visit or call to the workers since closing, or with one planned; the oldest
    first.
    """
    visits = FollowUp.objects.filter(dispute=OuterRef("pk"), visited_on__gte=OuterRef("closed_on"))
    talked = visits.exclude(means__in=(Means.LINK, Means.PAPER)).exclude(survey__party__kind=Party.Kind.EMPLOYER)
    plans = VisitPlan.objects.filter(dispute=OuterRef("pk"), visit=None, planned_on__gte=OuterRef("closed_on"))
    clocks = Deadline.objects.open().filter(dispute=OuterRef("pk"), rule=RULE)
    since = today - WINDOW  # asked of both days, which are the same: each has its index
    closed = disputes.filter(state=State.CLOSED, outcome__in=FOLLOWED, closed_on__gt=since, ended_on__gt=since)
    rows = closed.annotate(planned_on=Subquery(plans.values("planned_on")[:1]), clock=Subquery(clocks.values("pk")[:1]))
    return rows.filter(~Exists(talked) | Exists(plans)).order_by(Coalesce("planned_on", F("closed_on")), "pk")


def visits_due(rows: Iterable[Any]) -> list[VisitDue]:
    """When each of these rows of `awaiting_visit` is due; three queries for all."""
    rows = list(rows)
    clocks = Deadline.objects.in_bulk([row.clock for row in rows if row.clock is not None])
    uncounted = [row.closed_on for row in rows if row.clock is None and row.planned_on is None]
    settings, calendar = (load_settings(), load_calendar(min(uncounted))) if uncounted else ([], None)
    found = []
    for row in rows:
        if clock := clocks.get(row.clock):
            found.append(due_by(clock, row))
        elif row.planned_on is not None or calendar is None:
            found.append(VisitDue(row, row.planned_on, planned=True))
        else:
            due = count(rule_on(RULE, row.closed_on, settings), row.closed_on, calendar)
            found.append(VisitDue(row, due.on, planned=False, provisional=due.provisional))
    return sorted(found, key=lambda due: (due.on, due.dispute.pk))


def due_by(clock: Deadline, dispute: Any) -> VisitDue:
    """The visit as its clock says."""
    return VisitDue(dispute, clock.due_on, clock.unit == Unit.DATE, clock.provisional, clock.pk)
