"""`python -m benchmarks.run`: make provinces of growing size, and hold everything against its goals in each.

    python -m benchmarks.run [--kinds postgresql,sqlite] [--cases 10000,100000,1000000] [--only CHAPTERS] [--rounds N]
    python -m benchmarks.run --database URL --database URL [--only CHAPTERS] [--rounds N]

PostgreSQL is a server of its own that is thrown away (`tooling.postgresql`); the kind `here` takes the server that
DATABASE_URL names, and leaves the databases there. SQLite writes into var/, where a file that is there is taken as it
is. With `--database`, once for each, smallest first, nothing is made: provinces that exist are measured; `steps`
writes into two cases of each. The last lines are a table of goals for each kind of database: what is wanted, and by
size what was measured and whether the goal is met; after every size it stands in var/goals-KIND.md too. A goal that is
not met is a figure like others: the exit status is 0, and 1 when a part could not run.
Begun by a Python that is not that of .venv it first sets up what `./dev` does.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tooling import postgresql, product
from tooling.packages import PYTHON, VENV

ROOT = Path(__file__).resolve().parent.parent
GOAL = re.compile(r"(?P<words>.+): (?P<value>\S+) \((?P<limit>[≤≥] \S+)\): (?P<verdict>met|NOT met|not judged)")
KINDS = {"postgresql": "postgresql", "here": "postgresql", "sqlite": "sqlite"}
COUNTED = re.compile(r"(postgresql|sqlite), (\d+) cases")  # the first line of `scale`
WRITTEN = re.compile(r"\d+ cases, \d+ rows written after \d+ s|indexes, .* after \d+ s|.+: failed")


@dataclass
class Table:
    """The goals of one kind of database: by words and limit, the verdict by number of cases."""

    kind: str
    command: str
    began: float = field(default_factory=time.monotonic)
    told: list[str] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    found: dict[tuple[str, str], dict[str, re.Match[str]]] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """A line that the making or the measuring printed."""
        if counted := COUNTED.fullmatch(line):
            self.sizes.append(f"{int(counted[2]):,}")
        elif goal := GOAL.fullmatch(line):
            self.found.setdefault((goal["words"], goal["limit"]), {})[self.sizes[-1]] = goal
        elif WRITTEN.fullmatch(line):
            self.told.append(line)

    def lines(self) -> Iterator[str]:
        minutes = (time.monotonic() - self.began) / 60
        about = [f"{self.kind}, {datetime.now(UTC):%Y-%m-%d}, `{self.command}`, {minutes:.0f} minutes", *self.told]
        yield from ("; ".join(about) + ".", "")
        yield f"| goal | wanted | {' | '.join(f'{size} cases' for size in self.sizes)} |"
        yield "|---" * (len(self.sizes) + 2) + "|"
        for (words, limit), row in self.found.items():
            yield f"| {words} | {limit} | {' | '.join(self._cell(row.get(size)) for size in self.sizes)} |"
        yield ""
        for size in self.sizes:
            verdicts = [row[size]["verdict"] for row in self.found.values() if size in row]
            yield f"Of {size} cases: {verdicts.count('met')} goals met, {verdicts.count('NOT met')} not met."

    def write(self) -> None:
        _goals(self.kind).write_text("\n".join(self.lines()) + "\n", encoding="utf-8")

    @staticmethod
    def _cell(goal: re.Match[str] | None) -> str:
        if goal is None:
            return "–"
        words = f"{goal['value']} {goal['verdict']}"
        return f"**{words}**" if goal["verdict"] == "NOT met" else words


def main() -> int:
    """Measure each kind of database; 0 when every part ran, whether the goals are met or not."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.run")
    options.add_argument("--kinds", default="postgresql,sqlite", help="of postgresql, here, sqlite")
    options.add_argument("--cases", default="10000,100000,1000000", help="the sizes that are made")
    options.add_argument("--database", action="append", default=[], help="a province that exists; once for each")
    options.add_argument("--only", default="", help="chapters of benchmarks.scale, joined by commas")
    options.add_argument("--rounds", default="3", help="of each comparison; goals are judged by the median")
    given = options.parse_args()
    if sys.prefix != str(VENV):  # of a fresh checkout
        product.prepare(with_tests=True)
        return subprocess.run([PYTHON, "-m", "benchmarks.run", *sys.argv[1:]], check=False).returncode  # noqa: S603
    _prepare()
    if given.database:
        by_kind: dict[str, list[str]] = {}
        for url in given.database:
            by_kind.setdefault("sqlite" if url.startswith("sqlite:") else "postgresql", []).append(url)
        ran = {kind: _measure(Table(kind, _command(given)), urls, given) for kind, urls in by_kind.items()}
    else:
        ran = {KINDS[kind]: _make_and_measure(kind, given) for kind in given.kinds.split(",")}
    for kind in ran:
        print(f"\n{_goals(kind).read_text(encoding='utf-8')}", end="", flush=True)
    return 0 if all(ran.values()) else 1


