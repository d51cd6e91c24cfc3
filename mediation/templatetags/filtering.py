"""The fields of the filter of the case list, set in Python: there are eighteen of them on every page."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mediation.filters import DisputeFilter, form_of
from mediation.forms.filtering import row_options

register = template.Library()


@register.simple_tag
def filter_field(asked: DisputeFilter, name: str) -> SafeString:
    """A field with its label, as it was filled in."""
    if name == "handler":
        return _select(name, asked.handler_choices, asked.data.get(name, ""))
    if name in asked.form.fields:
        return _drawn(asked.form[name])
    return _select(name, asked.town_choices, "") if name == "town" else _empty(name, get_language())


@register.simple_tag
def filter_tick(asked: DisputeFilter, name: str) -> SafeString:
    """A box to tick with its label."""
    words = (
        '<label class="form-check"><input class="form-check-input" type="checkbox" name="{}" value="1"{}>'
        '<span class="form-check-label">{}</span></label>'
    )
    checked = name in asked.form.fields and asked.form[name].value()
    return format_html(words, name, SafeString(" checked" if checked else ""), DisputeFilter.base_filters[name].label)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str | None) -> SafeString:
    """The options of a select, one of them selected."""
    return row_options(tuple(choices), chosen or "")


def _select(name: str, choices: list[tuple[str, str]], chosen: str) -> SafeString:
    """A choice among rows."""
    words = (
        '<div><label class="form-label" for="id_{0}">{1}</label>'
        '<select class="form-select" name="{0}" id="id_{0}">{2}</select></div>'
    )
    return format_html(words, name, DisputeFilter.base_filters[name].label, options(choices, chosen))


@lru_cache(maxsize=64)  # not stale: fields that stand in the code, which nobody has filled in, in one language
def _empty(name: str, _language: str | None) -> SafeString:
    return _drawn(form_of((name,))()[name])


def _drawn(field: BoundField) -> SafeString:
    """The one for free text takes more room."""
    look = SafeString(' class="filter-text"' if field.html_name == "q" else "")
    words = '<div{}><label class="form-label" for="{}">{}</label>{}</div>'
    return format_html(words, look, field.id_for_label, field.label, field)
