"""The calendar: read by everybody, changed by the administrator in two steps, with an alarm when a year is missing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mediation.models import CalendarChange, CalendarDay, CalendarYear
from mediation.notice_files import write_lines
from mediation.notices import read_notice
from mediation.operations.calendar import Notice, publish
from tests import cast
from tests.factories import MONDAY, at, register_dispute
from tests.mediation.operations.test_calendar import calendar_unchanged
from tests.mediation.test_notices import NOTICE_2026
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。
二、春节：2月5日（农历除夕、周五）至13日（农历正月初八、周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月5日
"""
ENTER, CORRECT = "/calendar/enter/", "/calendar/correct/"
DAY = {"date": "2026-03-17", "kind": "rest", "name": "地方假日", "reason": "市政府通知"}


@pytest.fixture
def administrator(client):
    person = cast.administrator()
    client.force_login(person)
    return person


@pytest.fixture
def dispute():
    """M3 ends on Saturday, 9 January 2027, which the notice makes a working day."""
    return register_dispute(date(2026, 12, 25))


def confirmed(response):
    """What the second step sends: every hidden field of the page of the first."""
    form = response.context["confirm"]
    return {field.html_name: field.value() or "" for field in form}


# The page ---------------------------------------------------------------------------------------------------


def test_everybody_reads_the_year_and_only_the_administrator_finds_the_buttons(client):
    for person in (cast.city_mediator, cast.worker_user, cast.prosecutor, cast.administrator):
        client.force_login(person())
        response = client.get("/calendar/?year=2026")
        text = response.content.decode()
        assert (len(response.context["months"]), text.count('class="calendar-mark"')) == (12, 39)
        assert (reverse("calendar-enter") in text) is (person is cast.administrator)
    assert client.get("/calendar/").context["year"] == timezone.localdate().year


def test_days_off_and_make_up_days_carry_a_word_and_the_names_stand_below(client, settings):
    client.force_login(cast.city_mediator())
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    february = client.get("/calendar/?year=2026").context["months"][1]
    assert [(row.first.day, row.last.day, row.kind, row.name) for row in february.stretches] == [
        (14, 14, "work", "Spring Festival"), (15, 23, "rest", "Spring Festival"), (28, 28, "work", "Spring Festival"),
    ]  # fmt: skip
    kinds = {day.date.day: day.kind for week in february.weeks for day in week if day}
    assert (kinds[1], kinds[2], kinds[14], kinds[15]) == ("weekend", "", "work", "rest")


@pytest.mark.parametrize("asked", ["", "abc", "²²²²", "99999", "-1", "0001", "9999"])
def test_an_odd_year_in_the_address_is_no_error(client, asked):
    client.force_login(cast.city_mediator())
    assert client.get("/calendar/", {"year": asked}).status_code == 200


def test_the_page_takes_few_queries_however_much_is_open(client, django_assert_max_num_queries, dispute):
    client.force_login(cast.administrator())
    with django_assert_max_num_queries(12):
        client.get("/calendar/")


# The alarm --------------------------------------------------------------------------------------------------


@pytest.fixture
def nothing_known():
    CalendarYear.objects.all().delete()


def alarms(client, person):
    client.force_login(person())
    response = client.get("/")
    return [(row.year, row.waiting) for row in response.context["alarm"]]


def test_a_missing_year_alarms_those_who_look_after_it_with_the_number_of_deadlines(client, nothing_known):
    this_year = timezone.localdate().year
    case = register_dispute(MONDAY)
    case.deadlines.update(provisional=True, due_on=date(this_year, 6, 1))
    expected = (this_year, case.deadlines.count())
    assert alarms(client, cast.administrator)[0] == alarms(client, cast.manager)[0] == expected
    for person in (cast.city_mediator, cast.reviewer, cast.worker_user):
        assert alarms(client, person) == []
    client.force_login(cast.administrator())
    assert reverse("calendar-enter") in client.get("/").content.decode()


# Entering a notice ------------------------------------------------------------------------------------------


def test_a_notice_is_checked_first_and_published_in_a_second_step(client, administrator, dispute):
    with unchanged(), calendar_unchanged():
        response = client.post(ENTER, {"text": NOTICE_2027})
    assert response.status_code == 200
    effect = response.context["effect"]
    assert (effect.moving, effect.cases, effect.rows) == (1, 1, [])
    assert effect.unseen == effect.moving + effect.firm
    assert dispute.number not in response.content.decode()
    assert client.post(ENTER, confirmed(response) | {"act": "publish"}).url == "/calendar/?year=2027"
    year = CalendarYear.objects.get(year=2027)
    assert (year.notice, year.published_on) == ("国务院办公厅关于2027年部分节假日安排的通知", date(2026, 11, 5))
    assert year.days.count() == len(read_notice(NOTICE_2027, 2027).days)
    assert dispute.deadlines.open().get(rule="M3").due_on == date(2027, 1, 9)
    assert CalendarChange.objects.get().by == administrator


def test_who_sees_cases_finds_them_with_links(client, dispute):
    person = cast.city_mediator()
    cast.administrator().memberships.update(user=person)
    client.force_login(person)
    effect = client.post(ENTER, {"text": NOTICE_2027}).context["effect"]
    assert {(row.url, row.number) for row in effect.rows} == {
        (reverse("dispute-detail", args=[dispute.pk]), dispute.number)
    }
    assert (effect.unseen, effect.more) == (0, 0)


