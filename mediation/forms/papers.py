"""The form of a paper: the fields of its kind, as on the letter desk."""

from typing import Any

from mediation.forms.letters import FactField, FactsForm
from mediation.models import Paper


class PaperForm(FactsForm):
    """The text of a paper."""

    def __init__(self, data: Any = None, *, paper: Paper) -> None:
        super().__init__(data, initial={**paper.content, "version": paper.version})
        self.facts = [fact for fact in paper.form.fields if fact.type != "rows"]  # tables come from the case
        for fact in self.facts:
            self.fields[fact.name] = FactField(fact)
