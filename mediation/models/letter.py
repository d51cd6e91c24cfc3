"""Letters of a case: the draft with its revisions, and the link to the frozen record in `documents`."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.fields import office_of
from documents.kinds import KINDS
from documents.models import IssuedLetter
from mediation import preflight
from mediation.access import SCOPES, Scope
from mediation.deadlines import Span, Unit
from mediation.letters import BEFORE_ISSUE, CHOICES, ROWS, LetterMachine, State, opens_suggestion
from mediation.models.dispute import Dispute
from mediation.models.organisation import Employer, Organisation
from mediation.models.person import Membership
from mediation.models.scoping import PartScopedQuerySet

REPLY_UNITS = {"days": Unit.DAY, "working_days": Unit.WORKING_DAY}

AWAITED = Q(state=State.SERVED, kind__in=[kind for kind, row in ROWS.items() if row.answered])  # an answer is due


class LetterQuerySet(PartScopedQuerySet):
    def _part(self, membership: Any) -> Q:
        """All letters of the case, one's own drafts, or what was served on one's agency or enterprise."""
        unit = membership.organisation
        served = Q(served_on__isnull=False)
        match SCOPES[membership.role]:
            case Scope.TREE | Scope.ALL:
                return Q(dispute__isnull=False)
            case Scope.DRAFTED:
                return Q(drafter_id=membership.user_id)
            case Scope.HANDED_OVER:
                return served & (Q(agency=unit) | Q(agency__parent=unit))
            case Scope.SERVED:
                return served & Q(addressee_employer_id=unit.employer_id, addressee_employer__isnull=False)
        return Q(pk__in=[])

    def with_record(self) -> Self:
        """With number, code and hash of the issued letter, without its bytes."""
        return self.select_related("issued").defer("issued__pdf", "issued__facts", "issued__issuer", "issued__engine")

    def pending(self) -> "LetterQuerySet":
        """Drafts, letters in review and letters waiting for the signature."""
        return self.filter(state__in=BEFORE_ISSUE)


class Letter(LetterMachine):
    """A paper that leaves the house (文书)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=30, choices=CHOICES)
    issuer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("issuing union"), related_name="letters"
    )
    addressee_employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        verbose_name=_("addressee"),
        related_name="letters",
        null=True,
        blank=True,
    )
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("addressed department"), related_name="letters_received",
        null=True, blank=True,
    )  # fmt: skip
    content = models.JSONField(_("content"), default=dict)
    articles = models.JSONField(_("articles cited"), default=list, editable=False)  # operations.citing.Snapshot
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("drafter"), related_name="drafted"
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("reviewer"), related_name="reviewed",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("signer"), related_name="signed",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    supervisors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("supervisors"), related_name="investigated", blank=True
    )
    ground = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("rests on letter"),
        related_name="later",
        null=True,
        blank=True,
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("replaces"),
        related_name="replaced_by",
        null=True,
        blank=True,
    )
    issued = models.OneToOneField(
        IssuedLetter, on_delete=models.PROTECT, related_name="letter", null=True, blank=True, editable=False
    )
    origin = models.ForeignKey(
        "Event",
        on_delete=models.PROTECT,
        related_name="drafted_letters",
        null=True,
        blank=True,
        editable=False,
    )
    form_key = models.UUIDField(null=True, editable=False)  # one rendered form drafts one letter

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("letter"), _("letters")
        ordering = ("drafted_at", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "in_review", "returned", "approved", "withdrawn"], issued__isnull=True
                )
                | models.Q(issued__isnull=False),
                name="letter_issued_has_record",
            ),
            models.UniqueConstraint(
                fields=["dispute", "form_key"], condition=models.Q(form_key__isnull=False), name="letter_form_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "issuer"]),
            models.Index(fields=["state", "kind"]),
            models.Index(fields=["-issued_on", "-drafted_at", "-id"]),
            models.Index(fields=["id"], condition=AWAITED, name="letter_awaited"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()}"

    @property
    def number(self) -> str:
        return self.issued.number if self.issued is not None else ""

    @property
    def addressee(self) -> str:
        unit: Any = self.addressee_employer or self.agency
        return unit.name if unit is not None else self.content.get("addressee", "")

    @property
    def joint_offices(self) -> dict[str, str]:
        """The offices that sign with the union (联合行文), in order, each with the paper by which it agreed."""
        return dict(office_of(line) for line in self.content.get("joint") or ())

    def possible_offices(self) -> models.QuerySet[Organisation]:
        """The partners that may sign with the union: all but the department that the letter goes to."""
        partners = Organisation.objects.active().partners()
        return partners if self.agency_id is None else partners.exclude(pk=self.agency_id)

    @property
    def is_late(self) -> bool:
        """Whether the answer came after the reply deadline (recorded late, still recorded)."""
        return bool(self.answered_on and self.reply_due_on and self.answered_on > self.reply_due_on)

    @property
    def reply_limit(self) -> Span | None:
        """The time for the answer as the letter says it; None where the rule says it."""
        length, unit = self.content.get("reply_days"), self.content.get("reply_unit")
        return Span(int(length), REPLY_UNITS[unit]) if self.row.sets_limit and length and unit else None

    @property
    def reply_due_on(self) -> date | None:
        """The due date of the reply clock that service started."""
        rows = [row for row in self.deadlines.all() if row.rule == self.row.reply_rule]
        return rows[-1].due_on if rows else None

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do: verified, withdrawn, replaced, served for information, or a later rung rests on it."""
        if self.state in (State.VERIFIED, State.WITHDRAWN, State.SUPERSEDED):
            return True
        if not self.row.answered:
            return self.state in (State.SERVED, State.SERVICE_REFUSED)
        return opens_suggestion(self) and any(
            row.ground_id == self.pk and row.issued_id and row.state not in (State.WITHDRAWN, State.SUPERSEDED)
            for row in self.dispute.rows("letters")
        )

    def findings(self) -> list[preflight.Finding]:
        """What of the text keeps the letter from the review and the signature."""
        return preflight.stops(self, timezone.localdate())

    def right_names(self) -> dict[str, str]:
        """The names that fields of the letter have by the case."""
        addressee: Any = self.addressee_employer or self.agency
        right = {"employer": self.dispute.employer.name, "respondent": self.dispute.employer.name}
        if addressee is not None:
            right["addressee"] = addressee.name
        return {field.name: right[field.name] for field in KINDS[self.kind].fields if field.name in right}

    def wrong_names(self) -> list[dict[str, str]]:
        """Fields whose name is not the one of the case: their label and the right name."""
        kind = KINDS[self.kind]
        return [
            {"field": str(kind.field(name).label), "name": right}
            for name, right in self.right_names().items()
            if self.content.get(name) != right
        ]

    def valid_supervisor_count(self) -> int:
        """Supervisors with a card that is valid today who are not recused; one query for all of them."""
        carded = Membership.objects.valid_on(timezone.localdate()).exclude(supervisor_card="")
        free = carded.filter(user__investigated=self).exclude(user__in=self.dispute.recused_ids)
        return free.values("user").distinct().count()


class LetterRevision(models.Model):
    """A saved version of a draft; shows what the reviewer changed."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="revisions")
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="revisions")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.letter} · {self.at:%Y-%m-%d %H:%M}"
