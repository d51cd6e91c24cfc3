"""更正登记: what intake wrote down is put right; the event keeps the old values and the new.

The day of receipt is not amendable: the first clocks run from it. Nothing is ever removed.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from mediation import collective
from mediation.access import Act
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Claim, Dispute, Event, Membership, Party, User
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.filing import unmet_dates
from mediation.operations.limitation_course import limitation_clocks, replace_limitation
from mediation.operations.locking import lock_for
from mediation.operations.regrouping import attribute_claims
from mediation.operations.unmet import no_reason, not_open
from mediation.operations.words import keep_words

DISPUTE_FIELDS = (
    "category", "relation", "channel", "external_number", "elsewhere", "summary", "facts", "occurred_on", "knew_on",
    "employment_ended_on", "worker_count", "amount_claimed", "town", "crosses_towns", "union_conflict",
)  # fmt: skip
PARTY_FIELDS = (
    "name", "id_number", "phone", "address", "job", "hired_on", "is_member", "groups", "agent", "is_representative",
    "knew_on", "employment_ended_on",
)  # fmt: skip
NEW_PARTY_FIELDS = ("role", "kind", *PARTY_FIELDS)
CLAIM_FIELDS = ("text", "category", "amount")
NEW_CLAIM_FIELDS = ("party", *CLAIM_FIELDS)
PRIVATE = {"id_number", "phone", "address"}  # the event tells that they changed, not from what to what

Changes = dict[str, tuple[Any, Any]]


def amend(dispute: Dispute, *, fields: dict[str, Any], by: User, at: datetime, version: int, reason: str = "") -> Event:
    """Put fields of the case right (of DISPUTE_FIELDS); the limitation is counted anew where its dates changed.

    Raises StepStale, StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_to_amend(dispute, by, version)
        clocks = limitation_clocks(dispute)
        changes = _write(dispute, fields, DISPUTE_FIELDS)
        unmet = unmet_dates({name: new for name, (_old, new) in changes.items()}, local_day(at))
        if "worker_count" in changes and dispute.worker_count < _named(dispute):
            unmet.append(Unmet(_("the workers concerned are at least as many as are named"), _("you")))
        _refuse(dispute, changes, reason, unmet)
        event = _record(dispute, actor, at, reason, changes)
        if "summary" in changes:
            keep_words(dispute)
        replace_limitation(dispute, clocks, event, local_day(at))
    return event


def amend_party(
    dispute: Dispute, party: Party | None, *, fields: dict[str, Any], by: User, at: datetime, version: int,
    reason: str = "",
) -> Event:  # fmt: skip
    """Put a party of the case right, or add one (None; NEW_PARTY_FIELDS); the workers concerned include all named.

    Raises StepStale, StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_to_amend(dispute, by, version)
        row = Party(dispute=dispute) if party is None else dispute.parties.get(pk=party.pk)
        clocks = limitation_clocks(dispute)
        changes = _write(row, fields, NEW_PARTY_FIELDS if party is None else PARTY_FIELDS)
        unmet = unmet_dates({name: new for name, (_old, new) in changes.items()}, local_day(at))
        _refuse(dispute, changes, reason, [*_unnamed(row.name), *unmet])
        if party is None and (row.role, row.kind) == (Party.Role.APPLICANT, Party.Kind.WORKER):
            attribute_claims(dispute, actor=actor, at=at)
        row.save()
        changes |= _write(dispute, {"worker_count": max(dispute.worker_count, _named(dispute))}, DISPUTE_FIELDS)
        event = _record(dispute, actor, at, reason, changes, party=row)
        if "name" in changes:
            keep_words(dispute)
        replace_limitation(dispute, clocks, event, local_day(at))
    return event


def amend_claim(
    dispute: Dispute, claim: Claim | None, *, fields: dict[str, Any], by: User, at: datetime, version: int,
    reason: str = "",
) -> Event:  # fmt: skip
    """Put a claim of the case right, or add one (None); an amount claimed that was their sum stays their sum.

    Raises StepStale, StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_to_amend(dispute, by, version)
        row = Claim(dispute=dispute) if claim is None else dispute.claims.get(pk=claim.pk)
        summed, clocks = dispute.amount_claimed == _sum(dispute), limitation_clocks(dispute)
        changes = _write(row, fields, CLAIM_FIELDS if row.pk else NEW_CLAIM_FIELDS)
        _refuse(dispute, changes, reason, _unnamed(row.text))
        row.save()
        if summed:
            changes |= _write(dispute, {"amount_claimed": _sum(dispute)}, DISPUTE_FIELDS)
        event = _record(dispute, actor, at, reason, changes, claim=row)
        replace_limitation(dispute, clocks, event, local_day(at))
    return event


def lock_to_amend(dispute: Dispute, by: User, version: int) -> tuple[Dispute, Membership]:
    """The case, locked, and the membership under which it is amended."""
    return lock_for(dispute, by, Act.AMEND, version=version, words=_("You may not amend the record of this case."))


def _write(row: Model, fields: dict[str, Any], amendable: Iterable[str]) -> Changes:
    """Set the fields that differ; old and new values by name. KeyError for a field that is not amendable."""
    if unknown := fields.keys() - set(amendable):
        raise KeyError(*sorted(unknown))
    changes = {name: (getattr(row, name), value) for name, value in fields.items()}
    changes = {name: pair for name, pair in changes.items() if _comparable(pair[0]) != _comparable(pair[1])}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    return changes


def _comparable(value: Any) -> Any:
    """A text whatever its line ends, a list whatever its order."""
    if isinstance(value, str):
        return "\n".join(value.strip().splitlines())
    return sorted(value) if isinstance(value, list) else value


def _refuse(dispute: Dispute, changes: Changes, reason: str, unmet: list[Unmet]) -> None:
    unmet = [*not_open(dispute), *unmet]
    if not changes:
        unmet.append(Unmet(_("something differs from what is on record"), _("you")))
    if dispute.accepted_on is not None:
        unmet += no_reason(reason)
    if unmet:
        raise StepRefused(unmet)


def _unnamed(words: str) -> list[Unmet]:
    return [] if words.strip() else [Unmet(_("a name, or the words of the claim, are given"), _("you"))]


def _record(
    dispute: Dispute, actor: Membership, at: datetime, reason: str, changes: Changes, **about: Party | Claim
) -> Event:
    dispute.version += 1
    dispute.save()
    told = {name: None if name in PRIVATE else list(pair) for name, pair in changes.items()}
    return record_event(
        dispute, "amend", actor=actor, at=at, from_state=dispute.state, reason=reason,
        answers={**about, "changes": told},
    )  # fmt: skip


def _named(dispute: Dispute) -> int:
    return dispute.parties.filter(role=Party.Role.APPLICANT, kind=Party.Kind.WORKER).count()


def _sum(dispute: Dispute) -> Decimal:
    return collective.claimed(dispute.claims.all())
