"""`./dev check` and `./dev test`: the static checks, and the tests on both databases."""

import os
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling import product
from tooling.console import Command, say, start
from tooling.packages import PYTHON, VENV

REPORTS = product.VAR / "reports"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PARALLEL = ("-n", "2")
EVERYDAY = "not browser and not long"


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


def check() -> int:
    """Run the static checks; return 1 when one failed."""
    product.prepare(with_tests=True)
    tally = _static_checks()
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
    tally = _static_checks()
    tally += _pytest("SQLite", ["-m", EVERYDAY, *PARALLEL])
    tally += _pytest_on_postgresql()
    tally += _browser_tests()
    say(f"\n{tally}")
    return 1 if tally.failed else 0


def _static_checks() -> Tally:
    python = [str(PYTHON), "-W", "error"]
    production = {**product.production_environment(), **product.SQLITE}
    commands = {
        "ruff": [str(VENV / "bin" / "ruff"), "check", "--output-format", "concise", "."],
        "format": [str(VENV / "bin" / "ruff"), "format", "--check", "--output-format", "concise", "."],
        "types": [str(PYTHON), "-m", "mypy", "."],
        "migrations": [*python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "deploy": [*python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }
    tally = Tally()
    for name, command in commands.items():
        say(f"\n== {name}: {' '.join(command)}")
        code = start(command, env=production).wait()
        tally += Tally(failed=1) if code else Tally(passed=1)
        say(f"== {name}: {f'FAILED (exit code {code})' if code else 'passed'}")
    return tally


def _pytest_on_postgresql() -> Tally:
    options = ["-m", EVERYDAY, *PARALLEL]
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return _pytest("PostgreSQL of TEST_DATABASE_URL", options, env={"DATABASE_URL": given})
    return _pytest("PostgreSQL", options, wrapper=["-m", "tooling.postgresql", str(PYTHON)])


def _browser_tests() -> Tally:
    chromium = find_chromium()
    if chromium:
        return _pytest("browser", ["-m", "browser"], env={"CHROMIUM": chromium})
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
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name.split()[0].lower()}.xml"
    say(f"\n== tests, {name}")
    command: Command = [PYTHON, *wrapper, "-m", "pytest", *options, f"--junitxml={report}"]
    code = start(command, env={**product.SQLITE, **(env or {})}).wait()
    tally = _tally(report)
    if code and not tally.failed:  # no test at all, or an end before the report
        tally += Tally(failed=1)
    say(f"== tests, {name}: {tally}" + (f" (exit code {code})" if code else ""))
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
