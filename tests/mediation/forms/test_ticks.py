"""Keys that no row can have are told at the field, on SQLite too, which takes no greater number than 2**63."""

from pathlib import Path

import pytest
from django import forms

import mediation
from mediation.forms.hand_overs import SendChoice
from mediation.forms.ticks import TicksField, keys_of
from mediation.models import User
from tests import cast

HUGE = "9" * 20


@pytest.mark.django_db
@pytest.mark.parametrize("key", [HUGE, "-1", "x", "1.5", "\u0664", ""])
def test_a_key_that_cannot_be_is_no_choice(key):
    person = cast.chair()
    for field, value in ((TicksField(User.objects.all()), [person.pk, key]), (one(), key)):
        with pytest.raises(forms.ValidationError) as refusal:
            field.clean(value)
        assert refusal.value.code in ("invalid_pk_value", "invalid_choice", "required")
    assert list(TicksField(User.objects.all()).clean([str(person.pk)])) == [person]


def one():
    return forms.ModelChoiceField(User.objects.all())


@pytest.mark.django_db
def test_thousands_of_digits_are_no_number_anywhere():
    digits = "9" * 5000  # of which Python makes none
    assert keys_of([digits, "x", "\u0664", "12"]) == [12]
    assert "agency" in SendChoice({"agency": digits}).errors


def test_no_form_has_boxes_of_its_own():
    own = [
        path.name
        for path in Path(mediation.__file__).parent.rglob("*.py")
        if "ModelMultipleChoiceField" in path.read_text("utf-8")
    ]
    assert own == ["ticks.py"]
