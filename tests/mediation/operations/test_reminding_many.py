"""Reminding and writing an e-mail of four hundred deadlines takes what a few take."""

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mediation.models import Deadline, Message, Reminder, User
from mediation.operations.messages import deliver
from mediation.operations.reminders import remind
from tests import cast, factories
from tests.factories import at
from tests.factories.deadlines import only_deadline

pytestmark = pytest.mark.django_db
TRIGGER, DAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 17), date(2026, 3, 20)
ROWS_AN_INSERT = 199  # SQLite takes 999 values at a time, a reminder has five


@pytest.fixture
def cases(cheap_letters, settings):
    """Two, one of them without a handler: the reviewer and the mediators are told of it."""
    settings.SENDS_EMAIL = True
    cast.reviewer(), cast.second_city_mediator()
    own = factories.make_dispute("accepted", on=date(2026, 2, 24))
    new = factories.make_dispute("registered", on=date(2026, 2, 24))
    User.objects.filter(pk=own.handler_id).update(email="wang.mei@example.org")
    for case in (own, new):
        only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    return own, new


def add(cases, number):
    for case in cases:
        first = case.deadlines.get(pk=case.deadlines.order_by("pk").first().pk)
        Deadline.objects.bulk_create(
            Deadline(
                dispute=case, rule=first.rule, trigger_on=TRIGGER, due_on=FRIDAY, length=15, unit="day",
                opened_by_id=first.opened_by_id,
            )
            for _place in range(number // len(cases))
        )  # fmt: skip


def measured(act):
    """What it gave, how many queries read or locked, and how many wrote."""
    with CaptureQueriesContext(connection) as captured:
        given = act()
    writes = [row for row in captured if row["sql"].startswith("INSERT")]
    return given, len(captured) - len(writes), len(writes)


def test_four_hundred_deadlines(cases):
    add(cases, 4)
    few, reading, writing = measured(lambda: remind(at=at(DAY)))
    add(cases, 400)
    many, reading_many, writing_many = measured(lambda: remind(at=at(DAY, 11)))
    people = Reminder.objects.values("user").distinct().count()
    assert (few.reminders, many.reminders) == (people * 3 + 3, people * 200 + 200)
    assert reading_many == reading
    assert writing_many <= writing + people * (400 // ROWS_AN_INSERT + 1)
    again, reading_again, writing_again = measured(lambda: remind(at=at(DAY, 12)))
    assert (again, writing_again) == ((0, 0), 0)
    assert reading_again <= reading


def test_an_e_mail_of_four_hundred(cases):
    add(cases, 4)
    remind(at=at(DAY))
    given, *few = measured(lambda: deliver(clock=lambda: at(DAY, 11)))
    assert given == {"sent": 1}
    add(cases, 400)
    remind(at=at(DAY, 12))
    assert Message.objects.latest("pk").reminders.count() == 400
    given, *many = measured(lambda: deliver(clock=lambda: at(DAY, 13)))
    assert (given, many, len(mail.outbox)) == ({"sent": 1}, few, 2)
