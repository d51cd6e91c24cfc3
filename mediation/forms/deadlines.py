"""Forms of the clocks that a person starts, meets, extends, corrects and ends, and of what the limitation stops for.

Their subject is the case; `row` is the deadline, `entry` the entry of the limitation.
"""

from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.collective import workers
from mediation.deadlines import RULES, Rule, Unit
from mediation.forms.answers import CHOOSE, DayField, LongField, StepForm, choice
from mediation.forms.extending import beyond_text, room_text
from mediation.forms.files import FilesField
from mediation.forms.people import people_named
from mediation.models import Deadline, LimitationEvent, Party
from mediation.operations.clocks import room_of, rules_by_hand
from mediation.operations.limitation import PROOF

PAPER = _("Name, number and date of the paper.")


class PastDayField(DayField):
    """A day that has come."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day is in the future."))
        return day


def paper_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(label=_("Paper that proves it"), max_length=200, help_text=PAPER, **kwargs)


def hour_field() -> forms.TimeField:
    return forms.TimeField(
        label=_("Hour it is counted from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Only where the law counts hours."),
    )  # fmt: skip


class _TriggerForm(StepForm):
    """A form that asks from when a clock runs: a day, or day and hour."""

    def law(self) -> Rule | None:
        """The rule that is counted; each form knows its own."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        law, day, hour = self.law(), data.get("trigger_on"), data.pop("trigger_time", None)
        if law is None or day is None:
            return data
        if law.unit == Unit.HOUR and hour is None:
            self.add_error("trigger_time", _("The law counts hours here: give the hour."))
        elif not law.before and day > timezone.localdate():
            self.add_error("trigger_on", _("This day is in the future."))
        elif law.unit == Unit.HOUR:
            data["trigger_at"] = _instant(day, hour)
        return data


def _instant(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class StartForm(_TriggerForm):
    rule = choice(_("Time limit"), [])
    trigger_on = DayField(
        label=_("Day it is counted from"), help_text=_("The day it happened; that day is not counted.")
    )
    trigger_time = hour_field()
    paper = paper_field()
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def fit(self) -> None:
        self.fields["rule"].choices = [CHOOSE, *_by_chapter()]  # type: ignore[attr-defined]
        if not any(rule.unit == Unit.HOUR for rule in rules_by_hand()):
            self.drop("trigger_time")

    def law(self) -> Rule | None:
        return RULES.get(self.cleaned_data.get("rule", ""))


def _by_chapter() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The rules a person may start, as groups of choices."""
    return [
        (chapter.label, [(rule.code, format_lazy("{} · {}", rule.label, rule.trigger)) for rule in group])
        for chapter, group in groupby(rules_by_hand(), key=lambda rule: rule.chapter)
    ]


class _RowForm(StepForm):
    """A form about one deadline."""

    def __init__(self, data: Any = None, *, row: Deadline, **kwargs: Any) -> None:
        self.row = row
        super().__init__(data, **kwargs)


class MeetForm(_RowForm):
    met_on = PastDayField(label=_("Met on"))
    paper = paper_field()

    def clean_met_on(self) -> date:
        day: date = self.cleaned_data["met_on"]
        if day < self.row.trigger_on and not self.row.law.before:
            raise ValidationError(_("This day is before the first day of the time limit."))
        return day


class ExtendForm(_RowForm):
    extra = forms.IntegerField(label=_("Longer by"), min_value=1, max_value=999)
    paper = paper_field()

    def fit(self) -> None:
        self.fields["extra"].label = format_lazy("{} ({})", _("Longer by"), Unit(self.row.unit).label)
        self.fields["extra"].help_text = room_text(self.row.law, room_of(self.row))

    def clean_extra(self) -> int:
        extra: int = self.cleaned_data["extra"]
        room = room_of(self.row)
        if room and extra > room:
            raise ValidationError(beyond_text(self.row.law, room))
        return extra


class CorrectForm(_RowForm, _TriggerForm):
    trigger_on = DayField(label=_("Day it is counted from"))
    trigger_time = hour_field()
    paper = paper_field()

    def fit(self) -> None:
        self.fields["trigger_on"].initial = self.row.trigger_on
        if self.row.unit != Unit.HOUR:
            self.drop("trigger_time")

    def law(self) -> Rule:
        return self.row.law


class LimitationForm(StepForm):
    cause = forms.ChoiceField(label=_("What happened"), choices=[])
    happened_on = PastDayField(label=_("Happened on"), initial=None, help_text=_("Of a suspension: its first day."))
    ended_on = PastDayField(
        label=_("Ended on"), initial=None, required=False,
        help_text=_("The day the procedure or the obstacle was over; empty while it goes on."),
    )  # fmt: skip
    proof = forms.CharField(label=_("Paper that proves it"), max_length=PROOF, help_text=PAPER)
    parties = LongField(
        label=_("Only for these workers"), required=False, rows=3,
        help_text=_("One name a line; empty where it concerns all."),
    )  # fmt: skip
    attached = FilesField()

    def fit(self) -> None:
        if len(workers(self.dispute)) < 2:
            self.drop("parties")
        labels = LimitationEvent.Cause.choices
        stops = LimitationEvent.INTERRUPTIONS
        self.fields["cause"].choices = [  # type: ignore[attr-defined]
            CHOOSE,
            (_("Interruption: the year is counted anew"), [row for row in labels if row[0] in stops]),
            (_("Suspension: the year stands still"), [row for row in labels if row[0] not in stops]),
        ]

    def clean_parties(self) -> list[Party]:
        return people_named(self.cleaned_data["parties"], workers(self.dispute))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("happened_on"), data.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("It ends before it begins."))
        return data


class LimitationEndForm(StepForm):
    ended_on = PastDayField(label=_("Ended on"))
    proof = forms.CharField(label=_("Paper that proves it"), max_length=PROOF, help_text=PAPER)

    def __init__(self, data: Any = None, *, entry: LimitationEvent, **kwargs: Any) -> None:
        self.entry = entry
        super().__init__(data, **kwargs)

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day < self.entry.happened_on:
            raise ValidationError(_("It ends before it begins."))
        return day
