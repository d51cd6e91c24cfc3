"""An e-mail leaves at most once; what was refused is tried again, what is in doubt waits for a person."""

from datetime import date, timedelta
from smtplib import SMTPConnectError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from mediation.models import Deadline, Message, User
from mediation.operations.messages import LINES, WAITS, deliver, in_doubt, mark_sent, send_again
from mediation.operations.people import recuse
from mediation.operations.reminders import remind
from tests import cast, factories
from tests.factories import at
from tests.factories.deadlines import add_deadline, only_deadline

pytestmark = pytest.mark.django_db
TRIGGER, DAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 17), date(2026, 3, 20)


class Server(BaseEmailBackend):
    """A mail server that does what the test says: errors on opening or on taking an e-mail."""

    opening, taking, seen = None, None, []

    def open(self):
        if self.opening:
            raise self.opening

    def send_messages(self, messages):
        if self.taking:
            raise self.taking
        self.seen.extend(message.extra_headers["Message-ID"] for message in messages)
        return len(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name, value in (("opening", None), ("taking", None), ("seen", [])):
        monkeypatch.setattr(Server, name, value)
    return Server


@pytest.fixture
def waiting(cheap_letters, settings):
    """One e-mail about one deadline."""
    settings.SENDS_EMAIL = True
    settings.LANGUAGE_CODE = "en"
    case = factories.make_dispute("accepted", on=date(2026, 2, 24))
    User.objects.filter(pk=case.handler_id).update(email="wang.mei@example.org")
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    remind(at=at(DAY))
    return Message.objects.get()


def go(moment=None):
    return deliver(clock=lambda: moment or at(DAY, 11))


def state(message):
    message = Message.objects.get(pk=message.pk)
    return message.status, message.attempts


def test_it_is_sent_once(waiting):
    assert go() == {"sent": 1}
    assert go() == {}
    (sent,) = mail.outbox
    assert sent.to == ["wang.mei@example.org"]
    assert sent.extra_headers["Message-ID"] == waiting.message_id
    row = Message.objects.get()
    assert (row.status, row.attempts, row.sent_at) == ("sent", 1, at(DAY, 11))


def test_it_names_number_deadline_and_day_and_nobody_of_the_case(waiting):
    go()
    (sent,) = mail.outbox
    case = waiting.reminders.get().deadline.dispute
    assert sent.subject == "1 deadline needs you, due 2026-03-20"
    assert f"{case.number} · Mediation ends (we must act)" in sent.body
    assert "Last day 2026-03-20 · 3 days left" in sent.body
    assert f"https://tiaojie.example.org/cases/{case.pk}/" in sent.body
    for secret in (case.employer.name, "枫裳", "蒋喆", case.summary):
        assert secret not in sent.subject + sent.body


def test_many_deadlines_make_one_e_mail_of_bounded_length(waiting):
    message = Message.objects.get()
    case = message.reminders.get().deadline.dispute
    for _number in range(LINES + 5):
        add_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    Message.objects.all().update(status="dropped")
    remind(at=at(DAY, 12))
    assert go(at(DAY, 13)) == {"sent": 1}
    assert mail.outbox[0].body.count("/cases/") == LINES
    assert "And 5 more." in mail.outbox[0].body


@pytest.mark.parametrize("moment", [at(DAY, 8), at(DAY, 18), at(date(2026, 3, 21))])
def test_nothing_leaves_outside_working_hours(waiting, moment):
    assert go(moment) is None
    assert (state(waiting), mail.outbox) == (("waiting", 0), [])


@pytest.mark.parametrize(
    "error", [SMTPRecipientsRefused({"wang.mei@example.org": (550, b"no")}), SMTPDataError(451, b"no")]
)
def test_what_was_refused_is_tried_again_later_and_fails_after_five(waiting, server, error):
    server.taking = error
    moment = at(DAY, 10)
    for attempt, wait in enumerate(WAITS, 1):
        moment += timedelta(minutes=wait)
        if wait:
            assert go(moment - timedelta(minutes=1)) == {}
        assert go(moment) == {"refused": 1}
        assert state(waiting) == ("waiting" if attempt < len(WAITS) else "failed", attempt)
    assert "no" in Message.objects.get().error
    server.taking = None
    assert go(at(date(2026, 3, 18))) == {}
    assert send_again(waiting, at=moment)
    assert go(at(date(2026, 3, 18))) == {"sent": 1}
    assert server.seen == [waiting.message_id]


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("closed"), SMTPConnectError(421, b"busy"), TimeoutError("slow")]
)
def test_a_server_that_does_not_answer_costs_no_attempt_and_says_why(waiting, server, error):
    server.opening = error
    assert go() == {}
    assert state(waiting) == ("waiting", 0)
    assert "cannot be reached" in Message.objects.get().error
    server.opening = None
    assert go() == {"sent": 1}
    assert Message.objects.get().error == ""


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), TimeoutError("slow"), ConnectionResetError("reset")])
def test_what_may_have_left_is_never_sent_again_by_itself(waiting, server, error):
    server.taking = error
    assert go() == {"in doubt": 1}
    server.taking = None
    for days in (0, 1, 7):
        assert go(at(DAY + timedelta(days=days), 12)) == {}
    assert state(waiting) == ("sending", 1)
    assert server.seen == []


def test_an_administrator_decides_what_is_in_doubt(waiting):
    Message.objects.update(status="sending", moved_at=at(DAY, 10))
    early, late = at(DAY, 10) + timedelta(minutes=9), at(DAY, 11)
    assert not in_doubt(early).exists()
    assert not send_again(waiting, at=early)  # a process may still be at it
    assert not mark_sent(waiting, at=early)
    assert list(in_doubt(late)) == [waiting]
    assert mark_sent(waiting, at=late)
    assert state(waiting) == ("sent", 0)
    assert not send_again(waiting, at=late)
    Message.objects.update(status="sending", moved_at=at(DAY, 10))
    assert send_again(waiting, at=late)
    assert go(at(DAY, 12)) == {"sent": 1}
    assert len(mail.outbox) == 1


def test_what_is_done_or_no_longer_seen_is_not_sent(waiting):
    case = waiting.reminders.get().deadline.dispute
    recuse(case, case.handler, by=cast.manager(), at=at(DAY), reason="近亲属")
    assert go() == {}
    assert (state(waiting)[0], mail.outbox) == ("dropped", [])


@pytest.mark.parametrize("change", [{"paused_on": DAY}, {"status": "met"}])
def test_what_no_longer_runs_is_not_sent(waiting, change):
    row = waiting.reminders.get().deadline
    Deadline.objects.filter(pk=row.pk).update(**change, **({"ended_by": row.opened_by} if "status" in change else {}))
    assert go() == {}
    assert (state(waiting)[0], mail.outbox) == ("dropped", [])


def test_what_was_read_meanwhile_is_not_sent(waiting):
    waiting.reminders.update(read_at=at(DAY))
    assert go() == {}
    assert state(waiting)[0] == "dropped"


def test_an_account_that_was_closed_gets_nothing(waiting):
    User.objects.filter(pk=waiting.user_id).update(is_active=False)
    assert go() == {}
    assert (state(waiting)[0], mail.outbox) == ("dropped", [])
