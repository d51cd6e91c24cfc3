"""Forms of hand-overs: what is disclosed, the steps of the parcel, the link, and what an office sends by it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mediation.access import SCOPES, Scope
from mediation.disclosure import ALWAYS, FIELDS, Field, Sort, preview
from mediation.forms.answers import DayField, LongField, StepForm
from mediation.hand_overs import Ground
from mediation.models import Dispute, Organisation, User
from mediation.operations.parcels import FILED
from mediation.purposes import PURPOSES, usual
from mediation.steps import Step

VALID_DAYS = (1, 3, 7, 14, 30)
PROOF = _("Number and date of their paper, or who told you when.")


@dataclass(frozen=True)
class Offered:
    """A field that may be disclosed, with its tick and its present value, masked."""

    tick: BoundWidget
    field: Field
    preview: str

    @property
    def is_sensitive(self) -> bool:
        return self.field.sort == Sort.SENSITIVE


class DisclosingForm(StepForm):
    """A step by which something of the case reaches an office; a subclass calls `offer` where that is so."""

    template = "mediation/_disclosing_fields.html"
    DISCLOSURE = ("disclosed", "ground", "consent_paper")
    disclosed = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )
    ground = forms.ChoiceField(
        label=_("Legal ground"), choices=Ground.choices, widget=forms.RadioSelect,
        help_text=_("Sensitive fields need consent, or a duty that the law sets (PIPL 13, 23, 29)."),
    )  # fmt: skip
    consent_paper = forms.CharField(
        label=_("Paper of the consent"), max_length=200, required=False,
        help_text=_("Which paper the worker signed, and when; needed for consent."),
    )  # fmt: skip

    def offer(self, purpose: str, ground: str = "") -> None:
        """Offer the fields of the case, those ticked that the purpose needs."""
        codes, usual_ground = usual(purpose, ground)
        choices = [(code, row.label) for code, row in FIELDS.items() if code not in ALWAYS]
        self.fields["disclosed"].choices = choices  # type: ignore[attr-defined]
        self.fields["disclosed"].initial = codes
        self.fields["ground"].initial = usual_ground

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.DISCLOSURE]

    def offered(self) -> list[Offered]:
        """Every field with its tick, in the order of the table; empty where nothing is disclosed."""
        if "disclosed" not in self.fields:
            return []
        return [
            Offered(tick, FIELDS[tick.data["value"]], preview(self.dispute, FIELDS[tick.data["value"]]))
            for tick in self["disclosed"]
        ]


class FilingForm(DisclosingForm):
    """What goes with a filed application; nothing where the agency is a union."""

    def fit(self) -> None:
        if self.subject.agency.is_union:
            self.drop(*self.DISCLOSURE)
            return
        self.offer(self.subject.kind)
        self.fields["consent_paper"].initial = FILED.format(kind=self.subject.row.chinese)


class SendChoice(forms.Form):
    """To which office a case goes, and for what: the two things that decide what is ticked."""

    agency = forms.ModelChoiceField(label=_("Office"), queryset=Organisation.objects.none(), empty_label=_("Choose…"))
    aim = forms.ChoiceField(
        label=_("For what"), choices=[("", _("Choose…")), *((row.code, row.label) for row in PURPOSES.values())]
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["agency"].queryset = Organisation.objects.active().partners()  # type: ignore[attr-defined]


class SendForm(DisclosingForm):
    """Hands the case over to `agency` for an `aim`; its subject is the dispute."""

    purpose = forms.CharField(
        label=_("Purpose"), max_length=200, help_text=_("What the office is to do; it stands in the disclosure record.")
    )
    sent_on = DayField(label=_("Sent on"))

    def __init__(self, data: Any = None, *, agency: Organisation, aim: str, **kwargs: Any) -> None:
        self.agency, self.aim = agency, aim
        super().__init__(data, **kwargs)

    def fit(self) -> None:
        self.offer(self.aim)
        self.fields["purpose"].initial = PURPOSES[self.aim].chinese

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        return {"fields": answers.pop("disclosed", []), "agency": self.agency, **answers}


# Steps of a parcel ------------------------------------------------------------------------------------------


class _Proved(StepForm):
    """An act of the office that the union records with its paper, and the office without one (G12)."""

    proof = "receipt"

    def fit(self) -> None:
        offices = [m for m in self.user.memberships_now if SCOPES[m.role] == Scope.HANDED_OVER]
        if any(m.organisation_id in self.subject.agency.lineage for m in offices):
            self.drop(self.proof)


class AcceptForm(_Proved):
    accepted_on = DayField(label=_("Accepted on"))
    external_number = forms.CharField(label=_("Number at the office"), max_length=80, required=False)
    receipt = forms.CharField(label=_("Proof"), max_length=200, help_text=PROOF)


class ReturnForm(_Proved):
    returned_on = DayField(label=_("Returned on"))
    receipt = forms.CharField(label=_("Proof"), max_length=200, help_text=PROOF)


class ResultForm(StepForm):
    """The office may name its paper; the union must."""

    answered_on = DayField(label=_("Answered on"))
    result = LongField(label=_("What came of it"), rows=4)
    result_paper = forms.CharField(label=_("Paper of the office"), max_length=200, required=False, help_text=PROOF)


class WithdrawForm(StepForm):
    withdrawn_on = DayField(label=_("Taken back on"))


class LinkForm(StepForm):
    """For how long a one-time link may be opened."""

    days = forms.TypedChoiceField(
        label=_("Valid for"), coerce=int, initial=7,
        choices=[(days, ngettext_lazy("%(days)d day", "%(days)d days", days) % {"days": days}) for days in VALID_DAYS],
    )  # fmt: skip

    @property
    def valid_for(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


# What an office without an account sends ----------------------------------------------------------------------


class _Signed(StepForm):
    """Who acts for the office, as typed; kept in the event."""

    person = forms.CharField(label=_("Your name"), max_length=80)
    post = forms.CharField(label=_("Your post"), max_length=80)


class OfficeAcceptForm(_Signed, AcceptForm):
    pass


class OfficeReturnForm(_Signed, ReturnForm):
    pass


class OfficeResultForm(_Signed, ResultForm):
    pass


OFFICE_FORMS: dict[str, type[StepForm]] = {
    "accept": OfficeAcceptForm,
    "record_result": OfficeResultForm,
    "return_papers": OfficeReturnForm,
}


def office_form(step: Step, subject: Any, user: User, data: Any = None) -> StepForm:
    """The form of a step on the page behind a link."""
    return OFFICE_FORMS[step.verb](data, subject=subject, user=user, step=step)


def send_form(step: Step, dispute: Dispute, user: User, agency: Organisation, aim: str, data: Any = None) -> SendForm:
    return SendForm(data, subject=dispute, user=user, step=step, agency=agency, aim=aim)
