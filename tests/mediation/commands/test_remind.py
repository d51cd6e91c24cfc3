"""The commands: one run at an instant, in words; what is wrong with the options is said."""

import time
from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation

from mediation.management.commands import remind as command
from mediation.models import Message, Reminder, User
from mediation.operations.messages import deliver
from tests import factories
from tests.factories import at
from tests.factories.deadlines import only_deadline

pytestmark = pytest.mark.django_db
DAY, FRIDAY = date(2026, 3, 17), date(2026, 3, 20)


@pytest.fixture
def case(cheap_letters, settings):
    settings.SENDS_EMAIL = True
    case = factories.make_dispute("accepted", on=date(2026, 2, 24))
    User.objects.filter(pk=case.handler_id).update(email="wang.mei@example.org")
    only_deadline(case, trigger_on=date(2026, 3, 2), due_on=FRIDAY)
    return case


def said(name, *options):
    out = StringIO()
    with translation.override("en"):
        call_command(name, *options, stdout=out)
    return out.getvalue()


def test_a_run_in_working_hours(case):
    assert said("remind", "--at", "2026-03-17T09:00+08:00") == "1 reminders, 1 e-mails written.\n"
    assert said("remind", "--at", "2026-03-17T09:10+08:00") == "0 reminders, 0 e-mails written.\n"
    assert Message.objects.get().status == "waiting"


@pytest.mark.parametrize("moment", ["2026-03-17T00:00+08:00", "2026-03-21T10:00+08:00"])
def test_at_night_and_on_a_rest_day_it_says_so_and_does_nothing(case, moment):
    assert said("remind", "--at", moment) == "Outside working hours: nobody is reminded now.\n"
    assert Reminder.objects.count() == 0


def test_with_deliver_the_e_mails_leave(case, monkeypatch):
    monkeypatch.setattr(command, "deliver", lambda *, clock: deliver(clock=lambda: at(DAY)))
    words = said("remind", "--deliver", "--at", "2026-03-17T09:00+08:00")
    assert words.endswith("1 e-mails sent, 0 refused by the mail server, 0 to be decided on.\n")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--at", "yesterday"], "--at takes"),
        (["--at", "2026-03-17T09:00"], "--at takes"),
        (["--at", "2026-13-17T09:00+08:00"], "--at takes"),
        (["--at", "2999-03-17T09:00+08:00"], "--at takes"),
        (["--loop", "0"], "--loop takes"),
        (["--loop", "5", "--at", "2026-03-17T09:00+08:00"], "--loop takes"),
    ],
)
def test_wrong_options_are_refused(case, options, words):
    with pytest.raises(CommandError, match=words):
        said("remind", *options)
    assert Reminder.objects.count() == 0


class Enough(Exception):
    """Ends a loop that goes on for ever."""


def test_the_loop_goes_on(case, monkeypatch):
    turns, naps = [], []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 3:
            raise Enough

    monkeypatch.setattr(time, "sleep", nap)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    monkeypatch.setattr(command, "remind", lambda *, at: turns.append(at))
    with pytest.raises(Enough):
        said("remind", "--loop", "10")
    assert (len(turns), naps) == (3, [600, 600, 600])
    assert turns == sorted(turns)
