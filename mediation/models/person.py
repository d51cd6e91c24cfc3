"""People: users, their dated memberships in organisations, and their declared interests."""

from datetime import date
from functools import cached_property

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, Role, grants
from mediation.models.organisation import Employer, Organisation

OFFICE = "office-"  # begins the name of a user in whose name an office acts by link


class User(AbstractUser):
    """A person who signs in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    REQUIRED_FIELDS = ["display_name"]

    # Whether there may be recusals and interests of theirs; who is signed in was found to have some or none.
    may_be_recused = may_have_interests = True

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @cached_property
    def memberships_now(self) -> list["Membership"]:
        """Memberships valid today, the oldest first, organisations loaded; one query per request.

        Sorted here: for an order of its own the query would compare every column of the tables, half of its time.
        """
        rows = self.memberships.valid_on(timezone.localdate()).select_related("organisation")
        return sorted(rows.order_by(), key=lambda membership: (membership.since, membership.pk))

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.memberships_now}

    def holds(self, act: Act) -> bool:
        """Whether any membership grants the act at all."""
        return bool(grants(self, act))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=day),
            since__lte=day,
            organisation__is_active=True,
        )

    def of_people(self) -> "MembershipQuerySet":
        """Those of somebody who can be told something: an office that acts by link has nobody who signs in."""
        return self.exclude(user__username__startswith=OFFICE, user__password__startswith=UNUSABLE_PASSWORD_PREFIX)


class Membership(models.Model):
    """A role of a person in an organisation, from a day and until a day."""

    class Position(models.TextChoices):
        CHAIR = "chair", _("Chair")  # 主席
        VICE_CHAIR = "vice_chair", _("Vice-chair")  # 副主席

    user = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name=_("user"), related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("organisation"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    position = models.CharField(_("position"), max_length=20, choices=Position.choices, blank=True)
    supervisor_card = models.CharField(_("supervisor's card"), max_length=40, blank=True)  # 监督员证
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        ordering = ("user", "since")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="membership_days_in_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.SIGNER) | ~models.Q(position=""),
                name="membership_signer_is_chair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"


class Interest(models.Model):
    """A declared interest of a person in an employer; it bars the person from that employer's cases (回避)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name=_("user"), related_name="interests")
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, verbose_name=_("employer"), related_name="interests"
    )
    note = models.CharField(_("note"), max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("declared interest"), _("declared interests")
        constraints = [models.UniqueConstraint(fields=["user", "employer"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.employer}"
