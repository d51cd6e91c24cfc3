"""The fields of the filter of the case list, set in Python: there are eighteen of them on every page."""

from collections.abc import Iterable

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mediation.forms.filtering import row_options

register = template.Library()


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """A field with its label; the one for free text takes more room."""
    look = SafeString(' class="filter-text"' if field.html_name == "q" else "")
    words = '<div{}><label class="form-label" for="{}">{}</label>{}</div>'
    return format_html(words, look, field.id_for_label, field.label, field)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str | None) -> SafeString:
    """The options of a select, one of them selected."""
    return row_options(tuple(choices), chosen or "")
