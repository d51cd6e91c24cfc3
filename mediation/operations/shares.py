"""What each worker gets of an agreement (分配): dividing its instalments, and recording what each received.

Amounts are yuan with two places. All operations raise StepForbidden or StepRefused.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mediation import collective
from mediation.collective import ZERO
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Agreement, Instalment, Party, Share, User
from mediation.operations.errors import StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import lock_for
from mediation.operations.performance import follow_payments
from mediation.operations.unmet import no_proof

CENT = Decimal("0.01")
MOST_TOLD = 5  # names in a refusal


class Rule(StrEnum):
    """How an agreement is divided: by what each claims, equally, or by a list of amounts."""

    CLAIMS = "claims"
    EQUAL = "equal"
    GIVEN = "given"


def parts_of(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The amount in parts in proportion to the weights, exact to the cent: what is left over goes to the first rows.

    Equal parts when no weight is positive. ValueError without weights.
    """
    if not weights:
        raise ValueError("nobody to divide among")
    cents, whole = int(amount / CENT), sum(weights)
    shares = list(weights) if whole else [Decimal(1)] * len(weights)
    whole = whole or Decimal(len(weights))
    found = [int(cents * share / whole) for share in shares]
    rest = cents - sum(found)
    for place, share in enumerate(shares):
        if rest and share:
            found[place] += 1
            rest -= 1
    return [part * CENT for part in found]


def spread(amounts: Sequence[Decimal], totals: Sequence[Decimal]) -> list[list[Decimal]]:
    """For each amount its parts, one a person: each row adds up to its amount and each person to the total."""
    rows: list[list[Decimal]] = []
    left = list(totals)
    for place, amount in enumerate(amounts):
        parts = list(left) if place == len(amounts) - 1 else parts_of(amount, left)
        rows.append(parts)
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
    return rows


def totals_by(rule: Rule, amount: Decimal, people: Sequence[Party], given: Mapping[int, Decimal]) -> list[Decimal]:
    """What each of the people gets of the amount; `given` are the own claims, or the list, by the person's id."""
    if rule is Rule.GIVEN:
        return [given.get(person.pk, ZERO) for person in people]
    if rule is Rule.EQUAL:
        return parts_of(amount, [Decimal(1)] * len(people))
    return parts_of(amount, [given.get(person.pk, ZERO) for person in people])


def own_claims(people: Sequence[Party]) -> dict[int, Decimal]:
    """The sum of what each claims for himself, by the person's id."""
    rows = Party.objects.filter(pk__in=[person.pk for person in people]).annotate(sum=Sum("claims__amount"))
    return {row.pk: Decimal(row.sum).quantize(CENT) for row in rows if row.sum}


def divide(
    agreement: Agreement, rule: Rule, *, by: User, at: datetime, amounts: Mapping[int, Decimal] | None = None
) -> int:
    """Divide every instalment of the agreement among the workers of the roster; how many workers get a share.

    `amounts` are those of the list (Rule.GIVEN), of the whole agreement, by the worker's id. An earlier division is
    replaced while nothing was paid on it; the same one again changes nothing.
    """
    with transaction.atomic():
        proceeding, actor = lock_for(agreement.proceeding, by)
        agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
        people = collective.workers(proceeding.dispute)
        given = dict(amounts or {}) if rule is Rule.GIVEN else own_claims(people)
        instalments = list(agreement.instalments.all())
        if unmet := _unmet_division(agreement, instalments, rule, people, given):
            raise StepRefused(unmet)
        totals = totals_by(rule, agreement.amount, people, given)
        rows = spread([row.amount for row in instalments], totals)
        new = [
            Share(instalment=instalment, party=person, amount=part)
            for instalment, parts in zip(instalments, rows, strict=True)
            for person, part in zip(people, parts, strict=True)
        ]
        before = Share.objects.filter(instalment__in=instalments)
        if _columns(before) == _columns(new):
            return len(people)
        before.delete()
        Share.objects.bulk_create(new)
        record_event(
            proceeding, "divide", actor=actor, at=at, from_state=proceeding.state,
            answers={"rule": rule.value, "amount": agreement.amount, "workers": len(people)},
        )  # fmt: skip
    return len(people)


