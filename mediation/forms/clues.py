"""The form of a paper added to the evidence, and the filters of the finder."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediation.classification import Group
from mediation.clues.pack import ADDABLE
from mediation.forms.answers import DayField, StepForm
from mediation.forms.files import FilesField
from mediation.forms.identifiers import validate_printable
from mediation.forms.intake import EARLIEST
from mediation.models import Organisation
from mediation.operations.clues import MOST_COPIES

PRINTED = [validate_printable]
ALL = ("", _("All"))


class EvidenceForm(StepForm):
    """One paper; what it proves may be left open."""

    proves = forms.ChoiceField(label=_("What it proves"), choices=[("", _("Something else")), *ADDABLE], required=False)
    title = forms.CharField(label=_("Title of the paper"), max_length=200, validators=PRINTED)
    source = forms.CharField(label=_("Whom it comes from"), max_length=200, validators=PRINTED)
    dated = DayField(label=_("Date of the paper"), initial=None, required=False)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)
    is_original = forms.BooleanField(label=_("It is the original"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False, validators=PRINTED)
    attached = FilesField()

    def clean_dated(self) -> date | None:
        day: date | None = self.cleaned_data["dated"]
        if day is not None and not EARLIEST <= day <= timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future, or before 1950."))
        return day


class FinderForm(forms.Form):
    """Filters of the finder, as they stand in the address."""

    group = forms.ChoiceField(label=_("Special group"), required=False, choices=[ALL, *Group.choices])
    town = forms.ModelChoiceField(
        Organisation.objects.filter(kind="town_union"), label=_("Town"), required=False, empty_label=_("All")
    )
    since = forms.DateField(
        label=_("Failed since"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
