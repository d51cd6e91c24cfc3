"""Forms of the steps of a proceeding, and of those that prepare one, hold a session or record performance."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.access import Role
from mediation.forms.answers import CHOOSE, DayField, LongField, MoneyField, PersonField, StepForm, choice, people
from mediation.models import Claim, Dispute, Instalment, Organisation, User
from mediation.models.organisation import UNION_KINDS
from mediation.proceeding_kinds import KINDS, Kind

INSTALMENTS = 6
PAPER = _("Number and date of the paper that proves it; not needed when the agency records it itself.")


def paper_field() -> forms.CharField:
    return forms.CharField(label=_("Paper of the agency"), max_length=200, required=False, help_text=PAPER)


def papers_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=_("Papers in hand"), required=False, widget=forms.CheckboxSelectMultiple)


class PrepareForm(StepForm):
    """Opens a proceeding of `kind`; its subject is the dispute."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Organisation.objects.none())
    basis = choice(_("Legal basis"), [])
    claims = forms.ModelMultipleChoiceField(
        label=_("Claims concerned"),
        queryset=Claim.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    agent = PersonField(label=_("Agent or aid lawyer"), queryset=User.objects.none(), required=False)
    prepared_on = DayField(label=_("Prepared on"))
    note = LongField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(data, **kwargs)

    @property
    def row(self) -> Kind:
        return KINDS[self.kind]

    def fit(self) -> None:
        agencies = agencies_for(self.row, self.dispute)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].initial = next((unit.pk for unit in agencies if self._is_usual(unit)), None)
        self.fields["claims"].queryset = self.dispute.claims.all()  # type: ignore[attr-defined]
        self.fields["basis"].choices = [CHOOSE, *((row.code, row.label) for row in self.row.bases)]  # type: ignore[attr-defined]
        if not self.row.bases:
            self.drop("basis")
        if self.kind == "union_mediation":  # nothing is filed: both sides are asked
            self.fields["basis"].label = _("How mediation came about")
            self.fields["prepared_on"].label = _("Both sides asked on")
        if self.row.stage_verb or self.kind == "legal_aid":
            self.fields["agent"].queryset = people(self.dispute, Role.VOLUNTEER, Role.MEDIATOR)  # type: ignore[attr-defined]
        else:
            self.drop("agent")

    def _is_usual(self, unit: Organisation) -> bool:
        """The holding union itself, else the first agency of the kind named first."""
        return unit.pk == self.dispute.holder_id or (not unit.is_union and unit.kind == self.row.agencies[0])


def agencies_for(row: Kind, dispute: Dispute) -> QuerySet[Organisation]:
    """The organisations in charge of a kind; of the unions, the holding one and those above it."""
    found = Organisation.objects.active().filter(kind__in=row.agencies)
    if set(row.agencies) <= set(UNION_KINDS):
        return found.filter(pk__in=dispute.holder.lineage)
    return found


class FileForm(StepForm):
    filed_on = DayField(label=_("Filed on"))
    papers = papers_field()

    def fit(self) -> None:
        self.fields["papers"].choices = [(row.code, row.label) for row in self.subject.row.papers]  # type: ignore[attr-defined]


class AcceptForm(StepForm):
    accepted_on = DayField(label=_("Accepted on"))
    papers = papers_field()
    external_number = forms.CharField(label=_("Number at the agency"), max_length=80, required=False)
    paper = paper_field()

    def fit(self) -> None:
        row = self.subject.row
        self.fields["papers"].choices = [(paper.code, paper.label) for paper in row.papers]  # type: ignore[attr-defined]
        if row.is_filed:
            self.drop("papers")  # they were handed in with the application
        if self.subject.agency.is_union:
            self.drop("external_number", "paper")


class RefuseForm(StepForm):
    refused_on = DayField(label=_("Refused on"))
    paper = paper_field()

    def fit(self) -> None:
        if self.subject.agency.is_union:
            self.drop("paper")


class ExtendForm(StepForm):
    extra_days = forms.IntegerField(
        label=_("Days added"),
        min_value=1,
        max_value=365,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a whole number of days from 1 to 365.")
        ),
    )
    agreed = forms.BooleanField(
        label=_("Both sides signed the extension, or it is approved in writing"), required=False
    )

    def fit(self) -> None:
        if not self.subject.row.extends_by_days:
            self.drop("extra_days")


class SuspendForm(StepForm):
    suspended_on = DayField(label=_("Suspended on"))


