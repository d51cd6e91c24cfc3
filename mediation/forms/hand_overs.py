"""Forms of hand-overs: what is disclosed, the steps of the parcel, the link, and what an office sends by it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from mediation.access import SCOPES, Scope
from mediation.disclosure import ALWAYS, FIELDS, Field, Sort, preview
from mediation.forms.answers import CHOOSE, DayField, LongField, StepForm
from mediation.forms.files import FilesField
from mediation.forms.ticks import KEY
from mediation.hand_overs import Ground
from mediation.models import Dispute, HandOver, Organisation, User
from mediation.operations.parcels import FILED, last_returned
from mediation.purposes import PURPOSES, aim_of, open_to, usual
from mediation.steps import Step

VALID_DAYS = (1, 3, 7, 14, 30)
PROOF = _("Number and date of their paper, or who told you when.")


@dataclass(frozen=True)
class Offered:
    """A field that may be disclosed, with its tick and its present value, masked."""

    tick: BoundWidget
    field: Field
    preview: str
    is_asked: bool = False  # the office sent the papers back for want of it

    @property
    def is_sensitive(self) -> bool:
        return self.field.sort == Sort.SENSITIVE


class DisclosingForm(StepForm):
    """A step by which something of the case reaches an office; a subclass calls `offer` where that is so."""

    template = "mediation/_disclosing_fields.html"
    DISCLOSURE = ("disclosed", "ground", "consent_paper")
    returned: HandOver | None = None  # what is sent again
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

    def start_from(self, returned: HandOver, agency: Organisation) -> None:
        """Offer what came back as it was sent; consent was given to one office by name (PIPL 23)."""
        self.returned = returned
        self.fields["disclosed"].initial = returned.fields
        self.fields["ground"].initial = returned.ground
        self.fields["consent_paper"].initial = returned.consent_paper if returned.agency_id == agency.pk else ""

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.DISCLOSURE]

    def offered(self) -> list[Offered]:
        """Every field with its tick, in the order of the table; empty where nothing is disclosed."""
        if "disclosed" not in self.fields:
            return []
        asked = self.returned.asked if self.returned else ()
        codes = [(tick, tick.data["value"]) for tick in self["disclosed"]]
        return [Offered(tick, FIELDS[code], preview(self.dispute, FIELDS[code]), code in asked) for tick, code in codes]


class FilingForm(DisclosingForm):
    """What goes with a filed application; nothing where the agency is a union."""

    def fit(self) -> None:
        if self.subject.agency.is_union:
            self.drop(*self.DISCLOSURE)
            return
        self.offer(self.subject.kind)
        self.fields["consent_paper"].initial = FILED.format(kind=self.subject.row.chinese)
        if returned := last_returned(self.subject):
            self.start_from(returned, self.subject.agency)


class SendChoice(forms.Form):
    """To which office a case goes, and for what: the two things that decide what is ticked.

    Only that is offered for which the chosen office is competent; while none is chosen, everything.
    """

    agency = forms.ModelChoiceField(label=_("Office"), queryset=Organisation.objects.none(), empty_label=_("Choose…"))
    aim = forms.ChoiceField(
        label=_("For what"),
        error_messages={"invalid_choice": _("This office does not receive cases for this. Choose one of the list.")},
    )  # fmt: skip
    again = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the returned one that is sent again

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        office: Any = self.fields["agency"]
        office.queryset = Organisation.objects.active().partners()
        office.widget.attrs |= {
            "hx-get": "", "hx-include": "closest form", "hx-target": "#send-choice", "hx-select": "#send-choice",
            "hx-swap": "outerHTML",
        }  # fmt: skip
        number = str((data or self.initial).get("agency") or "")
        agency = office.queryset.filter(pk=number).first() if KEY.fullmatch(number) else None
        rows = open_to(agency.kind) if agency else PURPOSES.values()
        self.fields["aim"].choices = [CHOOSE, *((row.code, row.label) for row in rows)]  # type: ignore[attr-defined]


class SendForm(DisclosingForm):
    """Hands the case over to `agency` for an `aim`; its subject is the dispute."""

    purpose = forms.CharField(
        label=_("Purpose"), max_length=200, help_text=_("What the office is to do; it stands in the disclosure record.")
    )
    sent_on = DayField(label=_("Sent on"))

    def __init__(
        self, data: Any = None, *, agency: Organisation, aim: str, again: HandOver | None = None, **kwargs: Any
    ) -> None:
        self.agency, self.aim, self.again = agency, aim, again
        super().__init__(data, **kwargs)

    def fit(self) -> None:
        self.offer(self.aim)
        self.fields["purpose"].initial = PURPOSES[self.aim].chinese
        if self.again is not None and aim_of(self.again) == self.aim:
            self.start_from(self.again, self.agency)
            self.fields["purpose"].initial = self.again.purpose
        self.returned = self.again

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        about = {"agency": self.agency, "aim": self.aim, "follows": self.again}
        return {"fields": answers.pop("disclosed", []), **about, **answers}


# Steps of a parcel ------------------------------------------------------------------------------------------


class _Proved(StepForm):
    """An act of the office that the union records with its paper, and the office without one (G12)."""

    proof = "receipt"

    def fit(self) -> None:
        offices = [m for m in self.user.memberships_now if SCOPES[m.role] == Scope.HANDED_OVER]
        if any(m.organisation_id in self.subject.agency.lineage for m in offices):
            self.drop(self.proof)


class AcceptForm(_Proved):
    accepted_on = DayField(label=pgettext_lazy("hand-over", "Accepted on"))
    external_number = forms.CharField(label=_("Number at the office"), max_length=80, required=False)
    receipt = forms.CharField(label=_("Proof"), max_length=200, help_text=PROOF)


class ReturnForm(_Proved):
    """The reason, and what of the case the office would need to take the parcel."""

    ORDER = ("version", "person", "post", "returned_on", "receipt", "reason", "asked")
    returned_on = DayField(label=_("Returned on"))
    receipt = forms.CharField(label=_("Proof"), max_length=200, help_text=PROOF)
    asked = forms.MultipleChoiceField(
        label=_("What the office needs besides"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("If only this was missing, the union can send the papers again with it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.ORDER)

    def fit(self) -> None:
        super().fit()
        choices = [(code, row.label) for code, row in FIELDS.items() if code not in self.subject.fields]
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]


class ResultForm(StepForm):
    """The office may name its paper; the union must."""

    answered_on = DayField(label=_("Answered on"))
    result = LongField(label=_("What came of it"), rows=4)
    result_paper = forms.CharField(label=_("Paper of the office"), max_length=200, required=False, help_text=PROOF)
    attached = FilesField()


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


def send_form(
    step: Step, dispute: Dispute, user: User, agency: Organisation, aim: str, data: Any = None, again: Any = None
) -> SendForm:
    return SendForm(data, subject=dispute, user=user, step=step, agency=agency, aim=aim, again=again)
