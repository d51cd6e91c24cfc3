"""Article numbers: every one from 1 to 9,999 there and back, and what people type."""

import pytest

from mediation.lawbook.numerals import chinese, kept, number, order, printed


def test_every_number_comes_back():
    assert [number(chinese(value)) for value in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (38, "三十八"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (205, "二百零五"), (1001, "一千零一"), (1010, "一千零一十"), (1191, "一千一百九十一")],
)  # fmt: skip
def test_numbers_as_laws_print_them(value, words):
    assert chinese(value) == words


@pytest.mark.parametrize(
    ("typed", "article", "shown"),
    [("38", "38", "第三十八条"), ("第38条", "38", "第三十八条"), ("第三十八条", "38", "第三十八条"),
     (" 三十八 ", "38", "第三十八条"), ("第二百七十六条之一", "276-1", "第二百七十六条之一"), ("十", "10", "第十条")],
)  # fmt: skip
def test_typed_kept_and_printed(typed, article, shown):
    assert (kept(typed), printed(kept(typed))) == (article, shown)


@pytest.mark.parametrize(
    "typed", ["", "零", "0", "第条", "38a", "三十八款", "99999", "第千千千千千千千千千千条", "三-1"]
)
def test_what_is_no_article(typed):
    with pytest.raises(ValueError, match=r"^"):
        kept(typed)


def test_articles_are_sorted_as_numbers():
    assert sorted(["10", "9", "276-1", "276", "277"], key=order) == ["9", "10", "276", "276-1", "277"]
