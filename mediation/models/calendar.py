"""The holiday calendar as an office keeps it, and the lengths it sets where the law leaves them open."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from mediation.deadline_rules import RULES, Rule, Unit
from mediation.models.written_queries import WrittenQuery, columns_of, row_of
from mediation.workdays import SATURDAY, Calendar, notice_year


class CalendarYear(models.Model):
    """A year whose days off are published (放假通知); without its row the dates in it are provisional."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    notice = models.CharField(_("notice"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """One day that a notice makes off (放假) or makes a working day (调休上班)."""

    class Kind(models.TextChoices):
        REST = "rest", _("day off")
        WORK = "work", _("make-up working day")

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    name = models.CharField(_("name"), max_length=60)  # the festival, in Chinese as in the notice
    year = models.ForeignKey(CalendarYear, models.CASCADE, verbose_name=_("notice of the year"), related_name="days")

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["rest", "work"]), name="calendar_day_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"

    def clean(self) -> None:
        """Refuse what no notice says: a make-up day in the week, a day that another year's notice decides."""
        if self.date and self.kind == self.Kind.WORK and self.date.weekday() < SATURDAY:
            raise ValidationError({"date": _("A make-up working day is a Saturday or a Sunday.")})
        if self.date and self.year_id and self.year_id not in {self.date.year, notice_year(self.date)}:
            raise ValidationError({"date": _("This day does not belong to the notice of that year.")})


class CalendarChange(models.Model):
    """What was published or corrected (放假安排的登记): by whom, when, why, and the days before and after.

    `days` is [[date, kind before, kind after], …]; an empty kind is an ordinary day.
    """

    year = models.ForeignKey(CalendarYear, models.CASCADE, verbose_name=_("notice of the year"), related_name="changes")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_changes")
    reason = models.TextField(_("reason"))
    days = models.JSONField(_("days"), default=list)
    moved = models.PositiveIntegerField(_("deadlines that moved"), default=0)

    class Meta:
        verbose_name = _("change of the calendar")
        verbose_name_plural = _("changes of the calendar")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.year_id} {self.at:%Y-%m-%d}"


class MinimumWage(models.Model):
    """The monthly minimum wage (最低工资标准) of an area from a day: decides which awards are final (LMA 47)."""

    area = models.CharField(_("area or tier"), max_length=40)
    amount = models.DecimalField(_("yuan a month"), max_digits=10, decimal_places=2)
    valid_from = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("entered by"), related_name="minimum_wages",
        null=True, editable=False,
    )  # fmt: skip
    at = models.DateTimeField(_("entered at"), null=True, editable=False)  # neither is known of what came ready-made

    class Meta:
        verbose_name = _("minimum wage")
        verbose_name_plural = _("minimum wages")
        ordering = ["area", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["area", "valid_from"], name="minimum_wage_once_a_day"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="minimum_wage_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.amount} {self.valid_from}"


class RuleSetting(models.Model):
    """A length this office set (本地期限) for a rule that the law leaves open or nobody has verified."""

    code = models.CharField(_("rule"), max_length=8)
    length = models.PositiveSmallIntegerField(_("length"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit"), max_length=12, blank=True, choices=Unit)
    reason = models.TextField(_("reason"))
    valid_from = models.DateField(_("valid from"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("set by"), related_name="rule_settings",
        null=True, editable=False,
    )  # fmt: skip
    set_by = models.CharField(_("set by"), max_length=80)  # the name of that day, as letters and reasons print it
    set_at = models.DateTimeField(_("set at"), null=True, blank=True)

    class Meta:
        verbose_name = _("local deadline rule")
        verbose_name_plural = _("local deadline rules")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="rule_setting_once_a_day"),
            models.CheckConstraint(condition=models.Q(length__gte=1), name="rule_setting_length"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.length} {self.valid_from}"

    def clean(self) -> None:
        """Refuse a rule that does not exist or whose length the law fixes."""
        rule = RULES.get(self.code)
        if rule is None:
            raise ValidationError({"code": _("There is no such rule.")})
        if Unit.DATE in (rule.unit, self.unit):
            raise ValidationError({"unit": _("A day that was agreed has no length.")})
        if not rule.adjustable:
            raise ValidationError({"code": _("The law fixes the length of this rule.")})


class RuleCheck(models.Model):
    """An office read the article behind a rule that the catalogue marks as to be verified (核对)."""

    code = models.CharField(_("rule"), max_length=8)
    source = models.CharField(_("source"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("verified by"), related_name="rule_checks",
        null=True, editable=False,
    )  # fmt: skip
    checked_by = models.CharField(_("verified by"), max_length=80)  # the name of that day
    checked_at = models.DateTimeField(_("verified at"))

    class Meta:
        verbose_name = _("verified rule")
        verbose_name_plural = _("verified rules")
        ordering = ["code", "-checked_at"]

    def __str__(self) -> str:
        return f"{self.code} {self.source}"


def _days(since: date) -> models.QuerySet[Any, Any]:
    """The days from one on, each with its year; a year without such days once."""
    years = CalendarYear.objects.annotate(own=FilteredRelation("days", condition=Q(days__date__gte=since)))
    return years.order_by("own__date").values_list("year", "own__date", "own__kind", "own__name")


_DAYS = WrittenQuery(_days, {"since": date.max})
_SETTINGS = WrittenQuery(lambda: RuleSetting.objects.order_by("valid_from").values_list(*columns_of(RuleSetting)))


def load_calendar(since: date = date.min) -> Calendar:
    """The calendar of the database from a day on, in one query; pass it on rather than load it again."""
    tables: dict[str, dict[date, str]] = {"rest": {}, "work": {}}
    rows = _DAYS.ask(since=since)
    for _year, day, kind, name in rows:
        if day is not None:
            tables[kind][day] = name
    return Calendar(tables["rest"], tables["work"], frozenset(row[0] for row in rows))


def load_settings() -> list[RuleSetting]:
    """The lengths this office ever set, oldest first, in one query; pass them on to count many deadlines."""
    return [row_of(RuleSetting, values) for values in _SETTINGS.ask()]


def rules_on(day: date, settings: list[RuleSetting] | None = None) -> dict[str, Rule]:
    """The rules with the lengths that this office had set on `day` (the trigger day), in one query at most."""
    rules = dict(RULES)
    for row in load_settings() if settings is None else settings:
        if row.valid_from > day:
            break
        rule = rules.get(row.code)
        if rule and rule.adjustable:
            unit = Unit(row.unit or RULES[row.code].unit)
            rules[row.code] = replace(rule, length=row.length, unit=unit, local=f"{row.set_by}: {row.reason}")
    return rules


def rule_on(code: str, day: date, settings: list[RuleSetting] | None = None) -> Rule:
    """The rule `code` as it stood here on `day`; KeyError for a code that does not exist."""
    return rules_on(day, settings)[code]
