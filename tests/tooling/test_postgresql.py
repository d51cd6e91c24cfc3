import subprocess
import sys
import tempfile
from pathlib import Path

from tooling.console import ROOT

ASK = """
import os, psycopg, sys
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("select 6 * 7").fetchone()[0])
sys.exit(5)
"""


def test_a_command_gets_a_server_of_its_own_and_its_exit_code_is_returned(monkeypatch):
    # A short path: that of a Unix socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp())
    monkeypatch.setenv("TMPDIR", str(folder))
    command = [sys.executable, "-m", "tooling.postgresql", sys.executable, "-c", ASK]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (5, "42\n"), answer.stderr
    assert list(folder.iterdir()) == []
    folder.rmdir()
