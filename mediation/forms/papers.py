"""The form of a paper: the fields of its kind, as on the letter desk."""

from typing import Any

from django import forms

from mediation.forms.letters import FactField
from mediation.models import Paper


class PaperForm(forms.Form):
    """The text of a paper; `version` is that of the paper on the page the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, paper: Paper) -> None:
        super().__init__(data, initial={**paper.content, "version": paper.version})
        self.facts = [fact for fact in paper.form.fields if fact.type != "rows"]  # tables come from the case
        for fact in self.facts:
            self.fields[fact.name] = FactField(fact)

    def content(self) -> dict[str, Any]:
        """The facts that are filled in, as they are stored; of a valid form."""
        values = {fact.name: self.cleaned_data[fact.name] for fact in self.facts}
        return {name: value for name, value in values.items() if value is not None}
