"""Forms of the letter desk: the fields of a kind, a new draft, and the filters of the list."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.fields import FactProblem, Field, clean
from documents.kinds import KINDS
from mediation.access import Role
from mediation.forms.answers import PersonField, people
from mediation.forms.offices import OfficesWidget
from mediation.forms.ticks import TicksField
from mediation.letters import AFTER_ISSUE, CHOICES, ROWS
from mediation.models import Dispute, Letter, Membership, Organisation, User
from mediation.models.letter import LetterQuerySet
from mediation.preflight import Finding, Severity

AREAS = {"text": 6, "lines": 3}  # rows of the text area


class FactField(forms.Field):
    """One fact of a letter, read by the print shop's own rules; an empty one is allowed in a draft."""

    def __init__(self, fact: Field) -> None:
        self.fact = fact
        hint = _("One item a line.") if fact.type == "lines" else ""
        super().__init__(label=str(fact.label), required=False, widget=_widget(fact), help_text=hint)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        try:
            return clean(self.fact, value)
        except FactProblem as problem:
            raise forms.ValidationError(str(problem.message)) from problem


def _widget(fact: Field) -> forms.Widget:
    if fact.type in AREAS:
        return forms.Textarea(attrs={"rows": AREAS[fact.type], "class": "form-control"})
    if fact.type == "offices":
        return OfficesWidget()
    if fact.type == "choice":
        options = [("", fact.empty), *((choice.code, choice.label) for choice in fact.choices)]
        return forms.Select(choices=options, attrs={"class": "form-select"})
    attrs = {"class": "form-control", "autocomplete": "off"}
    if fact.type == "date":
        return forms.DateInput(attrs={**attrs, "type": "date"}, format="%Y-%m-%d")
    if fact.type in ("amount", "number"):
        attrs["inputmode"] = "decimal" if fact.type == "amount" else "numeric"
    return forms.TextInput(attrs=attrs)


class FactsForm(forms.Form):
    """The text of a letter or paper; `version` is that on the page the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    facts: list[Field]

    def content(self) -> dict[str, Any]:
        """The facts that are filled in, as they are stored; of a valid form."""
        values = {fact.name: self.cleaned_data[fact.name] for fact in self.facts}
        return {name: value for name, value in values.items() if value is not None}


def choose_among(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class LetterForm(FactsForm):
    """The text of a draft."""

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        super().__init__(data, initial={**letter.content, "version": letter.version})
        absent = set(letter.row.fixed)
        if letter.dispute.worker_count == 1 and "division" not in letter.content:
            absent.add("division")
        self.facts = [fact for fact in KINDS[letter.kind].fields if fact.name not in absent and fact.type != "rows"]
        for fact in self.facts:
            self.fields[fact.name] = FactField(fact)
        if "joint" in self.fields:
            self.fields["joint"].widget = OfficesWidget(letter.possible_offices())
            self.fields["joint"].help_text = _(
                "The union leads and is named first. No law says who may sign with it: agree on it beforehand."
            )
        if letter.row.supervisors:
            self.fields["supervisors"] = supervisors_field(letter.issuer, letter.dispute, letter)
            self.initial["supervisors"] = letter.supervisors.all()

    def readable(self) -> dict[str, Any]:
        """The facts that can be read, whatever stands in the other fields."""
        self.full_clean()
        values = {fact.name: self.cleaned_data.get(fact.name) for fact in self.facts}
        return {name: value for name, value in values.items() if value is not None}

    def unreadable(self) -> list[Finding]:
        """What is wrong with the other fields."""
        wrong = [(fact, message) for fact in self.facts for message in self.errors.get(fact.name, ())]
        return [Finding(fact.name, fact.label, str(message), Severity.STOP) for fact, message in wrong]

    def chosen_supervisors(self) -> tuple[User, ...] | None:
        """None where the kind needs no supervisors."""
        chosen = self.cleaned_data.get("supervisors")
        return None if chosen is None else tuple(chosen)


class SupervisorsField(TicksField):
    """Boxes with the person's name and `unit`, the union of the card."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {obj.unit}"


