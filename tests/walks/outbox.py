"""Reminders and e-mails under double runs and SIGKILL: what a run leaves behind, a mail server with a ledger."""

import os
import signal
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections

from mediation.models import Message, Reminder, User
from mediation.operations.messages import deliver
from mediation.operations.reminders import remind
from tests import cast
from tests.factories import at, make_dispute
from tests.factories.deadlines import add_deadline, only_deadline

TRIGGER, FRIDAY, DAY = date(2026, 3, 2), date(2026, 3, 20), date(2026, 3, 27)  # five working days overdue
PEOPLE = (cast.city_mediator, cast.reviewer, cast.manager)


class Ledger(BaseEmailBackend):
    """A mail server that writes down each e-mail it takes, and kills the process at a point of the test's choice."""

    path, deadly = Path(), ""

    def send_messages(self, messages):
        die_if("before the server has it")
        for message in messages:
            note(message.extra_headers["Message-ID"])
        die_if("the server has it")
        return len(messages)


def note(message_id):
    ledger = os.open(Ledger.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(ledger, f"{message_id}\n".encode())
    os.close(ledger)


def taken():
    """How often the mail server took each e-mail."""
    return Counter(Ledger.path.read_text().split() if Ledger.path.exists() else [])


def die_if(point):
    if point and point == Ledger.deadly:
        os.kill(os.getpid(), signal.SIGKILL)


def make_office(deadlines=4):
    """A case whose deadlines everybody of the city must hear of; each has an address."""
    for person in PEOPLE:
        user = person()
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    case = make_dispute("accepted", on=date(2026, 2, 24))
    only_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    return add_more(case, deadlines - 1)


def add_more(case, count):
    for _number in range(count):
        add_deadline(case, trigger_on=TRIGGER, due_on=FRIDAY)
    return case


def run(*_given):
    remind(at=at(DAY))


def run_and_send(*_given):
    run()
    deliver(clock=lambda: at(DAY, 11))


def live_on(case, report, seed):
    """A life of the service: for ever a new deadline, a run, and what waits is sent."""
    while True:
        add_more(case, 1)
        run_and_send()
        os.write(report, b".\n")


def send_then_mark(*_given):
    """The fault that the mark before the sending keeps away."""
    for message in Message.objects.filter(status="waiting"):
        note(message.message_id)
        die_if("the server has it")
        Message.objects.filter(pk=message.pk).update(status="sent", sent_at=at(DAY))


def in_processes(work, count):
    """Let that many processes do the same work at once; their exit codes, -9 for one that was killed."""
    connections.close_all()
    gate_out, gate_in = os.pipe()
    children = []
    for _number in range(count):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(gate_in)
                os.read(gate_out, 1)  # until the parent opens the gate by closing it
                work()
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)  # never the parent's tests once more
        children.append(child)
    os.close(gate_out)
    os.close(gate_in)
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def faults():
    """What must never be: an e-mail taken twice, marked as sent and not taken, or a reminder in no e-mail or in two."""
    ledger = taken()
    found = [f"taken {times} times: {key}" for key, times in ledger.items() if times > 1]
    sent = set(Message.objects.filter(status="sent").values_list("message_id", flat=True))
    found += [f"marked as sent, never taken: {key}" for key in sent - set(ledger)]
    waiting = set(Message.objects.filter(status="waiting").values_list("message_id", flat=True))
    found += [f"taken, and still waits: {key}" for key in waiting & set(ledger)]
    for reminder in Reminder.objects.filter(user__email__contains="@").prefetch_related("messages"):
        if len(reminder.messages.all()) != 1:
            found.append(f"{reminder} stands in {len(reminder.messages.all())} e-mails")
    return found
