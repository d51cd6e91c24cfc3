"""Forms of the roster: a list of workers, consents, mandates, and the division of an agreement."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mediation import collective
from mediation.forms.answers import CHOOSE, DayField, LongField, MoneyField, StepForm
from mediation.forms.identifiers import key_of
from mediation.forms.people import people_named
from mediation.forms.ticks import TicksField
from mediation.imports.amounts import read_amounts
from mediation.imports.roster import Roster, packed, read_roster, unpacked
from mediation.imports.tables import MOST_BYTES, Table, Unreadable, read_file, read_text
from mediation.models import Agreement, Consent, Dispute, Mandate, Party, User
from mediation.operations.roster_plan import EVERY
from mediation.operations.shares import Rule

SALT, HOURS = "roster", 12  # how long a list waits between the look at it and the import
PASTED = forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"})
CHOICE = "choice-"  # field names: which namesake a line means


class ListForm(forms.Form):
    """A list as a file or as pasted rows; `table` are its rows once the form is valid."""

    file = forms.FileField(
        label=_("Excel or CSV file"), required=False, help_text=_("At most 2 MB and 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or paste the rows here"), required=False, max_length=MOST_BYTES, strip=False, widget=PASTED,
        help_text=_("Copied from a sheet; without headings in the order of the template."),
    )  # fmt: skip
    table: Table

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if self.errors:
            return data
        if file is None and not text.strip():
            self.add_error("file", _("Choose a file, or paste the rows."))
            return data
        try:
            if file is not None and file.size > MOST_BYTES:
                raise Unreadable(_("The file is larger than 2 MB. Divide the list into several files."))
            self.table = read_file(file.read()) if file is not None else read_text(text)
            self.read(is_pasted=file is None)
        except Unreadable as problem:
            self.add_error("file" if file is not None else "text", str(problem))
        return data

    def read(self, *, is_pasted: bool) -> None:
        """Understand the table. Raises Unreadable."""


class UploadForm(ListForm):
    """A list of workers; `roster` is what it says."""

    roster: Roster

    def read(self, *, is_pasted: bool) -> None:
        self.roster = read_roster(self.table, pasted=is_pasted)


class EnrolForm(forms.Form):
    """The list that was looked at, sealed, with what the person chose and why; it cannot be changed on the way."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sealed = forms.CharField(widget=forms.HiddenInput, max_length=2 * MOST_BYTES)
    contained = forms.TypedChoiceField(
        label=_("The amounts of this list"), required=False, widget=forms.RadioSelect, empty_value=None,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("are part of the common claims")), ("no", _("come on top of the common claims"))],
    )  # fmt: skip
    reason = LongField(label=_("Reason"), required=False, max_length=500, rows=2)

    def __init__(self, data: Any = None, *, dispute: Dispute, user: User, rows: Any = ()) -> None:
        self.holder = [dispute.pk, user.pk]
        sealed = "" if data is not None else signing.dumps([*self.holder, packed(rows)], salt=SALT, compress=True)
        super().__init__(data, initial={"version": dispute.version, "sealed": sealed})
        self.fields["reason"].required = dispute.accepted_on is not None

    def clean_sealed(self) -> str:
        """Raises ValidationError for a list of another case or person, or one that waited too long."""
        try:
            *holder, rows = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("The list waited too long. Please send it again.")) from error
        if holder != self.holder:
            raise forms.ValidationError(_("The list waited too long. Please send it again."))
        self.roster = unpacked(rows)
        return str(self.cleaned_data["sealed"])

    @property
    def choices(self) -> dict[int, str]:
        """Which namesake is meant, by line."""
        lines = {name: key_of(name.removeprefix(CHOICE)) for name in self.data if name.startswith(CHOICE)}
        chosen = {line: str(self.data[name]) for name, line in lines.items() if line is not None}
        return chosen | ({EVERY: "0"} if self.data.get("all_same") else {})


