"""The dispute."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.classification import (
    CLOSING_CHOICES,
    COLLECTIVE_FROM,
    Category,
    Channel,
    Elsewhere,
    Relation,
    Request,
)
from mediation.collective import claimants
from mediation.deadlines import Span, Unit, count
from mediation.letters import BEFORE_ISSUE, opens_suggestion
from mediation.letters import State as LetterState
from mediation.lifecycle import ENDED, DisputeMachine
from mediation.linkage import MOVES
from mediation.models.calendar import load_calendar
from mediation.models.case_rows import CaseRows, barred_from
from mediation.models.dispute_indexes import CONSTRAINTS, INDEXES
from mediation.models.dispute_rows import DisputeQuerySet
from mediation.models.months import MonthNumber
from mediation.models.organisation import LEVEL_CHOICES, Employer, Organisation
from mediation.workdays import Calendar


class Dispute(CaseRows, DisputeMachine):
    """A labour dispute or supervision matter (案件)."""

    number = models.CharField(_("case number"), max_length=40, unique=True, editable=False)
    intake_key = models.UUIDField(unique=True, editable=False)  # one rendered form files one case
    request = models.CharField(
        _("asked of the union"), max_length=20, choices=Request.choices, default=Request.MEDIATION
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, default=Channel.WALK_IN)
    external_number = models.CharField(_("number at the source"), max_length=80, blank=True)
    received_on = models.DateField(_("received on"))
    registered_at = models.DateTimeField(_("registered at"), editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registered", editable=False
    )
    category = models.CharField(_("dispute type"), max_length=2, choices=Category.choices)
    relation = models.CharField(_("legal relation"), max_length=10, choices=Relation.choices, default=Relation.LABOUR)
    elsewhere = models.CharField(
        _("already with an authority"), max_length=20, choices=Elsewhere.choices, default=Elsewhere.NO
    )
    summary = models.CharField(_("summary"), max_length=200)
    facts = models.TextField(_("facts"), max_length=50_000, blank=True)
    occurred_on = models.DateField(_("dispute arose on"), null=True, blank=True)
    knew_on = models.DateField(_("knew of the violation on"), null=True, blank=True)  # 知道权利受侵害日
    employment_ended_on = models.DateField(_("employment ended on"), null=True, blank=True)
    worker_count = models.PositiveIntegerField(_("workers concerned"), default=1)
    amount_claimed = models.DecimalField(
        _("amount claimed (yuan)"), max_digits=14, decimal_places=2, default=Decimal("0.00")
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, verbose_name=_("employer"), related_name="disputes"
    )
    crosses_towns = models.BooleanField(_("workers or workplaces in several towns"), default=False)  # 跨镇街
    union_conflict = models.BooleanField(_("the enterprise union has a conflict of interest"), default=False)
    holder = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        verbose_name=_("holding union"),
        related_name="held",
        editable=False,
    )
    level = models.CharField(_("level"), max_length=10, choices=LEVEL_CHOICES, editable=False)
    town = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        verbose_name=_("town"),
        related_name="town_disputes",
        null=True,
        blank=True,
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("handler"), related_name="handled",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    delegated_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("delegated by"), related_name="delegated",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("merged into"),
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
    )
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("split from"),
        related_name="split_off",
        null=True,
        blank=True,
        editable=False,
    )

    received_month = models.GeneratedField(
        expression=MonthNumber("received_on"), output_field=models.IntegerField(), db_persist=True
    )
    ended_month = models.GeneratedField(
        expression=MonthNumber("ended_on"), output_field=models.IntegerField(null=True), db_persist=True
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("dispute"), _("disputes")
        ordering = ("-received_on", "-pk")
        indexes, constraints = INDEXES, CONSTRAINTS

    def __str__(self) -> str:
        return self.number

    @property
    def dispute(self) -> "Dispute":
        """Itself, so that rights and steps read every subject alike."""
        return self

    @property
    def is_collective(self) -> bool:
        """集体争议: ten or more workers with a common claim (ZJ-MA 40)."""
        return self.worker_count >= COLLECTIVE_FROM

    @cached_property
    def people(self) -> list[Any]:
        """The parties, read once by the page or the step that holds this row."""
        return self.rows("parties")

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def in_scope(self) -> bool:
        """A matter of service alone is outside supervision; mediation of it stays possible."""
        return self.relation != Relation.SERVICE or self.request == Request.MEDIATION

    @property
    def has_special_group(self) -> bool:
        """Whether an applicant belongs to one by the record, or by age on the day the case was received."""
        return any(party.groups_on(self.received_on) for party in self.parties.all() if party.role == "applicant")

    @property
    def has_supervision_gap(self) -> bool:
        """Whether a paper on record proves that supervision has a gap beyond the case (2024 notice)."""
        return any(item.proves == "systemic_gap" for item in self.evidence.all())

    @property
    def outcome_label(self) -> str:
        return str(dict(CLOSING_CHOICES).get(self.outcome, ""))

    @property
    def needs_suggestion(self) -> bool:
        """An opinion letter opens the way to the suggestion, and none is issued yet (ZJ-SUP 23)."""
        letters = self.rows("letters")
        unissued = (*BEFORE_ISSUE, LetterState.WITHDRAWN)
        if any(row.kind == "suggestion" and row.state not in unissued for row in letters):
            return False
        return any(opens_suggestion(row) for row in letters)

    @cached_property
    def moves(self) -> list[Any]:
        """The events by which the case changed hands, and its result went up and down, in order (`linkage`)."""
        rows = self.events.filter(subject="dispute", kind__in=MOVES).select_related("organisation")
        return list(rows.order_by("number"))

    def newcomers(self, source: "Dispute") -> list[Any]:
        """Applicants and third parties of another case against the same employer who are not in this one yet."""
        twins = self.twins(source)
        return [party for party in source.parties.exclude(role="respondent") if party.pk not in twins]

    def twins(self, source: "Dispute") -> dict[int, Any]:
        """The person of this case who is the same, by the id of the person in the other one."""
        known: dict[str, list[Any]] = {}
        for one in self.parties.all():
            known.setdefault(one.name, []).append(one)
        found = {
            party.pk: next((one for one in known.get(party.name, ()) if party.is_same_person(one)), None)
            for party in source.parties.exclude(role="respondent")
        }
        return {pk: one for pk, one in found.items() if one is not None}

    def new_claims(self, source: "Dispute") -> list[Any]:
        """Claims of the other case; what the very same people claim in the same words counts once."""
        twins, more = self.twins(source), bool(self.newcomers(source))
        ours, theirs = claimants(self), claimants(source)
        known = {(ours[claim.pk], claim.category, claim.text, claim.amount) for claim in self.claims.all()}

        def is_new(row: Any) -> bool:
            owner = theirs[row.pk]
            if owner is None:
                return more or (None, row.category, row.text, row.amount) not in known
            twin = twins.get(owner)
            return twin is None or (twin.pk, row.category, row.text, row.amount) not in known

        return [row for row in source.claims.all() if is_new(row)]

    def totals_with(self, source: "Dispute") -> tuple[int, Decimal]:
        """Workers concerned and amount claimed (yuan) once the other case is part of this one."""
        applicants = source.parties.filter(role="applicant").count()
        shared = applicants - sum(party.role == "applicant" for party in self.newcomers(source))
        taken = {claim.pk for claim in self.new_claims(source)}
        again = sum((claim.amount for claim in source.claims.all() if claim.pk not in taken), Decimal("0.00"))
        workers = self.worker_count + max(source.worker_count - shared, 0)
        return workers, self.amount_claimed + max(source.amount_claimed - again, Decimal("0.00"))

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar as the page or the step that holds this row counts by it, read once."""
        return load_calendar()

    @property
    def inspection_ends_on(self) -> date | None:
        """劳动保障监察条例 20: two years from the act, or from its end while it goes on; None when no day is known."""
        began = self.employment_ended_on or self.occurred_on
        return count(Span(2, Unit.YEAR), began, self.calendar).on if began else None

    @cached_property
    def recused_ids(self) -> frozenset[int]:
        """Ids of the people who may not act: recused in the case or with an interest in the employer."""
        return barred_from(self.pk, self.employer_id)

    def is_recused(self, user: Any) -> bool:
        return user.pk in self.recused_ids
