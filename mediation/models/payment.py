"""Payments as rows that the database adds up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.models.agreement import Instalment
from mediation.models.dispute import Dispute
from mediation.models.scoping import DisputeScopedQuerySet


class Payment(models.Model):
    """What came under an agreement on a day (到账): one row a payment, or a worker of a divided instalment, in yuan.

    Written from the ledger and the shares by `operations.performance`, so that sums are added up by the database.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="payments")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="payment_rows")
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("payment"), _("payments")
        ordering = ("paid_on", "pk")
        indexes = [models.Index(fields=["paid_on", "dispute"], name="payment_by_day")]

    def __str__(self) -> str:
        return f"{self.paid_on} · {self.amount}"
