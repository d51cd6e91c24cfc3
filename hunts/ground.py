"""The ground a hunt runs on: a fresh test database of the kind that DATABASE_URL names, SQLite by default."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django


@contextmanager
def fresh_database() -> Iterator[str]:
    """A migrated test database, destroyed at the end; yields its vendor. Call it before models are imported."""
    with tempfile.TemporaryDirectory(prefix="hunt-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'hunt.sqlite3'}")
        django.setup()
        from django.db import connection  # noqa: PLC0415 - the settings come first
        from django.utils import translation  # noqa: PLC0415

        translation.activate("en")  # faults are read by engineers

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "test.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)
