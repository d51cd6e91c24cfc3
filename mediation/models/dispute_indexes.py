"""What the database itself keeps of disputes: the indexes that lists and reports are read by, and rules of a row."""

from django.db.models import BaseConstraint, CheckConstraint, F, Index, Q

from mediation.classification import COLLECTIVE_FROM
from mediation.lifecycle import ENDED, State

INDEXES = [
    Index(fields=["-received_on", "-id"]),
    Index(fields=["town", "-received_on", "-id"]),
    Index(fields=["handler", "-received_on", "-id"]),
    Index(fields=["state", "-received_on", "-id"]),
    # The type at its end lets a page of four filters be counted from it alone.
    Index(fields=["town", "state", "-received_on", "-id", "category"]),
    # Of a type: without it SQLite takes that of the reports, by every month and town, and sorts.
    Index(fields=["category", "-received_on", "-id"]),
    Index(fields=["stage", "-received_on", "-id"]),
    Index(fields=["-amount_claimed", "-id"]),
    Index(fields=["ended_on"], condition=Q(ended_on__isnull=False), name="dispute_ended"),
    Index(fields=["-received_on", "-id"], condition=Q(ended_on__isnull=True), name="dispute_open"),
    Index(
        fields=["-received_on", "-id"],
        condition=Q(worker_count__gte=COLLECTIVE_FROM),
        name="dispute_collective",
    ),
    # The desk: open cases of a person and of a union, those to be visited, those to be archived.
    Index(fields=["handler"], condition=Q(ended_on__isnull=True), name="dispute_open_handler"),
    Index(fields=["holder", "handler"], condition=Q(ended_on__isnull=True), name="dispute_open_holder"),
    Index(fields=["handler", "closed_on"], condition=Q(state=State.CLOSED), name="dispute_closed_handler"),
    Index(fields=["closed_on", "id"], condition=Q(state=State.CLOSED), name="dispute_to_archive"),
    # A report reads these alone: the month first, then what it is divided by and counts.
    Index(
        fields=["received_month", "town", "category", "outcome", "ended_on", "employer"],
        name="dispute_received_report",
    ),
    Index(
        fields=["ended_month", "town", "category", "outcome", "employer"],
        condition=Q(ended_on__isnull=False),
        name="dispute_ended_report",
    ),
]

CONSTRAINTS: list[BaseConstraint] = [
    CheckConstraint(condition=Q(state__in=State.values), name="dispute_state_known"),
    CheckConstraint(
        condition=~Q(state__in=["closed", "archived"]) | (~Q(outcome="") & Q(closed_on__isnull=False)),
        name="dispute_closed_has_outcome",
    ),
    CheckConstraint(
        condition=Q(state__in=["closed", "archived", "declined"]) | Q(outcome=""),
        name="dispute_open_has_no_outcome",
    ),
    CheckConstraint(
        condition=Q(state__in=ENDED, ended_on__isnull=False) | (~Q(state__in=ENDED) & Q(ended_on__isnull=True)),
        name="dispute_ended_has_its_day",
    ),
    CheckConstraint(
        condition=Q(closed_on__isnull=True) | Q(ended_on=F("closed_on")),
        name="dispute_ended_when_closed",
    ),
    CheckConstraint(condition=Q(worker_count__gte=1), name="dispute_has_workers"),
    CheckConstraint(condition=Q(amount_claimed__gte=0), name="dispute_amount_not_negative"),
]
