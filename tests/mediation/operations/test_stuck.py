"""Stuck cases: each reason in words, only of what the person sees, in one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from mediation.models import Deadline, HandOver
from mediation.operations.stuck import stuck_cases
from tests import cast
from tests.factories import MONDAY, fresh, later, make_dispute, make_letter, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
MONTH = later(MONDAY, 40)


def reasons(today, person=cast.manager):
    with override("en"):
        return {stuck.dispute.number: stuck.reasons for stuck in stuck_cases(person(), today)}


def parcel(dispute, **given):
    values = {
        "agency": cast.inspection(), "purpose": "核查", "ground": "duty", "fields": [], "sent_on": MONDAY,
        "sent_by": cast.city_mediator(),
    }  # fmt: skip
    return HandOver.objects.create(dispute=dispute, **values | given)


def test_a_case_on_which_somebody_worked_is_not_stuck():
    dispute = make_dispute("mediating")
    assert reasons(later(MONDAY, 20)) == {}
    assert reasons(later(MONDAY, 33)) == {dispute.number: ["no act for 31 days"]}
    make_dispute("closed", employer=cast.other_employer())
    assert list(reasons(later(MONDAY, 90))) == [dispute.number]


def test_suspended_for_more_than_a_month():
    dispute = make_dispute("suspended")  # on the fourth day
    assert reasons(later(MONDAY, 34)) == {}
    assert reasons(later(MONDAY, 35)) == {dispute.number: ["suspended for 31 days"]}


def test_an_alarm():
    dispute = take(make_dispute("accepted"), "raise_alarm", cast.manager(), later(MONDAY, 2), reason="多人聚集。")
    assert reasons(later(MONDAY, 3)) == {dispute.number: ["alarm raised on 2026-03-04"]}


def test_a_partner_that_is_silent_or_late():
    dispute = make_dispute("at_hr")
    Deadline.objects.filter(dispute=dispute).delete()
    event = dispute.events.last()
    row = {"dispute": dispute, "trigger_on": MONDAY, "length": 5, "unit": "working_day", "opened_by": event}
    due = later(MONDAY, 7)
    Deadline.objects.create(**row, rule="H1", due_on=due)
    Deadline.objects.create(**row, rule="I1", due_on=due)
    silent, late = f"handed over, no answer since {due}", f"a partner's time limit passed on {due}"
    assert reasons(due) == {}
    assert reasons(later(due, 7)) == {dispute.number: [silent]}  # five working days late
    assert reasons(later(due, 8)) == {dispute.number: [silent, late]}


def test_returned_twice():
    dispute = make_dispute("accepted")
    for _number in range(2):
        assert reasons(later(MONDAY, 9)) == {}
        HandOver.objects.filter(pk=parcel(dispute).pk).update(state="returned", ended_on=MONDAY)
    assert reasons(later(MONDAY, 9)) == {dispute.number: ["handed over and returned 2 times"]}


def test_an_opinion_that_was_not_followed():
    dispute = make_dispute("accepted", request="supervision")
    make_letter("opinion", "service_refused", dispute=dispute)
    assert reasons(later(MONDAY, 9)) == {dispute.number: ["the opinion letter was not followed"]}
    make_letter("suggestion", "issued", dispute=fresh(dispute), agency=cast.hr())
    assert reasons(later(MONDAY, 9)) == {}


def test_of_what_the_person_sees_the_worst_first():
    town = make_dispute("accepted", holder=cast.town())
    city = make_dispute("suspended")
    take(city, "raise_alarm", cast.manager(), later(MONDAY, 5), reason="多人聚集。")
    other = make_dispute("accepted", holder=cast.other_town(), employer=cast.other_employer())
    assert list(reasons(MONTH)) == [city.number, town.number, other.number]
    assert list(reasons(MONTH, cast.town_mediator)) == [town.number]
    assert reasons(MONTH, cast.administrator) == {}


def test_one_query_for_the_cases_however_many():
    for _number in range(2):
        make_dispute("accepted")
    person = cast.manager()
    person.memberships_now  # noqa: B018 - a request has loaded them
    with CaptureQueriesContext(connection) as few:
        assert len(stuck_cases(person, MONTH)) == 2
    for _number in range(3):
        make_dispute("accepted")
    with CaptureQueriesContext(connection) as many:
        assert len(stuck_cases(person, MONTH)) == 5
    assert len(many) == len(few) <= 3
