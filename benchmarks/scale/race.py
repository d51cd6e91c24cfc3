"""Variants run in turn, in shuffled order; their medians, and the goals they are held against.

What is taken is CPU time, of this process with its children and of the server process that answers it (on Linux, on
the same machine; helpers that PostgreSQL starts for a parallel plan are not counted): it stays what it is when others
keep the machine busy. Of a server elsewhere, or of another system, the clock is taken.
"""

import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection

SEED = 1234


def clock() -> Callable[[], float]:
    """A function that tells milliseconds: of CPU where they can be had, else of the clock."""
    if connection.vendor == "sqlite":
        return _own
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not connection.settings_dict["OPTIONS"].get("host", "").startswith("/") or not server.exists():
        return lambda: time.perf_counter() * 1000
    return lambda: _own() + int(server.read_text().split()[0]) / 1e6


def _own() -> float:
    """Milliseconds of CPU of this process, and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + children.ru_utime + children.ru_stime) * 1000


@dataclass
class Times:
    """Milliseconds by name, one entry a round."""

    spent: dict[str, list[float]] = field(default_factory=dict)

    def median(self, name: str) -> float:
        return statistics.median(self.spent[name])


@dataclass(frozen=True)
class Goal:
    """A ratio (or milliseconds) measured against its limit: at most, or at least it. Some are told without judging."""

    words: str
    value: float
    limit: float
    at_least: bool = False
    judged: bool = True

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        sign, verdict = ("≥" if self.at_least else "≤"), ("met" if self.met else "NOT met")
        if not self.judged:
            verdict = "not judged"
        return f"{self.words}: {self.value:.3g} ({sign} {self.limit:.3g}): {verdict}"


def race(
    variants: dict[str, Callable[[], Any]], rounds: int, warm: int = 1, before: Callable[[str], Any] | None = None
) -> Times:
    """The time of each variant in each round, in milliseconds (see `clock`); the first rounds are not counted.

    `before` is called with the name of each variant ahead of it, off the clock.
    """
    rng, times = Random(SEED), Times({name: [] for name in variants})  # noqa: S311 - an order, no secret
    for turn in range(warm + rounds):
        names = list(variants)
        rng.shuffle(names)
        for name in names:
            if before is not None:
                before(name)
            now = clock()
            began = now()
            variants[name]()
            spent = now() - began
            if turn >= warm:
                times.spent[name].append(spent)
    return times


def ratio(times: Times, ours: Iterable[str], theirs: Iterable[str]) -> float:
    """The median of ours / theirs, pair by pair."""
    return statistics.median(times.median(a) / times.median(b) for a, b in zip(ours, theirs, strict=True))


def table(times: Times, rows: Iterable[str], columns: Iterable[str]) -> str:
    """Medians as text: names are "row · column"."""
    columns = list(columns)
    lines = [f"{'':<26}" + "".join(f"{column:>16}" for column in columns)]
    for row in rows:
        cells = [times.median(name) if (name := f"{row} · {column}") in times.spent else None for column in columns]
        lines.append(f"{row:<26}" + "".join(f"{'–' if cell is None else f'{cell:.1f}':>16}" for cell in cells))
    return "\n".join(lines)
