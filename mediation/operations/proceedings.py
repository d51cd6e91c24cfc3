"""Proceedings of a case: preparing one, holding sessions."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import (
    Claim,
    Dispute,
    MediationSession,
    Organisation,
    Proceeding,
    User,
)
from mediation.operations.deadlines import apply_deadlines
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for
from mediation.operations.uploads import files_told, keep_files
from mediation.proceeding_kinds import KINDS
from mediation.uploads.judging import Judged


def prepare(
    dispute: Dispute, kind: str, *, by: User, at: datetime, agency: Organisation, claims: Iterable[Claim] = (),
    basis: str = "", agent: User | None = None, note: str = "", prepared_on: date | None = None,
) -> Proceeding:  # fmt: skip
    """Open a proceeding of the kind. Raises StepForbidden, or StepRefused with what is missing."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by)
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
    attached: Sequence[Judged] = (),
) -> MediationSession:
    """Record a mediation session. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        proceeding, actor = lock_for(proceeding, by)
        unmet = []
        if proceeding.kind != "union_mediation" or proceeding.state != "accepted":
            unmet.append(Unmet(_("union mediation is open"), _("both sides")))
        elif proceeding.accepted_on is None or local_day(held_at) < proceeding.accepted_on:
            unmet.append(Unmet(_("the session is not before mediation opened"), _("you")))
        if held_at > at:
            unmet.append(Unmet(_("the session is not in the future"), _("you")))
        if not unmet and proceeding.sessions.filter(held_at=held_at).exists():  # two tabs, or the button pressed twice
            unmet.append(Unmet(_("no session at this hour is recorded yet"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        session = MediationSession.objects.create(
            proceeding=proceeding, dispute=proceeding.dispute, held_at=held_at, place=place, attendees=attendees,
            record=record, by=by,
        )  # fmt: skip
        event = record_event(
            proceeding, "hold_session", actor=actor, at=at, from_state=proceeding.state,
            answers={"held_at": held_at, "place": place, **files_told(attached)},
        )  # fmt: skip
        keep_files(event, attached)
    return session


def _mediated(dispute: Dispute, user: User) -> bool:
    """G11: whoever mediated may not act for a party later (特邀调解规定 16).

    That is the handler, whoever was the handler before, and whoever took a step of a mediation.
    """
    in_mediation = Q(proceeding__kind="union_mediation", by=user)
    named_handler = Q(subject="dispute", kind__in=("accept", "assign"), data__handler__id=user.pk)
    return dispute.handler_id == user.pk or dispute.events.filter(in_mediation | named_handler).exists()
