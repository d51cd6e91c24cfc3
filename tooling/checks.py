"""`./dev check` and `./dev test`: the static checks, and the tests on both databases, two jobs at a time."""

import os
import re
import shutil
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tooling import product
from tooling.console import Command, say, start
from tooling.packages import PYTHON, VENV

REPORTS = product.VAR / "reports"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EVERYDAY = ("-m", "not long", "--ignore=tests/browser")
APART = {"Rights": "tests/security", "Walks": "tests/walks"}  # jobs of their own, on SQLite
LANES = 2  # jobs at a time
WORKERS = (os.cpu_count() or LANES) // LANES  # of one job
PARALLEL = ("-n", str(WORKERS)) if WORKERS > 1 else ()
KEEPING_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}  # compiled tests serve the next job
PROGRESS = re.compile(r"\[ *\d+%\]$")
_writing = threading.Lock()


@dataclass(frozen=True)
class Tally:
    """How many tests or checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


Job = Callable[[], Tally]


def check() -> int:
    """Run the static checks; return 1 when one failed."""
    product.prepare(with_tests=True)
    tally = _in_lanes(_static_checks())
    say(f"\n{tally}")
    return 1 if tally.failed else 0


def tidy() -> int:
    """Format the code and mend what ruff can mend; return ruff's exit code."""
    product.packages.install(product.packages.DEV_LOCK)
    ruff = VENV / "bin" / "ruff"
    start([ruff, "format", "."]).wait()
    return start([ruff, "check", "--fix", "."]).wait()


def test(arguments: Sequence[str]) -> int:
    """Run everything, or with arguments only pytest on SQLite with them; return 1 when anything failed."""
    product.prepare(with_tests=True)
    if arguments:
        return start([PYTHON, "-m", "pytest", *arguments], env=product.SQLITE).wait()
    shutil.rmtree(REPORTS, ignore_errors=True)
    *quick, types = _static_checks()
    rooms, rights, walks = _pytest_on_sqlite()
    # The longest first, so that both lanes end at about the same time; but a slip of the pen is told at once. Those on
    # SQLite not together: the second would wait for the first to migrate.
    tally = _in_lanes([*quick, _pytest_on_postgresql, rooms, rights, _browser_tests, walks, types])
    say(f"\n{tally}")
    return 1 if tally.failed else 0


def _in_lanes(jobs: Sequence[Job]) -> Tally:
    """Run the jobs in their order, LANES at a time; return all their tallies together."""
    lanes = ThreadPoolExecutor(LANES)
    try:
        return sum(lanes.map(lambda job: job(), jobs), Tally())
    finally:
        lanes.shutdown(cancel_futures=True)  # Ctrl-C starts nothing more


def _static_checks() -> list[Job]:
    python = [str(PYTHON), "-W", "error"]
    commands: dict[str, list[str]] = {
        "ruff": [str(VENV / "bin" / "ruff"), "check", "--output-format", "concise", "."],
        "format": [str(VENV / "bin" / "ruff"), "format", "--check", "--output-format", "concise", "."],
        "migrations": [*python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "deploy": [*python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        "types": [str(PYTHON), "-m", "mypy", "."],
    }
    return [partial(_static_check, name, command) for name, command in commands.items()]


def _static_check(name: str, command: Command) -> Tally:
    code, told = _run(name, command, {**product.production_environment(), **product.SQLITE})
    _report(name, command, told, "passed" if code == 0 else f"FAILED (exit code {code})")
    return Tally(failed=1) if code else Tally(passed=1)


def _run(name: str, command: Command, env: dict[str, str]) -> tuple[int, list[str]]:
    """Run one job: tell its progress line by line; return its exit code, and what else it had to say."""
    process = start(command, env={**KEEPING_BYTECODE, **env}, piped=True)
    assert process.stdout is not None
    told = []
    with process.stdout as output:
        for line in map(str.rstrip, output):
            if PROGRESS.search(line):
                _tell(f"{name:10} {line}")
            else:
                told.append(line)
    return process.wait(), told


def _report(name: str, command: Command, told: Sequence[str], outcome: str) -> None:
    """Print a job that has ended in one piece, not mixed with the other lane's."""
    title = f"\n== {name}: {' '.join(map(str, command))}"
    _tell("\n".join([title, *told, f"== {name}: {outcome}"]))


def _tell(text: str) -> None:
    with _writing:
        say(text)


def _pytest_on_sqlite() -> list[Job]:
    """The tests, those of APART in jobs after the others."""
    options, others = [*EVERYDAY, *PARALLEL], [f"--ignore={room}" for room in APART.values()]
    return [
        partial(_pytest, "SQLite", [*options, *others]),
        *(partial(_pytest, name, [*options, room]) for name, room in APART.items()),
    ]


def _pytest_on_postgresql() -> Tally:
    options = [*EVERYDAY, *PARALLEL]
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return _pytest("PostgreSQL of TEST_DATABASE_URL", options, env={"DATABASE_URL": given})
    return _pytest("PostgreSQL", options, wrapper=["-m", "tooling.postgresql", str(PYTHON)])


def _browser_tests() -> Tally:
    chromium = find_chromium()
    if chromium:
        return _pytest("browser", ["tests/browser"], env={"CHROMIUM": chromium})
    say("\n!! NO CHROMIUM FOUND: the browser tests did NOT run. Install chromium, or name it in CHROMIUM.")
    required = os.environ.get("REQUIRE_BROWSER") == "1"
    return Tally(failed=1) if required else Tally(skipped=1)


def find_chromium() -> str | None:
    """Return the path of Chromium: the one CHROMIUM names, else the first known one on the PATH."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


def _pytest(
    name: str, options: Sequence[str], *, env: dict[str, str] | None = None, wrapper: Sequence[str] = ()
) -> Tally:
    began = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name.split()[0].lower()}.xml"
    command: Command = [PYTHON, *wrapper, "-m", "pytest", *options, f"--junitxml={report}"]
    code, told = _run(name, command, {**product.SQLITE, **(env or {})})
    tally = _tally(report)
    if code and not tally.failed:  # no test at all, or an end before the report
        tally += Tally(failed=1)
    outcome = f"{tally} in {time.monotonic() - began:.0f} s" + (f" (exit code {code})" if code else "")
    _report(f"tests, {name}", command, told, outcome)
    return tally


def _tally(report: Path) -> Tally:
    if not report.exists():
        return Tally()
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - pytest's own report
    tally = Tally()
    for suite in suites:
        count = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        failed = count["failures"] + count["errors"]
        tally += Tally(max(count["tests"] - failed - count["skipped"], 0), failed, count["skipped"])
    return tally
