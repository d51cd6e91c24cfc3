"""What a move between unions brings with it: whom it concerns, on which ground, and by when the lower union reports."""

from datetime import date
from typing import Any

from mediation import linkage
from mediation.models import Dispute, Event, Involvement
from mediation.operations.deadlines import due_of

REPORT_RULE = "U1"


def complete_move(dispute: Dispute, verb: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with the level the case comes from, and the ground that stands where none was named."""
    given: dict[str, Any] = {"from_level": dispute.level}
    if verb == "escalate" and not answers.get("ground"):
        grounds = linkage.standing(dispute)
        given["ground"] = grounds[0].code if grounds else "difficulty"
    return {**answers, **given}


def hold(dispute: Dispute, since: date) -> None:
    """The new holder sees the case from now on."""
    Involvement.objects.get_or_create(
        dispute=dispute, organisation=dispute.holder, role=Involvement.Role.HOLDER, defaults={"since": since}
    )


def limit_report(dispute: Dispute, event: Event, answers: dict[str, Any]) -> None:
    """The upper union's own limit in working days; sent back, that of before counts anew."""
    row = dispute.deadlines.filter(opened_by=event, rule=REPORT_RULE).first()
    before = dispute.deadlines.filter(rule=REPORT_RULE).exclude(opened_by=event).order_by("pk").last()
    length = answers.get("limit_days")
    if length is None and event.kind == "send_back" and before is not None:
        length = before.length
    if row is None or length is None:
        return
    row.length = length
    due = due_of(row)
    row.due_on, row.provisional = due.on, due.provisional
    row.save()
