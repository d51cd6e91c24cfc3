"""The choices of the dashboard and the report page, read from a shareable address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediation.classification import Category, Channel
from mediation.forms.grouping import GroupsField
from mediation.models import LEVEL_CHOICES, Organisation
from mediation.reports.divisions import division_of
from mediation.reports.indicators import CHAPTERS, Chapter
from mediation.reports.periods import Period, asked_for

MOST_STEPS = 36  # months, quarters or years in one table
FILTERS = ("town", "category", "level", "channel")  # as the case list names them, too
DAY = forms.DateInput(attrs={"type": "date"})


class DaysForm(forms.Form):
    """A first and a last day, in order."""

    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(label=_("Until"), widget=DAY)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for field in self.fields.values():
            is_select = isinstance(field, (forms.ChoiceField, GroupsField))
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if isinstance(first, date) and isinstance(last, date):
            try:
                asked_for(first, last)
            except ValidationError as error:
                self.add_error(None, error)
        return values

    @property
    def period(self) -> Period:
        """Of a valid form."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class PeriodForm(DaysForm):
    """Period and filters; what is not given comes from `fresh`."""

    town = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Town"), required=False, empty_label=_("All towns")
    )
    category = forms.ChoiceField(
        label=_("Dispute type"), required=False, choices=[("", _("All types")), *Category.choices]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *LEVEL_CHOICES])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", _("All channels")), *Channel.choices])

    def __init__(self, data: Any, *, towns: Any, fresh: Period) -> None:
        given = {
            name: field.widget.value_from_datadict(data, {}, name) or "" for name, field in self.base_fields.items()
        }
        given["first"] = given["first"] or fresh.first.isoformat()
        given["last"] = given["last"] or fresh.last.isoformat()
        super().__init__(given)
        town = self.fields["town"]
        assert isinstance(town, forms.ModelChoiceField)
        town.queryset = towns
        town.label_from_instance = _short_name  # type: ignore[method-assign, assignment]

    @property
    def filters(self) -> dict[str, str]:
        """The filters by name of group, with the values of groups and of the case list; of a valid form."""
        chosen = {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data[name]}
        return {name: str(getattr(value, "pk", value)) for name, value in chosen.items()}

    @property
    def chosen(self) -> list[str]:
        """The filters in words; of a valid form."""
        words = {"category": dict(Category.choices), "level": dict(LEVEL_CHOICES), "channel": dict(Channel.choices)}
        chosen = {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data[name]}
        return [str(words[name][value] if name in words else value) for name, value in chosen.items()]


class ReportForm(PeriodForm):
    """Besides, the rows of the tables and the chapter."""

    by = GroupsField(label=_("Rows by"), required=False)
    chapter = forms.ChoiceField(
        label=_("Chapter"),
        required=False,
        choices=[("", _("All chapters")), *((chapter.code, chapter.label) for chapter in CHAPTERS)],
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        steps = division_of(values.get("by", "")).steps
        if steps and not self.errors and len(steps.parts(self.period)) > MOST_STEPS:
            self.add_error("by", _("These would be too many rows; choose a longer step or a shorter period."))
        return values

    @property
    def indicators(self) -> list[str]:
        """The codes of the chapter chosen, else all; of a valid form."""
        return [row.code for chapter in self.chapters for row in chapter.indicators]

    @property
    def chapters(self) -> list[Chapter]:
        """The chapter chosen, else all; of a valid form."""
        chosen = self.cleaned_data["chapter"]
        return [chapter for chapter in CHAPTERS if chosen in ("", chapter.code)]


def _short_name(unit: Organisation) -> str:
    return unit.short_name
