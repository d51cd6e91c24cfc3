"""Forms of the steps of a dispute."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.access import Role
from mediation.classification import CLOSINGS, FAILURE_REASONS, Decline, Satisfaction, Suspension
from mediation.collective import takes_word, without_consent
from mediation.dossier_checks import missing
from mediation.forms.answers import DayField, LongField, PersonField, StepForm, choice, people
from mediation.forms.ticks import TicksField
from mediation.masking import masked_id
from mediation.models import Dispute, Party, User
from mediation.operations.dossier_pieces import pieces_of, read_case
from mediation.satisfaction import Means, Performance

BY_HAND = [(row.code, format_lazy("{} {}", row.code, row.label)) for row in CLOSINGS.values() if row.by_hand]
STAFF = (Role.MEDIATOR, Role.VOLUNTEER, Role.REVIEWER, Role.SIGNER, Role.MANAGER)

NOT_ASKED = ("", _("Not asked, or no agreement"))


class HandlerForm(StepForm):
    handler = PersonField(label=_("Handler"), queryset=User.objects.none())

    def fit(self) -> None:
        self.fields["handler"].queryset = people(self.dispute, Role.MEDIATOR)  # type: ignore[attr-defined]


class AcceptForm(HandlerForm):
    def fit(self) -> None:
        super().fit()
        self.fields["handler"].required = False
        self.fields["handler"].help_text = _("May also be assigned later.")


class MissingItemsForm(StepForm):
    missing_items = LongField(
        label=_("Missing papers and facts"),
        rows=5,
        help_text=_("Name everything at once, one a line; a case is returned only once."),
    )
    complete_by = DayField(label=_("To be completed by"), initial=None, required=False)


class DatedForm(StepForm):
    done_on = DayField(label=_("Received on"))


class DeclineForm(StepForm):
    decline_reason = choice(_("Ground for not accepting"), Decline.choices)


class SuspendForm(StepForm):
    cause = choice(_("Cause"), Suspension.choices)


class WithdrawForm(StepForm):
    free_will = forms.BooleanField(
        label=_("The applicant was asked and withdraws of free will, without pressure"), required=False
    )
    represented_consent = forms.BooleanField(label=_("The represented workers consent"), required=False)

    def fit(self) -> None:
        if not takes_word(self.dispute):
            self.drop("represented_consent")


class MergeForm(StepForm):
    merged_into = forms.CharField(label=_("Number of the case that goes on"), max_length=40)

    def clean_merged_into(self) -> Dispute:
        number = self.cleaned_data["merged_into"].strip()
        other = Dispute.objects.visible_to(self.user).filter(number=number).first()
        if other is None:
            raise forms.ValidationError(_("There is no such case among those you see."))
        return other


class WorkersField(TicksField):
    """Workers by name and the end of the ID number, which tells namesakes apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} {masked_id(obj.id_number)}".strip()


class SplitForm(StepForm):
    workers = WorkersField(label=_("Workers who go on in a case of their own"), queryset=Party.objects.none())

    def __init__(self, data: Any = None, *, without: str = "", **kwargs: Any) -> None:
        self.without = without  # purpose of a consent: those who have not given it are listed, and ticked
        super().__init__(data, **kwargs)

    def fit(self) -> None:
        applicants = self.dispute.parties.filter(role=Party.Role.APPLICANT)
        if self.without:
            missing = [party.pk for party in without_consent(self.dispute, self.without)]
            applicants = applicants.filter(pk__in=missing)
            self.fields["workers"].initial = missing
        self.fields["workers"].queryset = applicants  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "workers": list(self.cleaned_data["workers"])}


class CloseForm(StepForm):
    outcome = choice(_("Outcome"), BY_HAND)
    outcome_detail = choice(
        _("Why mediation failed"), FAILURE_REASONS, required=False, help_text=_("Needed for R05 only.")
    )
    routes_told = forms.BooleanField(
        label=_("The applicant was told the other routes and the last safe day for arbitration"),
        required=False,
        help_text=_("Needed for R05 only. The day stands above."),
    )
    reason = LongField(
        label=_("How it was settled, or where it went and by which paper"),
        required=False,
        help_text=_("Needed for R03 and R11."),
    )


class ArchiveForm(StepForm):
    """What the volume lacks is shown before it is called complete."""

    template = "mediation/_archive_fields.html"
    volume_complete = forms.BooleanField(label=_("The volume is complete and in order"), required=False)
    redaction_done = forms.BooleanField(label=_("What must not be kept is removed"), required=False)

    def fit(self) -> None:
        case = read_case(self.dispute)
        self.missing = [label for _printed, label in missing(case, pieces_of(case))]


class RecuseForm(StepForm):
    person = PersonField(label=_("Person"), queryset=User.objects.none())

    def fit(self) -> None:
        self.fields["person"].queryset = people(self.dispute, *STAFF)  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = LongField(label=_("Reason"), max_length=200)  # as long as a recusal keeps


class RevealForm(StepForm):
    """Whose numbers shall be shown; `chosen` is the party the page was opened for."""

    party = forms.ModelChoiceField(label=_("Party"), queryset=Party.objects.none())

    def __init__(self, data: Any = None, *, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["party"].initial = chosen

    def fit(self) -> None:
        self.fields["party"].queryset = self.dispute.parties.exclude(id_number="", phone="")  # type: ignore[attr-defined]


class FollowUpForm(StepForm):
    visited_on = DayField(label=_("Visited on"))
    means = forms.ChoiceField(label=_("How"), choices=[(row, row.label) for row in (Means.VISIT, Means.PHONE)])
    satisfaction = choice(_("Satisfaction"), Satisfaction.choices)
    performance = forms.ChoiceField(
        label=_("Was the agreement performed?"), choices=[NOT_ASKED, *Performance.choices], required=False
    )
    note = LongField(label=_("Note"), required=False)


class PlanVisitForm(StepForm):
    planned_on = DayField(label=_("Planned for"), initial=None)
