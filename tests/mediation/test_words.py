"""Cutting words into pieces: whatever stands in a field is found by any part of it, and what does not is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.words import asked, fold, kept

pytestmark = pytest.mark.once  # nothing here touches a database
SIGNS = st.text(st.sampled_from("张伟芳䶮𠮷公司１1２29aBＢéЖ〔〕 　·-_號号"), max_size=24)


@settings(max_examples=200, deadline=None)
@given(st.lists(SIGNS, max_size=4), st.data())
def test_any_part_of_a_field_has_its_pieces_in_what_is_kept(fields, data):
    text, pieces = kept(fields)
    line = data.draw(st.sampled_from(text.split("\n")))
    start = data.draw(st.integers(0, max(0, len(line) - 2)))
    part = line[start : start + data.draw(st.integers(2, 12))]
    for term, wanted in asked(part):
        assert set(wanted) <= set(pieces.split(" "))
        assert term in line or len(term) > len(max(part.split(), key=len))  # single characters, put together
    assert len(set(pieces.split(" "))) == len(pieces.split(" "))


@settings(max_examples=200, deadline=None)
@given(SIGNS, SIGNS)
def test_a_term_that_is_its_own_only_piece_needs_no_second_look(field, question):
    text, pieces = kept([field])
    for term, wanted in asked(question):
        if wanted == [term]:
            assert (term in pieces.split(" ")) == (term in text)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("张伟", [("张伟", ["张伟"])]),
        ("张伟芳", [("张伟芳", ["张伟", "伟芳"])]),
        (" 张　伟 ", [("张伟", ["张伟"])]),
        ("张伟 恒达", [("张伟", ["张伟"]), ("恒达", ["恒达"])]),
        ("张 恒达", [("张", []), ("恒达", ["恒达"])]),
        ("２０２６〕1号", [("2026〕1号", ["202", "026", "1号"])]),
        ("ＡＢc", [("abc", ["abc"])]),
        ("12", [("12", ["12"])]),
        ("-_", [("-_", [])]),
        (" ", []),
    ],
)
def test_what_is_asked(question, terms):
    assert asked(question) == terms


def test_what_is_kept():
    assert kept(["诸调〔2026〕7号", "张　伟", "", "张伟"]) == (
        "诸调〔2026〕7号\n张伟",
        "02 026 20 202 26 7号 张伟 诸调",
    )
    assert fold("ABC　有 限　Ltd") == "abc 有限 ltd"
