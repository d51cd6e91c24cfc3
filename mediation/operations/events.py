"""Writing events: one row an act, in the transaction of the act."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from mediation.models import Dispute, Event, HandOver, Letter, Meeting, MeetingEvent, Membership, Proceeding
from mediation.models.written_queries import WrittenQuery
from mediation.steps import machine_of
from mediation.uploads.judging import Judged

_LAST = WrittenQuery(
    lambda dispute: Event.objects.filter(dispute=dispute).order_by("-number").values_list("number")[:1], {"dispute": -1}
)
_CALLER_ONLY = ("by", "at", "today", "reason")


def record_event(
    subject: Dispute | Proceeding | Letter | HandOver, kind: str, *, actor: Membership, at: datetime,
    from_state: str = "", reason: str = "", answers: dict[str, Any] | None = None,
) -> Event:  # fmt: skip
    """Append one event to the case; the caller holds the lock on the dispute, so numbers stay dense."""
    dispute = subject.dispute
    last = max((number for (number,) in _LAST.ask(dispute=dispute.pk)), default=0)
    machine = machine_of(subject)
    return Event.objects.create(
        dispute=dispute,
        number=last + 1,
        subject=machine,
        proceeding=subject if isinstance(subject, Proceeding) else None,
        letter=subject if isinstance(subject, Letter) else None,
        hand_over=subject if isinstance(subject, HandOver) else None,
        kind=kind,
        from_state=from_state,
        to_state=subject.state,
        at=at,
        by=actor.user,
        role=actor.role,
        organisation=actor.organisation,
        reason=reason,
        data={name: plain(value) for name, value in (answers or {}).items() if name not in _CALLER_ONLY},
    )


def record_meeting_event(
    meeting: Meeting, kind: str, *, actor: Membership, at: datetime, reason: str = "", answers: dict[str, Any]
) -> MeetingEvent:
    """Append one event to the meeting as it was just saved; the caller holds its lock and has raised its version."""
    return MeetingEvent.objects.create(
        meeting=meeting, number=meeting.version, kind=kind, state=meeting.state, at=at, by=actor.user, role=actor.role,
        organisation=actor.organisation, reason=reason, data=plain(answers),
    )  # fmt: skip


def plain(value: Any) -> Any:
    """An answer as JSON: dates ISO, money as text, rows by id and words, files by their hashes."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, Judged):
        return value.told()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, models.QuerySet)):
        return [plain(part) for part in value]
    return value
