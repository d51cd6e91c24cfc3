from datetime import date
from decimal import Decimal

import pytest

from documents.fields import Choice, FactProblem, Field, chinese_date, chinese_dates, clean, printed, tidy

CHOICE = Field("ground", "Ground", "理由", "choice", choices=(Choice("refused", "Refused", "拒收"),))


def field(kind):
    return CHOICE if kind == "choice" else Field("name", "Name", "名称", kind)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张\u202e三\u2066", "张三"),
        ("a\x00b\x1b\ufeff\u200b\u00ad", "ab"),
        ("甲\r\n\r\n乙\u2029丙", "甲\n乙\n丙"),
        ("\u3000\u3000甲 乙 ", "甲 乙"),
        ("⼯会", "工会"),
        (" 张三 12 ", "张三 12"),
        ("a\tb\u00a0c", "a b c"),
    ],
)
def test_invisible_and_misleading_characters_go(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("kind", "raw", "stored", "shown"),
    [
        ("line", " 某单位。", "某单位。", "某单位"),
        ("line", "甲\n乙", "甲 乙", "甲 乙"),
        ("text", "甲。\n乙。", "甲。\n乙。", "甲。\n乙。"),
        ("lines", "甲；\n\n乙。", ["甲；", "乙。"], ["甲", "乙"]),
        ("lines", ["甲", " "], ["甲"], ["甲"]),
        ("date", date(2026, 3, 6), "2026-03-06", "2026年3月6日"),
        ("date", "2026-03-06", "2026-03-06", "2026年3月6日"),
        ("amount", Decimal("428560.5"), "428560.50", "428,560.50元"),
        ("amount", "0", "0.00", "0.00元"),
        ("number", "15", 15, "15"),
        ("choice", "refused", "refused", "拒收"),
    ],
)
def test_a_fact_is_stored_plain_and_printed_in_chinese(kind, raw, stored, shown):
    assert clean(field(kind), raw) == stored
    assert printed(field(kind), stored) == shown


@pytest.mark.parametrize("kind", ["line", "text", "lines", "date", "amount", "number", "choice"])
@pytest.mark.parametrize("raw", [None, "", []])
def test_nothing_is_none(kind, raw):
    assert clean(field(kind), raw) is None
    assert printed(field(kind), None) == ([] if kind == "lines" else "")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("date", "2026-02-30"),
        ("date", "16.3.2026"),
        ("amount", "-1"),
        ("amount", "many"),
        ("amount", "NaN"),
        ("amount", "1e40"),
        ("number", "0"),
        ("number", "1.5"),
        ("number", "9" * 30),
        ("choice", "other"),
        ("line", "国" * 201),
        ("text", "国" * 50_001),
        ("lines", ["国"] * 101),
        ("lines", ["国" * 501]),
    ],
)
def test_what_cannot_be_printed_is_refused(kind, raw):
    with pytest.raises(FactProblem):
        clean(field(kind), raw)


def test_dates_have_no_leading_zero():
    assert chinese_date(date(2026, 11, 3)) == "2026年11月3日"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-08-20发出激化预警，2026-12-01前报告", "2026年8月20日发出激化预警，2026年12月1日前报告"),
        ("已于2024-02-29付清", "已于2024年2月29日付清"),
        ("2026-02-30", "2026-02-30"),
        ("案号2026-08-201、A2026-08-20、12026-08-20", "案号2026-08-201、A2026-08-20、12026-08-20"),
        ("2026-08-20-01", "2026-08-20-01"),
        ("2026-8-20", "2026-8-20"),
    ],
)
def test_iso_dates_in_a_text_are_printed_in_chinese(typed, shown):
    assert chinese_dates(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("拖欠工资", "拖欠工资。"),
        ("拖欠工资；", "拖欠工资。"),
        ("甲。\n乙", "甲。\n乙。"),
        ("拖欠工资。", "拖欠工资。"),
        ("为何不付？", "为何不付？"),
        ("称“不付。”", "称“不付。”"),
        ("称“不付”", "称“不付”。"),
        ("请即改正！", "请即改正！"),
    ],
)
def test_a_text_ends_as_a_sentence(typed, shown):
    assert printed(field("text"), typed) == shown
