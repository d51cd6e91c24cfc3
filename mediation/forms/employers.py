"""Naming the employer of a case: one that is known, or a new one."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from mediation.forms.identifiers import validate_credit_code, validate_printable
from mediation.models import Employer

OFFERED = 8  # employers shown while somebody types
MINIMUM = 2  # characters before anything is looked up
validate_phone = RegexValidator(
    r"^[\d+\-()/,，、（）转 ]*$", _("A phone number has digits, spaces and + - ( ) / only.")
)


def matching_employers(text: str) -> QuerySet[Employer]:
    """Employers whose name holds the text or whose credit code begins with it; none below two characters."""
    text = text.strip()
    if len(text) < MINIMUM:
        return Employer.objects.none()
    wanted = Q(name__icontains=text) | Q(credit_code__startswith=text.upper())
    return Employer.objects.filter(wanted).select_related("town").order_by("name", "pk")


class EmployerForm(forms.Form):
    """Name or credit code of a known employer, or the details of a new one.

    Once valid, `employer` is the row; it is not saved yet when it is new.
    """

    employer_name = forms.CharField(
        label=_("Employer"), max_length=200, validators=[validate_printable],
        help_text=_("Name or unified social credit code."),
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "data-lookup": "employer-options", "hx-get": reverse_lazy("employer-lookup"),
            "hx-trigger": "input changed delay:200ms", "hx-target": "#employer-options",
        }),
    )  # fmt: skip
    employer_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    employer_choice = forms.IntegerField(required=False, label=_("Known employer"))
    is_new = forms.BooleanField(required=False, label=_("This employer is not known here yet"))
    credit_code = forms.CharField(
        required=False, label=_("Unified social credit code"), max_length=18,
        help_text=_("18 characters; may be added later."),
    )  # fmt: skip
    representative = forms.CharField(
        required=False, label=_("Legal representative"), max_length=80, validators=[validate_printable]
    )
    employer_phone = forms.CharField(
        required=False, label=_("Employer's phone"), max_length=40, validators=[validate_phone]
    )
    employer_address = forms.CharField(
        required=False, label=_("Employer's address"), max_length=200, validators=[validate_printable]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions: list[Employer] = []
        self.employer: Employer | None = None

    def clean_credit_code(self) -> str:
        code = str(self.cleaned_data["credit_code"]).upper()
        if code:
            validate_credit_code(code)
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "employer_name" in data:
            self.employer = self._named(data) or self._new(data)
        return data

    def _named(self, data: dict[str, Any]) -> Employer | None:
        """The known employer that is meant: chosen from the offer, picked while typing, or named exactly."""
        typed = data["employer_name"]
        if choice := data.get("employer_choice"):
            if chosen := Employer.objects.filter(pk=choice).first():
                self.suggestions = [chosen]
            return chosen
        exact = list(Employer.objects.filter(Q(name=typed) | Q(credit_code=typed.upper()))[: OFFERED + 1])
        if data.get("is_new") and (code := data.get("credit_code")):
            exact = [row for row in exact if row.credit_code in ("", code)]  # namesakes are told apart by their code
        picked = [row for row in exact if row.pk == data.get("employer_id")]
        if len(exact) > 1 and not picked and not data.get("is_new"):
            self.suggestions = exact[:OFFERED]
            self.add_error("employer_name", _("Several employers have this name: choose one of them."))
            return None
        return next(iter(picked or exact), None) if picked or len(exact) == 1 else None

    def _new(self, data: dict[str, Any]) -> Employer | None:
        if self.errors:
            return None
        if not data["is_new"]:
            self.suggestions = list(matching_employers(data["employer_name"])[:OFFERED])
            words = _("No employer of exactly this name is known. Choose one below, or tick that it is new.")
            self.add_error("employer_name", words)
            return None
        code = data["credit_code"]
        if code and (owner := Employer.objects.filter(credit_code=code).first()):
            self.suggestions = [owner]
            self.add_error("credit_code", _("This credit code belongs to %(name)s.") % {"name": owner.name})
            return None
        return Employer(
            name=data["employer_name"], credit_code=code, representative=data["representative"],
            phone=data["employer_phone"], address=data["employer_address"],
        )  # fmt: skip