def supervisors_field(issuer: Organisation, dispute: Dispute, letter: Letter | None = None) -> SupervisorsField:
    """People with a supervisor's card in the issuing union, above or below it, and not recused.

    Those of the letter come first, then those of the issuing union.
    """
    near = Q(organisation__in=issuer.lineage) | Q(organisation__parent=issuer)
    carded = Membership.objects.valid_on(timezone.localdate()).filter(near).exclude(supervisor_card="")
    units = carded.filter(user=OuterRef("pk")).annotate(own=Q(organisation=issuer)).order_by("-own", "pk")
    found = User.objects.filter(is_active=True, pk__in=carded.values("user")).exclude(pk__in=dispute.recused_ids)
    unit = Subquery(units.values("organisation__short_name")[:1])
    named = Letter.objects.filter(pk=0 if letter is None else letter.pk, supervisors=OuterRef("pk"))
    found = found.annotate(own=Exists(units.filter(own=True)), named=Exists(named), unit=unit)
    found = found.order_by("-named", "-own", "unit", "display_name")
    return SupervisorsField(
        found, label=_("Supervisors"), required=False,
        help_text=_("Two people with a supervisor's card who investigated (ZJ-SUP 20)."),
    )  # fmt: skip


class NewLetterForm(forms.Form):
    """Who writes the draft, whom it goes to, who investigated, and what it replaces."""

    # One rendered form drafts one letter.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    drafter = PersonField(User.objects.none(), label=_("Drafter"), empty_label=None)
    agency = forms.ModelChoiceField(Organisation.objects.none(), label=_("Addressed department"))
    replaces = forms.ModelChoiceField(
        Letter.objects.none(), label=_("Replaces"), required=False, empty_label=_("No earlier letter"),
        help_text=_("The earlier letter counts as replaced once the new one is signed."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, dispute: Dispute, kind: str, user: User, issuer: Organisation) -> None:
        super().__init__(data, initial={"drafter": user.pk})
        row = ROWS[kind]
        choose_among(self, "drafter", people(dispute, Role.MEDIATOR, Role.VOLUNTEER))
        earlier: QuerySet[Letter] = (
            Letter.objects.with_record()
            .filter(dispute=dispute, kind=kind, state__in=AFTER_ISSUE)
            .filter(replaced_by=None)
        )
        if row.to_agencies:
            choose_among(self, "agency", Organisation.objects.active().filter(kind__in=row.to_agencies))
        else:
            del self.fields["agency"]
        if row.supervisors:
            self.fields["supervisors"] = supervisors_field(issuer, dispute)
        if earlier.exists():
            choose_among(self, "replaces", earlier)
        else:
            del self.fields["replaces"]
        for name, field in self.fields.items():
            if name not in ("key", "supervisors"):
                field.widget.attrs["class"] = "form-select"

    def answers(self) -> dict[str, Any]:
        """Arguments of `draft_letter`; of a valid form."""
        return self.cleaned_data | {"supervisors": tuple(self.cleaned_data.get("supervisors", ()))}


class LetterListForm(forms.Form):
    """Filters of the list of letters."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *CHOICES],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Number, employer or case"), required=False, max_length=100, strip=True,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )  # fmt: skip

    def filtered(self, letters: LetterQuerySet) -> LetterQuerySet:
        """The letters that pass; an unreadable filter lets none pass."""
        if not self.is_valid():
            return letters.none()
        kind, text = self.cleaned_data["kind"], self.cleaned_data["text"]
        if kind:
            letters = letters.filter(kind=kind)
        if text:
            named = Q(dispute__employer__name__contains=text) | Q(dispute__number__contains=text)
            letters = letters.filter(named | Q(issued__number__contains=text))
        return letters
