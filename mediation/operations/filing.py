"""Intake: registering a case with its parties and claims, and splitting workers off into a case of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from documents.numbering import lock_series, next_serial
from mediation import access
from mediation.access import Act
from mediation.checks import complaint_stays_hidden
from mediation.classification import Request
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Claim, Dispute, Employer, Involvement, Membership, Organisation, Party, User
from mediation.operations.deadlines import open_deadlines
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.events import record_event
from mediation.operations.following import involve
from mediation.operations.limitation_course import limitation_clocks, replace_limitation
from mediation.operations.limitation_moves import split_limitation
from mediation.operations.locking import lock_for, share_calendar
from mediation.operations.regrouping import OwnRows, move_people, own_rows, unmet_to_leave
from mediation.operations.steps import unmet_now
from mediation.operations.unmet import no_reason
from mediation.operations.words import keep_words

DUPLICATE_WINDOW = timedelta(days=180)
SERIES = "dispute"


@dataclass(frozen=True)
class Filing:
    """What intake writes down: fields of the dispute, its parties and claims, as plain values by field name.

    An employer nobody has entered yet is saved with the case.
    """

    fields: dict[str, Any]
    parties: Sequence[dict[str, Any]]
    claims: Sequence[dict[str, Any]] = field(default_factory=tuple)


def register(
    filing: Filing,
    *,
    holder: Organisation,
    by: User,
    at: datetime,
    key: UUID,
) -> Dispute:
    """Register a case; the same `key` twice gives the case of the first time.

    Raises StepForbidden, or StepRefused when the dates cannot be right or the employer's own union would learn of a
    complaint.
    """
    with transaction.atomic():
        actor = next((m for m in access.grants(by, Act.REGISTER) if m.organisation_id in holder.lineage), None)
        if actor is None:
            raise StepForbidden(_("You may not register cases for this union."))
        share_calendar()
        # A second click waits here for the first; only then does it see what that one filed.
        lock_series(_root(holder).code, SERIES, local_day(at).year)
        if existing := Dispute.objects.filter(intake_key=key).first():
            return existing
        if unmet := _unmet_secrecy(filing.fields, holder, by):
            raise StepRefused(unmet)
        return _enter(filing, holder, actor, at, key)


def _enter(
    filing: Filing, holder: Organisation, actor: Membership, at: datetime, key: UUID, split_from: Dispute | None = None
) -> Dispute:
    """Write a case down: its rows, who sees it, the first event and the first clocks."""
    today = local_day(at)
    if unmet := unmet_dates(filing.fields, today):
        raise StepRefused(unmet)
    dispute = _write(filing, holder, actor, at, key, split_from)
    keep_words(dispute)
    involve(dispute, actor.organisation, Involvement.Role.REGISTRAR, today)
    involve(dispute, holder, Involvement.Role.HOLDER, today)
    event = record_event(
        dispute, "register", actor=actor, at=at, answers={"channel": dispute.channel, "holder": holder}
    )
    open_deadlines(_first_clocks(dispute), subject=dispute, event=event)
    return dispute


def split(dispute: Dispute, workers: Iterable[Party], *, by: User, at: datetime, version: int, reason: str) -> Dispute:
    """拆分: the named applicants go on in a case of their own, registered anew; the first case keeps the others.

    Raises StepForbidden, StepStale or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, Act.MOVE, version=version, words=_("You may not split this case."))
        moving = list(dispute.parties.filter(role="applicant", pk__in=[worker.pk for worker in workers]))
        _refuse_split(dispute, moving, by, reason)
        own = own_rows(dispute, moving)
        child = _register_split(dispute, moving, own, actor, at)
        before, clocks = dispute.state, limitation_clocks(dispute)
        dispute.split(at=at)
        dispute.worker_count -= len(moving)
        dispute.amount_claimed = max(dispute.amount_claimed - own.amount, Decimal("0.00"))
        dispute.version += 1
        dispute.save()
        move_people(dispute, child, moving, own, local_day(at))
        keep_words(dispute, child)
        event = record_event(
            dispute,
            "split",
            actor=actor,
            at=at,
            from_state=before,
            reason=reason,
            answers={"child": child, "workers": moving},
        )
        split_limitation(dispute, child, moving, event)
        replace_limitation(dispute, clocks, event, local_day(at))
    return child


