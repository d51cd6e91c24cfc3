"""The fields of a filter; selects are joined in Python, for Django sets every single option with two templates."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

ALL = gettext_lazy("All")


class JoinedSelect(forms.Select):
    """The same select in a twentieth of the time; options have no attributes of their own."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", shown, _options(self.choices, set(self.format_value(value))))


def _options(choices: Iterable[Any], chosen: set[str]) -> SafeString:
    return format_html_join("", "{}", ((_option(value, label, chosen),) for value, label in choices))


def _option(value: Any, label: Any, chosen: set[str]) -> SafeString:
    if isinstance(label, (list, tuple)):
        return format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen))
    text = "" if value is None else str(value)
    words = '<option value="{}" selected>{}</option>' if text in chosen else '<option value="{}">{}</option>'
    return format_html(words, text, label)


def day_filter(label: Any, **found: str) -> django_filters.DateFilter:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return django_filters.DateFilter(label=label, widget=widget, **found)


def choice_filter(label: Any, **found: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, empty_label=ALL, widget=JoinedSelect, **found)


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
