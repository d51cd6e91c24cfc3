"""Citations in running text, quotations, and what people type to search."""

import time

import pytest

from mediation.lawbook import Wanted, bare, citations, cited_whole, holds, looked_for, quotations, quoted, wordings

CONTRACT = wordings()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《中华人民共和国劳动合同法》第四十六条、第四十七条、第八十七条",
         [("劳动合同法", "46"), ("劳动合同法", "47"), ("劳动合同法", "87")]),
        ("依据《劳动法》第五十条和《劳动合同法》第三十条的规定", [("劳动法", "50"), ("劳动合同法", "30")]),
        ("《劳动合同法》第三十八条第一款第（二）项、第四十六条", [("劳动合同法", "38"), ("劳动合同法", "46")]),
        ("《中华人民共和国刑法》第二百七十六条之一第一款", [("刑法", "276-1")]),
        ("《劳动法》第五十条，又《劳动法》第五十条", [("劳动法", "50")]),
        ("《劳动法》第零条，第五十条，《〈〉》，《》第一条", [("劳动法", "50")]),
        ("", []),
    ],
)  # fmt: skip
def test_citations_are_found_once_and_in_order(text, found):
    assert list(citations(text)) == found


def test_hostile_text_is_read_quickly():
    texts = ["《" * 50_000, "《劳动法》" + "第一" * 25_000, "《劳动法》" + "、第一条" * 12_000, "第一条" * 16_000]
    begun = time.process_time()
    assert [len(list(citations(text))) for text in texts] == [0, 0, 1, 0]
    texts += [
        "《劳动法》第一条规定：“" * 4_000,
        "《劳动法》第一条规定" + "“" * 50_000,
        "《劳动法》第一条规定" + " " * 50_000,
    ]
    assert [len(list(quotations(text))) for text in texts] == [0] * 7
    assert time.process_time() - begun < 2


def test_a_line_that_cites_whole_articles_and_nothing_else():
    assert cited_whole("《劳动法》第五十条、第五十一条") == [("劳动法", "50"), ("劳动法", "51")]
    for line in ("《劳动法》第五十条第一款", "《劳动法》第五十条：工资", "依据《劳动法》第五十条", "《劳动法》"):
        assert cited_whole(line) == []


def test_a_quotation_is_one_line_with_inner_marks():
    (text,) = CONTRACT["劳动合同法", "47"]
    assert bare(text) == "《中华人民共和国劳动合同法》第四十七条"
    words = quoted(text)
    assert words.startswith(bare(text) + "规定：“经济补偿按劳动者在本单位工作的年限")
    assert words.endswith("平均工资”")
    assert [words.count(mark) for mark in "“”\n"] == [1, 1, 0]
    with_marks = next(row for rows in CONTRACT.values() for row in rows if "“" in row.text)
    assert [quoted(with_marks).count("“"), "‘" in quoted(with_marks)] == [1, True]


def test_every_quotation_of_the_files_is_found_again_and_a_changed_one_is_not():
    rows = [row for texts in CONTRACT.values() for row in texts]
    for row in rows:
        ((key, words),) = quotations(quoted(row))
        assert (key, holds(row.text, words)) == ((row.law.short, row.article), True)
    assert holds(rows[0].text, "改" + rows[0].text) is False
    assert list(quotations("《劳动法》第零条规定：“甲”，《劳动法》第五十条“乙”")) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("劳动合同法38", Wanted(law="劳动合同法", article="38")),
        ("劳动合同法 第三十八条", Wanted(law="劳动合同法", article="38")),
        ("《中华人民共和国劳动合同法》第三十八条", Wanted(law="劳动合同法", article="38")),
        ("第三十八条", Wanted(article="38")),
        ("38", Wanted(article="38")),
        ("刑法276条之一", Wanted(law="刑法", article="276-1")),
        ("加班 工资", Wanted(words="加班 工资")),
        ("一个月", Wanted(words="一个月")),
        ("十八", Wanted(words="十八")),
        ("", Wanted()),
    ],
)
def test_what_is_typed_to_search(typed, wanted):
    assert looked_for(typed) == wanted
