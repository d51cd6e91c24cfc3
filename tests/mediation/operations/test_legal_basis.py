"""Every type of dispute opens with whole citations or with none."""

import re

import pytest

from mediation.classification import Category, Group
from mediation.operations.legal_basis import legal_basis

CITATION = re.compile(r"《[\u4e00-\u9fff]+》第[一二三四五六七八九十百]+条(、第[一二三四五六七八九十百]+条)*")


@pytest.mark.parametrize("category", Category.values)
def test_each_type_gives_citations_by_article_or_nothing(category):
    rows = legal_basis(category, Group.values)
    assert [row for row in rows if not CITATION.fullmatch(row)] == []
    assert len(set(rows)) == len(rows)


def test_types_without_a_settled_provision():
    assert [category for category in Category.values if not legal_basis(category)] == ["15", "16", "99"]


def test_a_special_group_adds_its_law_only_where_it_bears_on_the_matter():
    pay = ["《中华人民共和国劳动法》第五十条", "《中华人民共和国劳动合同法》第三十条"]
    assert legal_basis("01") == legal_basis("01", ["woman"]) == pay
    assert legal_basis("01", ["migrant"]) == [*pay, "《保障农民工工资支付条例》第三条"]
