"""One run of reminders over many open deadlines: seconds and queries; then a second run, which finds nothing to tell.

Invented cases of the city and of a town, one handler for every hundred, on a fresh database: SQLite, or PostgreSQL with
`python -m tooling.postgresql python -m benchmarks.reminders`. `python -m benchmarks.reminders [DEADLINES ...]`.
"""

import sys
import time
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from hunts.ground import fresh_database

COUNTS = (5_000, 50_000)
EACH = 5  # deadlines a case
LOAD = 100  # cases a handler
TRIGGER, DUE = date(2026, 3, 2), date(2026, 3, 20)
HALF, OVERDUE = (datetime(2026, 3, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")) for day in (11, 27))


def main(counts: tuple[int, ...]) -> None:
    """Print a line a run, for each number of deadlines."""
    for count in counts:
        with fresh_database() as vendor:
            _measure(vendor, count)


def _measure(vendor: str, count: int) -> None:
    from django.conf import settings  # noqa: PLC0415 - the ground comes first

    from mediation.models import User  # noqa: PLC0415
    from mediation.operations.reminders import remind  # noqa: PLC0415

    settings.SENDS_EMAIL = True
    _fill(count)
    people = User.objects.count()
    for words, at in (("half gone", HALF), ("again", HALF), ("overdue, all ranks", OVERDUE), ("again", OVERDUE)):
        queries, seconds, told = _timed(lambda at=at: remind(at=at))
        told = f"{told.reminders} reminders, {told.messages} e-mails"
        print(f"{vendor}: {count} deadlines, {people} people, {words}: {seconds:.1f} s, {queries} queries, {told}")


def _timed(run: Any) -> tuple[int, float, Any]:
    from django.db import connection  # noqa: PLC0415

    queries = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*given)

    began = time.monotonic()
    with connection.execute_wrapper(count):
        told = run()
    return queries, time.monotonic() - began, told


def _fill(count: int) -> None:
    """Cases copied from one real case, half of them held by the town."""
    from documents import press  # noqa: PLC0415
    from mediation.models import Deadline, Dispute, Involvement, User  # noqa: PLC0415
    from mediation.operations.foundation import enlist  # noqa: PLC0415
    from tests import cast, factories  # noqa: PLC0415
    from tests.walks.world import cheap_print  # noqa: PLC0415

    press.printed = cheap_print
    first = factories.make_dispute("accepted")
    Deadline.objects.all().delete()
    event, units = first.events.order_by("number")[0], (cast.city(), cast.town())
    for leader in (cast.reviewer, cast.town_reviewer, cast.manager):
        leader()
    cases = count // EACH
    handlers = [
        enlist(f"handler.{n}", f"调解员{n}", units[n % 2], "mediator", since=cast.SINCE)
        for n in range(cases // LOAD or 1)
    ]
    User.objects.update(email="person@example.org")
    rows = []
    for n in range(cases):
        handler = n % len(handlers)
        values = {
            field.attname: getattr(first, field.attname)
            for field in Dispute._meta.concrete_fields
            if field.name != "id"
        }
        values |= {"number": f"COPY{n}", "intake_key": uuid4(), "holder_id": units[handler % 2].pk}
        rows.append(Dispute(**values | {"handler_id": handlers[handler].pk}))
    rows = Dispute.objects.bulk_create(rows, batch_size=500)
    Involvement.objects.bulk_create(
        [Involvement(dispute=row, organisation_id=row.holder_id, role="holder", since=TRIGGER) for row in rows], 500
    )
    given = {"trigger_on": TRIGGER, "due_on": DUE, "length": 18, "unit": "day", "rule": "M3", "opened_by": event}
    Deadline.objects.bulk_create([Deadline(dispute=row, **given) for row in rows for _ in range(EACH)], 500)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