def likely_duplicates(employer: Employer, names: Iterable[str], *, visible: Any, today: date) -> Any:
    """Open or recent cases of one of these people against the employer, among the `visible` ones."""
    return (
        visible.filter(employer=employer, parties__name__in=[name for name in names if name])
        .filter(received_on__gte=today - DUPLICATE_WINDOW)
        .distinct()
        .order_by("-received_on")[:5]
    )


def _refuse_split(dispute: Dispute, moving: list[Party], by: User, reason: str) -> None:
    unmet = unmet_now(dispute, "split", by)
    applicants = dispute.parties.filter(role="applicant").count()
    if not 0 < len(moving) < min(applicants, dispute.worker_count):
        unmet.append(Unmet(_("at least one applicant goes and at least one stays"), _("you")))
    unmet += unmet_to_leave(moving)
    unmet += no_reason(reason)
    if unmet:
        raise StepRefused(unmet)


def _register_split(dispute: Dispute, moving: list[Party], own: OwnRows, actor: Membership, at: datetime) -> Dispute:
    names = (
        "request", "channel", "received_on", "category", "relation", "elsewhere", "summary", "facts", "occurred_on",
        "knew_on", "employment_ended_on", "employer", "town", "crosses_towns", "union_conflict",
    )  # fmt: skip
    fields = {name: getattr(dispute, name) for name in names}
    fields |= {"worker_count": len(moving), "amount_claimed": own.amount}
    respondents = [
        {"role": party.role, "kind": party.kind, "name": party.name, "employer": party.employer}
        for party in dispute.parties.filter(role="respondent")
    ]
    key = uuid5(dispute.intake_key, f"split {dispute.version}")
    return _enter(Filing(fields, respondents), dispute.holder, actor, at, key, split_from=dispute)


def _write(
    filing: Filing,
    holder: Organisation,
    actor: Membership,
    at: datetime,
    key: UUID,
    split_from: Dispute | None,
) -> Dispute:
    day = local_day(at)
    root = _root(holder)
    if filing.fields["employer"].pk is None:
        filing.fields["employer"].save()
    fields = {"town": holder.town_unit(), **filing.fields}
    claimed = sum((claim.get("amount") or Decimal("0.00") for claim in filing.claims), Decimal("0.00"))
    fields.setdefault("amount_claimed", claimed)
    dispute = Dispute.objects.create(
        number=f"{root.letter_prefix}调〔{day.year}〕{next_serial(root.code, SERIES, day.year)}号",
        intake_key=key, registered_at=at, registered_by=actor.user, holder=holder, level=holder.level,
        split_from=split_from, **fields,
    )  # fmt: skip
    Party.objects.bulk_create([Party(dispute=dispute, **party) for party in filing.parties])
    Claim.objects.bulk_create([Claim(dispute=dispute, **claim) for claim in filing.claims])
    return dispute


def _unmet_secrecy(fields: dict[str, Any], holder: Organisation, by: User) -> list[Unmet]:
    """A complaint is not handed to the employer's own union, unless it is that union which heard it."""
    if fields["request"] != Request.SUPERVISION or holder.employer_id is None:
        return []
    if holder.employer_id != fields["employer"].pk or any(m.organisation_id == holder.pk for m in by.memberships_now):
        return []
    return [Unmet(complaint_stays_hidden.what, _("you, by choosing a union above it as the holding union"))]


def _root(unit: Organisation) -> Organisation:
    while unit.parent is not None:
        unit = unit.parent
    return unit


def _first_clocks(dispute: Dispute) -> list[tuple[str, date]]:
    """Clocks that registration starts: M1 or M2 and M3 from receipt, and the limitation of arbitration (LMA 27)."""
    received = dispute.received_on
    clocks = [("M1", received)] if dispute.request == Request.SUPERVISION else [("M2", received), ("M3", received)]
    if dispute.split_from_id is not None:  # its claims are still to come, and with them what was on record
        return clocks
    return clocks + limitation_clocks(dispute)


def unmet_dates(fields: dict[str, Any], today: date) -> list[Unmet]:
    """The dates among the fields that lie in the future."""
    unmet = []
    for name in ("received_on", "occurred_on", "knew_on", "employment_ended_on"):
        day = fields.get(name)
        if day is not None and day > today:
            words = _("the date %(day)s (%(field)s) is not in the future") % {
                "day": day, "field": str(getattr(Dispute._meta.get_field(name), "verbose_name", name)),
            }  # fmt: skip
            unmet.append(Unmet(words, _("you")))
    return unmet