class ConsentForm(forms.Form):
    """Consent of the ticked workers, or of all of the roster."""

    purpose = forms.ChoiceField(label=_("Consent"), choices=[CHOOSE, *Consent.Purpose.choices])
    given_on = DayField(label=_("Given on"))
    paper = forms.CharField(label=_("Paper that proves it"), max_length=200)
    everybody = forms.BooleanField(label=_("All workers of the roster, not only those ticked"), required=False)
    party = TicksField(queryset=Party.objects.none(), required=False)

    def __init__(self, data: Any = None, *, people: QuerySet[Party]) -> None:
        super().__init__(data)
        self.fields["party"].queryset = people  # type: ignore[attr-defined]

    @property
    def people(self) -> list[Party] | None:
        """Those who consent; None for all."""
        return None if self.cleaned_data["everybody"] else list(self.cleaned_data["party"])


class MandateForm(StepForm):
    """Who was elected, for what, on which paper; the representatives by name, one a line."""

    representatives = LongField(
        label=_("Representatives"), rows=5,
        help_text=_("One name a line, at most five; where two have one name, with the last four of the ID number."),
    )  # fmt: skip
    extent = forms.ChoiceField(label=_("Extent"), choices=[CHOOSE, *Mandate.Extent.choices])
    given_on = DayField(label=_("Given on"))
    paper = forms.CharField(label=_("Paper that proves it"), max_length=200)

    def fit(self) -> None:
        chosen = [row.name for row in collective.workers(self.dispute) if row.is_representative]
        self.fields["representatives"].initial = "\n".join(chosen)

    def clean_representatives(self) -> list[Party]:
        return people_named(self.cleaned_data["representatives"], collective.workers(self.dispute))


class EndMandateForm(StepForm):
    ended_on = DayField(label=_("Ended on"))


class WithdrawConsentForm(StepForm):
    withdrawn_on = DayField(label=_("Taken back on"))


class DivideForm(ListForm):
    """How an agreement is divided; a list only where that is the rule."""

    rule = forms.ChoiceField(
        label=_("How it is divided"), widget=forms.RadioSelect,
        choices=[
            (Rule.CLAIMS, _("In proportion to what each claims")),
            (Rule.EQUAL, _("In equal parts")),
            (Rule.GIVEN, _("By a list: name, ID number, amount of the whole agreement")),
        ],
    )  # fmt: skip
    field_order = ("rule", "file", "text")

    def __init__(self, data: Any = None, files: Any = None, *, agreement: Agreement) -> None:
        super().__init__(data, files)
        self.agreement = agreement
        self.amounts: dict[int, Decimal] | None = None

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("rule") != Rule.GIVEN:
            return self.cleaned_data
        return super().clean()

    def read(self, *, is_pasted: bool) -> None:
        self.amounts = read_amounts(self.table, collective.workers(self.agreement.dispute))


def ticked(data: Any) -> set[int]:
    """Ids of the shares that are ticked on the page."""
    return {pk for text in data.getlist("share") if (pk := key_of(text)) is not None}


class PaymentForm(forms.Form):
    """What the ticked workers received, each amount beside the name; `seen` is all that the page showed received."""

    seen = MoneyField(required=False, widget=forms.HiddenInput)
    paid_on = DayField(label=_("Performed on"))
    proof = forms.CharField(
        label=_("Proof"), max_length=200, help_text=_("A receipt, a bank record, the list of signatures.")
    )
    everybody = forms.BooleanField(label=_("Everybody who has not received the share yet, in full"), required=False)
    reason = LongField(
        label=_("Reason"),
        required=False,
        rows=2,
        help_text=_("Needed when an amount is below the one recorded before."),
    )

    def __init__(self, data: Any = None, *, shares: Any) -> None:
        super().__init__(data)
        self.rows = list(shares)
        self.ticked = ticked(data) if data is not None else set()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.payments: dict[int, Decimal] = {}
        money = MoneyField()
        for row in self.rows:
            if row.pk not in self.ticked:
                continue
            try:
                self.payments[row.pk] = money.clean(self.data.get(f"amount-{row.pk}", ""))
            except forms.ValidationError as error:
                self.add_error(None, f"{row.party.name}: {' '.join(error.messages)}")
        return data
