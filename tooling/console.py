"""Talking to the person at the terminal, and running commands with visible progress."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TAIL = 25  # lines of a failed command that are worth reading
BEAT = 0.5  # seconds between two looks at a running command
QUIET_BEAT = 10  # seconds between two signs of life where the output is a file


Command = Sequence[str | Path]


class SetupError(Exception):
    """Something only the person can put right; the message says what."""


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def run(what: str, command: Command, *, env: Mapping[str, str] | None = None, hint: str = "") -> list[str]:
    """Run a long command, showing `what`, the seconds and its last line; return its output lines.

    Raises SetupError with the end of the output, and `hint`, when the command fails.
    """
    began = time.monotonic()
    process = start(command, env=env, piped=True)
    lines: list[str] = []
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        _show_progress(what, process, lines, began)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    reader.join()
    seconds = time.monotonic() - began
    if process.returncode != 0:
        _line(f"  {what}: failed after {seconds:.0f} s\n")
        output = "\n".join(lines[-TAIL:])
        raise SetupError(f"{output}\n\n{what} failed (exit code {process.returncode}). {hint}".rstrip())
    _line(f"  {what}: done in {seconds:.0f} s\n")
    return lines


def start(command: Command, *, env: Mapping[str, str] | None = None, piped: bool = False) -> subprocess.Popen[str]:
    """Start a command in the project's folder; `env` is added to the environment.

    `piped` joins its output and errors in one pipe.
    """
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
    return subprocess.Popen(  # noqa: S603 - commands are lists, written in this folder
        [str(part) for part in command],
        cwd=ROOT,
        env=variables,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE if piped else None,
        stderr=subprocess.STDOUT if piped else None,
    )


def _read(process: subprocess.Popen[str], lines: list[str]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        lines.extend(line.rstrip() for line in output)


def _show_progress(what: str, process: subprocess.Popen[str], lines: list[str], began: float) -> None:
    terminal = sys.stdout.isatty()
    if not terminal:
        say(f"  {what} ...")
    beat = BEAT if terminal else QUIET_BEAT
    while True:
        try:
            process.wait(timeout=beat)
        except subprocess.TimeoutExpired:
            last = next((line.strip() for line in reversed(lines) if line.strip()), "")
            _line(f"  {what}: {time.monotonic() - began:.0f} s  {last}" + ("" if terminal else "\n"))
        else:
            return


def _line(text: str) -> None:
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        end = "\n" if text.endswith("\n") else ""
        text = f"\r\033[K{text.rstrip()[:width]}{end}"
    sys.stdout.write(text)
    sys.stdout.flush()
