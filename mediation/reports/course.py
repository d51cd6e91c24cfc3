"""The course of the dashboard's figures: month by month, without the totals that a report has besides."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from mediation.deadline_rules import DUTIES
from mediation.models import Deadline, Dispute
from mediation.models.scoping import Among
from mediation.reports.divisions import division_of
from mediation.reports.indicators import INDICATORS, NUMERATOR
from mediation.reports.periods import Period
from mediation.reports.stepping import stepped
from mediation.reports.tally import Figures, Tally

OVERDUE = "overdue"
COUNTED = [status for status in Deadline.Status if status != Deadline.Status.SUPERSEDED]


def months_of(disputes: QuerySet[Dispute], codes: Sequence[str], period: Period) -> dict[str, Figures]:
    """The figures of each month of the period by its value, each counted once; the overdue cases in one query."""
    month = division_of("month")
    assert month.steps is not None
    chosen = [INDICATORS[code] for code in codes if code != OVERDUE]
    columns, parts = stepped(disputes, chosen, period, month), month.steps.parts(period)
    if OVERDUE in codes:
        counts = overdue_on(disputes, [part.last for part in parts.values()])
        columns[OVERDUE, NUMERATOR] = {(value,): count for value, count in zip(parts, counts, strict=True)}
    tally = Tally(tuple(codes), columns)
    return {value: tally.figures((value,)) for value in parts}


def overdue_on(disputes: QuerySet[Dispute], days: Sequence[date]) -> list[int]:
    """How many cases were overdue on each of the days, as the indicator counts them. One query, of what was late."""
    cases = Deadline.objects.filter(_late(days)).order_by().values("dispute")  # few of all: they come first
    rows: Any = disputes.order_by().filter(Q(Among(F("pk"), cases)) & _late(days, "deadlines__"))
    rows = rows.values_list("pk", "received_on", "ended_on", "deadlines__due_on", "deadlines__ended_on")
    seen: list[set[int]] = [set() for _day in days]
    for case, received_on, closed_on, due_on, ended_on in rows:
        for found, day in zip(seen, days, strict=True):
            open_then = received_on <= day and (closed_on is None or closed_on > day)
            if open_then and due_on < day and (ended_on is None or ended_on > day):
                found.add(case)
    return [len(found) for found in seen]


def _late(days: Sequence[date], path: str = "") -> Q:
    """Deadlines of the union's that had passed on the last of the days, and were late on one of them or since."""
    ended = f"{path}ended_on"
    late = Q((f"{ended}__isnull", True)) | Q((f"{ended}__gt", F(f"{path}due_on")))
    lately = Q((f"{ended}__isnull", True)) | Q((f"{ended}__gt", min(days)))
    counted = {"rule__in": DUTIES, "status__in": COUNTED, "due_on__lt": max(days), "paused_on__isnull": True}
    return late & lately & Q(**{f"{path}{name}": value for name, value in counted.items()})
