"""The clause library: every block has a field of a letter, articles of the lawbook, and fits where it is put."""

from datetime import date

import pytest

from documents import fonts
from documents.fields import CAPS, clean
from documents.kinds import KINDS
from mediation.classification import Category, Group
from mediation.lawbook import BookProblem, holding, looked_for, wordings
from mediation.lawbook.clauses import EVERY, clauses, clauses_for, gaps, read, search

TODAY = date(2026, 11, 23)
FIELDS = {field.name: field for kind in KINDS.values() for field in kind.fields}
WITHOUT = {"15", "16", "99"}  # moving law, or no settled provision


def test_every_clause_rests_on_articles_in_force():
    missing = [(row.name, key) for row in clauses() for key in row.basis if not holding(wordings().get(key, ()), TODAY)]
    assert missing == []
    assert [row.name for row in clauses() if not row.basis] == []


def test_every_clause_fits_its_field():
    for row in clauses():
        field = FIELDS[row.field]
        assert len(row.text) <= CAPS[field.type], row.name
        assert row.text.endswith("。") is (field.type == "text"), row.name
        assert clean(field, row.text) in (row.text, [row.text])
        assert not fonts.missing(row.text + row.name)


def test_every_type_and_group_is_one_of_the_lists():
    assert {row.category for row in clauses()} == {*Category.values, EVERY} - WITHOUT
    assert {row.group for row in clauses()} <= {"", *Group.values}
    names = [(row.category, row.field, row.name) for row in clauses()]
    assert len(names) == len(set(names))


def test_what_fits_a_dispute():
    pay = clauses_for("01", [], {"demands"})
    assert [row.name for row in pay if row.category == "01"] == ["付清拖欠的工资", "建立工资台账，提供工资清单"]
    migrant = clauses_for("01", ["migrant"], {"demands"})
    assert {row.name for row in migrant} - {row.name for row in pay} == {
        "农民工工资直接支付本人", "工程项目开设农民工工资专用账户",
    }  # fmt: skip
    assert {row.category for row in clauses_for("99", Group.values, FIELDS)} == {EVERY}
    assert clauses_for("01", [], set()) == []


def test_the_library_is_searched_by_article_and_by_words():
    both = {"facts_found", "demands"}
    found = search(looked_for("劳动法50"), both)
    assert {row.field for row in found} == both
    assert all(("劳动法", "50") in row.basis for row in found)
    assert search(looked_for("第五十条"), {"routes"}) == []
    assert [row.name for row in search(looked_for("工资 台账"), both)] == ["建立工资台账，提供工资清单"]
    assert search(looked_for(""), both) == search(looked_for("没有这样的字句"), both) == []


def test_what_is_to_be_filled_in_is_known():
    assert {"【金额】", "【人数】", "【日期】"} <= gaps()
    assert [gap for gap in gaps() if len(gap) > 12] == []


@pytest.mark.parametrize(
    "text",
    ["[demands] 甲\nlaw: 劳动法50\n乙", "type: 01\n\n没有标题\nlaw: 劳动法50\n乙", "type: 01\n\n[demands] 甲\n乙\n丙",
     "type: 01\n\n[demands] 甲\nlaw: 劳动法50"],
)  # fmt: skip
def test_a_broken_file_is_refused(text):
    with pytest.raises(BookProblem):
        read(text, "a.txt")