def record_share_payments(
    instalment: Instalment, payments: Mapping[int, Decimal], *, by: User, at: datetime, paid_on: date, proof: str,
    reason: str = "", seen: Decimal | None = None,
) -> Instalment:  # fmt: skip
    """Record what workers received of an instalment, by the id of the share; what it was paid in all follows.

    A later record takes the place of an earlier one; one that lowers an amount gives a reason, and the same one again
    changes nothing. `seen` is what the person saw received of the instalment in all, None to record on any; raises
    StepStale.
    """
    with transaction.atomic():
        proceeding, actor = lock_for(instalment.agreement.proceeding, by)
        instalment = Instalment.objects.select_for_update().select_related("agreement").get(pk=instalment.pk)
        shares = list(instalment.shares.filter(pk__in=list(payments)).select_related("party"))
        same = [_says(share, paid_on, payments[share.pk], proof) for share in shares]
        if same and all(same) and len(same) == len(payments):
            return instalment
        if seen is not None and seen != (instalment.paid_amount or ZERO):
            raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
        if unmet := _unmet_payments(instalment, shares, payments, paid_on, proof, local_day(at), reason):
            raise StepRefused(unmet)
        for share in shares:
            share.paid_on, share.paid_amount, share.proof = paid_on, payments[share.pk], proof
        Share.objects.bulk_update(shares, ["paid_on", "paid_amount", "proof"], batch_size=500)
        _add_up(instalment, proof)
        told = [{"worker": share.party.name, "paid_amount": share.paid_amount} for share in shares]
        event = record_event(
            proceeding, "record_shares", actor=actor, at=at, from_state=proceeding.state, reason=reason,
            answers={"due_on": instalment.due_on, "paid_on": paid_on, "proof": proof, "shares": told},
        )  # fmt: skip
        follow_payments(instalment, event)
    return instalment


def _says(share: Share, paid_on: date, amount: Decimal, proof: str) -> bool:
    return (share.paid_on, share.paid_amount, share.proof) == (paid_on, amount, proof)


def _columns(shares: Iterable[Share]) -> list[tuple[int, int, Decimal]]:
    return sorted((share.instalment_id, share.party_id, share.amount) for share in shares)


def _add_up(instalment: Instalment, proof: str) -> None:
    """The instalment as the shares say."""
    shares = list(instalment.shares.all())
    instalment.paid_amount = sum((share.paid_amount or ZERO for share in shares), ZERO)
    instalment.paid_on = max(share.paid_on for share in shares if share.paid_on)
    instalment.proof = proof
    instalment.save()


def _unmet_division(
    agreement: Agreement, instalments: list[Instalment], rule: Rule, people: list[Party], given: Mapping[int, Decimal]
) -> list[Unmet]:
    unmet = []
    if agreement.breached_on is not None:
        unmet.append(Unmet(_("the agreement is in force"), _("both sides")))
    if any(row.paid_on for row in instalments):
        unmet.append(Unmet(_("nothing was paid on the agreement yet"), _("nobody")))
    if not people or not instalments:
        return [*unmet, Unmet(_("workers stand on the roster, and the agreement has instalments"), _("you"))]
    if any(amount < 0 for amount in given.values()) or set(given) - {person.pk for person in people}:
        unmet.append(Unmet(_("the list names workers of the roster, and no amount below zero"), _("you")))
    without = [person.name for person in people if person.pk not in given]
    if rule is not Rule.EQUAL and without:
        names = ", ".join(without[:MOST_TOLD]) + ("…" if len(without) > MOST_TOLD else "")
        words = {
            Rule.CLAIMS: _("every worker has a claim of their own; not so: %(names)s"),
            Rule.GIVEN: _("every worker stands in the list; not so: %(names)s"),
        }[rule]
        unmet.append(Unmet(words % {"names": names}, _("you")))
    if rule is Rule.GIVEN and (total := sum(given.values(), ZERO)) != agreement.amount:
        words = _("the list adds up to %(amount)s yuan, the amount agreed (now %(total)s)")
        unmet.append(Unmet(words % {"amount": agreement.amount, "total": total}, _("you")))
    return unmet


def _unmet_payments(
    instalment: Instalment, shares: list[Share], payments: Mapping[int, Decimal], paid_on: date, proof: str,
    today: date, reason: str,
) -> list[Unmet]:  # fmt: skip
    unmet = []
    agreement = instalment.agreement
    if agreement.breached_on is not None:
        unmet.append(Unmet(_("the agreement is in force"), _("both sides")))
    if not shares or len(shares) != len(payments):
        unmet.append(Unmet(_("at least one worker is ticked"), _("you")))
    if not agreement.effective_on <= paid_on <= today:
        unmet.append(Unmet(_("the day of performance lies between the agreement and today"), _("you")))
    unmet += no_proof(proof)
    wrong = [share.party.name for share in shares if not 0 <= payments[share.pk] <= share.amount]
    if wrong:
        words = _("no worker receives more than the share; not so: %(names)s")
        unmet.append(Unmet(words % {"names": ", ".join(wrong[:MOST_TOLD])}, _("you")))
    if not reason.strip() and any(payments[share.pk] < (share.paid_amount or ZERO) for share in shares):
        unmet.append(Unmet(_("a reason is given for an amount below the one recorded"), _("you")))
    return unmet
