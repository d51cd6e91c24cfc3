"""Organisations: the union tree, the partners (a table, not a fixed four), and the employers."""

from collections.abc import Iterable
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """Kind of organisation."""

    CITY_UNION = "city_union", _("City federation of unions")  # 市总工会
    TOWN_UNION = "town_union", _("Town union")  # 镇街总工会
    ENTERPRISE_UNION = "enterprise_union", _("Enterprise union")  # 企业工会
    HR_BUREAU = "hr_bureau", _("HR bureau")  # 人力资源和社会保障局
    INSPECTION = "inspection", _("Labour inspection")  # 劳动保障监察
    ARBITRATION = "arbitration", _("Arbitration commission")  # 劳动人事争议仲裁委员会
    COURT = "court", _("Court")  # 人民法院
    PROCURATORATE = "procuratorate", _("Procuratorate")  # 人民检察院
    JUSTICE_BUREAU = "justice_bureau", _("Justice bureau")  # 司法局
    OTHER_DEPARTMENT = "other_department", _("Other department")  # 其他部门


LEVELS = {"city_union": "city", "town_union": "town", "enterprise_union": "enterprise"}
LEVEL_CHOICES = [("city", _("City")), ("town", _("Town")), ("enterprise", _("Enterprise"))]
UNION_KINDS = tuple(LEVELS)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(is_active=True)

    def unions(self) -> "OrganisationQuerySet":
        return self.filter(kind__in=UNION_KINDS)

    def partners(self) -> "OrganisationQuerySet":
        return self.exclude(kind__in=UNION_KINDS)

    def below(self, units: Iterable[int]) -> "OrganisationQuerySet":
        """Those with these ids and their arms, in no order."""
        ids = list(units)
        wanted = models.Q(pk__in=ids) | models.Q(parent__in=ids) | models.Q(parent__parent__in=ids)
        return self.filter(wanted).order_by()

    def with_lineage(self) -> "OrganisationQuerySet":
        return self.select_related("parent__parent")


class Employer(models.Model):
    """An employer (用人单位); a party to disputes, not a user of the product by itself."""

    name = models.CharField(_("name"), max_length=200)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)  # 统一社会信用代码
    address = models.CharField(_("address"), max_length=200, blank=True)
    representative = models.CharField(_("legal representative"), max_length=80, blank=True)  # 法定代表人
    contact = models.CharField(_("contact person"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    industry = models.CharField(_("industry"), max_length=40, blank=True)  # GB/T 4754
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    town = models.ForeignKey(
        "Organisation",
        on_delete=models.PROTECT,
        verbose_name=_("town"),
        related_name="employers",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name, verbose_name_plural = _("employer"), _("employers")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                "credit_code", condition=~models.Q(credit_code=""), name="employer_credit_code_once"
            )
        ]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A union of one of the three levels, or a partner."""

    code = models.CharField(_("code"), max_length=20, unique=True)  # area code 330681 + unit
    name = models.CharField(_("name"), max_length=100, unique=True)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("upper organisation"),
        related_name="children",
        null=True,
        blank=True,
    )
    employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        verbose_name=_("enterprise"),
        related_name="unions",
        null=True,
        blank=True,
    )
    letter_prefix = models.CharField(_("prefix of letter numbers"), max_length=20, blank=True)  # 机关代字
    seal_text = models.CharField(_("text of the seal"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("organisation"), _("organisations")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> str:
        """city, town or enterprise; empty for a partner."""
        return LEVELS.get(self.kind, "")

    @property
    def is_union(self) -> bool:
        return self.kind in LEVELS

    @cached_property
    def lineage(self) -> frozenset[int]:
        """Ids of this organisation and of those above it (at most three)."""
        ids, unit = [self.pk], self
        while unit.parent_id is not None and len(ids) < 4:
            ids.append(unit.parent_id)
            assert unit.parent is not None
            unit = unit.parent
        return frozenset(ids)

    @cached_property
    def reach(self) -> list[int]:
        """Ids of this organisation and of those right under it; as numbers a database knows how many rows to expect."""
        return [self.pk, *self.children.order_by("pk").values_list("pk", flat=True)]

    def count_supervisors(self) -> int:
        """How many people carry a supervisor's card here today (监督员证)."""
        posts = self.memberships.valid_on(timezone.localdate()).exclude(supervisor_card="")
        return int(posts.values("user").distinct().count())

    def town_unit(self) -> "Organisation | None":
        """The town union this union is or belongs to."""
        if self.kind == OrganisationKind.TOWN_UNION:
            return self
        return self.parent if self.kind == OrganisationKind.ENTERPRISE_UNION else None
