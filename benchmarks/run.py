"""`python -m benchmarks.run`: make provinces of growing size, and hold `benchmarks.scale` against its goals in each.

    python -m benchmarks.run [--kinds postgresql,sqlite] [--cases 10000,100000,1000000] [--only CHAPTERS] [--rounds N]

PostgreSQL is a server of its own that is thrown away (`tooling.postgresql`); the kind `here` takes the server that
DATABASE_URL names, and leaves the databases there. SQLite writes into var/, where a file that is there is taken as it
is. At the end stands a table for RESULTS.md.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tooling import postgresql

ROOT = Path(__file__).resolve().parent.parent
GOAL = re.compile(r"(?P<words>.+): (?P<value>\S+) \((?P<limit>[≤≥] \S+)\): (?P<verdict>met|NOT met)")
WRITTEN = re.compile(r"\d+ cases, \d+ rows written after \d+ s|indexes, .* after \d+ s")
Figures = dict[tuple[str, str], dict[int, str]]  # by words and limit of the goal: the value by number of cases


def main() -> int:
    """Measure each kind of database; the exit code is that of the first part that failed."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.run")
    options.add_argument("--kinds", default="postgresql,sqlite")
    options.add_argument("--cases", default="10000,100000,1000000")
    options.add_argument("--only", default="")
    options.add_argument("--rounds", default="3")
    given = options.parse_args()
    sizes = sorted(int(size) for size in given.cases.split(","))
    for kind in given.kinds.split(","):
        if kind == "postgresql":
            again = ["--kinds", "here", "--cases", given.cases, "--only", given.only, "--rounds", given.rounds]
            if code := postgresql.main([sys.executable, "-m", "benchmarks.run", *again]):
                return code
        else:
            _measure(kind, sizes, given.only, given.rounds)
    return 0


def _measure(kind: str, sizes: list[int], only: str, rounds: str) -> None:
    """Make the provinces, measure each, the largest also beside the smallest, and print the table."""
    made, figures = [], Figures()
    urls = {size: _sqlite(size) if kind == "sqlite" else _database(size) for size in sizes}
    for size, url in urls.items():
        made += [line for line in _province(size, url) if WRITTEN.fullmatch(line)]
    for size, url in urls.items():
        more = ["--smaller", urls[sizes[0]]] if size == sizes[-1] != sizes[0] else []
        more += ["--only", only] if only else []
        for line in _lines("benchmarks.scale", "--database", url, "--rounds", rounds, *more):
            if found := GOAL.fullmatch(line):
                verdict = found["value"] if found["verdict"] == "met" else f"**{found['value']}**"
                figures.setdefault((found["words"], found["limit"]), {})[size] = verdict
    chosen = f" --only {only}" if only else ""
    command = f"python -m benchmarks.run --cases {','.join(map(str, sizes))} --rounds {rounds}{chosen}"
    where = "SQLite" if kind == "sqlite" else "PostgreSQL"
    told = "; ".join([f"{datetime.now(UTC):%Y-%m-%d}, `{command}`, {where}", *made, "what misses its goal is bold"])
    print(f"\n{told}.\n")
    print("\n".join(_table(sizes, figures)), flush=True)


def _table(sizes: list[int], figures: Figures) -> Iterator[str]:
    yield f"| goal | limit | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield "|---" * (len(sizes) + 2) + "|"
    for (words, limit), values in figures.items():
        yield f"| {words} | {limit} | {' | '.join(values.get(size, '–') for size in sizes)} |"


def _sqlite(size: int) -> str:
    return f"sqlite:///{ROOT / 'var' / f'cases-{size}.sqlite3'}"


def _database(size: int) -> str:
    """A new database on the server of DATABASE_URL."""
    import psycopg  # noqa: PLC0415 - not needed for SQLite

    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE cases_{size}".encode())
    return urlunsplit(server._replace(path=f"/cases_{size}"))


def _province(size: int, url: str) -> Iterator[str]:
    """The lines that making it prints; a file has its name only when it is whole."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None
    if file is None:
        yield from _made(size, url)
    elif not file.exists():
        yield from _made(size, f"{url}.new")
        Path(f"{file}.new").rename(file)


def _made(size: int, url: str) -> Iterator[str]:
    return _lines("benchmarks.province", "--cases", str(size), "--database", url)


def _lines(module: str, *given: str) -> Iterator[str]:
    """What the module prints, line by line as it comes, shown here too. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", module, *given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            yield line.strip()
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)


if __name__ == "__main__":
    sys.exit(main())
