"""Python packages: the virtual environment, filled from the locks with hashes."""

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tooling.console import ROOT, Command, SetupError, run

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
REGISTRY_HINT = (
    "If the lines above speak of a connection, the package registry cannot be reached: check the network, "
    "or name a mirror (PIP_INDEX_URL for Python, `npm config set registry` for npm). What is done already "
    "is kept: run the same command again."
)


def digest(paths: Iterable[Path], *salt: str) -> str:
    """Return one SHA-256 over the names and contents of files, and over `salt`."""
    total = hashlib.sha256("\0".join(salt).encode())
    for path in paths:
        total.update(f"\0{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def holds(stamp: Path, value: str) -> bool:
    """Say whether `stamp` was written for this very value."""
    return stamp.is_file() and stamp.read_text() == value


def install(lock: Path) -> None:
    """Make .venv hold the packages of `lock`; quick when it does already.

    Raises SetupError when Python's venv module is missing or a package cannot be fetched.
    """
    _ensure_venv()
    stamp = VENV / f".installed-{lock.stem}"
    wanted = digest([lock])
    if holds(stamp, wanted):
        return
    command: Command = [PYTHON, "-m", "pip", "install", "--no-input", "--require-hashes", "-r", lock]
    run(f"Python packages of {lock.name}", command, hint=REGISTRY_HINT)
    stamp.write_text(wanted)


def is_set_up() -> bool:
    """Say whether .venv holds the packages of some lock, be it an older one."""
    return any(VENV.glob(".installed-*"))


def _ensure_venv() -> None:
    if PYTHON.exists() and _version(PYTHON) == sys.version_info[:2]:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError("Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv")
    run("virtual environment", [sys.executable, "-m", "venv", "--clear", VENV])


def _version(python: Path) -> tuple[int, int] | None:
    ask = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603
    parts = answer.stdout.split()
    return (int(parts[0]), int(parts[1])) if answer.returncode == 0 and len(parts) == 2 else None
