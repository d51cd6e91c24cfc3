"""The agreement of a mediation, its instalments, and what each worker gets of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.models.dispute import Dispute
from mediation.models.party import Party
from mediation.models.scoping import DisputeScopedQuerySet


class Agreement(models.Model):
    """A mediation agreement (调解协议): effective when both sides and the mediator signed and sealed (LMA 14)."""

    proceeding = models.OneToOneField("mediation.Proceeding", on_delete=models.PROTECT, related_name="agreement")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agreements")
    amount = models.DecimalField(_("amount agreed (yuan)"), max_digits=14, decimal_places=2, default=Decimal("0.00"))
    applicant_signed_on = models.DateField(_("applicant signed on"))
    respondent_signed_on = models.DateField(_("respondent signed on"))
    mediator_signed_on = models.DateField(_("mediator signed and seal put on"))
    effective_on = models.DateField(_("effective on"))
    performed_on = models.DateField(_("fully performed on"), null=True, blank=True)
    breached_on = models.DateField(_("breach recorded on"), null=True, blank=True)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        ordering = ("effective_on", "pk")

    def __str__(self) -> str:
        return f"{self.dispute} · {self.effective_on}"

    @property
    def amount_paid(self) -> Decimal:
        return sum((row.paid_amount or Decimal("0.00") for row in self.instalments.all()), Decimal("0.00"))


class Instalment(models.Model):
    """One performance date of an agreement (履行期限)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="instalments")
    due_on = models.DateField(_("due on"))
    what = models.CharField(_("performance"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, default=Decimal("0.00"))
    paid_on = models.DateField(_("performed on"), null=True, blank=True)
    paid_amount = models.DecimalField(
        _("amount received (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    payments = models.JSONField(_("payments"), default=list, blank=True)  # as recorded: day, amount and proof

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="instalment_amount_not_negative")]

    def __str__(self) -> str:
        return f"{self.due_on} · {self.amount}"

    @property
    def rest(self) -> Decimal:
        """What is still due (yuan)."""
        return self.amount - (self.paid_amount or Decimal("0.00"))

    @property
    def ledger(self) -> list[dict[str, Any]]:
        """The payments: day, amount (yuan), proof, days late; what was recorded before there was a list is one row."""
        kept = [(date.fromisoformat(row["on"]), Decimal(row["amount"]), row["proof"]) for row in self.payments]
        if not kept and self.paid_on is not None:
            kept = [(self.paid_on, self.paid_amount or Decimal("0.00"), self.proof)]
        names = ("on", "amount", "proof", "late")
        return [dict(zip(names, (*row, max((row[0] - self.due_on).days, 0)), strict=True)) for row in kept]

    def receipts(self) -> list[tuple[date, Decimal]]:
        """Day and amount of what came; what is divided counts by worker, on the day of the worker's last payment."""
        paid = [(share.paid_on, share.paid_amount) for share in self.shares.all() if share.paid_on is not None]
        return [(on, amount or Decimal("0.00")) for on, amount in paid or ((r["on"], r["amount"]) for r in self.ledger)]

    @property
    def is_performed(self) -> bool:
        return self.paid_on is not None and self.rest <= 0

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today and not self.is_performed


class Share(models.Model):
    """What one worker gets of an instalment (分配): agreed and received, in yuan."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, verbose_name=_("worker"), related_name="shares")
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("received on"), null=True, blank=True)
    paid_amount = models.DecimalField(
        _("amount received (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    proof = models.CharField(_("proof"), max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("share"), _("shares")
        ordering = ("instalment", "party")
        constraints = [
            models.UniqueConstraint(fields=["instalment", "party"], name="share_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="share_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.amount}"
