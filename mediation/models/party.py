"""What hangs on a dispute: parties, claims, involved organisations, recusals."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.ages import groups_by_age
from mediation.classification import Category, Group
from mediation.models.dispute import Dispute
from mediation.models.organisation import Employer, Organisation
from mediation.models.scoping import DisputeScopedQuerySet
from mediation.satisfaction import SIDES


class Party(models.Model):
    """A worker, employer or third person in the case (当事人)."""

    class Role(models.TextChoices):
        APPLICANT = "applicant", _("Applicant")  # 申请人
        RESPONDENT = "respondent", _("Respondent")  # 被申请人
        THIRD = "third", _("Third party")  # 第三人

    class Kind(models.TextChoices):
        WORKER = "worker", pgettext_lazy("party", "Worker")
        EMPLOYER = "employer", pgettext_lazy("party", "Employer")
        OTHER = "other", pgettext_lazy("party", "Other")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200, db_index=True)
    id_number = models.CharField(_("ID number"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    job = models.CharField(_("job"), max_length=80, blank=True)
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    knew_on = models.DateField(_("knew of the violation on"), null=True, blank=True)  # where not as the case says
    employment_ended_on = models.DateField(_("employment ended on"), null=True, blank=True)  # likewise
    is_member = models.BooleanField(_("union member"), default=False)
    is_representative = models.BooleanField(_("representative of a group"), default=False)  # 推举代表人
    groups = models.JSONField(_("special groups"), default=list, blank=True)
    agent = models.CharField(_("agent"), max_length=80, blank=True)  # 委托代理人
    employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        verbose_name=_("employer"),
        related_name="parties",
        null=True,
        blank=True,
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        verbose_name=_("account"),
        related_name="party_to",
        null=True,
        blank=True,
    )

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("party"), _("parties")
        ordering = ("role", "-is_representative", "pk")
        # Who came back is asked of the workers of many cases by their names.
        indexes = [
            models.Index(
                fields=["dispute", "name", "id_number"], condition=Q(role="applicant"), name="party_applicant"
            ),
            models.Index(fields=["account"], condition=Q(account__isnull=False), name="party_account"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_asked(self) -> bool:
        """Whether the party is asked how it was served, once the case is closed."""
        return self.kind in SIDES and self.role != Party.Role.THIRD

    def is_same_person(self, other: "Party") -> bool:
        """The same name and kind, and no two ID numbers that differ."""
        numbers = {number for number in (self.id_number, other.id_number) if number}
        return (self.name, self.kind) == (other.name, other.kind) and len(numbers) < 2

    def groups_on(self, day: date) -> list[str]:
        """The special groups on record, and those that the age by the ID number gives on the day."""
        aged = groups_by_age(self.id_number, day, older_from=settings.OLDER_AGE)
        return [*self.groups, *(code for code in aged if code not in self.groups)]

    def group_labels(self) -> list[str]:
        labels = dict(Group.choices)
        return [str(labels[code]) for code in self.groups if code in labels]


class Claim(models.Model):
    """One thing asked for (请求事项)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="claims")
    party = models.ForeignKey(  # whose own claim it is; empty for a claim common to all
        Party, on_delete=models.PROTECT, verbose_name=_("worker"), related_name="claims", null=True, blank=True
    )
    category = models.CharField(_("type"), max_length=2, choices=Category.choices)
    text = models.CharField(_("claim"), max_length=500)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, default=Decimal("0.00"))

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("claim"), _("claims")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="claim_amount_not_negative")]

    def __str__(self) -> str:
        return self.text


class Mandate(models.Model):
    """The workers' mandate to their representatives (推选代表授权): what for, on which paper (ZJ-MA 40)."""

    class Extent(models.TextChoices):
        GENERAL = "general", _("to speak for them")  # 一般授权
        SPECIAL = "special", _("also to settle, vary or withdraw")  # 特别授权

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="mandates")
    extent = models.CharField(_("extent"), max_length=10, choices=Extent.choices)
    given_on = models.DateField(_("given on"))
    paper = models.CharField(_("paper that proves it"), max_length=200)
    representatives = models.ManyToManyField(Party, verbose_name=_("representatives"), related_name="mandates")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("mandate"), _("mandates")
        ordering = ("given_on", "pk")

    def __str__(self) -> str:
        return f"{self.dispute} · {self.given_on}"


class Consent(models.Model):
    """A worker's consent to an act that disposes of rights or discloses data (同意): to what, on which paper."""

    class Purpose(models.TextChoices):
        SETTLE = "settle", _("to settle")  # 和解
        WITHDRAW = "withdraw", _("to withdraw or waive")  # 撤回、放弃
        VARY = "vary", _("to vary the claims")  # 变更请求
        DISCLOSE = "disclose", _("to disclose personal data")  # PIPL 23

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, verbose_name=_("worker"), related_name="consents")
    purpose = models.CharField(_("to what"), max_length=10, choices=Purpose.choices)
    given_on = models.DateField(_("given on"))
    paper = models.CharField(_("paper that proves it"), max_length=200)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        ordering = ("given_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["party", "purpose"], condition=Q(withdrawn_on__isnull=True), name="consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.get_purpose_display()}"


class Involvement(models.Model):
    """An organisation that may see the case: it registered, held or received it."""

    class Role(models.TextChoices):
        REGISTRAR = "registrar", _("registered it")
        HOLDER = "holder", _("held it")
        PARTNER = "partner", _("it was handed over")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateField(_("since"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "organisation", "role"], name="involvement_once")]
        indexes = [models.Index(fields=["organisation", "dispute"])]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"


class Recusal(models.Model):
    """A person who may not act in the case (回避, ZJ-SUP 13)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(_("reason"), max_length=200)
    since = models.DateField(_("since"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "user"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.dispute}"
