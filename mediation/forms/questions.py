"""The questions of eligibility as fields of a step form, and what a late filing asks besides."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import DayField, LongField, MoneyField, StepForm
from mediation.proceeding_checks import LATE_WAYS
from mediation.proceeding_kinds.question import DATE, MONEY, TEXT, Question

PREFIX = "fact_"


def question_field(question: Question) -> forms.Field:
    """A field for one question; an answer that closes the way can be typed, and the step then says why."""
    given: dict[str, Any] = {"label": question.label, "required": not question.optional}
    if question.asks == DATE:
        return DayField(initial=None, **given)
    if question.asks == MONEY:
        return MoneyField(**given)
    if question.asks == TEXT:
        return forms.CharField(max_length=200, **given)
    choices = [(option.code, option.label) for option in question.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)


def as_text(value: Any) -> str:
    """An answer as it is kept."""
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value


class AskingForm(StepForm):
    """A step form that asks the questions of the kind; a subclass calls `ask`."""

    def ask(self, verb: str) -> None:
        for question in self.subject.row.questions_at(verb, self.subject.basis):
            self.fields[PREFIX + question.code] = question_field(question)

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        facts = {name: answers.pop(name) for name in list(answers) if name.startswith(PREFIX)}
        if facts:
            answers["facts"] = {name.removeprefix(PREFIX): as_text(value) for name, value in facts.items()}
        return answers


class LateForm(StepForm):
    """What a filing asks when its limit has passed; a subclass calls `ask_late`."""

    posted_on = DayField(
        label=_("Posted on"), initial=None, required=False,
        help_text=_("If it went by post: posted before the limit ends is in time (CPL 85)."),
    )  # fmt: skip
    late_how = forms.ChoiceField(
        label=_("If it is late, because of"), choices=LATE_WAYS, widget=forms.RadioSelect, required=False
    )
    obstacle_ended_on = DayField(label=_("The obstacle ended on"), initial=None, required=False)
    late_ground = LongField(label=_("What happened"), required=False, max_length=300)

    def ask_late(self) -> None:
        if self.subject.agency.kind != "court":
            self.drop("posted_on")
        last = self.subject.last_filing_day({})
        if last is None and self.subject.basis == "award":
            return  # the day is among the questions
        if last is None or last >= timezone.localdate():
            self.drop("late_how", "obstacle_ended_on", "late_ground")
        else:
            words = _("The limit was %(day)s. A late filing is recorded and marked; it is never refused here.")
            self.fields["late_how"].help_text = words % {"day": date_format(last)}
