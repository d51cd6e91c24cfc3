"""How much memory a process took (Linux)."""

import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any


def peak() -> float:
    """The most memory of the process so far, in MB (Linux tells kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_of(act: Callable[[], Any]) -> float:
    """The most memory of the process while it acts, in MB, however much it had before."""
    own = Path("/proc/self")
    (own / "clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    act()
    found = next(line for line in (own / "status").read_text(encoding="ascii").splitlines() if "VmHWM" in line)
    return int(found.split()[1]) / 1024
