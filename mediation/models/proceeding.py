"""Proceedings of a case and the sessions held."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation.access import SCOPES
from mediation.deadlines import RULES, count, excuse_until
from mediation.models.agreement import Instalment
from mediation.models.calendar import MinimumWage, load_calendar
from mediation.models.dispute import Dispute
from mediation.models.organisation import Organisation
from mediation.models.party import Claim
from mediation.models.scoping import WHOLE, AgencyScopedQuerySet, DisputeScopedQuerySet
from mediation.proceeding_kinds import CHOICES, KINDS
from mediation.proceedings import ProceedingMachine, State

# Filed and not ended, as those of BEFORE_AGENCY are: SQLite does not know a list that is asked for in an index again.
WAITING = models.Q(filed_on__isnull=False, ended_on__isnull=True)
ON_AGREEMENT = ("arbitration_review", "judicial_confirmation")  # they make the mediation agreement enforceable


class ProceedingQuerySet(AgencyScopedQuerySet):
    def _part(self, membership: Any) -> Q:
        """A partner sees nothing that is only being prepared."""
        part = super()._part(membership)
        return part if SCOPES[membership.role] in WHOLE else part & Q(filed_on__isnull=False)


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
        indexes = [
            models.Index(fields=["filed_on", "id"], condition=WAITING, name="proceeding_at_agency"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="proceeding_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="proceeding_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def performance_ends_on(self) -> date | None:
        """The last performance date of the agreement that was confirmed or reviewed (民事诉讼法 250)."""
        if self.kind not in ON_AGREEMENT:
            return None
        rows = Instalment.objects.filter(agreement__dispute=self.dispute_id, agreement__breached_on=None)
        last: date | None = rows.aggregate(last=models.Max("due_on"))["last"]
        return last

    def last_filing_day(self, facts: Mapping[str, str]) -> date | None:
        """The last day on which the application is in time; None without a limit.

        The latest deadline counts, also when a step has met or ended it: a passed day does not come back.
        """
        rules = self.row.limits(self.basis)
        limits = [d for d in self.dispute.rows("deadlines") if d.rule in rules and d.status != "superseded"]
        if limits:
            return max(limits, key=lambda limit: limit.pk).due_on
        if self.kind == "inspection":
            return self.dispute.inspection_ends_on
        if received := facts.get("award_received_on", ""):
            return count(RULES["B15"], date.fromisoformat(received), load_calendar(date.fromisoformat(received))).on
        return None

    def excused_until(self, ended_on: date) -> date:
        """Until when a late filing can be excused after the obstacle ended (民事诉讼法 86)."""
        return excuse_until(ended_on, load_calendar(ended_on)).on

    def minimum_wages_on(self, day: date) -> list[Decimal]:
        """The monthly minimum wages (yuan) of the day: of the area that is set, else of every area on record."""
        rows = MinimumWage.objects.filter(valid_from__lte=day).order_by("valid_from")
        if settings.MINIMUM_WAGE_AREA:
            rows = rows.filter(area=settings.MINIMUM_WAGE_AREA)
        return list({row.area: row.amount for row in rows}.values())

    @property
    def clock_on_acceptance(self) -> bool:
        """Whether the law gives the agency a clock of its own with acceptance."""
        first = next((row.code for row in self.row.procedures_for(self.basis)), "")
        return bool(self.row.opens_at("accept", self.basis, first))

    @cached_property
    def claims_concerned(self) -> list[Claim]:
        """The claims concerned, read once by the page or the step that holds this row; none means all of them."""
        return list(self.claims.all())

    @property
    def claim_ids(self) -> frozenset[int]:
        return frozenset(claim.pk for claim in self.claims_concerned)

    @property
    def outcome_label(self) -> str:
        return str(self.row.outcome(self.outcome).label) if self.outcome else ""

    @property
    def procedure_label(self) -> str:
        found = self.row.procedure(self.procedure)
        return str(found.label) if found else ""

    def fact_lines(self) -> list[tuple[str, str]]:
        """The questions that were answered, each with its answer in words."""
        asked = [row for row in self.row.questions if row.code in self.facts]
        return [(str(row.label), str(row.words(self.facts[row.code]))) for row in asked]

    def stage_lines(self) -> list[tuple[str, date, str]]:
        """The stages recorded: words, day and paper."""
        return [
            (str(self.row.stage(row["code"]).label), date.fromisoformat(row["on"]), row["paper"]) for row in self.stages
        ]


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
