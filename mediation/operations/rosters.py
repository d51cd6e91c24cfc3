"""The roster of a case (名单): enrolling workers from a list, and striking one off.

Raises StepStale, StepForbidden or StepRefused, and then nothing has changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from mediation import collective
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Claim, Dispute, Event, Membership, Party, User
from mediation.models.case_rows import hold
from mediation.models.many import write_many
from mediation.operations.amending import lock_to_amend
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.limitation_course import limitation_clocks, replace_limitation
from mediation.operations.regrouping import attribute_claims
from mediation.operations.roster_plan import Entry, Line, plan
from mediation.operations.roster_sums import common_after, common_before
from mediation.operations.unmet import no_reason, not_open
from mediation.operations.words import keep_words

ROSTER = ("parties", "claims")
MOST_TOLD = 200  # amended people named in the event
BATCH = 500
MOST_IN_ALL = 10_000_000_000  # yuan


@dataclass(frozen=True)
class Enrolment:
    """What came of a list: people added, people amended, claims added or amended; no event when nothing differs."""

    added: int
    amended: int
    claims: int
    event: Event | None


def enrol(
    dispute: Dispute, entries: Sequence[Entry], *, by: User, at: datetime, version: int, reason: str = "",
    choices: Mapping[int, str] | None = None, contained: bool | None = None,
) -> Enrolment:  # fmt: skip
    """Write a list of workers down: all of it or nothing; the same list twice changes nothing.

    `contained` says whether what is claimed in common contains the amounts of the list: then it is lessened by them.
    """
    with transaction.atomic():
        dispute, actor = lock_to_amend(dispute, by, version)
        prefetch_related_objects([dispute], *ROSTER)  # a list asks for all of them again and again
        summed = dispute.amount_claimed == collective.claimed(dispute.claims.all())
        lines = plan(dispute, entries, choices or {})
        busy = [line for line in lines if not line.is_idle]
        if not busy:
            return Enrolment(0, 0, 0, None)
        _refuse(dispute, reason, [*_unmet(dispute, lines), *_unmet_common(dispute, busy, contained)])
        clocks = limitation_clocks(dispute)
        lessened = _lessen(dispute, busy) if contained else []
        if any(line.is_new for line in busy):
            attribute_claims(dispute, actor=actor, at=at)
        _write(busy)
        _hold(dispute, busy)
        keep_words(dispute)
        before = (dispute.worker_count, dispute.amount_claimed)
        _count_anew(dispute, summed)
        enrolment = _record(dispute, busy, before, actor, at, reason, lessened)
        assert enrolment.event is not None
        replace_limitation(dispute, clocks, enrolment.event, local_day(at))
    return enrolment


def strike(party: Party, *, by: User, at: datetime, version: int, reason: str) -> Event:
    """Take a worker off the roster who should not stand there; with the worker's own claims.

    Somebody who leaves a case that goes on is split off instead: nothing may hang on a person who is struck off.
    """
    with transaction.atomic():
        dispute, actor = lock_to_amend(party.dispute, by, version)
        party = dispute.parties.get(pk=party.pk)
        _refuse(dispute, reason, unmet_to_strike(dispute, party))
        summed = dispute.amount_claimed == collective.claimed(dispute.claims.all())
        clocks = limitation_clocks(dispute)
        name, before = party.name, (dispute.worker_count, dispute.amount_claimed)
        party.claims.all().delete()
        party.delete()
        keep_words(dispute)
        dispute.worker_count = max(1, dispute.worker_count - 1)
        _count_anew(dispute, summed)
        event = _event(dispute, "strike", actor, at, reason, name=name, **_totals(dispute, before))
        replace_limitation(dispute, clocks, event, local_day(at))
    return event


def _refuse(dispute: Dispute, reason: str, unmet: list[Unmet]) -> None:
    unmet = [*not_open(dispute), *unmet]
    if dispute.accepted_on is not None:
        unmet += no_reason(reason)
    if unmet:
        raise StepRefused(unmet)


def _unmet(dispute: Dispute, lines: list[Line]) -> list[Unmet]:
    unmet = []
    if waiting := [str(line.entry.line) for line in lines if line.namesakes]:
        words = _("for each name that stands on the roster already it is chosen who is meant: lines %(lines)s")
        unmet.append(Unmet(words % {"lines": ", ".join(waiting[:10])}, _("you")))
    if repeated := [str(line.entry.line) for line in lines if line.repeats]:
        words = _("no line says what another one says: lines %(lines)s")
        unmet.append(Unmet(words % {"lines": ", ".join(repeated[:10])}, _("you")))
    chosen = {party.pk: party.is_representative for party in collective.workers(dispute)}
    chosen |= {
        line.party.pk or -id(line.party): line.changes.get("is_representative", line.party.is_representative)
        for line in lines
    }
    if sum(chosen.values()) > collective.MOST_REPRESENTATIVES:
        unmet.append(Unmet(_("at most five workers represent the others"), _("the represented workers")))
    return unmet


def _unmet_common(dispute: Dispute, lines: list[Line], contained: bool | None) -> list[Unmet]:
    if contained is not None or not common_before(dispute, lines):
        return []
    return [Unmet(_("it is chosen whether the common claims contain the amounts of the list"), _("you"))]


def _lessen(dispute: Dispute, lines: list[Line]) -> list[dict[str, Any]]:
    """The common claims without what the list says each worker claims of them; what they were, and are."""
    told, claims = [], {claim.pk: claim for claim in dispute.claims.all()}
    for pk, amount in common_after(dispute, lines).items():
        claim = claims[pk]
        told.append({"claim": claim.text, "amount": [claim.amount, amount]})
        claim.amount = amount
        claim.save(update_fields=["amount"])
    return told


def unmet_to_strike(dispute: Dispute, party: Party) -> list[Unmet]:
    unmet = []
    people = collective.workers(dispute)
    if party not in people:
        unmet.append(Unmet(_("the person stands on the roster"), _("you")))
    elif len(people) < 2:
        unmet.append(Unmet(_("at least one worker stays"), _("you")))
    if any(_hangs(party, relation) for relation in Party._meta.related_objects):
        words = _("nothing hangs on the person: no mandate, consent, share or account; else split the worker off")
        unmet.append(Unmet(words, _("a reviewer, by splitting the case")))
    elif party.account_id or any(claim.proceedings.exists() for claim in party.claims.all()):
        words = _("no proceeding concerns a claim of the person, and the person has no account here")
        unmet.append(Unmet(words, _("a reviewer, by splitting the case")))
    return unmet


def _hangs(party: Party, relation: Any) -> bool:
    if relation.related_model is Claim:
        return False
    return bool(relation.related_model._default_manager.filter(**{relation.field.name: party}).exists())


def _write(lines: list[Line]) -> None:
    """New people first, so that their claims have somebody to belong to."""
    write_many([line.party for line in lines if line.is_new])
    changed = [line for line in lines if line.changes]
    for line in changed:
        for name, value in line.changes.items():
            setattr(line.party, name, value)
    fields = sorted({name for line in changed for name in line.changes})
    if fields:
        Party.objects.bulk_update({line.party.pk: line.party for line in changed}.values(), fields, batch_size=BATCH)
    claims, amended = [], []
    for line in lines:
        if line.claim is not None and line.claim_amount is not None:
            line.claim.amount = line.claim_amount
            amended.append(line.claim)
        elif line.claim is not None:
            line.claim.party_id = line.party.pk  # which is known by now
            claims.append(line.claim)
    write_many(claims)
    Claim.objects.bulk_update(amended, ["amount"], batch_size=BATCH)


def _hold(dispute: Dispute, lines: list[Line]) -> None:
    """Let the case know its roster as it is written now: to read 2,000 rows again takes as long as to write them."""
    people = [*dispute.parties.all(), *(line.party for line in lines if line.is_new)]
    hold(dispute, "parties", sorted(people, key=lambda party: (party.role, not party.is_representative, party.pk)))
    new = [line.claim for line in lines if line.claim is not None and line.claim_amount is None]
    hold(dispute, "claims", [*dispute.claims.all(), *new])


def _count_anew(dispute: Dispute, summed: bool) -> None:
    """The workers concerned are at least those named; an amount that was the sum of the claims stays their sum."""
    dispute.worker_count = max(dispute.worker_count, dispute.parties.filter(role="applicant", kind="worker").count())
    total = collective.claimed(dispute.claims.all())
    dispute.amount_claimed = total if summed else max(dispute.amount_claimed, total)
    if dispute.amount_claimed >= MOST_IN_ALL:
        raise StepRefused([Unmet(_("all claims together stay below 10,000,000,000 yuan: check the amounts"), _("you"))])


def _record(
    dispute: Dispute, lines: list[Line], before: tuple[Any, Any], actor: Membership, at: datetime, reason: str,
    lessened: list[dict[str, Any]],
) -> Enrolment:  # fmt: skip
    amended = [
        {"id": line.party.pk, "name": line.party.name, "fields": sorted(line.changes)} for line in lines if line.changes
    ]
    added, claims = sum(line.is_new for line in lines), sum(line.claim is not None for line in lines)
    event = _event(
        dispute, "enrol", actor, at, reason, added=added, amended=amended[:MOST_TOLD], claims=claims,
        **({"common": lessened} if lessened else {}), **_totals(dispute, before),
    )  # fmt: skip
    return Enrolment(added, len(amended), claims, event)


def _totals(dispute: Dispute, before: tuple[Any, Any]) -> dict[str, Any]:
    """Old and new of what the roster counts, where it changed."""
    pairs = {"worker_count": before[0], "amount_claimed": before[1]}
    found = {name: [old, getattr(dispute, name)] for name, old in pairs.items() if old != getattr(dispute, name)}
    return {"changes": found} if found else {}


def _event(dispute: Dispute, kind: str, actor: Membership, at: datetime, reason: str, **answers: Any) -> Event:
    dispute.version += 1
    dispute.save()
    return record_event(dispute, kind, actor=actor, at=at, from_state=dispute.state, reason=reason, answers=answers)
