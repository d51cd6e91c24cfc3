"""Forms of the questions after closing: to give them out, to type an answer in, and what the party sees."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import Satisfaction
from mediation.forms.answers import DayField, LongField, StepForm
from mediation.forms.reports import DaysForm
from mediation.operations.surveys import Answer
from mediation.satisfaction import COMMENT, Conduct, Means, Performance, Result

CONTENT = [choice for choice in Satisfaction.choices if choice[0] != Satisfaction.NO_ANSWER]
ANSWERED = (Means.PHONE, Means.PAPER)
UNKNOWN = "unknown"
ASKED = ("satisfaction", "conduct", "performance")  # the three questions
CAME = [
    (Means.PHONE, _("Answered by phone")), (Means.PAPER, _("Answered on paper")),
    (Result.NOT_REACHED, Result.NOT_REACHED.label), (Result.REFUSED, Result.REFUSED.label),
]  # fmt: skip


class Questions(forms.Form):
    """The three questions, and a remark."""

    satisfaction = forms.ChoiceField(
        label=_("All in all, how satisfied are you?"), choices=CONTENT, widget=forms.RadioSelect
    )
    conduct = forms.ChoiceField(
        label=_("Was the mediator fair, and were things explained clearly?"), choices=Conduct.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    performance = forms.ChoiceField(
        label=_("Has what was agreed been performed?"), widget=forms.RadioSelect,
        choices=[*Performance.choices, (UNKNOWN, _("Nothing was agreed, or I do not know"))],
    )  # fmt: skip
    note = LongField(label=_("What else do you want to say?"), max_length=COMMENT, required=False)
    note_is_open = forms.BooleanField(
        label=_("The mediator may read this remark"), required=False,
        help_text=_("Otherwise only those who lead the union read it."),
    )  # fmt: skip

    def answer(self) -> Answer:
        """Of a valid form."""
        told = {name: self.cleaned_data[name] for name in Questions.base_fields}
        return Answer(**told | {"performance": told["performance"].removesuffix(UNKNOWN)})


class AskForm(StepForm):
    """By which way the questions are given out."""

    means = forms.ChoiceField(
        label=pgettext_lazy("follow-up", "How"), widget=forms.RadioSelect, initial=Means.LINK,
        choices=[
            (Means.LINK, _("A one-time link, to be sent or shown as a QR code")),
            (Means.PAPER, _("A sheet of paper with the questions and the QR code")),
        ],
    )  # fmt: skip


class RecordForm(StepForm, Questions):
    """What came of a call, or what stands on the paper."""

    field_order = ("came", "answered_on", *Questions.base_fields)
    came = forms.ChoiceField(label=_("What came of asking"), choices=CAME, widget=forms.RadioSelect)
    answered_on = DayField(label=_("On"))

    def fit(self) -> None:
        for name in ASKED:
            self.fields[name].required = False
        self.fields["note_is_open"].initial = True
        self.order_fields(self.field_order)

    @property
    def is_answer(self) -> bool:
        """Of a valid form: whether the party answered."""
        return self.cleaned_data["came"] in ANSWERED

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("came") in ANSWERED:
            for name in ASKED:
                if name not in self.errors and not values.get(name):
                    self.add_error(name, _("Choose what was answered."))
        return values


SHOWN = [
    ("", _("All answers")), ("noted", _("With a remark")), ("poor", _("Dissatisfied, or not performed in full")),
    ("same_place", _("Answered where the link was made")), ("worker", _("Of workers")),
    ("employer", _("Of employers")),
]  # fmt: skip


class SurveyFilter(DaysForm):
    """When the parties were asked, and which answers are listed; the year so far unless told otherwise."""

    shown = forms.ChoiceField(label=_("Answers"), choices=SHOWN, required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        fresh = {"first": date(today.year, 1, 1).isoformat(), "last": today.isoformat(), "shown": ""}
        super().__init__({name: data.get(name, "") or given for name, given in fresh.items()})
        self.fields["first"].label = _("Asked from")
