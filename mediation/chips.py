"""The filters of the case list that are on, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from mediation.behind import PARAMETERS
from mediation.forms.filtering import label_of
from mediation.paging import PLACES

if TYPE_CHECKING:
    from mediation.filters import DisputeFilter


@dataclass(frozen=True)
class Chip:
    """One active filter: its name in the address, and its words."""

    name: str
    label: str
    value: str
    without: str  # the query string that lacks it


def chips_of(asked: "DisputeFilter") -> list[Chip]:
    """A chip for each filter that is on; none when one of them is wrong."""
    if not asked.form.is_valid():
        return []
    values = asked.form.cleaned_data
    return [
        Chip(name, str(field.label), _words(asked, name, field, values[name]), _without(asked, name))
        for name, field in asked.form.fields.items()
        if values.get(name) not in (None, "", False)
    ]


def _without(asked: "DisputeFilter", name: str) -> str:
    query = asked.data.copy()
    for gone in (*(PARAMETERS if name == "figure" else (name,)), "exact", *PLACES):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


def _words(asked: "DisputeFilter", name: str, field: forms.Field, value: Any) -> str:
    if value is True:
        return ""
    if name == "figure" and asked.behind:
        return asked.behind.words
    if name == "handler":
        return dict(asked.handler_choices).get(value, "?")
    if name == "town":
        return asked.choices.towns[int(value)][1]
    if isinstance(field, forms.ChoiceField):
        return label_of(field.choices, value)
    return str(value)
