"""Reading the State Council notice: real texts, odd shapes, and every mistake named."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.calendar_seed import notice, seeded_calendar
from mediation.notices import EVERY_YEAR, REST, WORK, NoticeDay, read_notice, signed_on, weekday_of, year_of
from mediation.workdays import ONE_DAY, Calendar, days, notice_year

NOTICE_2024 = """国务院办公厅关于2024年
部分节假日安排的通知
国办发明电〔2023〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告。
国务院办公厅
2023年10月25日
"""
NOTICE_2025 = """国务院办公厅关于2025年部分节假日安排的通知

一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。国务院办公厅2024年11月12日
"""
NOTICE_2026 = """国务院办公厅关于２０２６年部分节假日安排的通知

　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。

国务院办公厅
2025年11月4日
"""
REAL = {2024: NOTICE_2024, 2025: NOTICE_2025, 2026: NOTICE_2026}
SEED = seeded_calendar()


def calendar_of(sheet):
    tables = {kind: {row.date: row.name for row in sheet.days if row.kind == kind} for kind in (REST, WORK)}
    return Calendar(tables[REST], tables[WORK], frozenset({sheet.year}))


ONLY = "only a Saturday or a Sunday can be a make-up working day."
MADE_UP, DRAGON = "5月9日（周六）上班", "6月19日（周五）至21日（周日）"


def lines(replaced):
    """The notice for 2026 with lines replaced; in English, so that the words can be compared."""
    text = NOTICE_2026
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    with override("en"):
        return read_notice(text, 2026)


@pytest.mark.parametrize("year", REAL)
def test_the_real_notices_give_the_calendar_that_was_published(year):
    sheet = read_notice(REAL[year], year)
    assert sheet.problems == ()
    own = calendar_of(sheet)
    decided = [day for day in days(date(year - 1, 12, 28), date(year + 1, 1, 1)) if notice_year(day) == year]
    assert [day for day in decided if own.is_working_day(day) != SEED.is_working_day(day)] == []
    assert own.work.keys() == {day for day in SEED.work if notice_year(day) == year}
    assert (year_of(REAL[year]), signed_on(REAL[year]).year) == (year, year - 1)


def test_the_days_of_a_notice_have_the_names_of_the_calendar():
    assert read_notice(NOTICE_2026, 2026).days[:4] == tuple(
        NoticeDay(date(2026, 1, n), REST if n < 4 else WORK, "元旦") for n in range(1, 5)
    )
    assert {row.name for row in read_notice(NOTICE_2026, 2026).days} == set(EVERY_YEAR)
    assert {row.name for row in read_notice(NOTICE_2025, 2025).days if row.date.month == 10} == {"国庆节、中秋"}


def test_what_is_only_encouraged_is_no_day_off_and_is_said():
    sheet = read_notice(NOTICE_2024, 2024)
    assert date(2024, 2, 9) not in calendar_of(sheet).rest
    assert len(sheet.notes) == 1
    assert "除夕" in sheet.notes[0]


def test_new_years_day_reaches_back_into_december():
    off = {date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1)}
    for text in (
        "元旦：12月30日至1月1日放假调休，共3天。12月28日（周日）上班",
        "元旦：2025年12月30日至2026年1月1日放假调休，共3天。12月28日（星期天）上班",
    ):
        sheet = lines({"元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班": text})
        assert sheet.problems == ()
        assert {row.date for row in sheet.days if row.name == "元旦" and row.kind == REST} == off
        assert {row.date for row in sheet.days if row.name == "元旦" and row.kind == WORK} == {date(2025, 12, 28)}


def test_a_range_over_two_months_a_list_without_months_and_a_day_given_back():
    sheet = lines({
        "中秋节：9月25日（周五）至27日（周日）放假，共3天": "中秋节：9月29日至10月6日放假调休，共8天",
        "10月1日（周四）至7日（周三）放假调休，共7天": "10月7日放假，10月8日补休",
        "9月20日（周日）、10月10日（周六）上班": "10月10日（周六）、11日（周日）上班",
    })  # fmt: skip
    assert sheet.problems == ()
    autumn = [(row.date.isoformat()[5:], row.kind) for row in sheet.days if row.date.month in (9, 10)]
    assert autumn == [
        ("09-29", "rest"), ("09-30", "rest"), *((f"10-0{n}", "rest") for n in range(1, 9)), ("10-10", "work"),
        ("10-11", "work"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("4月4日（周六）", "4月4日（周五）", "清明: 2026-04-04 is a 周六, the text says 周五"),
        ("至6日（周一）", "至6日（周二）", "清明: 2026-04-06 is a 周一, the text says 周二"),
        (MADE_UP, "5月9日（星期日）上班", "劳动节: 2026-05-09 is a 周六, the text says 星期日"),
        ("放假调休，共5天", "放假调休，共6天", "劳动节: the text says 6 days off, its dates are 5"),
        ("2月14日（周六）、2月28日", "2月14日（周六）、2月30日", "春节: “2月30日(周六)” is no date"),
        (MADE_UP, "5月9日", "劳动节: 2026-05-09 is neither a day off nor a working day in the text"),
        (DRAGON, "6月21日（周日）至19日（周五）", "端午: 2026-06-21 to 2026-06-19 is no range of days off"),
        (MADE_UP, "5月8日（周五）上班", f"2026-05-08 is a 周五: {ONLY}"),
        (MADE_UP, "5月3日（周日）上班", "2026-05-03 is both a day off and a working day."),
        (MADE_UP, "2027年5月9日（周日）上班", "2027-05-09 does not belong to the notice for 2026."),
        ("关于２０２６年", "关于２０２７年", "The title names the year 2027."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(old, new, problem):
    assert problem in lines({old: new}).problems


def test_half_a_notice_is_not_a_notice():
    with override("en"):
        sheet = read_notice(NOTICE_2026.split("四、")[0], 2026)
        assert sheet.problems == ("No day off for: 劳动节、端午、中秋、国庆节.",)
        assert read_notice("", 2026).problems == (f"No day off for: {'、'.join(EVERY_YEAR)}.",)
        assert read_notice("一、元旦：不放假，照常。", 2026).problems[0] == "元旦: no day off was found."


# Any notice of that shape is read back ----------------------------------------------------------------------

MONTHS = {"元旦": 1, "春节": 2, "清明": 4, "劳动节": 5, "端午": 6, "中秋": 8, "国庆节": 10}


@st.composite
def notices(draw):
    """A year, the days of a notice for it, and its text in one of the ways such texts are written."""
    year = draw(st.integers(2000, 2099))
    found, text = {}, [f"{notice(year)}\n"]
    for number, (name, month) in enumerate(MONTHS.items()):
        first = date(year, month, draw(st.integers(1, 13))) - timedelta(days=3 if name == "元旦" else 0)
        length = draw(st.integers(1, 9))
        last = first + ONE_DAY * (length - 1)
        found |= dict.fromkeys(days(first, last + ONE_DAY), (REST, name))
        weekends = [day for day in days(last + ONE_DAY, last + ONE_DAY * 9) if day.weekday() > 4]
        made_up = draw(st.lists(st.sampled_from(weekends), max_size=2, unique=True))
        found |= dict.fromkeys(made_up, (WORK, name))
        with_weekdays = draw(st.booleans())
        text.append(sentence(draw, "一二三四五六七"[number], name, first, last, sorted(made_up), with_weekdays))
    written = "".join(text)
    if draw(st.booleans()):
        written = written.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    return year, found, written


def sentence(draw, number, name, first, last, made_up, with_weekdays):
    def words(day, before=None):
        weekday = f"（{draw(st.sampled_from(['', '农历初一、']))}{weekday_of(day)}）" if with_weekdays else ""
        year = f"{day.year}年" if before is None and name == "元旦" else ""
        month = "" if before and before.month == day.month and draw(st.booleans()) else f"{day.month}月"
        return f"{year}{month}{day.day}日{weekday}"

    dates = words(first) if first == last else f"{words(first)}{draw(st.sampled_from('至到'))}{words(last, first)}"
    count = draw(st.sampled_from(["", f"，共{(last - first).days + 1}天"]))
    off = f"{number}、{name}：{dates}放假{draw(st.sampled_from(['', '调休']))}{count}。"
    own_year = name == "元旦"
    work = "、".join(f"{f'{day.year}年' * own_year}{day.month}月{day.day}日" for day in made_up)
    return off + (f"{work}上班。" if work else "") + draw(st.sampled_from(["", "\n"]))


@settings(max_examples=60, deadline=None)
@given(notices())
def test_every_notice_of_that_shape_is_read_back(written):
    year, found, text = written
    sheet = read_notice(text, year)
    wrong_year = [day for day in found if year not in (day.year, notice_year(day))]
    assert {row.date: (row.kind, row.name) for row in sheet.days} == found
    assert len(sheet.problems) == len(wrong_year)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二、：。（）周六0123456789年月日至放假上班共天调休元旦春节\n ", max_size=200))
def test_no_text_breaks_the_reader(text):
    assert all(isinstance(problem, str) for problem in read_notice(text, 2026).problems)
