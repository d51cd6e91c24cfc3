"""Proceedings of a case: preparing one, holding sessions, recording performance."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import (
    Claim,
    Dispute,
    Instalment,
    MediationSession,
    Membership,
    Organisation,
    Proceeding,
    User,
)
from mediation.operations.deadlines import apply_deadlines
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock
from mediation.proceeding_kinds import KINDS


def prepare(
    dispute: Dispute, kind: str, *, by: User, at: datetime, agency: Organisation, claims: Iterable[Claim] = (),
    basis: str = "", agent: User | None = None, note: str = "", prepared_on: date | None = None,
) -> Proceeding:  # fmt: skip
    """Open a proceeding of the kind. Raises StepForbidden, or StepRefused with what is missing."""
    with transaction.atomic():
        dispute = lock(dispute)
        actor = _actor(by, Act.HANDLE, dispute)
        if unmet := unmet_to_prepare(dispute, kind, agency=agency, basis=basis, agent=agent):
            raise StepRefused(unmet)
        day = prepared_on or local_day(at)
        if not dispute.received_on <= day <= local_day(at):
            raise StepRefused([Unmet(_("the day lies between the receipt of the case and today"), _("you"))])
        proceeding = Proceeding.objects.create(
            dispute=dispute, kind=kind, agency=agency, basis=basis, agent=agent, note=note, prepared_on=day
        )
        proceeding.claims.set(claims)
        answers = {"kind": kind, "agency": agency, "basis": basis, "today": local_day(at)}
        event = record_event(proceeding, "prepare", actor=actor, at=at, answers=answers)
        apply_deadlines(proceeding, "prepare", event, answers)
    return proceeding


def unmet_to_prepare(
    dispute: Dispute,
    kind: str,
    *,
    agency: Organisation | None = None,
    basis: str | None = None,
    agent: User | None = None,
) -> list[Unmet]:
    """What stands in the way of preparing a proceeding; agency and basis are looked at once they are given."""
    row = KINDS[kind]
    unmet = []
    if dispute.state not in row.allowed_from:
        words = _("the case is in a state that allows it (now: %(state)s)") % {"state": dispute.get_state_display()}
        unmet.append(Unmet(words, _("the handler")))
    unmet += [Unmet(g.what, g.who) for g in row.grounds if not g.test(dispute, None)]
    if agency is not None and agency.kind not in row.agencies:
        unmet.append(Unmet(_("the agency is one that is in charge of this kind"), _("you")))
    if basis is not None and row.bases and basis not in {option.code for option in row.bases}:
        unmet.append(Unmet(_("a legal basis is chosen"), _("you")))
    if agent is not None and _mediated(dispute, agent):
        unmet.append(Unmet(_("the agent did not mediate this case (G11)"), _("another agent")))
    return unmet


def hold_session(
    proceeding: Proceeding,
    *,
    by: User,
    at: datetime,
    held_at: datetime,
    place: str,
    attendees: str,
    record: str,
) -> MediationSession:
    """Record a mediation session. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        proceeding = lock(proceeding)
        actor = _actor(by, Act.HANDLE, proceeding)
        unmet = []
        if proceeding.kind != "union_mediation" or proceeding.state != "accepted":
            unmet.append(Unmet(_("union mediation is open"), _("both sides")))
        elif proceeding.accepted_on is None or local_day(held_at) < proceeding.accepted_on:
            unmet.append(Unmet(_("the session is not before mediation opened"), _("you")))
        if held_at > at:
            unmet.append(Unmet(_("the session is not in the future"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        session = MediationSession.objects.create(
            proceeding=proceeding, dispute=proceeding.dispute, held_at=held_at, place=place, attendees=attendees,
            record=record, by=by,
        )  # fmt: skip
        record_event(
            proceeding, "hold_session", actor=actor, at=at, from_state=proceeding.state,
            answers={"held_at": held_at, "place": place},
        )  # fmt: skip
    return session


def record_performance(
    instalment: Instalment, *, by: User, at: datetime, paid_on: date, paid_amount: Decimal, proof: str, reason: str = ""
) -> Instalment:
    """Record what was performed on an instalment; the agreement is performed when all are. Raises as above.

    A later record takes the place of an earlier one; one that lowers the amount (a bounced transfer) gives a reason.
    """
    with transaction.atomic():
        proceeding = lock(instalment.agreement.proceeding)
        actor = _actor(by, Act.HANDLE, proceeding)
        instalment = Instalment.objects.select_for_update().get(pk=instalment.pk)
        unmet = _unmet_performance(instalment, paid_on, paid_amount, local_day(at))
        if paid_amount < (instalment.paid_amount or 0) and not reason.strip():
            unmet.append(Unmet(_("a reason is given for an amount below the one recorded"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        instalment.paid_on, instalment.paid_amount, instalment.proof = paid_on, paid_amount, proof
        instalment.save()
        agreement = instalment.agreement
        rows = list(agreement.instalments.all())
        paid = [row.paid_on for row in rows if row.paid_on and (row.paid_amount or Decimal("0.00")) >= row.amount]
        agreement.performed_on = max(paid) if len(paid) == len(rows) else None
        agreement.save(update_fields=["performed_on"])
        answers: dict[str, Any] = {
            "due_on": instalment.due_on,
            "paid_on": paid_on,
            "paid_amount": paid_amount,
            "proof": proof,
        }
        record_event(
            proceeding, "record_performance", actor=actor, at=at, from_state=proceeding.state, reason=reason,
            answers=answers,
        )  # fmt: skip
    return instalment


def _unmet_performance(instalment: Instalment, paid_on: date, paid_amount: Decimal, today: date) -> list[Unmet]:
    unmet = []
    if instalment.shares.exists():
        unmet.append(Unmet(_("a divided instalment is recorded worker by worker"), _("you, on the page of the shares")))
    if instalment.agreement.breached_on is not None:
        unmet.append(Unmet(_("the agreement is in force"), _("both sides")))
    if paid_on > today or paid_on < instalment.agreement.effective_on:
        unmet.append(Unmet(_("the day of performance lies between the agreement and today"), _("you")))
    if paid_amount < 0 or paid_amount > instalment.amount:
        unmet.append(Unmet(_("the amount is not more than the instalment"), _("you")))
    return unmet


def _actor(by: User, act: Act, subject: Any) -> Membership:
    found = access.membership_for(by, act, subject)
    if found is None:
        raise StepForbidden(_("You may not take this step here."))
    return found


def _mediated(dispute: Dispute, user: User) -> bool:
    """G11: whoever mediated may not act for a party later (特邀调解规定 16).

    That is the handler, whoever was the handler before, and whoever took a step of a mediation.
    """
    in_mediation = Q(proceeding__kind="union_mediation", by=user)
    named_handler = Q(subject="dispute", kind__in=("accept", "assign"), data__handler__id=user.pk)
    return dispute.handler_id == user.pk or dispute.events.filter(in_mediation | named_handler).exists()
