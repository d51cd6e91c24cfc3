"""Forms of service, answer and verification of a letter, and of files; what a way of service needs: see `service`."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import service
from mediation.access import Act, may
from mediation.classification import Reply, Service, Verification
from mediation.forms.answers import CHOOSE, DayField, LongField, StepForm, choice
from mediation.forms.files import FilesField
from mediation.models import Mark, Purpose
from mediation.service import DETAILS, LABELS, WAYS

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


def recheck_field() -> DayField:
    return DayField(
        label=_("To be checked again on"), initial=None, required=False,
        help_text=_("If the breach is not corrected: the day somebody looks again."),
    )  # fmt: skip


def hour_field() -> forms.TypedChoiceField:
    """The legal day stands in a field of its own; the receipt of a letter says the hour too."""
    return forms.TypedChoiceField(
        label=DETAILS["hour"], choices=[("", "—"), *HOURS], coerce=int, empty_value=None, required=False
    )


def detail_field(name: str, most: int = 200) -> forms.CharField:
    return forms.CharField(label=DETAILS[name], max_length=most, required=False)


class ProvedForm(StepForm):
    """A letter that nobody signed for: somebody saw it, or a picture shows it."""

    def check_proof(self, data: dict[str, Any]) -> None:
        if not {"witness", "attached"} & set(self.errors) and not (data.get("witness") or service.has_recording(data)):
            self.add_error("witness", _("Name a witness, or add photographs or a video."))


class ServeForm(ProvedForm):
    """How a letter was served: what the chosen way does not ask for is left out, whatever was typed there."""

    template = "mediation/_serve_fields.html"
    ways = tuple(WAYS.values())

    served_how = choice(_("Way of service"), Service.choices)
    served_on = DayField(label=_("Served on"), required=False)
    hour = hour_field()
    served_to = forms.CharField(
        label=_("Received by"), max_length=80, required=False, help_text=_("Name and position, or relation.")
    )
    mail_number = detail_field("mail_number", 40)
    address = detail_field("address")
    consent = detail_field("consent")
    entrusted_to = detail_field("entrusted_to")
    posted_where = detail_field("posted_where")
    posted_on = DayField(label=DETAILS["posted_on"], initial=None, required=False)
    tried = detail_field("tried")
    witness = forms.CharField(label=_("Witness or proof"), max_length=200, required=False)
    attached = FilesField(label=_("Receipt, photos, video"))

    def parts(self) -> list[tuple[forms.BoundField, str]]:
        """The fields after the way of service, each with the codes of the ways that ask for it; none: every way.

        What every one of these ways needs is marked as required; that is for the page, after all is checked.
        """
        shared = {"served_on": [code for code in WAYS if code != Service.PUBLIC], "attached": []}
        asked = {name: [way.code for way in WAYS.values() if name in way.fields] for name in LABELS} | shared
        rows = [row for row in self.visible_fields() if row.name != "served_how"]
        for row in rows:
            needed = row.name == "served_on" or all(row.name in WAYS[code].needs for code in asked[row.name])
            row.field.required = bool(asked[row.name]) and needed
        return [(row, " ".join(asked[row.name])) for row in rows]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        way = WAYS.get(data.get("served_how", ""))
        if way is None:
            return data
        for name in way.needs:
            if name not in self.errors and not data.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        if way.code == Service.LEFT:
            self.check_proof(data)
        if way.code == Service.PUBLIC and data.get("posted_on"):
            data["served_on"] = day = service.noticed_on(data)
            if day > timezone.localdate():
                words = _("A notice serves after thirty days: record it from %(day)s on.")
                self.add_error("posted_on", words % {"day": day})
        elif way.code != Service.PUBLIC and "served_on" not in self.errors and not data.get("served_on"):
            self.add_error("served_on", self.fields["served_on"].error_messages["required"])
        return data

    def answers(self) -> dict[str, Any]:
        kept = {"served_how", "served_on", "attached", *WAYS[self.cleaned_data["served_how"]].fields}
        return {name: value for name, value in super().answers().items() if name in kept}


class RefuseServiceForm(ProvedForm):
    served_on = DayField(label=pgettext_lazy("service", "Refused on"))
    witness = forms.CharField(
        label=_("Witness, photographs or video"), max_length=200, required=False,
        help_text=_("Who saw it, with office and phone; or add photographs or a video below."),
    )  # fmt: skip
    recheck_on = recheck_field()
    attached = FilesField()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_proof(data)
        return data


class AnswerForm(StepForm):
    answered_on = DayField(label=_("Answered on"))
    answered_how = forms.ChoiceField(label=_("How it came"), choices=[CHOOSE, *Reply.choices], required=False)
    answer = LongField(label=_("What was answered"), rows=6, max_length=10_000)
    taken_up = forms.TypedChoiceField(
        label=_("Does the department take the matter up?"),
        choices=[("yes", _("Yes, accepted")), ("no", _("No, not accepted"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
        help_text=_("If it does, the time for its result runs from this answer."),
    )
    attached = FilesField(label=_("The answer and its attachments"))

    def fit(self) -> None:
        if not self.subject.row.result_rule or self.step.verb != "answer_letter":
            self.drop("taken_up")
        if not may(self.user, Act.SERVE, self.subject):  # the addressee itself, here
            self.drop("answered_how")


class VerifyForm(StepForm):
    verified_on = DayField(label=_("Verified on"))
    verified_how = forms.ChoiceField(
        label=_("How it was verified"), choices=Verification.choices, widget=forms.RadioSelect,
        initial=Verification.ON_THE_SPOT, required=False,
    )  # fmt: skip
    verified_with = forms.CharField(
        label=_("The second person"), max_length=80, required=False,
        help_text=_("On the spot two people look: who was with you, with union or office."),
    )  # fmt: skip
    corrected = forms.TypedChoiceField(
        label=_("Is the breach corrected?"),
        choices=[("yes", _("Yes, corrected")), ("no", _("No, not corrected without good reason"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
    )
    verification = LongField(label=_("What was found"), rows=5, max_length=10_000)
    recheck_on = recheck_field()
    attached = FilesField()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verified_how") == Verification.ON_THE_SPOT and not data.get("verified_with"):
            self.add_error("verified_with", _("Name the second person."))
        return data


class AttachForm(StepForm):
    """Files added to a case, a proceeding or a letter by themselves."""

    attached = FilesField(required=True)
    purpose = choice(pgettext_lazy("file", "What it is"), Purpose.choices)
    note = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    mark = forms.ChoiceField(
        label=_("Kept from others"), required=False,
        choices=[("", _("No: goes with the dossier where it is asked for")), *Mark.choices],
    )  # fmt: skip
