"""Hand-overs to other offices, what each disclosed, and the links by which an office without an account answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from mediation.hand_overs import DISCLOSING, WAITING, Ground, HandOverMachine, State
from mediation.models.dispute import Dispute
from mediation.models.organisation import Organisation
from mediation.models.proceeding import Proceeding
from mediation.models.scoping import AgencyScopedQuerySet, Among


class HandOverQuerySet(AgencyScopedQuerySet):
    def with_offices(self) -> Self:
        return self.select_related("agency__parent__parent", "proceeding")

    def sent_to(self, units: Iterable[int]) -> Self:
        """Those of the organisations or of an arm of one."""
        return self.filter(Among(F("agency"), Organisation.objects.below(units).values("pk")))

    def disclosing(self, code: str) -> Self:
        """Those that let the office read the field of `disclosure.FIELDS`."""
        text = Cast("fields", models.TextField())  # SQLite has no containment for JSON
        return self.filter(state__in=DISCLOSING).annotate(codes=text).filter(codes__contains=f'"{code}"')


class HandOver(HandOverMachine):
    """A parcel to an office (移送) and the record of what it disclosed, why and on which ground (PIPL 23)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="hand_overs")
    proceeding = models.ForeignKey(
        Proceeding, on_delete=models.PROTECT, related_name="hand_overs", null=True, blank=True
    )
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("office"), related_name="hand_overs"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, verbose_name=_("follows"), related_name="later", null=True, blank=True
    )  # the returned one that is sent again
    aim = models.CharField(max_length=30, blank=True, editable=False)  # code of `purposes`; empty before 2026-11
    purpose = models.CharField(_("purpose"), max_length=200)
    ground = models.CharField(_("legal ground of the disclosure"), max_length=10, choices=Ground.choices)
    consent_paper = models.CharField(_("paper of the consent"), max_length=200, blank=True)
    fields = models.JSONField(_("what is disclosed"), default=list)  # codes of `disclosure.FIELDS`
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_overs")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("hand-over"), _("hand-overs")
        ordering = ("sent_on", "pk")
        indexes = [models.Index(fields=["state", "ended_on", "id"])]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="hand_over_state_known")]

    def __str__(self) -> str:
        return f"{self.agency.short_name} · {self.purpose}"

    @property
    def discloses(self) -> bool:
        """Whether the office may still read what the parcel holds."""
        return self.state in DISCLOSING


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    def unopened(self, at: datetime) -> Self:
        """Those that still open their hand-over at the instant."""
        return self.filter(
            opened_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at, hand_over__state__in=WAITING
        )


class AccessLink(models.Model):
    """A link that opens one hand-over once (一次性链接): only its digest is kept, and it expires."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True, editable=False)  # sha256 of the secret, hex
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="links")
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.hand_over} · {self.expires_at:%Y-%m-%d}"
