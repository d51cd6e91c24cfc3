"""The offices that sign with the union: in each row an office to choose and the paper by which it agreed."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.fields import CONSENTED, MOST_OFFICES, office_of
from mediation.models import Organisation


class OfficesWidget(forms.Widget):
    """Rows of two fields; its value is text, a line an office (`documents.fields.office_of`)."""

    def __init__(self, offices: Iterable[Organisation] = ()) -> None:
        super().__init__()
        self.offices = offices

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """The rows that are filled; text kept before comes as it is. None where the form has no such field."""
        if name in data or f"{name}_office" not in data:
            return data.get(name)
        every = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        rows = zip_longest(every(f"{name}_office"), every(f"{name}_paper"), fillvalue="")
        told = ((office.strip(), " ".join(paper.split())) for office, paper in rows)
        return "\n".join(
            CONSENTED.join(filter(None, (office, paper))) if office else CONSENTED + paper
            for office, paper in told
            if office or paper
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return self.value_from_datadict(data, files, name) is None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Filled rows first; a name that is no longer offered stays in its row."""
        filled = [office_of(line) for line in str(value or "").split("\n") if line]
        rows = filled + [("", "")] * (MOST_OFFICES - len(filled))
        names = [office.name for office in self.offices]
        context = {
            "name": name, "id": (attrs or {}).get("id", f"id_{name}"), "filled": bool(filled),
            "rows": [(office, paper, names if office in ("", *names) else [office, *names]) for office, paper in rows],
        }  # fmt: skip
        return render_to_string("mediation/_offices.html", context)
