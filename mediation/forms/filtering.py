"""The fields of a filter, joined in Python: Django sets every field, and every option of a select, with templates."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

ALL = gettext_lazy("All")
SELECTED = SafeString(" selected")
FIELD, SELECT = {"class": "form-control"}, {"class": "form-select"}


class JoinedInput(forms.TextInput):
    """The same field as Django's."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", flatatt({**shown, **self.build_attrs(self.attrs, attrs)}))


class JoinedDate(JoinedInput, forms.DateInput):
    input_type = "date"


class JoinedSelect(forms.Select):
    """The same select in a twentieth of the time; options have no attributes of their own."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", shown, self.joined(tuple(self.format_value(value))))

    def joined(self, chosen: tuple[str, ...]) -> SafeString:
        return joined_options(self.choices, {*chosen})


class RowSelect(JoinedSelect):
    """A select over rows, one of which may be chosen."""

    def joined(self, chosen: tuple[str, ...]) -> SafeString:
        return row_options(tuple((str(value), str(label)) for value, label in self.choices), *chosen)


class KeptSelect(JoinedSelect):
    """A select whose choices stand in the code; `kept` sets its options for a language and what is chosen."""

    def __init__(self, kept: Callable[[str | None, tuple[str, ...]], SafeString], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.kept = kept

    def joined(self, chosen: tuple[str, ...]) -> SafeString:
        return self.kept(get_language(), chosen)


def joined_options(choices: Iterable[Any], chosen: set[str]) -> SafeString:
    """The options of a select; `chosen` are the values that are selected."""
    return format_html_join("", "{}", ((_option(value, label, chosen),) for value, label in choices))


@lru_cache(maxsize=256)  # the words are part of the key: others make other options
def row_options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select over rows, one of them selected."""
    words = '<option value="{}"{}>{}</option>'
    return format_html_join(
        "", words, ((value, SELECTED if value == chosen else "", label) for value, label in choices)
    )


def _option(value: Any, label: Any, chosen: set[str]) -> SafeString:
    if isinstance(label, (list, tuple)):
        return format_html('<optgroup label="{}">{}</optgroup>', value, joined_options(label, chosen))
    text = "" if value is None else str(value)
    words = '<option value="{}" selected>{}</option>' if text in chosen else '<option value="{}">{}</option>'
    return format_html(words, text, label)


def text_filter(label: Any, method: str, **found: Any) -> django_filters.CharFilter:
    widget = JoinedInput(attrs={"type": "search", **FIELD})
    return django_filters.CharFilter(label=label, method=method, widget=widget, **found)


def day_filter(label: Any, **found: str) -> django_filters.DateFilter:
    widget = JoinedDate(format="%Y-%m-%d", attrs=FIELD)
    return django_filters.DateFilter(label=label, widget=widget, **found)


def choice_filter(label: Any, choices: list[Any], **found: Any) -> django_filters.ChoiceFilter:
    """A choice among what stands in the code."""

    @lru_cache(maxsize=128)  # choices of the code in one language: neither a person nor a row changes them
    def kept(language: str | None, chosen: tuple[str, ...]) -> SafeString:
        return joined_options([("", ALL), *choices], {*chosen})

    widget = KeptSelect(kept, attrs=SELECT)  # the choices as a function: the copies of the field share them
    return django_filters.ChoiceFilter(label=label, choices=lambda: choices, empty_label=ALL, widget=widget, **found)


def row_filter(label: Any) -> django_filters.ChoiceFilter:
    """A choice among rows: who makes the form gives its field `choices`."""
    words = {"invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]}
    widget = RowSelect(attrs=SELECT)
    return django_filters.ChoiceFilter(label=label, empty_label=ALL, widget=widget, error_messages=words)


def tick_filter(label: Any, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


def label_of(choices: Any, value: str) -> str:
    """The words of a choice, also inside a group."""
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            if found := label_of(label, value):
                return found
        elif code == value:
            return str(label)
    return ""
