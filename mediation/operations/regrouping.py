"""What goes with workers from one case to another: their own claims, consents and mandates (拆分、合并).

Called in the transaction of the step, with the cases locked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from mediation import collective
from mediation.machine import Unmet
from mediation.models import Claim, Consent, Dispute, Event, Mandate, Membership, Party, Share
from mediation.operations.events import record_event
from mediation.operations.limitation_moves import keep_earlier_days, merge_limitation, take_days_along
from mediation.proceedings import RUNNING


@dataclass(frozen=True)
class OwnRows:
    """The own claims of some workers, and what they come to in yuan."""

    claims: list[Claim]

    @property
    def amount(self) -> Decimal:
        return sum((claim.amount for claim in self.claims), Decimal("0.00"))


def own_rows(dispute: Dispute, people: list[Party]) -> OwnRows:
    return OwnRows(list(dispute.claims.filter(party__in=people)))


def unmet_to_leave(people: list[Party]) -> list[Unmet]:
    """What holds workers in their case: a share of an agreement in force, a proceeding about their own claim."""
    unmet = []
    in_force = Share.objects.filter(party__in=people, instalment__agreement__breached_on=None)
    if in_force.exists():
        unmet.append(Unmet(_("nobody who leaves has a share of an agreement in force"), _("both sides")))
    if Claim.objects.filter(party__in=people, proceedings__state__in=RUNNING).exists():
        words = _("no running proceeding is about a claim of somebody who leaves")
        unmet.append(Unmet(words, _("the handler, by ending it")))
    return unmet


def move_people(dispute: Dispute, child: Dispute, people: list[Party], own: OwnRows, today: date) -> None:
    """Workers who are split off take their claims, consents and mandates along."""
    keys = [person.pk for person in people]
    Party.objects.filter(pk__in=keys).update(dispute=child)
    for person in people:
        person.dispute = child
    Claim.objects.filter(pk__in=[claim.pk for claim in own.claims]).update(dispute=child)
    Consent.objects.filter(party__in=keys).update(dispute=child)
    for mandate in dispute.mandates.filter(ended_on=None, representatives__in=keys).distinct():
        going = list(mandate.representatives.filter(pk__in=keys))
        _copy(mandate, child, going)
        mandate.representatives.remove(*going)
        if not mandate.representatives.exists():
            mandate.ended_on = max(today, mandate.given_on)
            mandate.save(update_fields=["ended_on"])


def attribute_claims(dispute: Dispute, *, actor: Membership, at: datetime) -> None:
    """记为本人请求: before others join the only worker of a case, what is claimed without a name is entered as his."""
    person = collective.alone(dispute)
    if person is None:
        return
    claims = [claim for claim in dispute.claims.all() if claim.party_id is None]
    if not claims:
        return
    for claim in claims:
        claim.party = person
    dispute.claims.filter(party=None).update(party=person)
    record_event(
        dispute, "attribute", actor=actor, at=at, from_state=dispute.state,
        answers={"party": person, "claims": [claim.text for claim in claims]},
    )  # fmt: skip


def take_in(target: Dispute, source: Dispute, event: Event) -> None:
    """People, claims, consents, mandates and limitation of a merged case as rows of this one; that case keeps its own.

    Somebody who is in both stays one person; a consent on record here stays as it is.
    """
    claims, people, owners = target.new_claims(source), target.twins(source), collective.claimants(source)
    there = collective.workers(target)
    for person in source.parties.filter(pk__in=list(people)):
        if keep_earlier_days(people[person.pk], target, person, source):
            people[person.pk].save()
    for person in target.newcomers(source):
        key = person.pk
        take_days_along(person, source, target)
        person.pk, person._state.adding, person.dispute = None, True, target
        person.save()
        people[key] = person
    for claim in claims:
        owner = owners[claim.pk]
        claim.pk, claim._state.adding, claim.dispute = None, True, target
        claim.party = people[owner] if owner is not None else None
        claim.save()
    given = set(target.consents.filter(withdrawn_on=None).values_list("party", "purpose"))
    for consent in source.consents.filter(withdrawn_on=None):
        person = people[consent.party_id]
        if (person.pk, consent.purpose) not in given:
            consent.pk, consent._state.adding, consent.dispute, consent.party = None, True, target, person
            consent.save()
    for mandate in source.mandates.filter(ended_on=None):
        _copy(mandate, target, [people[person.pk] for person in mandate.representatives.all()])
    merge_limitation(source, target, people, there, event)


def _copy(mandate: Mandate, dispute: Dispute, representatives: list[Party]) -> None:
    copy = Mandate.objects.create(
        dispute=dispute, extent=mandate.extent, given_on=mandate.given_on, paper=mandate.paper
    )
    copy.representatives.set(representatives)
