"""The lawbook of the office: what it adds goes before the files, is never changed, and is quoted once compared."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from mediation.lawbook import wordings
from mediation.models import ArticleCheck, LawText
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.lawbook import (
    add_version,
    article,
    articles_of,
    articles_on,
    compare,
    laws,
    overview,
    search,
    versions,
)
from tests import cast
from tests.factories import MONDAY, at, later

pytestmark = pytest.mark.django_db
KEY = ("劳动合同法", "38")
SEED = wordings()[KEY][0]
NEW = "用人单位未及时足额支付劳动报酬的，劳动者可以解除劳动合同。"
GAZETTE = "全国人大常委会公报2026年第2号"


def add(text=NEW, since=MONDAY, *, title="中华人民共和国劳动合同法", number="38", **given):
    row = LawText(title=title, rank="law", article=number, text=text, since=since, source=GAZETTE, **given)
    return add_version(row, by=cast.administrator(), at=at(MONDAY))


def nothing_added():
    return LawText.objects.count() == ArticleCheck.objects.count() == 0


def test_a_wording_of_the_office_holds_from_its_day_and_the_one_before_stays():
    add()
    assert article("《中华人民共和国劳动合同法》", 38, later(MONDAY, -1)) == SEED
    assert article("劳动合同法", "38", MONDAY).text == NEW
    assert [row.text for row in versions([KEY])[KEY]] == [SEED.text, NEW]


def test_of_two_entries_for_a_day_the_later_one_holds():
    add("打错的文字。")
    add()
    assert article("劳动合同法", 38, MONDAY).text == NEW
    add(SEED.text + "（更正）", since=SEED.since)  # puts the file right
    assert article("劳动合同法", 38, later(MONDAY, -1)).text == SEED.text + "（更正）"


def test_a_repealed_article_is_not_in_force_and_one_to_come_is_not_yet():
    add(until=later(MONDAY, 9))
    assert [article("劳动合同法", 38, later(MONDAY, days)) is None for days in (9, 10)] == [False, True]
    assert KEY not in articles_on([KEY], later(MONDAY, 10))
    assert "38" not in [row.text.article for row in articles_of("劳动合同法", later(MONDAY, 10))]


def test_a_law_of_the_office_stands_beside_those_of_the_files():
    row = add("甲。", title=" 《诸暨市某某规定（试行）》 ", number="1")
    assert (row.title, row.law) == ("诸暨市某某规定（试行）", "诸暨市某某规定（试行）")
    assert laws()[row.law].title == row.title
    assert [(law.short, count) for law, count, _compared in overview(MONDAY) if law.short == row.law] == [(row.law, 1)]
    again = add("乙。", title="劳动合同法", number="99")
    assert (again.title, again.rank) == ("中华人民共和国劳动合同法", "law")


@pytest.mark.parametrize(
    "given",
    [
        {"text": SEED.text, "since": SEED.since}, {"until": later(MONDAY, -1)}, {"title": "甲/乙规定"},
        {"title": "new"}, {"title": "《》"}, {"title": "法" * 101}, {"text": ""},
        {"number": "三十八"}, {"number": "0"},
    ],
)  # fmt: skip
def test_what_cannot_be_a_wording_is_refused(given):
    with pytest.raises(StepRefused):
        add(**given)
    assert nothing_added()


@pytest.mark.parametrize("person", [cast.city_mediator, cast.reviewer, cast.volunteer, cast.auditor])
def test_only_the_administrator_changes_the_lawbook(person):
    row = LawText(title="劳动法", rank="law", article="50", text="甲。", since=MONDAY, source=GAZETTE)
    with pytest.raises(StepForbidden):
        add_version(row, by=person(), at=at(MONDAY))
    with pytest.raises(StepForbidden):
        compare([SEED], GAZETTE, by=person(), at=at(MONDAY))
    assert nothing_added()


def test_a_wording_is_quotable_once_a_named_person_compared_it_and_its_successor_is_not():
    person = cast.administrator()
    assert articles_on([KEY], MONDAY)[KEY].quotable is False
    assert compare([SEED], f" {GAZETTE} ", by=person, at=at(MONDAY)) == 1
    row = articles_on([KEY], MONDAY)[KEY]
    assert (row.quotable, row.check.by, row.check.source) == (True, person, GAZETTE)
    assert compare([SEED], GAZETTE, by=person, at=at(MONDAY)) == 0
    assert ArticleCheck.objects.count() == 1
    add(since=later(MONDAY, 5))
    held = {days: articles_on([KEY], later(MONDAY, days))[KEY].quotable for days in (4, 5)}
    assert held == {4: True, 5: False}


def test_what_was_read_must_be_what_is_there():
    add()
    with pytest.raises(StepStale):
        compare([article(*KEY, MONDAY), wordings()["劳动法", "50"][0], SEED_CHANGED], GAZETTE, **acts())
    with pytest.raises(StepRefused):
        compare([SEED], " ", **acts())
    assert ArticleCheck.objects.count() == 0


SEED_CHANGED = SEED.__class__(SEED.law, "38", "另一段文字。", SEED.since, None, SEED.source)


def acts():
    return {"by": cast.administrator(), "at": at(MONDAY)}


@pytest.mark.parametrize("model", [LawText, ArticleCheck])
def test_rows_of_the_lawbook_never_change(model):
    add()
    compare([SEED], GAZETTE, **acts())
    for change in (lambda rows: rows.update(source="另一来源"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(model.objects.all())
    assert [row.source for row in model.objects.all()] == [GAZETTE]


def test_search_by_number_and_by_words():
    day = date(2026, 11, 23)
    assert [row.key for row in search("劳动合同法38", day)] == [KEY]
    assert [row.key for row in search(" 劳动合同法 第三十八条 ", day)] == [KEY]
    assert [row.key for row in search("合同法38", day)] == [KEY, ("劳动合同法实施条例", "38")]
    assert ("劳动法", "50") in [row.key for row in search("第五十条", day)]
    found = search("延长工作时间 百分之一百五十", day)
    assert [row.key for row in found] == [("劳动法", "44")]
    assert search("没有这样的字句", day) == search("", day) == search("劳动合同法9999", day) == []
    assert len(search("劳动", day)) == 50


def test_few_queries_whatever_the_lawbook_holds(django_assert_num_queries):
    for days in range(5):
        add(f"{NEW}{days}", since=later(MONDAY, days))
    keys = list(wordings())[:200]
    with django_assert_num_queries(2):
        articles_on(keys, MONDAY + timedelta(days=9))
    with django_assert_num_queries(2):
        search("工资", MONDAY)
    with django_assert_num_queries(3):
        overview(MONDAY)
