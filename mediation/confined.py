"""Runs a module of ours on hostile bytes in a process of its own, with limits on time and memory.

The child knows nothing of Django and has no secret in its environment.
"""

import sys
from pathlib import Path

STOPPED = {9, 24}  # the signals with which the system ends what passes its limit of processor time
ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """The child died, or needed too much memory."""


class TooLong(Failed):
    """The child took too long, on the wall or of the processor."""


def run(module: str, data: bytes, *, seconds: int) -> bytes:
    """What `python -m module` answers to the bytes on its standard input; `seconds` of wall time. Raises Failed."""
    import subprocess  # noqa: PLC0415 - the child loads this module too, and does without

    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module], input=data, capture_output=True, timeout=seconds, cwd=ROOT, check=True,
            env={"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TooLong from error
    except subprocess.CalledProcessError as error:
        raise (TooLong if -error.returncode in STOPPED else Failed) from error
    return done.stdout


def limit(*, seconds: int, memory: int) -> None:
    """Called by the child before it reads anything: CPU time in seconds, address space in bytes."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
