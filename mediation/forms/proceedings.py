"""Forms of the steps of a proceeding, and of those that prepare one, hold a session or record performance."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.access import Role
from mediation.forms.agency_steps import PaperForm, paper_field
from mediation.forms.answers import CHOOSE, DayField, LongField, PersonField, StepForm, choice, people
from mediation.forms.files import FilesField
from mediation.forms.hand_overs import FilingForm
from mediation.forms.questions import PREFIX, AskingForm, LateForm
from mediation.forms.ticks import TicksField
from mediation.models import Claim, Dispute, Organisation, User
from mediation.models.organisation import UNION_KINDS
from mediation.proceeding_kinds import KINDS, Kind


def papers_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=_("Papers in hand"), required=False, widget=forms.CheckboxSelectMultiple)


class PrepareForm(StepForm):
    """Opens a proceeding of `kind`; its subject is the dispute."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Organisation.objects.none())
    basis = choice(_("Legal basis"), [])
    claims = TicksField(
        label=_("Claims concerned"),
        queryset=Claim.objects.none(),
        required=False,
        help_text=_("None chosen means all of them."),
    )
    agent = PersonField(label=_("Agent or aid lawyer"), queryset=User.objects.none(), required=False)
    prepared_on = DayField(label=_("Prepared on"))
    note = LongField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, kind: str, basis: str = "", **kwargs: Any) -> None:
        self.kind, self.wished = kind, basis
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
        self.fields["basis"].initial = self.wished
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


class FileForm(AskingForm, FilingForm, LateForm):
    filed_on = DayField(label=_("Filed on"))
    papers = papers_field()

    def fit(self) -> None:
        super().fit()
        papers = self.subject.row.papers_for(self.subject.basis)
        self.fields["papers"].choices = [(row.code, row.label) for row in papers]  # type: ignore[attr-defined]
        self.ask_late()
        self.ask("file")
        asked = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields(["filed_on", "posted_on", "papers", *asked])


class AcceptForm(AskingForm):
    accepted_on = DayField(label=_("Accepted on"))
    procedure = choice(_("Procedure"), [])
    papers = papers_field()
    external_number = forms.CharField(label=_("Number at the agency"), max_length=80, required=False)
    paper = paper_field()
    attached = FilesField()

    def fit(self) -> None:
        row = self.subject.row
        self.fields["papers"].choices = [(paper.code, paper.label) for paper in row.papers]  # type: ignore[attr-defined]
        procedures = row.procedures_for(self.subject.basis)
        self.fields["procedure"].choices = [(one.code, one.label) for one in procedures]  # type: ignore[attr-defined]
        if not procedures:
            self.drop("procedure")
        if row.is_filed:
            self.drop("papers")  # they were handed in with the application
        if self.subject.agency.is_union:
            self.drop("external_number", "paper")
        self.ask("accept")


class RefuseForm(PaperForm):
    refused_on = DayField(label=_("Refused on"))
    received_on = DayField(
        label=_("Parties received the paper on"), initial=None, help_text=_("Their time limits run from this day."),
    )  # fmt: skip
    paper = paper_field()
    attached = FilesField()

    def fit(self) -> None:
        super().fit()
        if not self.subject.row.refusal_is_received:
            self.drop("received_on")


class SessionForm(StepForm):
    held_at = forms.DateTimeField(
        label=_("Held at"),
        initial=lambda: timezone.localtime() - timedelta(minutes=1),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=200)
    attendees = forms.CharField(label=_("Present"), max_length=500, help_text=_("Names, separated by commas."))
    record = LongField(label=_("Record"), rows=10, max_length=20_000, help_text=_("Never leaves the union."))
    attached = FilesField()
