"""A private feed: one secret a person, and the running deadlines of their own cases."""

from datetime import date

import pytest

from mediation.models import Deadline, Feed, HandOver, Involvement, Task, User
from mediation.operations.people import recuse
from mediation.operations.subscriptions import entries, owner_of, renew, switch_off
from tests import cast, factories
from tests.factories import MONDAY, at
from tests.factories.deadlines import add_deadline, only_deadline

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


@pytest.fixture
def case(cheap_letters, settings):
    case = factories.make_dispute("accepted")
    only_deadline(case, trigger_on=MONDAY, due_on=FRIDAY)
    return case


def days(user):
    return [entry.on for entry in entries(user, MONDAY)]


def test_only_the_digest_is_kept_and_a_new_secret_ends_the_old_one():
    user = cast.city_mediator()
    first = renew(user, at=at(MONDAY))
    assert owner_of(first) == user
    second = renew(user, at=at(FRIDAY))
    assert (owner_of(first), owner_of(second)) == (None, user)
    feed = Feed.objects.get()
    assert second not in feed.digest
    assert feed.made_at == at(FRIDAY)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert owner_of(second) is None
    assert switch_off(user)
    assert not switch_off(user)
    assert Feed.objects.count() == 0


def test_an_entry_names_number_rule_and_day_and_nobody(case):
    (entry,) = entries(case.handler, MONDAY)
    assert entry.summary.startswith(case.number)
    assert entry.on == FRIDAY
    assert entry.url == f"https://tiaojie.example.org/cases/{case.pk}/"
    assert entry.alarms == (at(date(2026, 3, 19), 9), at(FRIDAY, 9))
    assert not [word for word in (case.employer.name, "枫裳", "蒋喆", case.summary) if word in repr(entry)]


def test_what_a_notice_may_still_move_says_so(case):
    (firm,) = entries(case.handler, MONDAY)
    Deadline.objects.update(provisional=True)
    (entry,) = entries(case.handler, MONDAY)
    assert entry.summary.startswith(firm.summary)
    assert len(entry.summary) > len(firm.summary)


def test_a_right_is_there_too_and_what_does_not_run_is_not(case):
    add_deadline(case, "B1", trigger_on=MONDAY, due_on=date(2027, 3, 2), unit="year")
    add_deadline(case, trigger_on=MONDAY, due_on=FRIDAY, paused_on=MONDAY)
    assert days(case.handler) == [FRIDAY, date(2027, 3, 2)]
    type(case).objects.filter(pk=case.pk).update(state="declined", ended_on=FRIDAY)
    assert days(case.handler) == []


def test_it_is_of_ones_own_cases_and_of_those_nobody_handles(case):
    colleague = cast.second_city_mediator()
    assert days(colleague) == []
    type(case).objects.filter(pk=case.pk).update(handler=None)
    assert days(colleague) == [FRIDAY]
    assert days(cast.town_mediator()) == days(cast.reviewer()) == days(cast.auditor()) == []


def test_a_task_is_its_owners_alone(case):
    event = case.events.order_by("number").first()
    owner = cast.second_city_mediator()
    task = Task.objects.create(
        dispute=case, text="提交考勤", unit=cast.city(), owner=owner, due_on=FRIDAY, opened_by=event
    )
    only_deadline(case, "U3", trigger_on=FRIDAY, due_on=FRIDAY, unit="date", task=task)
    assert (days(owner), days(case.handler)) == ([FRIDAY], [])


def test_an_office_sees_the_day_of_its_parcel_alone(case):
    Involvement.objects.create(dispute=case, organisation=cast.inspection(), role="partner", since=MONDAY)
    parcel = HandOver.objects.create(
        dispute=case, agency=cast.inspection(), purpose="移送", ground="consent", sent_on=MONDAY, sent_by=case.handler
    )
    add_deadline(case, "H1", trigger_on=MONDAY, due_on=date(2026, 3, 9), hand_over=parcel)
    assert days(cast.inspector()) == days(cast.hr_liaison()) == [date(2026, 3, 9)]
    assert days(cast.court_liaison()) == []


def test_a_recused_person_sees_nothing_of_the_case(case):
    handler = case.handler
    type(case).objects.filter(pk=case.pk).update(handler=None)
    recuse(case, handler, by=cast.manager(), at=at(MONDAY), reason="近亲属")
    assert days(handler) == []
