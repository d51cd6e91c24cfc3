"""The two-minute intake form: the employer, the people and the matter, and what they ask for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Q
from django.forms import BoundField, formset_factory
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, grants
from mediation.classification import Category, Group
from mediation.forms.answers import MoneyField
from mediation.forms.employers import EmployerForm, validate_phone
from mediation.forms.identifiers import (
    validate_identity_number,
    validate_person_name,
    validate_phone_number,
    validate_printable,
)
from mediation.models import Dispute, Employer, Organisation, User
from mediation.operations.filing import Filing

EARLIEST = date(1950, 1, 1)  # an earlier day is a slip of the keyboard
REPRESENTATIVES = [("", "—"), (3, "3"), (4, "4"), (5, "5")]  # three to five speak for a group (办案规则 6)
MOST_NAMES = 2_000
DATES = ("received_on", "occurred_on", "knew_on", "employment_ended_on")
PRINTED = ("external_number", "summary", "facts")
DISPUTE_FIELDS = (
    "request", "channel", "external_number", "received_on", "category", "relation", "elsewhere", "summary", "facts",
    "occurred_on", "knew_on", "employment_ended_on", "crosses_towns", "union_conflict",
)  # fmt: skip


class MatterForm(forms.ModelForm):
    """The matter and its people, as fields of the case."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    worker_name = forms.CharField(
        label=_("Worker's name"), max_length=80, validators=[validate_printable, validate_person_name]
    )
    worker_phone = forms.CharField(
        required=False, label=_("Worker's phone"), max_length=40, validators=[validate_phone, validate_phone_number],
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip
    worker_id = forms.CharField(required=False, label=_("Worker's ID number"), max_length=18)
    groups = forms.MultipleChoiceField(
        required=False, label=_("Special groups"), choices=Group.choices, widget=forms.CheckboxSelectMultiple
    )
    other_workers = forms.CharField(
        required=False, label=_("Further workers"), max_length=50_000,
        help_text=_("One name a line; a column can be pasted."),
        widget=forms.Textarea(attrs={"rows": 3}), validators=[validate_printable, validate_person_name],
    )  # fmt: skip
    worker_count = forms.IntegerField(
        required=False, label=_("Workers concerned"), min_value=1, max_value=100_000,
        help_text=_("Empty: as many as are named. Ten or more make it a collective case."),
    )  # fmt: skip
    representatives = forms.TypedChoiceField(
        required=False, label=_("Representatives"), choices=REPRESENTATIVES, coerce=int, empty_value=None,
        help_text=_("The first names that speak for the group."),
    )  # fmt: skip
    holder = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Holding union"), empty_label=None)
    despite_duplicates = forms.BooleanField(required=False, label=_("This is another matter: register it anyway"))

    field_order = (  # that of the page
        "request", "channel", "received_on", "external_number", "elsewhere",
        "worker_name", "worker_phone", "worker_id", "groups", "other_workers", "worker_count", "representatives",
        "category", "relation", "summary", "facts", "occurred_on", "knew_on", "employment_ended_on",
        "crosses_towns", "union_conflict", "holder", "town",
    )  # fmt: skip

    class Meta:
        model = Dispute
        fields = (*DISPUTE_FIELDS, "town")
        widgets = {
            **{name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in DATES},
            "facts": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "summary": _("One sentence, without names."),
            "knew_on": _("The limitation of arbitration is counted from this day."),
            "employment_ended_on": _("For unpaid wages, limitation is counted from this day."),
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        unit = grants(user, Act.REGISTER)[0].organisation
        home = unit.town_unit()
        defaults = {"received_on": today, "holder": unit.pk, "town": home.pk if home else None}
        kwargs["initial"] = {**defaults, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        unions = Organisation.objects.active().unions().with_lineage()
        self.fields["holder"].queryset = unions.filter(Q(pk=unit.pk) | Q(parent=unit))  # type: ignore[attr-defined]
        self.fields["town"].queryset = unions.filter(kind="town_union")  # type: ignore[attr-defined]
        for name in DATES:
            self.fields[name].validators.append(MinValueValidator(EARLIEST))
        for name in PRINTED:
            self.fields[name].validators.append(validate_printable)

    def clean_worker_id(self) -> str:
        number = str(self.cleaned_data["worker_id"]).upper()
        if number:
            validate_identity_number(number)
        return number

    def clean_other_workers(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["other_workers"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_("Enter at most %(most)d names.") % {"most": MOST_NAMES})
        if longest := next((name for name in names if len(name) > 80), ""):
            raise forms.ValidationError(_("Is this one name? %(name)s…") % {"name": longest[:40]})
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named, count = len(self.names()), data.get("worker_count")
        if count is not None and count < named:
            words = _("%(named)d workers are named, more than the number here.") % {"named": named}
            self.add_error("worker_count", words)
        if data.get("representatives") and named < data["representatives"]:
            self.add_error("representatives", _("Fewer workers are named than shall represent them."))
        return data

    def names(self) -> list[str]:
        """The workers named, the first one first, each once."""
        names = [self.cleaned_data.get("worker_name", ""), *(self.cleaned_data.get("other_workers") or ())]
        return list(dict.fromkeys(name for name in names if name))

    def parties(self, employer: Employer) -> list[dict[str, Any]]:
        """The people and the employer as parties of a filing."""
        data = self.cleaned_data
        workers: list[dict[str, Any]] = [
            {
                "role": "applicant",
                "kind": "worker",
                "name": name,
                "is_representative": place < (data["representatives"] or 0),
            }
            for place, name in enumerate(self.names())
        ]
        workers[0] |= {"phone": data["worker_phone"], "id_number": data["worker_id"], "groups": data["groups"]}
        return [*workers, {"role": "respondent", "kind": "employer", "name": employer.name, "employer": employer}]


class ClaimForm(forms.Form):
    """One row of what is asked for; an empty row is no claim."""

    text = forms.CharField(required=False, label=_("Claim"), max_length=500, validators=[validate_printable])
    category = forms.ChoiceField(required=False, label=_("Type"), choices=[("", _("As the case")), *Category.choices])
    amount = MoneyField(required=False, label=_("Amount (yuan)"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text") and "text" in data and (data.get("amount") or data.get("category")):
            self.add_error("text", _("Say in words what is claimed."))
        return data


ClaimFormSet = formset_factory(ClaimForm, extra=3, max_num=20, absolute_max=20)


class Intake:
    """The parts of the intake page as one form: it is valid when they all are."""

    def __init__(self, data: Any = None, *, user: User, today: date, typed: Any = None) -> None:
        asked: Any = {"user": user, "today": today}
        if typed is None:
            self.employer, self.matter, self.claims = (
                EmployerForm(data),
                MatterForm(data, **asked),
                ClaimFormSet(data, prefix="claims"),
            )
            return
        # Shown again with more rows and without complaints: what was typed is where a new form starts.
        initial = {name: typed.get(name) for name in typed} | {"groups": typed.getlist("groups")}
        self.employer, self.matter = EmployerForm(initial=initial), MatterForm(initial=initial, **asked)
        self.claims = ClaimFormSet(prefix="claims", initial=_claim_rows(typed))

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in (self.employer, self.matter, self.claims)])  # noqa: C419 - all of them speak

    @property
    def errors(self) -> bool:
        return any([self.employer.errors, self.matter.errors, *self.claims.errors])

    @property
    def non_field_errors(self) -> list[str]:
        return [*self.employer.non_field_errors(), *self.matter.non_field_errors(), *self.claims.non_form_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        """Every field of every part, in the order of the page."""
        matter = list(self.matter)
        names = [field.name for field in matter]
        worker, holder = names.index("worker_name"), names.index("holder")
        yield from matter[:worker]
        yield from self.employer
        yield from matter[worker:holder]
        for claim in self.claims:
            yield from claim
        yield from matter[holder:]

    def filing(self, employer: Employer) -> Filing:
        """What the form says, for `operations.filing.register`; the form is valid."""
        data = self.matter.cleaned_data
        fields = {name: data[name] for name in DISPUTE_FIELDS}
        fields |= {"employer": employer, "worker_count": data["worker_count"] or len(self.matter.names())}
        if town := data["town"] or employer.town:
            fields["town"] = town
        claims = [
            {
                "text": row["text"],
                "category": row["category"] or data["category"],
                "amount": row["amount"] or Decimal("0.00"),
            }
            for row in self.claims.cleaned_data
            if row.get("text")
        ]
        return Filing(fields, self.matter.parties(employer), claims)


def _claim_rows(typed: Any) -> list[dict[str, str]]:
    """The rows of claims that hold anything, as typed."""
    rows = [
        {name: typed.get(f"claims-{number}-{name}", "") for name in ("text", "category", "amount")}
        for number in range(20)
    ]
    return [row for row in rows if any(row.values())]
