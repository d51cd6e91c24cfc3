"""Proceedings of a case, the sessions held, and the agreement with its instalments."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation.access import SCOPES, Scope
from mediation.models.dispute import Dispute
from mediation.models.organisation import Organisation
from mediation.models.party import Claim, Party
from mediation.models.scoping import DisputeScopedQuerySet, PartScopedQuerySet
from mediation.proceeding_kinds import CHOICES, KINDS
from mediation.proceedings import ProceedingMachine, State


class ProceedingQuerySet(PartScopedQuerySet):
    def _part(self, membership: Any) -> Q:
        """All proceedings of the case, or those that were filed with one's own agency."""
        unit = membership.organisation
        match SCOPES[membership.role]:
            case Scope.TREE | Scope.ALL:
                return Q(dispute__isnull=False)
            case Scope.HANDED_OVER:
                return Q(filed_on__isnull=False) & (Q(agency=unit) | Q(agency__parent=unit))
        return Q(pk__in=[])


class Proceeding(ProceedingMachine):
    """What one agency does in the case (子程序)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="proceedings")
    kind = models.CharField(_("kind"), max_length=30, choices=CHOICES)
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("agency"), related_name="proceedings"
    )
    claims = models.ManyToManyField(Claim, verbose_name=_("claims concerned"), blank=True, related_name="proceedings")
    prepared_on = models.DateField(_("prepared on"))
    facts = models.JSONField(_("answers to the questions of eligibility"), default=dict, blank=True)
    procedure = models.CharField(_("procedure"), max_length=20, blank=True)  # ordinary, simplified, small claims
    posted_on = models.DateField(_("posted on"), null=True, blank=True)  # CPL 85: in time if posted in time
    late_ground = models.CharField(_("why it was filed late"), max_length=300, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("agent or aid lawyer"),
        related_name="represented", null=True, blank=True,
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True)

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("proceeding"), _("proceedings")
        ordering = ("prepared_on", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="proceeding_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="proceeding_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def performance_ends_on(self) -> date | None:
        """The last performance date of the agreement in force, else the day the proceeding ended (民事诉讼法 250)."""
        rows = Instalment.objects.filter(agreement__dispute=self.dispute_id, agreement__breached_on=None)
        return rows.aggregate(last=models.Max("due_on"))["last"] or self.ended_on

    @cached_property
    def claim_ids(self) -> frozenset[int]:
        """Ids of the claims concerned; empty means all of them."""
        return frozenset(claim.pk for claim in self.claims.all())

    @property
    def outcome_label(self) -> str:
        return str(self.row.outcome(self.outcome).label) if self.outcome else ""


class MediationSession(models.Model):
    """A mediation session (调解会): when, where, who, what was said; never leaves the union."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="sessions")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=200)
    attendees = models.CharField(_("present"), max_length=500)
    record = models.TextField(_("record"), max_length=20_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions")

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        ordering = ("held_at", "pk")

    def __str__(self) -> str:
        return f"{self.dispute} · {self.held_at:%Y-%m-%d}"


class Agreement(models.Model):
    """A mediation agreement (调解协议): effective when both sides and the mediator signed and sealed (LMA 14)."""

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, related_name="agreement")
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

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="instalment_amount_not_negative")]

    def __str__(self) -> str:
        return f"{self.due_on} · {self.amount}"


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
