"""Collective cases (集体争议): who is represented, who speaks for them, and whose consent is still missing (G9).

Reads the dispute and its rows and changes nothing. Sources: ZJ-MA 40, ZJ-INS 20, RULES33 62-63, CPL 56.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.grounds import Ground
from mediation.machine import Check, Unmet

FEWEST_REPRESENTATIVES, MOST_REPRESENTATIVES = 3, 5
MOST_NAMED = 5  # of those who have not consented, in a refusal
WORKERS = _("the represented workers")
ZERO = Decimal("0.00")
SETTLE, WITHDRAW = "settle", "withdraw"  # of models.Consent.Purpose


def workers(dispute: Any) -> list[Any]:
    """The workers named as applicants: the roster (名单)."""
    return [row for row in dispute.parties.all() if (row.role, row.kind) == ("applicant", "worker")]


def alone(dispute: Any) -> Any | None:
    """The only worker of a case that concerns one: what is claimed there without a name is this worker's own claim."""
    people = workers(dispute)
    return people[0] if len(people) == dispute.worker_count == 1 else None


def claimants(dispute: Any) -> dict[int, int | None]:
    """Whose own claim each claim is, as ids; None for one that is common to all."""
    only = alone(dispute)
    return {claim.pk: claim.party_id or (only.pk if only else None) for claim in dispute.claims.all()}


def without_consent(dispute: Any, purpose: str) -> list[Any]:
    """The represented workers who have not consented to an act of the purpose; a mandated representative signs himself.

    That a list calls somebody a representative mandates nobody.
    """
    given = {row.party_id for row in dispute.consents.all() if row.purpose == purpose and row.withdrawn_on is None}
    given |= mandated(dispute)
    return [row for row in workers(dispute) if row.pk not in given]


def mandates_in_force(dispute: Any) -> list[Any]:
    return [row for row in dispute.mandates.all() if row.ended_on is None]


def mandated(dispute: Any) -> set[int]:
    """Ids of the representatives with a mandate in force."""
    return {party.pk for row in mandates_in_force(dispute) for party in row.representatives.all()}


def takes_word(dispute: Any) -> bool:
    """Whether consent is told by a tick: under a special mandate with a sheet that names all (CPL 56), or while not
    every worker concerned stands on the roster. Otherwise each worker's own consent is on record.
    """
    if not dispute.is_collective:
        return False
    return len(workers(dispute)) < dispute.worker_count or any(
        row.extent == "special" for row in mandates_in_force(dispute)
    )


def claimed(claims: Iterable[Any]) -> Decimal:
    """The amount claimed in yuan: what all claim in common, and what each claims besides."""
    return sum((claim.amount for claim in claims), ZERO)


def consent_to(purpose: str) -> Check:
    """G9: an act that disposes of rights has the consent of every represented worker."""

    def test(subject: Any, answers: dict[str, Any]) -> bool:
        dispute = subject.dispute
        if not dispute.is_collective:
            return True
        if takes_word(dispute):
            return bool(answers.get("represented_consent"))
        return not without_consent(dispute, purpose)

    def parts(subject: Any, answers: dict[str, Any]) -> list[Unmet]:
        dispute = subject.dispute
        if takes_word(dispute):
            return [Unmet(_CONSENT, WORKERS)]
        missing = without_consent(dispute, purpose)
        words = [format_lazy(_("{name} has consented (G9)"), name=row.name) for row in missing[:MOST_NAMED]]
        if len(missing) > MOST_NAMED:
            words.append(format_lazy(_("and {number} more workers"), number=len(missing) - MOST_NAMED))
        return [Unmet(what, _("the worker, or a split of the case: see the roster")) for what in words]

    return Check(_CONSENT, WORKERS, test, parts)


_CONSENT = _("the represented workers consent to an act that disposes of their rights (G9)")


def _enough(dispute: Any, proceeding: Any | None) -> bool:
    if proceeding is None or not dispute.is_collective:
        return True
    return FEWEST_REPRESENTATIVES <= len(mandated(dispute)) <= MOST_REPRESENTATIVES


def _not_too_many(dispute: Any, proceeding: Any | None) -> bool:
    return not dispute.is_collective or sum(row.is_representative for row in workers(dispute)) <= MOST_REPRESENTATIVES


three_to_five_representatives = Ground(
    _("a case of ten or more workers has three to five representatives with a mandate (ZJ-MA 40)"),
    WORKERS,
    _enough,
    until_filed=True,
)
five_representatives_at_most = Ground(
    _("at most five representatives complain for ten or more workers (ZJ-INS 20)"),
    WORKERS,
    _not_too_many,
    until_filed=True,
)
