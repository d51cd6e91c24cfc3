"""The calendar and the local rules as tables."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mediation.calendar_seed import seeded_calendar
from mediation.deadlines import RULES, Unit
from mediation.models.calendar import CalendarDay, CalendarYear, RuleSetting, load_calendar, rule_on, rules_on

pytestmark = pytest.mark.django_db


def setting(**changes):
    values = {
        "code": "S2",
        "length": 10,
        "reason": "市总规定",
        "valid_from": date(2026, 3, 2),
        "set_by": "周法规",
    }
    return RuleSetting(**{**values, **changes})


def test_a_migrated_database_holds_the_seed(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert load_calendar() == seeded_calendar()
    year = CalendarYear.objects.get(year=2026)
    assert (year.published_on, year.days.count()) == (date(2025, 11, 4), 39)
    assert CalendarDay.objects.get(date="2018-12-29").year_id == 2019


def test_an_entered_year_is_published():
    year = CalendarYear.objects.create(year=2027, notice="国务院办公厅关于2027年部分节假日安排的通知")
    CalendarDay.objects.create(date=date(2027, 1, 1), kind="rest", name="元旦", year=year)
    calendar = load_calendar()
    assert 2027 in calendar.published
    assert calendar.is_rest_day(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "kind", "field"),
    [
        (date(2026, 3, 2), "work", "date"),  # a Monday is worked anyhow
        (date(2025, 3, 2), "rest", "date"),  # not in the notice for 2026
        (date(2026, 12, 31), "half", "kind"),
        (date(2026, 10, 1), "rest", "date"),  # entered twice
    ],
)
def test_refuses_a_day_that_no_notice_says(day, kind, field):
    with pytest.raises(ValidationError) as refusal:
        CalendarDay(date=day, kind=kind, name="元旦", year_id=2026).full_clean()
    assert set(refusal.value.message_dict) == {field}
    assert load_calendar() == seeded_calendar()


def test_new_years_day_may_reach_back_over_the_year():
    CalendarYear.objects.create(year=2027, notice="国务院办公厅关于2027年部分节假日安排的通知")
    CalendarDay(date=date(2026, 12, 31), kind="rest", name="元旦", year_id=2027).full_clean()


def test_the_database_refuses_a_third_kind():
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(date=date(2026, 3, 2), kind="half", name="元旦", year_id=2026)
    assert load_calendar() == seeded_calendar()


def test_the_latest_setting_of_the_day_counts(django_assert_num_queries):
    setting(valid_from=date(2026, 6, 1), length=7).save()
    setting(unit="working_day").save()
    assert rule_on("S2", date(2026, 3, 1)) == RULES["S2"]
    first, second = rule_on("S2", date(2026, 3, 2)), rule_on("S2", date(2026, 6, 1))
    assert (first.length, first.unit, first.local) == (10, Unit.WORKING_DAY, "周法规: 市总规定")
    assert (second.length, second.unit) == (7, Unit.DAY)
    with django_assert_num_queries(1):
        rules = rules_on(date(2026, 6, 1))
    assert {code for code in RULES if rules[code] != RULES[code]} == {"S2"}


def test_what_the_law_fixes_stays_even_when_a_row_says_otherwise():
    setting(code="S1").save()
    assert rules_on(date(2026, 6, 1)) == RULES


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "S1"}, "code"),
        ({"code": "X9"}, "code"),
        ({"length": 0}, "length"),
        ({"unit": "week"}, "unit"),
    ],
)
def test_refuses_a_setting_the_law_does_not_leave_open(changes, field):
    with pytest.raises(ValidationError) as refusal:
        setting(**changes).full_clean()
    assert set(refusal.value.message_dict) == {field}
    assert RuleSetting.objects.count() == 0


def test_one_setting_a_rule_and_day():
    setting().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        setting(length=5).save()
    assert rule_on("S2", date(2026, 3, 2)).length == 10
