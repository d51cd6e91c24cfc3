"""How values are shown."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from mediation import letters, lifecycle, proceedings
from mediation.templatetags import display, navigation


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("machine", [lifecycle, proceedings, letters])
def test_every_state_of_the_machines_has_a_look(machine):
    assert [state for state in machine.State.values if state not in display.TONES] == []


def test_an_unknown_state_is_neutral():
    assert display.tone("elsewhere") == display.NEUTRAL


def test_every_icon_in_use_is_collected(settings):
    collected = (settings.BASE_DIR / "static" / "icons.txt").read_text().split()
    pages = "".join(page.read_text() for page in (settings.BASE_DIR / "templates").rglob("*.html"))
    used = {look.icon for look in display.TONES.values()} | {place.icon for place in navigation.PLACES}
    for match in re.finditer(r'{% icon "([^"]+)"|icon_name(?:=|\|default:)"([^"]+)"', pages):
        used.add(match[1] or match[2])
    assert sorted(used - set(collected)) == []


def test_an_icon_is_silent():
    assert display.icon("check") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/vendor/icons.svg#check"></use></svg>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.5"), "¥1,234.50"),
        (Decimal("4800000"), "¥4,800,000.00"),
        (Decimal("0"), "¥0.00"),
        (None, "—"),
    ],
)
def test_money(value, shown):
    assert display.money(value) == shown


def test_a_day_is_the_day_of_the_office():
    assert display.day(date(2026, 11, 23)) == "2026-11-23"
    assert display.day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == "2026-11-23"
    assert display.day(None) == "—"


def test_an_instant_is_shown_in_the_time_of_the_office():
    assert display.instant(datetime(2026, 11, 22, 16, 5, tzinfo=UTC)) == "2026-11-23 00:05"
    assert display.instant(None) == "—"


def test_days_until_a_date():
    today = date(2026, 11, 23)
    assert display.days_until(date(2026, 12, 1), today) == 8
    assert display.days_until(today, today) == 0
    assert display.days_until(date(2026, 11, 20), today) == -3
    assert display.magnitude(-3) == 3


def test_minutes_are_rounded_up():
    assert display.minutes(timedelta(minutes=15)) == 15
    assert display.minutes(timedelta(seconds=61)) == 2


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(25, 30, "83.3%"), (1, 16, "6.3%"), (12, 12, "100.0%"), (0, 7, "0.0%"), (0, 0, "—")],
)
def test_percent_rounds_half_up_and_never_divides_by_nothing(numerator, denominator, shown):
    assert display.percent(numerator, denominator) == shown


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张某"),
        ("张建国", "张某某"),
        ("欧阳建国", "欧阳某某"),
        ("欧阳", "欧某"),
        ("阿卜杜拉·买买提", "阿某某"),
        ("John Smith", "J***"),
        ("张", "张某"),
        ("", ""),
    ],
)
def test_masked_name(name, masked):
    assert display.masked_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("330681199001011234", "330681********1234"), ("3306811990", "*" * 10), ("", "")]
)
def test_masked_id(number, masked):
    assert display.masked_id(number) == masked


@pytest.mark.parametrize(("number", "masked"), [("13812345678", "138****5678"), ("87012345", "********")])
def test_masked_phone(number, masked):
    assert display.masked_phone(number) == masked


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("{% query_with page=4 %}", "?state=closed&town=a&town=b&page=4"),
        ("{% query_with state='agreed' %}", "?town=a&town=b&state=agreed"),
        ("{% query_with town=None %}", "?state=closed"),
        ("{% query_with text='袜业 & co' %}", "?state=closed&town=a&town=b&text=%E8%A2%9C%E4%B8%9A+%26+co"),
    ],
)
def test_query_with_changes_one_parameter_and_keeps_the_others(tag, address):
    request = SimpleNamespace(GET=QueryDict("state=closed&town=a&town=b&page=3"))
    page = Template("{% load display %}{% autoescape off %}" + tag + "{% endautoescape %}")
    assert page.render(Context({"request": request})) == address
    assert request.GET["page"] == "3"
