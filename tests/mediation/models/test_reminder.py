"""The number of the bell: the same as asking for the rows, for whomever and whenever."""

from datetime import timedelta

import pytest

from mediation.models import Reminder, User
from mediation.models.reminder import count_unread
from mediation.operations.people import recuse
from mediation.templatetags.bell import bell
from tests import cast, factories
from tests.factories import MONDAY, at
from tests.factories.deadlines import add_deadline, only_deadline

pytestmark = pytest.mark.django_db


def asked(user):
    """The number, and that of the rows, of the user as a page loads them."""
    found = User.objects.get(pk=user.pk)
    return count_unread(found), Reminder.objects.of(found).unread().count()


def test_it_is_counted_as_the_rows_are_whatever_becomes_of_the_reader(cheap_letters):
    case = factories.make_dispute("accepted")
    mediator, manager, auditor, worker = case.handler, cast.manager(), cast.auditor(), cast.worker_user()
    only_deadline(case, trigger_on=MONDAY, due_on=MONDAY)
    for user in (mediator, manager, auditor, worker):
        Reminder.objects.create(user=user, deadline=case.deadlines.get(), stage="before_3", made_at=at(MONDAY))
    assert [asked(user) for user in (mediator, manager, auditor, worker)] == [(1, 1), (1, 1), (1, 1), (0, 0)]
    more = add_deadline(case, trigger_on=MONDAY, due_on=MONDAY)
    Reminder.objects.create(user=mediator, deadline=more, stage="before_3", made_at=at(MONDAY))
    assert asked(mediator) == (2, 2)
    recuse(case, mediator, by=manager, at=at(MONDAY), reason="近亲属")
    assert asked(mediator) == (0, 0)
    manager.memberships.update(until=MONDAY - timedelta(days=1), since=MONDAY - timedelta(days=9))
    User.objects.filter(pk=auditor.pk).update(is_active=False)
    assert [asked(manager), asked(auditor)] == [(0, 0), (0, 0)]


def test_more_than_are_counted_are_said_to_be_more(cheap_letters):
    case = factories.make_dispute("accepted")
    only_deadline(case, trigger_on=MONDAY, due_on=MONDAY)
    deadline = case.deadlines.get()
    Reminder.objects.bulk_create(
        Reminder(user=case.handler, deadline=deadline, stage=str(number), made_at=at(MONDAY)) for number in range(103)
    )
    assert asked(case.handler) == (100, 103)
    assert bell({"user": User.objects.get(pk=case.handler_id)}) == {"unread": 100, "shown": "99+"}
    Reminder.objects.filter(stage__in=("0", "1", "2", "3")).delete()
    assert bell({"user": User.objects.get(pk=case.handler_id)}) == {"unread": 99, "shown": "99"}