class ResumeForm(StepForm):
    resumed_on = DayField(label=_("Resumed on"))


class WithdrawForm(StepForm):
    withdrawn_on = DayField(label=_("Withdrawn on"))


class InstalmentForm(forms.Form):
    """One line of the performance schedule; an empty line is none."""

    due_on = DayField(label=_("Due on"), initial=None, required=False)
    amount = MoneyField(label=_("Amount (yuan)"), required=False)
    what = forms.CharField(label=_("Performance"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        for name in ("due_on", "amount"):
            if name not in self.errors and self.cleaned_data.get(name) is None:
                self.add_error(name, self.fields[name].error_messages["required"])
        return self.cleaned_data


AGREEMENT = ("amount", "applicant_signed_on", "respondent_signed_on", "mediator_signed_on", "represented_consent")


class ConcludeForm(StepForm):
    """The result; the part about the agreement counts only for an agreement."""

    template = "mediation/_conclude_fields.html"
    outcome = choice(_("Result"), [])
    concluded_on = DayField(label=_("Date of the result"))
    received_on = DayField(
        label=_("Parties received the paper on"),
        initial=None,
        required=False,
        help_text=_("Their time limits run from this day."),
    )
    paper = paper_field()
    amount = MoneyField(label=_("Amount agreed (yuan)"), required=False)
    applicant_signed_on = DayField(label=_("Applicant signed on"), initial=None, required=False)
    respondent_signed_on = DayField(label=_("Respondent signed on"), initial=None, required=False)
    mediator_signed_on = DayField(label=_("Mediator signed and seal put on"), initial=None, required=False)
    represented_consent = forms.BooleanField(label=_("The represented workers consent"), required=False)

    def fit(self) -> None:
        row = self.subject.row
        self.fields["outcome"].choices = [CHOOSE, *((o.code, o.label) for o in row.outcomes)]  # type: ignore[attr-defined]
        self.has_agreement = any(outcome.code == "agreement" for outcome in row.outcomes)
        if not any(outcome.received for outcome in row.outcomes):
            self.drop("received_on")
        if self.subject.agency.is_union:
            self.drop("paper")
        if not self.has_agreement:
            self.drop(*AGREEMENT)
        elif not self.dispute.is_collective:
            self.drop("represented_consent")
        data = self.data if self.is_bound else None
        lines = range(1, INSTALMENTS + 1) if self.has_agreement else ()
        self.instalments = [
            InstalmentForm(data, prefix=f"instalment-{line}", empty_permitted=True, use_required_attribute=False)
            for line in lines
        ]

    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in AGREEMENT]

    def agreement_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in AGREEMENT]

    @property
    def is_agreement(self) -> bool:
        return bool(self.cleaned_data.get("outcome") == "agreement")

    def clean(self) -> dict[str, Any] | None:
        wrong = [line for line in self.instalments if not line.is_valid()]  # each is asked, so that each says why
        if self.is_agreement and wrong:
            raise forms.ValidationError(_("A line of the performance schedule cannot be read."))
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        if not self.is_agreement:
            return {name: value for name, value in answers.items() if name not in AGREEMENT}
        lines = [line.cleaned_data for line in self.instalments if line.has_changed()]
        return {**answers, "instalments": lines}


class SessionForm(StepForm):
    held_at = forms.DateTimeField(
        label=_("Held at"),
        initial=lambda: timezone.localtime() - timedelta(minutes=1),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=200)
    attendees = forms.CharField(label=_("Present"), max_length=500, help_text=_("Names, separated by commas."))
    record = LongField(label=_("Record"), rows=10, max_length=20_000, help_text=_("Never leaves the union."))


class PerformanceForm(StepForm):
    """What was performed on `instalment`; its subject is the proceeding."""

    paid_on = DayField(label=_("Performed on"))
    paid_amount = MoneyField(label=_("Amount received (yuan)"))
    proof = forms.CharField(
        label=_("Proof"), max_length=200, help_text=_("A receipt, a bank record, the worker's own statement.")
    )
    reason = LongField(
        label=_("Reason"), required=False, help_text=_("Needed when the amount is below the one recorded before.")
    )

    def __init__(self, data: Any = None, *, instalment: Instalment, **kwargs: Any) -> None:
        self.instalment = instalment
        super().__init__(data, **kwargs)

    def fit(self) -> None:
        if self.instalment.paid_amount is None:
            self.drop("reason")
        self.fields["paid_amount"].initial = self.instalment.amount
