"""`python -m benchmarks.run`: make provinces of growing size, and hold everything against its goals in each.

    python -m benchmarks.run [--kinds postgresql,sqlite] [--cases 10000,100000,1000000] [--only CHAPTERS] [--rounds N]
    python -m benchmarks.run --database URL --database URL [--only CHAPTERS] [--rounds N]

PostgreSQL is a server of its own that is thrown away (`tooling.postgresql`); the kind `here` takes the server that
DATABASE_URL names, and leaves the databases there. SQLite writes into var/, where a file that is there is taken as it
is. With `--database`, once for each, smallest first, nothing is made: provinces that exist are measured; `steps`
writes into two cases of each. At the end, and after every size, the table of goals stands in var/goals-KIND.md too.
Begun by a Python that is not that of .venv it first sets up what `./dev` does.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tooling import postgresql, product
from tooling.packages import PYTHON, VENV

ROOT = Path(__file__).resolve().parent.parent
GOAL = re.compile(r"(?P<words>.+): (?P<value>\S+) \((?P<limit>[≤≥] \S+)\): (?P<verdict>met|NOT met|not judged)")
COUNTED = re.compile(r"(postgresql|sqlite), (\d+) cases")  # the first line of `scale`
WRITTEN = re.compile(r"\d+ cases, \d+ rows written after \d+ s|indexes, .* after \d+ s|.+: failed")


@dataclass
class Table:
    """The goals of one kind of database: by words and limit, the verdict by number of cases."""

    command: str
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
        largest = self.sizes[-1] if self.sizes else "no"
        verdicts = [row[largest]["verdict"] for row in self.found.values() if largest in row]
        met, missed = verdicts.count("met"), verdicts.count("NOT met")
        sums = f"of {largest} cases {met} goals met, {missed} not met"
        about = [f"{datetime.now(UTC):%Y-%m-%d}, `{self.command}`", *self.told, sums]
        yield from ("; ".join(about) + ".", "")
        yield f"| goal | limit | {' | '.join(self.sizes)} |"
        yield "|---" * (len(self.sizes) + 2) + "|"
        for (words, limit), row in self.found.items():
            yield f"| {words} | {limit} | {' | '.join(self._cell(row.get(size)) for size in self.sizes)} |"

    @staticmethod
    def _cell(goal: re.Match[str] | None) -> str:
        if goal is None:
            return "–"
        words = f"{goal['value']} {goal['verdict']}"
        return f"**{words}**" if goal["verdict"] == "NOT met" else words


def main() -> int:
    """Measure each kind of database; 0 when every part ran, whether its goals are met or not."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.run")
    options.add_argument("--kinds", default="postgresql,sqlite")
    options.add_argument("--cases", default="10000,100000,1000000")
    options.add_argument("--database", action="append", default=[], help="a province that exists")
    options.add_argument("--only", default="")
    options.add_argument("--rounds", default="3")
    given = options.parse_args()
    if sys.prefix != str(VENV):  # of a fresh checkout
        product.prepare(with_tests=True)
        return subprocess.run([PYTHON, "-m", "benchmarks.run", *sys.argv[1:]], check=False).returncode  # noqa: S603
    _prepare()
    if given.database:
        by_kind: dict[str, list[str]] = {}
        for url in given.database:
            by_kind.setdefault("sqlite" if url.startswith("sqlite:") else "postgresql", []).append(url)
        return max(_measure(kind, urls, Table(_command(given)), given) for kind, urls in by_kind.items())
    return max(_make_and_measure(kind, given) for kind in given.kinds.split(","))


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


def _make_and_measure(kind: str, given: argparse.Namespace) -> int:
    if kind == "postgresql":
        again = ["--kinds", "here", "--cases", given.cases, "--only", given.only, "--rounds", given.rounds]
        return postgresql.main([sys.executable, "-m", "benchmarks.run", *again])
    table, urls = Table(_command(given)), []
    for size in sorted(int(size) for size in given.cases.split(",")):
        urls.append(_sqlite(size) if kind == "sqlite" else _database(size))
        if not _province(size, urls[-1], table):
            return 1
    return _measure("sqlite" if kind == "sqlite" else "postgresql", urls, table, given)


def _measure(kind: str, urls: list[str], table: Table, given: argparse.Namespace) -> int:
    """Measure each province, the largest also beside the smallest; print the table and write it into var/."""
    only, ran = (["--only", given.only] if given.only else []), True
    for url in urls:
        more = ["--smaller", urls[0]] if url == urls[-1] != urls[0] else []
        ran &= _run(table, "benchmarks.scale", "--database", url, "--rounds", given.rounds, *only, *more)
        (ROOT / "var" / f"goals-{kind}.md").write_text("\n".join(table.lines()) + "\n", encoding="utf-8")
    if not given.only:
        ran &= _run(table, "benchmarks.letters", given.rounds)
    text = "\n".join(table.lines())
    (ROOT / "var" / f"goals-{kind}.md").write_text(f"{text}\n", encoding="utf-8")
    print(f"\n{kind}, {text}", flush=True)
    return 0 if ran else 1


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
