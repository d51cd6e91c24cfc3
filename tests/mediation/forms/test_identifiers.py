"""Check characters of credit codes and identity numbers, and the characters a letter cannot print."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mediation.forms.identifiers import is_credit_code, is_identity_number, validate_printable


@pytest.mark.parametrize("code", ["91350100M000100Y43", "913306811477654321"])
def test_right_credit_codes(code):
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y44",
        "91350100M000100Y4",
        "91350100M000100Y433",
        "",
        "91350100I000100Y43",
        "91350100m000100y43",
        "９1350100M000100Y43",
    ],
)
def test_wrong_credit_codes(code):
    assert not is_credit_code(code)


def test_no_single_slip_of_the_keyboard_passes():
    code = "91350100M000100Y43"
    slips = [
        code[:place] + other + code[place + 1 :]
        for place in range(17)
        for other in "0123456789"
        if other != code[place]
    ]
    assert [slip for slip in slips if is_credit_code(slip)] == []


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_right_identity_numbers(number):
    assert is_identity_number(number)


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "11010519491331002X", "1101051949123100", "", "11010519491231002x", "１1010519491231002X"],
)
def test_wrong_identity_numbers(number):
    assert not is_identity_number(number)


def test_rare_characters_of_names_are_printed():
    validate_printable("张喆、李䶮、钟𬭎")


def test_a_character_without_a_glyph_is_named():
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_printable("张\U00030edd")
    assert refused.value.messages == ["Letters cannot print this: \U00030edd (U+30EDD). Write it another way."]
