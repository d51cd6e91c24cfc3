"""Forms that amend the record of a case (更正登记): the matter, a party, a claim; the checks are those of intake."""

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from mediation.classification import Group
from mediation.forms.answers import LongField, MoneyField
from mediation.forms.employers import validate_phone
from mediation.forms.identifiers import validate_credit_code, validate_identity_number, validate_printable
from mediation.forms.intake import DATES, EARLIEST, PRINTED, MatterForm
from mediation.masking import masked_id, masked_phone
from mediation.models import Claim, Dispute, Organisation, Party
from mediation.operations.amending import CLAIM_FIELDS, DISPUTE_FIELDS, NEW_PARTY_FIELDS

KEPT = {"id_number": masked_id, "phone": masked_phone}  # shown whole to nobody; left empty they stay as they are
OWN_DAYS = ("knew_on", "employment_ended_on")  # of one worker
DAYS = tuple(name for name in DATES if name in DISPUTE_FIELDS)


class AmendForm(forms.ModelForm):
    """What is on record, to be put right; `version` is that of the case on the page the person saw."""

    template = "mediation/_amend_fields.html"
    printed: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = LongField(label=_("Reason"), required=False)

    def __init__(self, data: Any = None, *, dispute: Dispute, instance: Any = None) -> None:
        super().__init__(data, instance=copy(instance))  # what is typed must not reach the row that the page shows
        self.dispute = dispute
        self.fields["version"].initial = dispute.version
        self.fields["reason"].required = dispute.accepted_on is not None
        for name in self.printed:
            self.fields[name].validators.append(validate_printable)

    def given(self) -> dict[str, Any]:
        """The fields of the row as they shall be."""
        return {name: value for name, value in self.cleaned_data.items() if name in (self._meta.fields or ())}


class DisputeForm(AmendForm):
    printed = PRINTED
    worker_count = forms.IntegerField(label=_("Workers concerned"), min_value=1, max_value=100_000)
    amount_claimed = MoneyField(label=_("Amount claimed (yuan)"))

    class Meta:
        model = Dispute
        fields = DISPUTE_FIELDS
        widgets = MatterForm.Meta.widgets
        help_texts = MatterForm.Meta.help_texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].queryset = Organisation.objects.active().filter(kind="town_union")  # type: ignore[attr-defined]
        for name in DAYS:
            self.fields[name].validators.append(MinValueValidator(EARLIEST))


class PartyForm(AmendForm):
    """A party; one on record keeps its role and its kind."""

    printed = ("name", "address", "job", "agent")
    phone = forms.CharField(
        label=_("Phone number"), required=False, max_length=40, validators=[validate_phone],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    id_number = forms.CharField(
        label=_("ID number"), required=False, max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    groups = forms.MultipleChoiceField(
        label=_("Special groups"), required=False, choices=Group.choices, widget=forms.CheckboxSelectMultiple
    )
    removed = forms.MultipleChoiceField(
        label=_("Remove from the record"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("id_number", _("ID number")), ("phone", _("Phone number"))],
    )  # fmt: skip
    field_order = (*NEW_PARTY_FIELDS[:5], "removed")

    class Meta:
        model = Party
        fields = NEW_PARTY_FIELDS
        widgets = dict.fromkeys(OWN_DAYS, forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        help_texts = dict.fromkeys(OWN_DAYS, _("Only of a worker, and where it is not the day of the case."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OWN_DAYS:
            self.fields[name].validators.append(MinValueValidator(EARLIEST))
        if self.instance.kind not in ("", Party.Kind.WORKER):
            for name in OWN_DAYS:
                del self.fields[name]
        if self.instance.pk is None:
            del self.fields["removed"]
            return
        del self.fields["role"], self.fields["kind"]
        on_record = {name: mask(getattr(self.instance, name)) for name, mask in KEPT.items()}
        for name, shown in on_record.items():
            self.initial[name] = ""
            if shown:
                words = _("On record: %(number)s. Leave it empty to keep that.") % {"number": shown}
                self.fields[name].help_text = words
        if not any(on_record.values()):
            del self.fields["removed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, kind = str(data.get("id_number") or "").upper(), data.get("kind") or self.instance.kind
        check = {Party.Kind.WORKER: validate_identity_number, Party.Kind.EMPLOYER: validate_credit_code}.get(kind)
        try:
            if number and check is not None:
                check(number)
        except forms.ValidationError as error:
            self.add_error("id_number", error)
        return {**data, "id_number": number}

    def given(self) -> dict[str, Any]:
        """Numbers left empty stay as they are, unless they are to be removed."""
        removed = self.cleaned_data.get("removed") or ()
        return {
            name: value
            for name, value in super().given().items()
            if value or name not in KEPT or name in removed or self.instance.pk is None
        }


class ClaimForm(AmendForm):
    printed = ("text",)
    amount = MoneyField(label=_("Amount (yuan)"), required=False)

    class Meta:
        model = Claim
        fields = CLAIM_FIELDS

    def __init__(self, data: Any = None, *, party: Party | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.party = party  # whose own claim a new one is; none for a common one

    def clean_amount(self) -> Decimal:
        return self.cleaned_data["amount"] or Decimal("0.00")

    def given(self) -> dict[str, Any]:
        return super().given() | ({"party": self.party} if self.party is not None else {})
