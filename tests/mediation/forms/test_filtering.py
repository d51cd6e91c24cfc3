"""Fields joined in Python say what Django's own say."""

import re

import pytest
from django import forms
from django.utils.translation import gettext_lazy, override

from mediation.forms.filtering import JoinedDate, JoinedInput, JoinedSelect, choice_filter

pytestmark = pytest.mark.once  # nothing here touches a database
GROUP = ("group", [("R01", "和解"), ("R<", "x")])
CHOICES = [("", gettext_lazy("All")), (3, "<b>'\"&"), GROUP, ("0", "零")]


def said(widget, value, **attrs):
    html = widget(attrs={"class": "form-select"}, choices=CHOICES).render("a<b", value, attrs)
    return re.sub(r"\s*\n\s*", "", html)


def parts(html):
    return sorted(re.findall(r"[^ <>]+(?:=\"[^\"]*\")?|[<>]", html))


@pytest.mark.parametrize("value", ["", None, 3, "3", "R01", "R<", "0", "unknown"])
def test_it_is_the_same_select(value):
    found, expected = (said(widget, value, id="id_a", required=True) for widget in (JoinedSelect, forms.Select))
    assert parts(found) == parts(expected)
    assert re.findall(r"<opt.*", found) == re.findall(r"<opt.*", expected)


@pytest.mark.parametrize("value", ["", None, "张\"<b>'&", "2026-03-02"])
@pytest.mark.parametrize(("joined", "own"), [(JoinedInput, forms.TextInput), (JoinedDate, forms.DateInput)])
def test_it_is_the_same_field(joined, own, value):
    given = {"type": "search" if joined is JoinedInput else "date", "class": "form-control", "data-x": '<">'}
    found, expected = (
        kind(attrs=given).render("a<b", value, {"id": "id_a", "required": True, "disabled": False})
        for kind in (joined, own)
    )
    assert parts(found) == parts(expected)


def test_kept_options_are_those_of_the_language_and_of_what_is_chosen():
    field = choice_filter("Type", choices=[("1", gettext_lazy("Open")), GROUP]).field
    said = {}
    for language in ("en", "zh-hans", "en"):
        with override(language):
            for value in ("", "1", "R<", "<junk>"):
                html = field.widget.render("a", value)
                assert html == JoinedSelect(field.widget.attrs, field.choices).render("a", value)
                said.setdefault((language, value), html)
                assert said[language, value] == html
    assert len(set(said.values())) == 8
