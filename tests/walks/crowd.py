"""Several people at once: threads with a connection each, released together; and a database that may be emptied."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from mediation.calendar_seed import seed_calendar
from mediation.models import CalendarYear


@contextmanager
def committed():
    """For tests that commit: the calendar is there, and afterwards every table is empty, the frozen ones too."""
    if not CalendarYear.objects.exists():
        seed_calendar(apps, SimpleNamespace(connection=connection))
    try:
        yield
    finally:
        with thawed():
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@contextmanager
def thawed():
    """Rows may be deleted: the triggers that refuse it are away. On PostgreSQL `tests.emptying` asks none."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_no!_delete' ESCAPE '!'"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def at_once(*acts):
    """Call every act in a thread of its own, all released together: "done" or the name of the error, sorted."""
    gate = threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            act()
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))
