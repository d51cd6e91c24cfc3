"""Whether a text holds a name or a number, however it is written."""

import pytest

from mediation.masking import holds, joined, plain

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("text", "word"), [
    ("阿卜杜•热合曼", "阿卜杜·热合曼"), ("JOHN  Smith", "John Smith"), ("33068119900101123Ｘ", "33068119900101123x"),
    ("张\u202e建\ufeff国", "张建国"), ("1 3 8 0 0 0 0 0 0 0 0", "138 0000 0000"), ("张建国", "张\n建国"),
])  # fmt: skip
def test_what_reads_the_same_is_the_same(text, word):
    assert holds(f"投诉人{text}反映", [word])


@pytest.mark.parametrize("words", [[], [""], [" "], ["张"], ["张国"], ["13800000001"]])
def test_what_is_not_there_is_not_found(words):
    assert not holds("张建国，13800000000", words)


def test_the_plain_text_keeps_what_is_read():
    assert plain("拖欠 428,560.50元。\n") == "拖欠428,560.50元。"


def test_values_are_joined_and_not_names_of_fields():
    value = {"worker": "张\n建国", "rows": [["甲", 1], {"x": None}], "paid": 12.5}
    assert joined(value) == "张\n建国\n甲\n1\n12.5"
