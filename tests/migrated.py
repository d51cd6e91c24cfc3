"""The migrated SQLite database of which every test run takes a copy: migrating takes longer than most runs."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / "var" / "test-databases"
PACKAGES = ("documents", "mediation")  # migrations, and whatever they import


def copy_migrated(target: Path) -> None:
    """Put a database at `target` as `manage.py migrate` leaves it; made anew when any source has changed."""
    STORE.mkdir(parents=True, exist_ok=True)
    with (STORE / "lock").open("w") as lock:  # workers start at the same time
        fcntl.flock(lock, fcntl.LOCK_EX)
        migrated = STORE / f"{_digest()}.sqlite3"
        if not migrated.exists():
            _migrate(migrated)
        shutil.copyfile(migrated, target)


def put_back(database: sqlite3.Connection) -> None:
    """Make an open database again what `copy_migrated` gave: page by page, in a moment."""
    with closing(sqlite3.connect(STORE / f"{_digest()}.sqlite3")) as migrated:
        migrated.backup(database)


def _migrate(migrated: Path) -> None:
    for older in STORE.glob("*.sqlite3*"):
        older.unlink()
    unfinished = migrated.with_suffix(".sqlite3-new")
    variables = {"DATABASE_URL": f"sqlite:///{unfinished}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True)
    unfinished.rename(migrated)


@cache
def _digest() -> str:
    sources = [ROOT / "requirements.txt", ROOT / "config" / "settings.py", ROOT / "tests" / "settings.py"]
    for package in PACKAGES:
        sources += sorted((ROOT / package).rglob("*.py"))
    total = hashlib.sha256()
    for source in sources:
        total.update(f"{source.relative_to(ROOT)}\0".encode() + source.read_bytes())
    return total.hexdigest()
