"""What follows a closing: visits and answers (回访), the visit planned, and the asking of each party (满意度调查)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation.classification import Satisfaction
from mediation.lifecycle import FINISHED
from mediation.models.dispute import Dispute
from mediation.models.organisation import Organisation
from mediation.models.party import Party
from mediation.models.scoping import DisputeScopedQuerySet
from mediation.satisfaction import Conduct, Means, Performance, Result


class SurveyQuerySet(DisputeScopedQuerySet):
    def under(self, units: Iterable[int]) -> Self:
        """Those that one of the unions asked, or one below it."""
        units = list(units)
        return self.filter(Q(unit__in=units) | Q(unit__parent__in=units) | Q(unit__parent__parent__in=units))

    def unanswered(self, at: datetime) -> Self:
        """Those whose link still opens the questions at the instant; of a case closed since as it was then."""
        current = Q(dispute__state__in=FINISHED, dispute__closed_on=models.F("closed_on"))
        return self.filter(current, state=Survey.State.ASKED, expires_at__gt=at)


class Survey(models.Model):
    """One worker or employer asked about one closing of a case (满意度调查); the answer is a `FollowUp`.

    Of a link only the digest is kept, and of the address it was made at only a keyed digest.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")  # 已发放
        ANSWERED = "answered", _("Answered")  # 已答复
        REFUSED = "refused", _("Does not want to answer")  # 拒绝评价

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="surveys")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, verbose_name=_("party"), related_name="surveys")
    closed_on = models.DateField(_("closed on"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, verbose_name=_("union"), related_name="surveys")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="surveys")
    digest = models.CharField(  # noqa: DJ001 - many have none, no two the same; sha256 of the secret, hex
        max_length=64, unique=True, null=True, editable=False
    )
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    made_from = models.CharField(max_length=64, blank=True, editable=False)  # of the network address
    from_same_place = models.BooleanField(_("answered where the link was made"), default=False, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("survey"), _("surveys")
        ordering = ("asked_on", "pk")
        indexes = [models.Index(fields=["unit", "asked_on"])]
        constraints = [
            models.UniqueConstraint(fields=["party", "closed_on"], name="survey_once"),
            models.CheckConstraint(condition=Q(state__in=["asked", "answered", "refused"]), name="survey_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.closed_on}"


class SurveyAttempt(models.Model):
    """One attempt to ask (发放或者联系): by whom, when, how, and what came of it; an answer is a `FollowUp`."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="attempts")
    means = models.CharField(_("how"), max_length=10, choices=Means.choices)
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="survey_attempts")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.survey} · {self.get_result_display()}"


class FollowUp(models.Model):
    """A visit after closing (回访), or the answer to a survey: satisfaction and performance."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="follow_ups")
    survey = models.OneToOneField(
        Survey, on_delete=models.PROTECT, verbose_name=_("survey"), related_name="answer", null=True, blank=True
    )  # empty: a visit
    visited_on = models.DateField(_("visited on"))
    means = models.CharField(_("how"), max_length=10, choices=Means.choices, blank=True)  # empty before 0.4.0
    satisfaction = models.CharField(_("satisfaction"), max_length=12, choices=Satisfaction.choices)
    conduct = models.CharField(_("mediator fair and clear"), max_length=10, choices=Conduct.choices, blank=True)
    performed = models.BooleanField(_("agreement performed in full"), null=True, blank=True)
    in_part = models.BooleanField(_("performed in part"), default=False)
    note = models.TextField(_("note"), blank=True)
    note_is_open = models.BooleanField(_("the mediator may read the note"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follow_ups", null=True, blank=True
    )  # who wrote it down; empty when the person answered through the link

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        ordering = ("visited_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(means="link", survey__isnull=False), name="follow_up_by_somebody"
            ),
            models.CheckConstraint(condition=Q(in_part=False) | Q(performed=False), name="follow_up_part_is_not_full"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute} · {self.visited_on}"

    @property
    def side(self) -> str:
        """Who spoke, a kind of party: a visit is to the workers, an answer is of who was asked."""
        return Party.Kind.WORKER if self.survey is None else self.survey.party.kind

    @property
    def performance(self) -> str:
        """A code of `Performance`; empty when it was not asked, or nothing was agreed."""
        if self.performed is None:
            return ""
        if self.performed:
            return Performance.FULL
        return Performance.PART if self.in_part else Performance.NONE

    @property
    def performance_label(self) -> str:
        code = self.performance
        return str(Performance(code).label) if code else ""


class VisitPlan(models.Model):
    """The day for which a visit is planned (回访计划), instead of the usual one; met by the next visit."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="visit_plans")
    planned_on = models.DateField(_("planned for"))
    at = models.DateTimeField(_("planned at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visit_plans")
    visit = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, verbose_name=_("visit"), related_name="plan", null=True, blank=True
    )

    objects = DisputeScopedQuerySet.as_manager()

    class Meta:
        ordering = ("planned_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["dispute"], condition=Q(visit__isnull=True), name="visit_planned_once")
        ]

    def __str__(self) -> str:
        return f"{self.dispute} · {self.planned_on}"
