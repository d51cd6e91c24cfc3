"""Forms of an office without an account: the steps of a parcel, signed with name and post as typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import StepForm
from mediation.forms.hand_overs import AcceptForm, ResultForm, ReturnForm
from mediation.models import User
from mediation.steps import Step


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