def _prepare() -> None:
    """Chinese words and the peers, if they are not there."""
    from benchmarks import letters  # noqa: PLC0415 - needs packages

    product.compile_translations()
    if not letters.HOME.exists():
        letters.install()


def _command(given: argparse.Namespace) -> str:
    which = f" --only {given.only}" if given.only else ""
    sizes = "--database …" if given.database else f"--cases {given.cases}"
    return f"python -m benchmarks.run {sizes} --rounds {given.rounds}{which}"


def _make_and_measure(kind: str, given: argparse.Namespace) -> bool:
    if kind == "postgresql":
        again = ["--kinds", "here", "--cases", given.cases, "--only", given.only, "--rounds", given.rounds]
        return postgresql.main([sys.executable, "-m", "benchmarks.run", *again]) == 0
    table, urls, whole = Table(KINDS[kind], _command(given)), [], True
    for size in sorted(int(size) for size in given.cases.split(",")):
        url = _sqlite(size) if kind == "sqlite" else _database(size)
        if _province(size, url, table):
            urls.append(url)
        else:
            whole = False
    return _measure(table, urls, given) and whole


def _measure(table: Table, urls: list[str], given: argparse.Namespace) -> bool:
    """Measure each province, the largest also beside the smallest; whether every part ran. Writes the table."""
    only, ran = (["--only", given.only] if given.only else []), True
    for url in urls:
        more = ["--smaller", urls[0]] if url == urls[-1] != urls[0] else []
        ran &= _run(table, "benchmarks.scale", "--database", url, "--rounds", given.rounds, *only, *more)
        table.write()
    if urls and not given.only:
        ran &= _run(table, "benchmarks.letters", given.rounds)
    table.write()
    return ran


def _goals(kind: str) -> Path:
    return ROOT / "var" / f"goals-{kind}.md"


def _sqlite(size: int) -> str:
    return f"sqlite:///{ROOT / 'var' / f'cases-{size}.sqlite3'}"


def _database(size: int) -> str:
    """A new database on the server of DATABASE_URL."""
    import psycopg  # noqa: PLC0415 - not needed for SQLite

    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE cases_{size}".encode())
    return urlunsplit(server._replace(path=f"/cases_{size}"))


def _province(size: int, url: str, table: Table) -> bool:
    """Make it, unless it is a file that is there; a file has its name only when it is whole."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None
    if file is None:
        return _run(table, "benchmarks.province", "--cases", str(size), "--database", url)
    if file.exists():
        return True
    made = _run(table, "benchmarks.province", "--cases", str(size), "--database", f"{url}.new")
    if made:
        Path(f"{file}.new").rename(file)
    return made


def _run(table: Table, module: str, *given: str) -> bool:
    """Whether the module ended well; what it prints is shown as it comes, and taken into the table."""
    command = [sys.executable, "-m", module, *given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            table.take(line.strip())
    if running.returncode:
        table.told.append(f"{module}: failed")
    return running.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
