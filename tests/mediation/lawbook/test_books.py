"""The files of the lawbook: readable, whole, in the right order of time; and what a broken file says."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mediation.classification import Category, Group
from mediation.lawbook import BookProblem, Rank, citations, holding, laws, seeds, short_name, wordings
from mediation.lawbook.books import read
from mediation.lawbook.numerals import order
from mediation.operations.legal_basis import legal_basis

TODAY = date(2026, 11, 23)
HEAD = "title: 中华人民共和国试验法\nshort: 试验法\nrank: law\nsince: 2020-01-01\nsource: 公报\nstanding: copy\n\n"
WHOLE = {"劳动法": 107, "劳动合同法": 98, "劳动争议调解仲裁法": 54, "工会法": 58, "社会保险法": 98,
         "保障农民工工资支付条例": 64, "浙江省工会劳动法律监督条例": 33, "劳动争议司法解释（一）": 54}  # fmt: skip


def test_whole_laws_are_whole():
    for law, last in WHOLE.items():
        numbers = [article for short, article in wordings() if short == law]
        assert sorted(numbers, key=order) == [str(number) for number in range(1, last + 1)], law


def test_wordings_of_an_article_follow_each_other_without_overlap():
    for key, texts in wordings().items():
        ordered = sorted(texts, key=lambda text: text.since)
        for before, after in pairwise(ordered):
            assert before.until == after.since - timedelta(days=1), key


def test_no_text_is_empty_or_holds_marks_of_the_file():
    assert [row for row in seeds() if not row.text.strip() or "[" in row.text or ": " in row.text] == []
    assert [law for law in laws().values() if law.rank is Rank.OTHER] == []
    assert {row.source[:2] for row in seeds()} == {"公开"}  # none claims to be the official text


def test_an_article_reads_as_on_its_day():
    women = wordings()["妇女权益保障法", "48"]
    assert holding(women, date(2018, 10, 25)) is None
    old, new = holding(women, date(2022, 12, 31)), holding(women, date(2023, 1, 1))
    assert (old.until, new.until) == (date(2022, 12, 31), None)
    assert "怀孕" not in old.text
    assert new.text.startswith("用人单位不得因结婚、怀孕、产假、哺乳等情形")


def test_an_article_amended_alone_has_its_own_first_day():
    days = Counter(text.since for (law, _article), rows in wordings().items() if law == "劳动合同法" for text in rows)
    assert days == {date(2008, 1, 1): 94, date(2013, 7, 1): 4}


def test_every_article_a_draft_opens_with_is_in_the_lawbook():
    cited = {
        key for category in Category.values for row in legal_basis(category, Group.values) for key in citations(row)
    }
    assert len(cited) > 30
    assert [key for key in cited if holding(wordings().get(key, ()), TODAY) is None] == []


@pytest.mark.parametrize(
    "name", ["劳动合同法", "《劳动合同法》", "中华人民共和国劳动合同法", "《中华人民共和国劳动合同法》"]
)
def test_a_law_by_any_of_its_names(name):
    assert short_name(name) == "劳动合同法"


def test_paragraphs_and_the_day_of_one_article():
    first, second = read(HEAD + "第一条 甲。\n乙。\n\n第二条 [2021-05-01] 丙。\n")
    assert (first.article, first.text, first.since) == ("1", "甲。\n乙。", date(2020, 1, 1))
    assert (second.article, second.text, second.since) == ("2", "丙。", date(2021, 5, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: 甲\n\n第一条 乙。", "the head lacks rank, short, since, source, standing"),
        (HEAD + "没有条号。\n", "a.txt:8: text before the first article"),
        (HEAD + "第一条 甲。\n\n第一条 乙。\n", "a.txt:10: 第一条 stands there twice"),
    ],
)
def test_a_broken_file_says_where(text, words):
    with pytest.raises(BookProblem) as problem:
        read(text, "a.txt")
    assert words in str(problem.value)
