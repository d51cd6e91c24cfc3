"""Forms of the review of a letter: a comment at a passage, and returning the draft with reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.kinds import KINDS
from mediation.classification import Fault
from mediation.forms.answers import LongField, StepForm
from mediation.models import Letter
from mediation.operations.comments import value_of


class ReturnForm(StepForm):
    """What kind of faults the draft has, beside the reason in words."""

    codes = forms.MultipleChoiceField(
        label=_("What is at fault"), choices=Fault.choices, widget=forms.CheckboxSelectMultiple
    )


class CommentForm(forms.Form):
    """A remark, the field it hangs on, and the passage it quotes."""

    field = forms.ChoiceField(label=_("Field"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    quote = forms.CharField(
        label=_("Passage"), required=False, max_length=500, strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "lang": "zh-Hans"}),
        help_text=_("Select the passage in the text above, or type it."),
    )  # fmt: skip
    text = LongField(label=_("Comment"))

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        super().__init__(data, auto_id="id_comment_%s")
        filled = [(row.name, row.label) for row in KINDS[letter.kind].fields if value_of(letter, row.name)]
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The letter as a whole")), *filled]
        self.fields["text"].widget.attrs["class"] = "form-control"
