"""The course of the dashboard's figures: month by month, without the totals that a report has besides."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from mediation.models import Deadline, Dispute
from mediation.reports.counting import Found, figure_of
from mediation.reports.divisions import division_of
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.stepping import stepped

OVERDUE = "overdue"


def months_of(disputes: QuerySet[Dispute], codes: Sequence[str], period: Period) -> dict[str, Found]:
    """The figures of each month of the period by its value, each counted once; the overdue cases in one query."""
    month = division_of("month")
    assert month.steps is not None
    chosen = [INDICATORS[code] for code in codes if code != OVERDUE]
    found, parts = stepped(disputes, chosen, period, month), month.steps.parts(period)
    if OVERDUE in codes:
        counts = overdue_on(disputes, [part.last for part in parts.values()])
        for value, count in zip(parts, counts, strict=True):
            found[value,][OVERDUE] = figure_of(INDICATORS[OVERDUE], count)
    return {value: figures for (value,), figures in found.items()}


def overdue_on(disputes: QuerySet[Dispute], days: Sequence[date]) -> list[int]:
    """How many cases were overdue on each of the days, as the indicator counts them. One query, of what was late."""
    late = Deadline.objects.watched().filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=F("due_on")), Q(ended_on__isnull=True) | Q(ended_on__gt=min(days)),
        due_on__lt=max(days), paused_on__isnull=True, dispute__in=disputes.order_by().values("pk"),
    ).exclude(status=Deadline.Status.SUPERSEDED)  # fmt: skip
    rows = late.order_by().values_list("dispute", "dispute__received_on", "dispute__ended_on", "due_on", "ended_on")
    seen: list[set[int]] = [set() for _day in days]
    for case, received_on, closed_on, due_on, ended_on in rows.iterator(chunk_size=5_000):
        for cases, day in zip(seen, days, strict=True):
            open_then = received_on <= day and (closed_on is None or closed_on > day)
            if open_then and due_on < day and (ended_on is None or ended_on > day):
                cases.add(case)
    return [len(cases) for cases in seen]
