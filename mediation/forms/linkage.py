"""Forms of the steps between the three levels: delegate, escalate, transfer, report and review."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.forms.answers import CHOOSE, LongField, StepForm, choice
from mediation.linkage import FREE_GROUNDS, GROUNDS, LABELS, LONGEST_LIMIT, REPORT, BackBecause, Quality, came_from
from mediation.models import Organisation
from mediation.models.calendar import rule_on


class HolderForm(StepForm):
    """Hands the case to another union; `unions` says which come into question."""

    holder = forms.ModelChoiceField(label=_("Union"), queryset=Organisation.objects.none())

    def fit(self) -> None:
        unions = Organisation.objects.active().unions().with_lineage().exclude(pk=self.dispute.holder_id)
        self.fields["holder"].queryset = unions.filter(self.unions())  # type: ignore[attr-defined]

    def unions(self) -> Q:
        """The unions that come into question; each form knows its own."""
        raise NotImplementedError


class ListField(forms.MultipleChoiceField):
    """Some of a few codes, ticked."""

    widget = forms.CheckboxSelectMultiple


class DelegateForm(HolderForm):
    limit_days = forms.IntegerField(
        label=_("Report within (working days)"), min_value=1, max_value=LONGEST_LIMIT,
        help_text=_("The lower union's own clock; it sees the date at once."),
    )  # fmt: skip
    instructions = LongField(label=_("What the lower union shall do"), required=False)
    keep_secret = forms.BooleanField(
        label=_("The lower union keeps secret who complained"), required=False, initial=True
    )

    def fit(self) -> None:
        super().fit()
        self.fields["limit_days"].initial = rule_on("U1", timezone.localdate()).length

    def unions(self) -> Q:
        """Those below; of the enterprise unions, the employer's own and those of several enterprises."""
        below = Q(parent=self.dispute.holder_id) | Q(parent__parent=self.dispute.holder_id)
        concerned = Q(employer=self.dispute.employer_id) | Q(employer__isnull=True)
        return below & concerned


class EscalateForm(HolderForm):
    """The ground is chosen already where one stands, and so is the union it asks for."""

    ground = choice(_("Ground"), ())

    def fit(self) -> None:
        super().fit()
        grounds = [row for row in GROUNDS.values() if row.test(self.dispute)]
        codes = [row.code for row in grounds] + list(FREE_GROUNDS)
        self.fields["ground"].choices = [CHOOSE, *((code, LABELS[code]) for code in codes)]  # type: ignore[attr-defined]
        if grounds:
            self.fields["ground"].initial = grounds[0].code
            field: Any = self.fields["holder"]
            field.initial = next((unit.pk for unit in field.queryset if unit.level == grounds[0].level), None)

    def unions(self) -> Q:
        return Q(pk__in=self.dispute.holder.lineage)


class TransferForm(HolderForm):
    back_because = choice(_("If it goes back to the union it came from: why"), BackBecause.choices, required=False)

    def fit(self) -> None:
        super().fit()
        if came_from(self.dispute) is None:
            self.drop("back_because")

    def unions(self) -> Q:
        return Q(kind=self.dispute.holder.kind)


class ReportResultForm(StepForm):
    """The four items that the upper union reviews (`linkage.REPORT`)."""

    heard = LongField(label=REPORT["heard"], help_text=_("Worker, employer, witnesses; one a line."))
    found = LongField(label=REPORT["found"])
    result_report = LongField(label=REPORT["result_report"], rows=5)
    enclosed = LongField(label=REPORT["enclosed"], help_text=_("Records, agreement, proof of payment; one a line."))


class ApproveResultForm(StepForm):
    quality = ListField(
        label=_("Quality of the result"), choices=Quality.choices, required=False,
        help_text=_("If one is missing, send the case back."),
    )  # fmt: skip


class SendBackForm(StepForm):
    shortcomings = ListField(label=_("What falls short"), choices=Quality.choices)
    limit_days = forms.IntegerField(
        label=_("Report within (working days)"), min_value=1, max_value=LONGEST_LIMIT, required=False,
        help_text=_("Empty: as long as before."),
    )  # fmt: skip
