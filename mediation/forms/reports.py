"""The choices of the report page, read from a shareable address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.classification import Category
from mediation.models import LEVEL_CHOICES, Organisation
from mediation.reports.periods import MONTHS, Period, steps_of

GROUPS = [
    ("month", _("Month")),
    ("quarter", _("Quarter")),
    ("year", _("Year")),
    ("town", _("Town")),
    ("category", _("Dispute type")),
    ("level", _("Level")),
]
MOST_ROWS = 36  # of months, quarters or years in one table


class ReportForm(forms.Form):
    """Period, filters and the rows of the table; what is not given comes from `fresh`."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    town = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Town"), required=False, empty_label=_("All towns")
    )
    category = forms.ChoiceField(
        label=_("Dispute type"), required=False, choices=[("", _("All types")), *Category.choices]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *LEVEL_CHOICES])
    by = forms.ChoiceField(label=_("Rows by"), choices=GROUPS)

    def __init__(self, data: Any, *, towns: Any, fresh: Period) -> None:
        given = {name: data.get(name, "") for name in self.base_fields}
        given["first"] = given["first"] or fresh.first.isoformat()
        given["last"] = given["last"] or fresh.last.isoformat()
        given["by"] = given["by"] or "month"
        super().__init__(given)
        town = self.fields["town"]
        assert isinstance(town, forms.ModelChoiceField)
        town.queryset = towns
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last, step = values.get("first"), values.get("last"), values.get("by")
        if not isinstance(first, date) or not isinstance(last, date):
            return values
        if last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif not date(1995, 1, 1) <= first <= last <= date(2200, 1, 1):
            self.add_error("first", _("These years are not in the records."))
        elif step in MONTHS and sum(1 for _row in steps_of(Period(first, last), step)) > MOST_ROWS:
            self.add_error("by", _("These would be too many rows; choose a longer step or a shorter period."))
        return values

    @property
    def period(self) -> Period:
        """Of a valid form."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])

    @property
    def conditions(self) -> dict[str, Any]:
        """The filters as lookups on the dispute; of a valid form."""
        names = ("town", "category", "level")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}
