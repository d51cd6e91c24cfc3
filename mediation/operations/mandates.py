"""Who speaks for the workers of a collective case, and who has consented: mandates and consents (授权、同意).

None of these acts counts as a step of the case; each is an event. All raise StepForbidden or StepRefused.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mediation.collective import MOST_REPRESENTATIVES
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Consent, Dispute, Mandate, Membership, Party, User
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for
from mediation.operations.unmet import no_proof, no_reason, not_open

EARLIEST = date(1995, 1, 1)


def record_mandate(
    dispute: Dispute,
    representatives: Iterable[Party],
    *,
    by: User,
    at: datetime,
    extent: str,
    given_on: date,
    paper: str,
) -> Mandate:
    """推选代表授权: the workers name one to five representatives (ZJ-MA 40, ZJ-INS 20); ends the mandate before it."""
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by)
        chosen = list(_roster(dispute).filter(pk__in=[party.pk for party in representatives]))
        unmet = [*_unmet_day(given_on, local_day(at)), *no_proof(paper)]
        if not 0 < len(chosen) <= MOST_REPRESENTATIVES:
            unmet.append(Unmet(_("one to five workers of the roster are named as representatives"), _("you")))
        if extent not in Mandate.Extent.values:
            unmet.append(Unmet(_("the extent of the mandate is chosen"), _("you")))
        in_force = list(dispute.mandates.filter(ended_on=None).prefetch_related("representatives"))
        if any(_says_the_same(row, chosen, extent, given_on, paper) for row in in_force):
            unmet.append(Unmet(_("the same entry is not on record yet"), _("nobody")))
        _refuse(dispute, unmet)
        for earlier in in_force:
            earlier.ended_on = max(given_on, earlier.given_on)
            earlier.save(update_fields=["ended_on"])
        mandate = Mandate.objects.create(dispute=dispute, extent=extent, given_on=given_on, paper=paper)
        mandate.representatives.set(chosen)
        _roster(dispute).filter(is_representative=True).update(is_representative=False)
        _roster(dispute).filter(pk__in=[party.pk for party in chosen]).update(is_representative=True)
        _record(
            dispute, "give_mandate", actor, at, representatives=chosen, extent=extent, given_on=given_on, paper=paper
        )
    return mandate


def end_mandate(mandate: Mandate, *, by: User, at: datetime, ended_on: date, reason: str) -> Mandate:
    """The mandate is revoked or laid down; its representatives are workers like the others again."""
    with transaction.atomic():
        dispute, actor = lock_for(mandate.dispute, by)
        mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        unmet = []
        if mandate.ended_on is not None:
            unmet.append(Unmet(_("the mandate is in force"), _("nobody")))
        if not mandate.given_on <= ended_on <= local_day(at):
            unmet.append(Unmet(_("the mandate ends between the day it was given and today"), _("you")))
        unmet += no_reason(reason)
        _refuse(dispute, unmet)
        mandate.ended_on = ended_on
        mandate.save(update_fields=["ended_on"])
        mandate.representatives.update(is_representative=False)
        _record(dispute, "end_mandate", actor, at, reason, mandate=mandate, ended_on=ended_on)
    return mandate


def record_consents(
    dispute: Dispute,
    parties: Iterable[Party] | None,
    *,
    by: User,
    at: datetime,
    purpose: str,
    given_on: date,
    paper: str,
) -> int:
    """Consent of these workers, or of all of the roster (None), to acts of one purpose; how many are new.

    Who has consented before stays as on record, so the same sheet twice changes nothing.
    """
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by)
        rows = _roster(dispute)
        if parties is not None:
            rows = rows.filter(pk__in=[party.pk for party in parties])
        unmet = [*_unmet_day(given_on, local_day(at)), *no_proof(paper)]
        if purpose not in Consent.Purpose.values:
            unmet.append(Unmet(_("it is chosen to what they consent"), _("you")))
        if not rows.exists():
            unmet.append(Unmet(_("at least one worker is ticked"), _("you")))
        _refuse(dispute, unmet)
        in_force = Consent.objects.filter(purpose=purpose, withdrawn_on=None)
        new = list(rows.exclude(pk__in=in_force.values("party")).values_list("pk", flat=True))
        Consent.objects.bulk_create(
            Consent(dispute=dispute, party_id=pk, purpose=purpose, given_on=given_on, paper=paper) for pk in new
        )
        if new:
            _record(
                dispute, "consent", actor, at, purpose=purpose, given_on=given_on, paper=paper, count=len(new),
                party_ids=new,
            )  # fmt: skip
    return len(new)


def withdraw_consent(consent: Consent, *, by: User, at: datetime, withdrawn_on: date, reason: str) -> Consent:
    """The worker takes the consent back, for acts still to come."""
    with transaction.atomic():
        dispute, actor = lock_for(consent.dispute, by)
        consent = Consent.objects.select_for_update().get(pk=consent.pk)
        unmet = []
        if consent.withdrawn_on is not None:
            unmet.append(Unmet(_("the consent is in force"), _("nobody")))
        if not consent.given_on <= withdrawn_on <= local_day(at):
            unmet.append(Unmet(_("the consent is taken back between the day it was given and today"), _("you")))
        unmet += no_reason(reason)
        _refuse(dispute, unmet)
        consent.withdrawn_on = withdrawn_on
        consent.save(update_fields=["withdrawn_on"])
        _record(
            dispute, "withdraw_consent", actor, at, reason, party=consent.party, purpose=consent.purpose,
            withdrawn_on=withdrawn_on,
        )  # fmt: skip
    return consent


def _roster(dispute: Dispute) -> QuerySet[Party]:
    return dispute.parties.filter(role=Party.Role.APPLICANT, kind=Party.Kind.WORKER)


def _says_the_same(mandate: Mandate, chosen: list[Party], extent: str, given_on: date, paper: str) -> bool:
    same = (mandate.extent, mandate.given_on, mandate.paper) == (extent, given_on, paper)
    return same and set(mandate.representatives.all()) == set(chosen)


def _unmet_day(day: date, today: date) -> list[Unmet]:
    if EARLIEST <= day <= today:
        return []
    return [Unmet(_("the date %(day)s is not in the future, nor before 1995") % {"day": day}, _("you"))]


def _refuse(dispute: Dispute, unmet: list[Unmet]) -> None:
    unmet = [*not_open(dispute), *unmet]
    if unmet:
        raise StepRefused(unmet)


def _record(dispute: Dispute, kind: str, actor: Membership, at: datetime, reason: str = "", **answers: object) -> None:
    record_event(dispute, kind, actor=actor, at=at, from_state=dispute.state, reason=reason, answers=answers)
