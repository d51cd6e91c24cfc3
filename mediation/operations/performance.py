"""Performance of an agreement (协议履行): its time limits, each payment, what was taken back, reminders to the debtor.

Amounts are yuan with two places. All operations raise StepForbidden or StepRefused.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.collective import ZERO
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Agreement, Deadline, Dispute, Event, Instalment, Payment, User
from mediation.operations.deadlines import end_deadline, open_deadline
from mediation.operations.errors import StepRefused, StepStale
from mediation.operations.events import plain, record_event
from mediation.operations.locking import lock_for
from mediation.operations.unmet import no_proof, no_reason
from mediation.operations.uploads import files_told, keep_files
from mediation.uploads.judging import Judged

RULE = "M11"


def record_performance(
    instalment: Instalment, *, by: User, at: datetime, paid_on: date, paid_amount: Decimal, proof: str,
    attached: Sequence[Judged] = (),
) -> Instalment:  # fmt: skip
    """Record one payment on an instalment; payments add up, and the agreement is performed when all are paid."""
    with transaction.atomic():
        proceeding, actor = lock_for(instalment.agreement.proceeding, by)
        instalment = _locked(instalment)
        if unmet := _unmet_payment(instalment, paid_on, paid_amount, proof, local_day(at)):
            raise StepRefused(unmet)
        payments = [*_payments(instalment), {"on": paid_on, "amount": paid_amount, "proof": proof.strip()}]
        _keep(instalment, payments)
        answers = {
            "due_on": instalment.due_on, "paid_on": paid_on, "paid_amount": paid_amount, "proof": proof,
            "received": instalment.paid_amount, "late": paid_on > instalment.due_on, **files_told(attached),
        }  # fmt: skip
        event = record_event(
            proceeding, "record_performance", actor=actor, at=at, from_state=proceeding.state, answers=answers
        )
        keep_files(event, attached)
        follow_payments(instalment, event)
    return instalment


def strike_payment(
    instalment: Instalment, number: int, *, by: User, at: datetime, reason: str, seen: int | None = None
) -> Instalment:
    """冲销: take back the payment of that number, counted from 1: recorded in error, or the transfer came back.

    `seen` is how many payments the person saw, None to take back whatever has the number now; raises StepStale.
    """
    with transaction.atomic():
        proceeding, actor = lock_for(instalment.agreement.proceeding, by)
        instalment = _locked(instalment)
        payments = _payments(instalment)
        if seen is not None and seen != len(payments):
            raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
        if unmet := _unmet_strike(instalment, payments, number, reason):
            raise StepRefused(unmet)
        struck = payments.pop(number - 1)
        _keep(instalment, payments)
        answers = {
            "due_on": instalment.due_on, "paid_on": struck["on"], "paid_amount": struck["amount"],
            "proof": struck["proof"], "received": instalment.paid_amount or ZERO,
        }  # fmt: skip
        event = record_event(
            proceeding, "strike_payment", actor=actor, at=at, from_state=proceeding.state, reason=reason,
            answers=answers,
        )  # fmt: skip
        follow_payments(instalment, event)
    return instalment


def remind_debtor(agreement: Agreement, *, by: User, at: datetime, reminded_on: date, how: str, words: str) -> Event:
    """催告: the side that owes was reminded of what is overdue; `how` is a code of `performance.Reminding`.

    The history keeps it. A demand that can be proved also interrupts the limitation, which is recorded there.
    """
    with transaction.atomic():
        proceeding, actor = lock_for(agreement.proceeding, by)
        agreement = Agreement.objects.prefetch_related("instalments").get(pk=agreement.pk)
        unmet = _unmet_in_force(agreement)
        if not any(row.is_overdue(reminded_on) for row in agreement.instalments.all()):
            unmet.append(Unmet(_("a performance date had passed unpaid on that day"), _("nobody")))
        if reminded_on > local_day(at):
            unmet.append(Unmet(_("the date %(day)s is not in the future") % {"day": reminded_on}, _("you")))
        answers = {"reminded_on": reminded_on, "how": how, "words": words}
        if proceeding.events.filter(kind="remind_debtor", data=plain(answers)).exists():
            unmet.append(_not_twice())
        if unmet:
            raise StepRefused(unmet)
        return record_event(
            proceeding, "remind_debtor", actor=actor, at=at, from_state=proceeding.state, answers=answers
        )


# What the steps and payments cause --------------------------------------------------------------------------


def open_performance(agreement: Agreement, event: Event) -> None:
    """Each instalment has a time limit of its own (M11)."""
    for instalment in agreement.instalments.all():
        open_deadline(RULE, instalment.due_on, subject=instalment, event=event)


def end_performance(dispute: Dispute, event: Event, on: date) -> None:
    """Nothing is due any more under agreements that were breached."""
    rows = Deadline.objects.open().filter(dispute=dispute, rule=RULE, instalment__agreement__breached_on__isnull=False)
    for row in rows:
        end_deadline(row, Deadline.Status.ENDED, event, on)


def follow_payments(instalment: Instalment, event: Event) -> None:
    """The agreement and the time limit as the payments say; one that was taken back is due again."""
    agreement = instalment.agreement
    _count_payments(instalment, agreement)
    rows = list(agreement.instalments.all())
    paid = [row.paid_on for row in rows if row.is_performed and row.paid_on]
    agreement.performed_on = max(paid) if len(paid) == len(rows) else None
    agreement.save(update_fields=["performed_on"])
    running = list(Deadline.objects.open().filter(rule=RULE, instalment=instalment))
    if instalment.is_performed and instalment.paid_on:
        for row in running:
            end_deadline(row, Deadline.Status.MET, event, instalment.paid_on)
    elif not running and agreement.dispute.is_open:
        open_deadline(RULE, instalment.due_on, subject=instalment, event=event)


def _count_payments(instalment: Instalment, agreement: Agreement) -> None:
    """The rows that are added up, as the instalment and its shares say now."""
    Payment.objects.filter(instalment=instalment).delete()
    rows = ((agreement.dispute_id, on, amount) for on, amount in instalment.receipts())
    Payment.objects.bulk_create(
        Payment(dispute_id=dispute, instalment=instalment, paid_on=on, amount=amount) for dispute, on, amount in rows
    )


def _payments(instalment: Instalment) -> list[dict[str, Any]]:
    """Day, amount and proof of each."""
    return [{name: row[name] for name in ("on", "amount", "proof")} for row in instalment.ledger]


def _keep(instalment: Instalment, payments: list[dict[str, Any]]) -> None:
    """The list, and what it adds up to; the last day is the day of performance."""
    instalment.payments = plain(payments)
    last = max(payments, key=lambda row: row["on"], default=None)
    instalment.paid_on = last["on"] if last else None
    instalment.paid_amount = sum((row["amount"] for row in payments), ZERO) if last else None
    instalment.proof = last["proof"] if last else ""
    instalment.save()


def _unmet_payment(instalment: Instalment, paid_on: date, paid_amount: Decimal, proof: str, today: date) -> list[Unmet]:
    unmet = [*_unmet_in_force(instalment.agreement), *_unmet_undivided(instalment)]
    if not instalment.agreement.effective_on <= paid_on <= today:
        unmet.append(Unmet(_("the day of performance lies between the agreement and today"), _("you")))
    if instalment.is_performed:
        unmet.append(Unmet(_("something is still due on this line"), _("nobody")))
    elif not ZERO <= paid_amount <= instalment.rest or (paid_amount == 0 and instalment.amount):
        words = _("the amount is above zero and at most what is still due (%(rest)s yuan)")
        unmet.append(Unmet(words % {"rest": instalment.rest}, _("you")))
    unmet += no_proof(proof)
    same = {"on": paid_on, "amount": paid_amount, "proof": proof.strip()} in _payments(instalment)
    return unmet or [_not_twice()] * same


def _not_twice() -> Unmet:
    """From two tabs, or by a second click; what really happened twice has a proof or words of its own."""
    return Unmet(_("the same entry is not on record yet"), _("you, by telling the two apart in your words"))


def _unmet_strike(instalment: Instalment, payments: list[dict[str, Any]], number: int, reason: str) -> list[Unmet]:
    unmet = [*_unmet_in_force(instalment.agreement), *_unmet_undivided(instalment)]
    if not 1 <= number <= len(payments):
        unmet.append(Unmet(_("the payment is on record"), _("nobody")))
    unmet += no_reason(reason)
    return unmet


def _unmet_in_force(agreement: Agreement) -> list[Unmet]:
    return [Unmet(_("the agreement is in force"), _("both sides"))] if agreement.breached_on else []


def _unmet_undivided(instalment: Instalment) -> list[Unmet]:
    if not instalment.shares.exists():
        return []
    return [Unmet(_("a divided instalment is recorded worker by worker"), _("you, on the page of the shares"))]


def _locked(instalment: Instalment) -> Instalment:
    return Instalment.objects.select_for_update(of=("self",)).select_related("agreement__dispute").get(pk=instalment.pk)
