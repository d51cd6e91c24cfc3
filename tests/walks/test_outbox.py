"""T15, T19: two runs at once and processes that die: everybody is told once, and no e-mail leaves twice."""

import threading
import time
from contextlib import nullcontext

import pytest
from django.db import connection, connections

from mediation.models import Message, Reminder, ReportSending, Snapshot
from mediation.operations import messages, reminders, report_sending
from mediation.operations.messages import deliver, in_doubt
from mediation.operations.report_sending import send_reports
from tests import cast
from tests.factories import at
from tests.factories.reports import kept_report
from tests.walks.crowd import at_once, committed
from tests.walks.kills import live_and_die
from tests.walks.outbox import (
    DAY,
    FRIDAY,
    PEOPLE,
    Ledger,
    add_more,
    die_if,
    faults,
    in_processes,
    live_on,
    make_office,
    run,
    run_and_send,
    send_then_mark,
    taken,
)

DEADLINES, LIVES, TURNS = 4, 4, 10  # a life is at most as long as so many turns of this machine take


@pytest.fixture(autouse=True)
def office(transactional_db, cheap_letters, settings, monkeypatch, tmp_path):
    settings.SENDS_EMAIL = True
    settings.EMAIL_BACKEND = "tests.walks.outbox.Ledger"
    monkeypatch.setattr(Ledger, "path", tmp_path / "ledger")
    monkeypatch.setattr(Ledger, "deadly", "")
    with committed():
        yield make_office(DEADLINES)


def counts():
    return Reminder.objects.count(), Message.objects.count()


ONE_SET = (DEADLINES * len(PEOPLE), len(PEOPLE))


def test_runs_at_once_in_threads_write_one_set():
    assert at_once(run, run, run, run) == ["done"] * 4
    assert counts() == ONE_SET
    assert faults() == []


def test_runs_at_once_in_processes_write_one_set_and_send_it_once():
    assert in_processes(run_and_send, 3) == [0, 0, 0]
    assert counts() == ONE_SET
    assert sorted(taken().values()) == [1] * len(PEOPLE)
    assert faults() == []
    assert set(Message.objects.values_list("status", flat=True)) == {"sent"}


def send():
    send_reports(at=at(DAY, 10))


@pytest.mark.parametrize("locked", [True, False])
def test_a_saved_report_is_sent_once_by_runs_at_once(monkeypatch, locked):
    """Also where nothing makes the second run wait: the key of the sending refuses it, and its snapshot with it."""
    kept_report(at=at(FRIDAY), rhythm="monthly", day=DAY.day, receivers=(cast.reviewer(),))
    if not locked:
        monkeypatch.setattr(report_sending, "_is_sent", lambda report, due_on: False)
    assert at_once(send, send, send) == ["done"] * 3
    assert (ReportSending.objects.count(), Snapshot.objects.count(), Message.objects.count()) == (1, 1, 2)
    assert in_processes(lambda: deliver(clock=lambda: at(DAY, 11)), 3) == [0, 0, 0]
    assert sorted(taken().values()) == [1, 1]


def test_the_lock_is_what_makes_the_second_run_wait(monkeypatch):
    """Negative control: without it both see nobody told, and the unique key ends one of them with an error."""
    gate, met, seen = threading.Barrier(2), set(), reminders._still_to_tell

    def both_have_read(*given):
        found = seen(*given)
        if threading.get_ident() not in met:
            met.add(threading.get_ident())
            gate.wait(timeout=10)
        return found

    monkeypatch.setattr(reminders, "_lock", lambda user: None)
    monkeypatch.setattr(reminders, "_still_to_tell", both_have_read)
    if connection.vendor == "sqlite":  # whose transactions take the lock as they begin
        wrapper = type(connections["default"])
        monkeypatch.setattr(wrapper, "_start_transaction_under_autocommit", lambda self: self.cursor().execute("BEGIN"))
    outcomes = at_once(run, run)
    assert outcomes in (["IntegrityError", "done"], ["OperationalError", "done"])


# Kills ------------------------------------------------------------------------------------------------------


def dying(function, before="", after=""):
    """The function, with a death before or after it at the point of the test's choice."""

    def wrapped(*given):
        die_if(before)
        found = function(*given)
        die_if(after)
        return found

    return wrapped


def send_and_die(monkeypatch, point):
    """One process that sends, and dies at the point."""
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "deadly", point)
        patch.setattr(messages, "_written", dying(messages._written, after="claiming"))
        patch.setattr(messages, "_send", dying(messages._send, before="claimed", after="marked"))
        assert in_processes(lambda: deliver(clock=lambda: at(DAY, 10)), 1) == [-9]


@pytest.mark.parametrize(
    ("point", "left", "arrived"),
    [
        ("claiming", [], 3),  # rolled back: it waits as before
        ("claimed", ["sending"], 2),
        ("before the server has it", ["sending"], 2),
        ("the server has it", ["sending"], 3),
        ("marked", [], 3),
    ],
)
def test_wherever_a_sender_dies_the_e_mail_leaves_at_most_once(monkeypatch, point, left, arrived):
    run()
    send_and_die(monkeypatch, point)
    for hour in (11, 12):
        deliver(clock=lambda hour=hour: at(DAY, hour))
    unsent = Message.objects.exclude(status="sent")
    assert [row.status for row in unsent] == left
    assert list(in_doubt(at(DAY, 12))) == list(unsent)
    assert sum(taken().values()) == arrived
    assert faults() == []


def test_the_harness_sees_an_e_mail_that_leaves_twice(monkeypatch):
    """Negative control: sent first, marked afterwards."""
    run()
    monkeypatch.setattr(Ledger, "deadly", "the server has it")
    assert in_processes(send_then_mark, 2) == [-9, -9]
    assert any("taken 2 times" in fault for fault in faults())


def test_a_run_that_dies_half_way_leaves_no_reminder_without_its_e_mail(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "deadly", "half told")
        patch.setattr(reminders, "_write_message", dying(reminders._write_message, before="half told"))
        assert in_processes(run, 1) == [-9]
    assert counts() == (0, 0)
    run()
    assert counts() == ONE_SET
    assert faults() == []


def test_the_harness_sees_a_reminder_without_its_e_mail(monkeypatch):
    """Negative control: reminders and e-mail in two transactions."""
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "deadly", "half told")
        patch.setattr(reminders, "_write_message", dying(reminders._write_message, before="half told"))
        patch.setattr(reminders.transaction, "atomic", lambda *given, **named: nullcontext())
        patch.setattr(reminders, "_lock", lambda user: None)
        assert in_processes(run, 1) == [-9]
    run()
    assert any("stands in 0 e-mails" in fault for fault in faults())


def test_a_service_that_is_killed_again_and_again_tells_everybody_once(office):
    began = time.monotonic()
    run_and_send()
    longest, lines = TURNS * (time.monotonic() - began), 0
    for seed in range(LIVES):
        lines += len(live_and_die(live_on, office, seed, longest=longest))
    assert lines > 0
    assert faults() == []
    add_more(office, 1)
    run_and_send()
    assert faults() == []
    assert not Message.objects.filter(status="waiting").exists()
