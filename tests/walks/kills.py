"""T7: a process that registers, accepts, signs and serves in a loop is killed at any moment; nothing is half done.

Each life is a forked process on the same database. What it reported after a step (a line for each signed letter) must
be in the register with the same bytes; whatever else is there must satisfy every invariant.
"""

import hashlib
import os
import random
import signal
import time
import traceback
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction

from documents.kinds import KINDS
from documents.models import IssuedLetter
from documents.numbering import take_number
from mediation.integrity import violations
from mediation.models import Letter
from mediation.operations import batches
from mediation.operations.filing import register
from mediation.operations.steps import take_step
from tests.factories import MONDAY, SHANGHAI, filing
from tests.walks.world import cheap_print

AT = datetime(2026, 3, 3, 10, tzinfo=SHANGHAI)


def sign_on(world, report, seed):
    """Register, accept, sign the notice, serve it: for ever. A line is reported when the signature is committed."""
    chance = random.Random(seed)
    mediator, reviewer = world.of_role("mediator")[0], world.of_role("reviewer")[0]
    while True:
        paper = filing(MONDAY, employer=world.employers[0])
        case = register(paper, holder=world.unions[0], by=mediator, at=AT, key=UUID(int=chance.getrandbits(128)))
        take_step(case, "accept", by=reviewer, at=AT, handler=mediator)
        letter = take_step(Letter.objects.get(dispute=case), "sign", by=mediator, at=AT)
        os.write(report, f"{letter.issued.number} {letter.issued.sha256}\n".encode())
        take_step(letter, "serve", by=mediator, at=AT, served_on=AT.date(), served_how="direct", served_to="本人")


def sign_together(batch, report):
    """Work on a batch, a letter at a time; a line is reported for each that is committed."""
    while batches.work(batch, by=batch.by, at=batch.at, seconds=0).waiting:
        last = IssuedLetter.objects.order_by("pk").last()
        os.write(report, f"{last.number} {last.sha256}\n".encode())
    time.sleep(60)  # to be killed


def sign_and_die(batch):
    """Killed when a letter of the batch is signed and nothing has noted it yet."""
    real = batches.take_step

    def last(*args, **kwargs):
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    batches.take_step = last  # of this process alone
    batches.work(batch, by=batch.by, at=batch.at)


def sign_in_two_transactions(world, report, seed):
    """The fault that one transaction keeps away: the number is committed first, the letter printed afterwards."""
    while True:
        with transaction.atomic():
            serial, number = take_number(KINDS["reminder"], "two", "二", AT.date())
        pdf = cheap_print(KINDS["reminder"], number) + b" " * 200_000
        time.sleep(0.01)
        IssuedLetter.objects.create(
            kind="reminder", issuer_code="two", year=2026, serial=serial, number=number, facts={}, issuer={}, pdf=pdf,
            code=f"{seed} {serial}", verify_url="", sha256=hashlib.sha256(pdf).hexdigest(), issued_at=AT,
            issued_on=AT.date(), issued_by="", engine={},
        )  # fmt: skip


def live_and_die(work, world, seed, *, longest):
    """Fork a process that works, kill it after a random moment of at most `longest` seconds; its reported lines."""
    reading, writing = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(world, writing, seed)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)  # an error of the work, never the parent's tests once more
    os.close(writing)
    time.sleep(random.Random(seed).uniform(0.02, longest))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")
    assert os.WIFSIGNALED(status), f"the worker ended by itself: {status}"
    return lines[:-1]  # a line without an end was not reported


def faults_after(lines):
    """What the life left behind: letters that were reported and are lost or changed, and broken invariants."""
    stored = {row.number: hashlib.sha256(bytes(row.pdf)).hexdigest() for row in IssuedLetter.objects.all()}
    reported = dict(line.rsplit(" ", 1) for line in lines)
    lost = [number for number, digest in reported.items() if stored.get(number) != digest]
    return [f"lost or changed: {number}" for number in lost] + [str(violation) for violation in violations()]
