"""Deadlines (期限) opened, met and ended by the steps. Overdue is a query, never a stored flag."""

from dataclasses import replace
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.deadline_rules import COURTESIES, DUTIES
from mediation.deadline_rules.groups import MEDIATION
from mediation.deadlines import RULES, Due, Rule, Unit, count, count_hours
from mediation.letter_kinds import REPLY_RULES
from mediation.lifecycle import ENDED
from mediation.models.agreement import Instalment
from mediation.models.dispute import Dispute
from mediation.models.event import Event
from mediation.models.letter import Letter
from mediation.models.proceeding import Proceeding
from mediation.models.scoping import DisputeScopedQuerySet
from mediation.satisfaction import WINDOW
from mediation.workdays import Calendar


class DeadlineQuerySet(DisputeScopedQuerySet):
    def open(self) -> Self:
        return self.filter(status=Deadline.Status.OPEN)

    def running(self) -> Self:
        """Open and not standing still."""
        return self.open().filter(paused_on__isnull=True)

    def in_force(self, on: date) -> Self:
        """Of open cases; and of closed ones what the union does after closing, as long as that is watched."""
        return self.filter(~Q(dispute__state__in=ENDED) | Q(rule__in=COURTESIES, due_on__gt=on - WINDOW))

    def watched(self) -> Self:
        """Duties alone: that a party's right or a day of keeping passes is nobody's late work."""
        return self.filter(rule__in=DUTIES)

    def overdue(self, on: date) -> Self:
        return self.running().watched().filter(due_on__lt=on)


class Deadline(models.Model):
    """One counted time limit of a case."""

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("deadline", "open")
        MET = "met", pgettext_lazy("deadline", "met")
        ENDED = "ended", pgettext_lazy("deadline", "no longer needed")
        SUPERSEDED = "superseded", pgettext_lazy("deadline", "replaced")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="deadlines")
    proceeding = models.ForeignKey(
        Proceeding, on_delete=models.PROTECT, related_name="deadlines", null=True, blank=True
    )
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deadlines", null=True, blank=True)
    hand_over = models.ForeignKey("HandOver", on_delete=models.PROTECT, related_name="deadlines", null=True, blank=True)
    instalment = models.ForeignKey(
        Instalment, on_delete=models.PROTECT, related_name="deadlines", null=True, blank=True
    )
    task = models.ForeignKey("Task", on_delete=models.PROTECT, related_name="deadlines", null=True, blank=True)
    rule = models.CharField(_("rule"), max_length=6)
    trigger_on = models.DateField(_("counted from"))
    trigger_at = models.DateTimeField(_("counted from the hour"), null=True, blank=True)  # limits in hours alone
    trigger_paper = models.CharField(_("paper that proves the first day"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    length = models.PositiveIntegerField(_("length"))  # as it stood in the rule, or in the letter, on the day
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    extended = models.PositiveIntegerField(_("extended by"), default=0)
    pauses = models.JSONField(_("pauses"), default=list)  # [[from, until], …], until not included
    paused_on = models.DateField(_("standing still since"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    due_at = models.DateTimeField(_("due at the hour"), null=True, blank=True)  # limits in hours alone
    provisional = models.BooleanField(_("provisional"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    opened_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deadlines_opened")
    ended_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deadlines_ended", null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("deadline"), _("deadlines")
        ordering = ("due_on", "pk")
        indexes = [
            models.Index(fields=["due_on", "dispute"], condition=Q(status="open"), name="deadline_open_due"),
            models.Index(fields=["dispute", "due_on"], condition=Q(status="open"), name="deadline_open_case"),
            models.Index(fields=["due_on"], condition=Q(status="open", provisional=True), name="deadline_provisional"),
            models.Index(
                fields=["ended_on", "due_on", "dispute"],
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=models.F("due_on")),
                name="deadline_late",
            ),
            # What figures count: cases by their last clock of mediation, and letters by the limit of their answer.
            models.Index(
                fields=["due_on", "dispute", "id", "ended_on", "paused_on", "status"],
                condition=Q(rule__in=MEDIATION),
                name="deadline_of_mediation",
            ),
            models.Index(
                fields=["letter", "status", "due_on"], condition=Q(rule__in=REPLY_RULES), name="deadline_of_reply"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", ended_by__isnull=True) | (~Q(status="open") & Q(ended_by__isnull=False)),
                name="deadline_ended_by_event",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.due_on}"

    @property
    def law(self) -> Rule:
        """The words of the rule; the length as this office had set it comes from `rule_on`."""
        return RULES[self.rule]

    def pause_pairs(self) -> list[tuple[Any, Any]]:
        return [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in self.pauses]

    def count(self, calendar: Calendar) -> Due:
        """The due date with its reasons, by the row's own length, pauses and extension; of hours an HourDue."""
        law = replace(self.law, length=self.length, unit=Unit(self.unit))
        if self.trigger_at is not None and law.unit == Unit.HOUR:
            return count_hours(law, self.trigger_at)
        return count(law, self.trigger_on, calendar, pauses=self.pause_pairs(), extended=self.extended)
