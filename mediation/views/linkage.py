"""Three-level linkage on the case page: why the case must go up, what was delegated, and what came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mediation import linkage
from mediation.access import Act, may
from mediation.linkage import LABELS, REPORT, UNIONS, Ground
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Dispute, Event, Task
from mediation.models.written_rows import WrittenRows
from mediation.operations import tasks
from mediation.views.loading import rows_in


@dataclass(frozen=True)
class MustGoUp:
    """A ground that stands: to which union, because of what, by which article."""

    union: StrOrPromise
    ground: Ground


@dataclass(frozen=True)
class Delegation:
    """A case that a lower union works on for an upper one."""

    event: Event | None
    limit: Deadline | None
    last: Event | None
    returned: int

    @property
    def instructions(self) -> str:
        return str(self.event.data.get("instructions", "")) if self.event else ""

    @property
    def is_secret(self) -> bool:
        return bool(self.event and self.event.data.get("keep_secret"))


def fill_linkage(request: Any, dispute: Dispute, sight: Any) -> dict[str, Any]:
    """The banner and the card; nothing for a case that stayed where it was registered."""
    grounds = linkage.standing(dispute) if dispute.is_open else []
    return {
        "must_go_up": [MustGoUp(UNIONS[row.level], row) for row in grounds],
        "escalate_url": reverse("dispute-step", args=[dispute.pk, "escalate"]) if _may_move(request, dispute) else "",
        "taken_up": _taken_up(dispute),
        "delegation": _delegation(dispute) if dispute.delegated_by_id else None,
        "transfers": linkage.transfers(dispute),
        "report": reported(dispute),
    }


def reported(dispute: Dispute) -> list[tuple[StrOrPromise, str]]:
    """The report that waits for review, item by item."""
    return [(REPORT[name], text) for name, text in linkage.reported(dispute).items() if text]


def fill_tasks(request: Any, dispute: Dispute, sight: Any) -> dict[str, Any]:
    """The tasks of the case; a partner gets its own."""
    rows: Iterable[Task]
    if Task.objects.shows_all(sight.memberships):
        rows = rows_in(dispute, "tasks", _TASKS)
    else:
        rows = _named(Task.objects.of_case(dispute, request.user, sight.memberships))
    in_order = sorted(rows, key=lambda row: (row.due_on, row.pk))
    return {"tasks": in_order, "may_give_task": tasks.may_open(request.user, dispute)}


def _named(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related("unit", "owner").order_by()


_TASKS = WrittenRows(lambda case: _named(Task.objects.filter(dispute=case)), {"case": -1})


def _may_move(request: Any, dispute: Dispute) -> bool:
    return dispute.is_open and may(request.user, Act.MOVE, dispute)


def _delegation(dispute: Dispute) -> Delegation:
    last = dispute.events.select_related("by", "organisation").order_by("number").last()
    limits = [row for row in dispute.deadlines.all() if row.rule == "U1" and row.status == Deadline.Status.OPEN]
    return Delegation(
        _latest(dispute, "delegate"), limits[0] if limits else None, last, linkage.times_returned(dispute)
    )


def _taken_up(dispute: Dispute) -> StrOrPromise:
    """On which ground the holding union took the case up; empty when it came another way."""
    last = next((event for event in reversed(dispute.moves) if event.kind in linkage.HANDED), None)
    return LABELS.get(last.data.get("ground", ""), "") if last is not None and last.kind == "escalate" else ""


def _latest(dispute: Dispute, kind: str) -> Event | None:
    return next((event for event in reversed(dispute.moves) if event.kind == kind), None)
