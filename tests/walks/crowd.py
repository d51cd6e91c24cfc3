"""Several people at once: threads with a connection each, released together; and a database that may be emptied."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections

from documents import freezing
from mediation.calendar_seed import seed_calendar
from mediation.models import CalendarYear

FROZEN = (
    "mediation_event", "mediation_meetingevent", "documents_issuedletter", "mediation_lawtext",
    "mediation_articlecheck", "mediation_letterrevision", "mediation_paperrevision",
    "mediation_upload", "mediation_uploadstrike", "mediation_dossierissue", "mediation_snapshot",
)  # fmt: skip

COMMENTS = "mediation_lettercomment"
COMMENT = {"fixed": ("letter_id", "revision", "field", "quote", "text", "by_id", "at"), "once": "resolved_at"}


@contextmanager
def committed():
    """For tests that commit: the calendar is there, and afterwards every table is empty, the frozen ones too."""
    if not CalendarYear.objects.exists():
        seed_calendar(apps, SimpleNamespace(connection=connection))
    try:
        yield
    finally:
        for table in (*FROZEN, COMMENTS):
            freezing.remove(connection, table)
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        for table in FROZEN:
            freezing.install(connection, table)
        freezing.install_once(connection, COMMENTS, **COMMENT)


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
