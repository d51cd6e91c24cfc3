"""A select joined in Python says what Django's own says."""

import re

import pytest
from django import forms
from django.utils.translation import gettext_lazy

from mediation.forms.filtering import JoinedSelect

pytestmark = pytest.mark.once  # nothing here touches a database
GROUP = ("group", [("R01", "和解"), ("R<", "x")])
CHOICES = [("", gettext_lazy("All")), (3, "<b>'\"&"), GROUP, ("0", "零")]


def said(widget, value, **attrs):
    html = widget(attrs={"class": "form-select"}, choices=CHOICES).render("a<b", value, attrs)
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize("value", ["", None, 3, "3", "R01", "R<", "0", "unknown"])
def test_it_is_the_same_select(value):
    found, expected = (said(widget, value, id="id_a", required=True) for widget in (JoinedSelect, forms.Select))
    assert sorted(re.findall(r"[^ <>]+(?:=\"[^\"]*\")?|[<>]", found)) == sorted(
        re.findall(r"[^ <>]+(?:=\"[^\"]*\")?|[<>]", expected)
    )
    assert re.findall(r"<opt.*", found) == re.findall(r"<opt.*", expected)
