"""Saved reports, the sending of them on their day, and snapshots: reports frozen as they were."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.access import SCOPES, Act, Scope, grants
from mediation.models.organisation import Organisation

SNAPSHOTS = ("reports", "snapshot")  # issuer and kind of the numbers of snapshots, running in a year
LAST_DAY = 28  # of the days of a month on which a report is sent: every month has it


class Span(models.TextChoices):
    """A period that moves with the day on which the report is made."""

    LAST_MONTH = "last_month", _("last month")  # 上月
    THIS_MONTH = "this_month", _("this month so far")  # 本月至今
    LAST_QUARTER = "last_quarter", _("last quarter")  # 上季度
    THIS_QUARTER = "this_quarter", _("this quarter so far")  # 本季度至今
    THIS_YEAR = "this_year", _("this year so far")  # 本年至今
    LAST_YEAR = "last_year", _("last year")  # 上年
    TWELVE_MONTHS = "twelve_months", _("the last twelve whole months")  # 近12个月


class Rhythm(models.TextChoices):
    """How often a saved report is sent."""

    NEVER = "", pgettext_lazy("sending", "not sent")
    MONTHLY = "monthly", _("every month")
    WEEKLY = "weekly", _("every week")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the unions whose figures the person may see; of all cases only for who sees all of them."""
        condition = Q(pk__in=[])
        for membership in grants(user, Act.REPORT):
            unit = membership.organisation
            if SCOPES[membership.role] is Scope.ALL:
                return self.all()
            below = Q() if unit.level == "city" else Q(organisation=unit) | Q(organisation__parent=unit)
            condition |= below & Q(is_of_all=False)
        return self.filter(condition)


class Snapshot(models.Model):
    """A report frozen (快照): figures, the words and versions of their definitions, filters, scope. Append-only, also
    in the database.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)  # 2026-0001, running in a year
    title = models.CharField(_("title"), max_length=100)
    reason = models.CharField(_("reason"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("union"), related_name="snapshots"
    )
    is_of_all = models.BooleanField(_("of all cases"), default=False)  # made by an auditor
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    statement = models.JSONField(_("figures and definitions"))  # `reports.statement`
    sha256 = models.CharField(max_length=64)  # of the statement, `reports.statement.digest_of`
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="snapshots")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("snapshot"), _("snapshots")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["organisation", "-id"], name="snapshot_of_union")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SavedReportQuerySet(models.QuerySet["SavedReport"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those shared in the unions of which one may read the figures."""
        units = [membership.organisation_id for membership in grants(user, Act.REPORT)]
        if not units:
            return self.none()
        return self.filter(Q(owner=user) | Q(is_shared=True), organisation__in=units)


class SavedReport(models.Model):
    """A report somebody keeps (已存报表): indicators, groups, filters, and a period that moves."""

    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_reports")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, verbose_name=_("union"), related_name="saved_reports"
    )
    is_shared = models.BooleanField(_("shared with the union"), default=False)
    indicators = models.JSONField(_("indicators"), default=list)  # codes of `reports.indicators`
    groups = models.JSONField(_("rows by"), default=list, blank=True)  # codes of `reports.groups`, joined ones in one
    filters = models.JSONField(_("filters"), default=dict, blank=True)  # group -> value of `reports.groups`
    span = models.CharField(_("period"), max_length=20, choices=Span.choices, default=Span.LAST_MONTH)
    rhythm = models.CharField(_("sent by e-mail"), max_length=10, choices=Rhythm.choices, blank=True)
    day = models.PositiveSmallIntegerField(
        _("on day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LAST_DAY)]
    )  # of the month, or of the week from Monday as 1
    sends_from = models.DateField(_("sent from"), null=True, editable=False)  # no day before it is made up for
    receivers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("receivers"), related_name="reports_received", blank=True
    )
    at = models.DateTimeField(_("at"))

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("saved report"), _("saved reports")
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["rhythm"], condition=~Q(rhythm=""), name="saved_report_sent")]

    def __str__(self) -> str:
        return self.name


class ReportSending(models.Model):
    """One sending of a saved report on its day; the key makes a second run send nothing."""

    class Refusal(models.TextChoices):
        CLOSED = "closed", _("the account of its owner is closed")
        NO_RIGHT = "no_right", _("its owner may no longer read these figures")
        NO_FIGURE = "no_figure", _("none of its indicators exists any more")

    report = models.ForeignKey(SavedReport, on_delete=models.CASCADE, related_name="sendings")
    due_on = models.DateField(_("due on"))
    at = models.DateTimeField(_("at"))
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="sendings")
    refusal = models.CharField(_("why it was not sent"), max_length=10, choices=Refusal.choices, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("sending of a report"), _("sendings of reports")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["report", "due_on"], name="report_sent_once_a_day"),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, refusal="") | (Q(snapshot__isnull=True) & ~Q(refusal="")),
                name="report_sent_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.due_on}"
