"""The form of the end of a proceeding: its result, the agreement with its schedule, the items of an award."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mediation.awards import AWARDS, ItemKind, ceiling_of
from mediation.collective import takes_word
from mediation.forms.agency_steps import options, paper_field
from mediation.forms.answers import DayField, MoneyField, StepForm, choice
from mediation.forms.files import FilesField

LINES = 12


class LineForm(forms.Form):
    """One line of a list; an empty line is none. `needed` are the fields of a line that is none."""

    needed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        for name in self.needed:
            if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
                self.add_error(name, self.fields[name].error_messages["required"])
        return self.cleaned_data


class InstalmentForm(LineForm):
    """One line of the performance schedule."""

    needed = ("due_on", "amount")
    due_on = DayField(label=_("Due on"), initial=None, required=False)
    amount = MoneyField(label=_("Amount (yuan)"), required=False)
    what = forms.CharField(label=_("Performance"), max_length=200, required=False)


class AwardItemForm(LineForm):
    """One item of an award, judged by itself."""

    needed = ("kind", "amount")
    kind = forms.ChoiceField(label=_("Kind of item"), choices=[("", "—"), *ItemKind.choices], required=False)
    amount = MoneyField(label=_("Amount (yuan)"), required=False)
    what = forms.CharField(label=_("Item of the award"), max_length=200, required=False)


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
    performance_ends_on = DayField(
        label=_("Last day of performance"), initial=None, required=False,
        help_text=_("If the paper sets one: the two years for enforcement run from it."),
    )  # fmt: skip
    paper = paper_field()
    attached = FilesField()
    amount = MoneyField(label=_("Amount agreed (yuan)"), required=False)
    applicant_signed_on = DayField(label=_("Applicant signed on"), initial=None, required=False)
    respondent_signed_on = DayField(label=_("Respondent signed on"), initial=None, required=False)
    mediator_signed_on = DayField(label=_("Mediator signed and seal put on"), initial=None, required=False)
    represented_consent = forms.BooleanField(label=_("The represented workers consent"), required=False)
    award_reason = forms.CharField(
        label=_("Why the paper reads otherwise"), max_length=300, required=False,
        help_text=_("Only when final or not final does not follow from the items."),
    )  # fmt: skip

    def fit(self) -> None:
        outcomes = self.subject.row.outcomes_of(self.subject.procedure)
        codes = {outcome.code for outcome in outcomes}
        self.fields["outcome"].choices = options(outcomes)  # type: ignore[attr-defined]
        self.has_agreement, self.has_award = "agreement" in codes, bool(codes & set(AWARDS))
        if not any(outcome.received for outcome in outcomes):
            self.drop("received_on")
        if not any(opens.since == "performance_ends_on" for outcome in outcomes for opens in outcome.opens):
            self.drop("performance_ends_on")
        if not self.has_award:
            self.drop("award_reason")
        if self.subject.agency.is_union:
            self.drop("paper")
        if not self.has_agreement:
            self.drop(*AGREEMENT)
        elif not takes_word(self.dispute):
            self.drop("represented_consent")
        self.instalments = self._lines(InstalmentForm, "instalment", self.has_agreement)
        self.award_items = self._lines(AwardItemForm, "item", self.has_award)

    def _lines(self, form: type[LineForm], name: str, wanted: bool) -> list[LineForm]:
        data = self.data if self.is_bound else None
        return [
            form(data, prefix=f"{name}-{line}", empty_permitted=True, use_required_attribute=False)
            for line in range(1, wanted * LINES + 1)
        ]

    def ceilings(self) -> list[Any]:
        """What an item of a final award may come to today, in yuan; several while no area is set."""
        from_wages = self.subject.minimum_wages_on(self.fields["concluded_on"].initial())
        return sorted({ceiling_of(wage) for wage in from_wages})

    @property
    def area(self) -> str:
        area: str = settings.MINIMUM_WAGE_AREA
        return area

    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in (*AGREEMENT, "award_reason")]

    def agreement_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in AGREEMENT]

    @property
    def is_agreement(self) -> bool:
        return bool(self.cleaned_data.get("outcome") == "agreement")

    @property
    def is_award(self) -> bool:
        return self.cleaned_data.get("outcome") in AWARDS

    def clean(self) -> dict[str, Any] | None:
        wrong = [line for line in self.instalments if not line.is_valid()]  # each is asked, so that each says why
        if self.is_agreement and wrong:
            raise forms.ValidationError(_("A line of the performance schedule cannot be read."))
        wrong = [line for line in self.award_items if not line.is_valid()]
        if self.is_award and wrong:
            raise forms.ValidationError(_("A line of the award cannot be read."))
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        if self.is_award:
            answers["award_items"] = [line.cleaned_data for line in self.award_items if line.has_changed()]
        else:
            answers.pop("award_reason", None)
        if not self.is_agreement:
            return {name: value for name, value in answers.items() if name not in AGREEMENT}
        lines = [line.cleaned_data for line in self.instalments if line.has_changed()]
        return {**answers, "instalments": lines}
