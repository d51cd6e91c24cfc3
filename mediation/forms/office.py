"""Forms of an office without an account: the steps of a parcel, signed with name and post as typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import StepForm
from mediation.forms.hand_overs import AcceptForm, ResultForm, ReturnForm
from mediation.machine import StrOrPromise
from mediation.models import User
from mediation.steps import Step


class _Signed(StepForm):
    """Who acts for the office, as typed; kept in the event."""

    person = forms.CharField(label=_("Your name"), max_length=80)
    post = forms.CharField(label=_("Your post"), max_length=80)


class OfficeAcceptForm(_Signed, AcceptForm):
    external_number = forms.CharField(label=_("Your number of the matter"), max_length=80, required=False)


class OfficeReturnForm(_Signed, ReturnForm):
    asked = forms.MultipleChoiceField(
        label=_("What you need besides"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("If only this was missing, the union can send the papers again with it."),
    )  # fmt: skip


class OfficeResultForm(_Signed, ResultForm):
    result_paper = forms.CharField(
        label=_("Your paper"), max_length=200, required=False, help_text=_("Title and number, if there is one.")
    )


OFFICE_FORMS: dict[str, type[StepForm]] = {
    "accept": OfficeAcceptForm,
    "record_result": OfficeResultForm,
    "return_papers": OfficeReturnForm,
}
OFFICE_WORDS: dict[str, StrOrPromise] = {
    "accept": _("Your office takes the matter; the time for the result runs from that day."),
    "record_result": _("What your office did. The hand-over is finished then, and this page closes."),
    "return_papers": _("The matter goes back to the union. Your office no longer sees what was disclosed."),
}


def office_form(step: Step, subject: Any, user: User, data: Any = None) -> StepForm:
    """The form of a step on the page behind a link."""
    return OFFICE_FORMS[step.verb](data, subject=subject, user=user, step=step)