def test_a_wrong_weekday_is_named_and_the_text_is_kept(client, administrator, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with calendar_unchanged():
        response = client.post(
            ENTER, {"text": NOTICE_2027.replace("6月9日（周三）", "6月9日（周四）"), "source": "gov.cn"}
        )
    assert response.status_code == 422
    assert response.context["form"].errors == {"text": ["端午: 2027-06-09 is a 周三, the text says 周四"]}
    text = response.content.decode()
    assert ("6月9日（周四）放假1天" in text, 'value="gov.cn"' in text) == (True, True)


def test_a_text_without_a_title_needs_its_year(client, administrator):
    body = NOTICE_2027.split("\n", 1)[1]
    assert list(client.post(ENTER, {"text": body}).context["form"].errors) == ["year"]
    assert client.post(ENTER, {"text": body, "year": "2027"}).context["sheet"].year == 2027


def test_a_file_is_checked_and_published_in_the_same_way(client, administrator):
    content = write_lines(read_notice(NOTICE_2027, 2027).days).encode()
    response = client.post(ENTER, {"file": SimpleUploadedFile("2027.csv", content), "source": "人社局"})
    client.post(ENTER, confirmed(response) | {"act": "publish"})
    assert CalendarYear.objects.get(year=2027).source == "人社局"
    assert CalendarDay.objects.filter(year_id=2027).count() == len(read_notice(NOTICE_2027, 2027).days)


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00", b"date,kind,name\nnothing", b"0" * 500_001])
def test_a_file_that_is_no_calendar_is_refused(client, administrator, content):
    with calendar_unchanged():
        response = client.post(ENTER, {"file": SimpleUploadedFile("x.csv", content)})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_a_published_year_is_corrected_with_a_reason_only(client, administrator):
    text = NOTICE_2026.replace("5月9日（周六）上班", "5月10日（周日）上班")
    with calendar_unchanged():
        assert list(client.post(ENTER, {"text": text}).context["form"].errors) == ["reason"]
    response = client.post(ENTER, {"text": text, "reason": "国办更正"})
    client.post(ENTER, confirmed(response) | {"act": "publish"})
    assert CalendarChange.objects.get().days == [["2026-05-09", "work", ""], ["2026-05-10", "", "work"]]


def test_what_is_tampered_with_between_the_steps_is_checked_again(client, administrator):
    sent = confirmed(client.post(ENTER, {"text": NOTICE_2027})) | {"act": "publish"}
    for days in ("", "2027-01-01,rest,元旦\n", "nonsense", sent["days"].replace("2027-06-09,rest", "2027-06-09,work")):
        with calendar_unchanged():
            assert client.post(ENTER, sent | {"days": days}).status_code == 422


def test_the_same_notice_again_says_that_nothing_changes(client, administrator, settings):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    response = client.post(ENTER, {"text": NOTICE_2026})
    assert (response.status_code, response.context["same"]) == (200, True)
    assert "2026 is published with exactly these days already" in response.content.decode()
    changes = CalendarChange.objects.count()
    page = client.post(ENTER, confirmed(response) | {"act": "publish"}, follow=True)
    assert "The calendar of 2026 had these days already. 0 deadlines were counted anew." in page.content.decode()
    assert CalendarChange.objects.count() == changes


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (NOTICE_2027.replace("2027年部分", "2099年部分"),
            {"text": ["There is no notice for 2099 yet: it appears in the autumn of the year before."]}),
        (NOTICE_2027.replace("2027年部分", "1993年部分"), {"text": ["The calendar begins with 1995."]}),
        (NOTICE_2027.replace("2026年11月5日", "2036年11月5日"),
            {"published_on": ["The day it was signed lies in the future."]}),
    ],
)  # fmt: skip
def test_a_year_or_a_day_far_away_is_said_at_the_field(client, administrator, settings, text, errors):
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    with calendar_unchanged():
        response = client.post(ENTER, {"text": text})
    assert (response.status_code, response.context["form"].errors) == (422, errors)


# A single day -----------------------------------------------------------------------------------------------


def test_a_day_is_rehearsed_first_and_corrected_in_a_second_step(client, administrator):
    case = register_dispute(MONDAY)
    with unchanged(), calendar_unchanged():
        response = client.post(CORRECT, DAY)
    assert (response.context["effect"].moving, response.context["effect"].cases) == (1, 1)
    assert client.post(CORRECT, confirmed(response) | {"act": "correct"}).url == "/calendar/?year=2026"
    assert case.deadlines.open().get(rule="M3").due_on == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date": "2026-02-31"}, "date"), ({"date": "1026-03-17"}, "date"), ({"name": " "}, "name"),
        ({"name": "节" * 200}, "name"), ({"reason": ""}, "reason"), ({"kind": "work"}, "__all__"),
        ({"date": "2031-05-01"}, "__all__"), ({"kind": "", "name": ""}, "__all__"),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_said_at_the_field(client, administrator, change, field):
    with calendar_unchanged():
        response = client.post(CORRECT, DAY | change)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_the_case_tells_the_old_and_the_new_day(client, dispute):
    publish(read_notice(NOTICE_2027, 2027), Notice(), by=cast.administrator(), at=at(date(2026, 12, 28)))
    client.force_login(cast.city_mediator())
    text = client.get(reverse("dispute-detail", args=[dispute.pk])).content.decode()
    assert "2027-01-11 → 2027-01-09" in text
    assert "国务院办公厅关于2027年部分节假日安排的通知" in text


def test_nobody_else_changes_the_calendar(client):
    client.force_login(cast.manager())
    with calendar_unchanged():
        for address, sent in ((ENTER, {"text": NOTICE_2027}), (CORRECT, DAY | {"act": "correct"})):
            assert (client.get(address).status_code, client.post(address, sent).status_code) == (403, 403)
