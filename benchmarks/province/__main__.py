"""`python -m benchmarks.province --cases 100000 --database URL [--lives FILE] [--seed N]`."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import django

ROOT = Path(__file__).resolve().parent.parent.parent
LIVES = ROOT / "var" / "lives.sqlite3"
BATCH = 2_000  # cases written at once


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.province")
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--database", required=True, help="an empty one, as DATABASE_URL has it")
    options.add_argument("--lives", type=Path, default=LIVES)
    options.add_argument("--seed", type=int, default=1234)
    given = options.parse_args()
    for url, verbs in ((f"sqlite:///{given.lives}", ["migrate", "seed_demo"]), (given.database, ["migrate"])):
        for verb in verbs:
            _manage(verb, url)
    os.environ.update(_environment(given.database), DJANGO_SETTINGS_MODULE="config.settings")
    django.setup()
    _make(given.lives, given.cases, given.seed)


def _environment(url: str) -> dict[str, str]:
    key = os.environ.get("SECRET_KEY") or "x" * 60
    return {"SECRET_KEY": key, "DEMO": "1", "DATABASE_URL": url, "LOG_LEVEL": "WARNING"}


def _manage(verb: str, url: str) -> None:
    command = [sys.executable, "manage.py", verb, *(["-v", "0"] if verb == "migrate" else [])]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **_environment(url)})  # noqa: S603 - our own


def _make(lives_of: Path, count: int, seed: int) -> None:
    """Fill the database; the time of each part is printed."""
    from benchmarks.province import cast as company  # noqa: PLC0415 - Django is set up first
    from benchmarks.province import plan as plans  # noqa: PLC0415
    from benchmarks.province import source, telling, writing  # noqa: PLC0415
    from benchmarks.province.base import found  # noqa: PLC0415
    from benchmarks.province.lives import Compiler, NotAlike  # noqa: PLC0415

    began, rng = time.perf_counter(), Random(seed)  # noqa: S311 - the same province every time is the point
    rows, tables, cases = source.read(lives_of)
    compiler, lives, refused = Compiler(rows, tables), [], []
    for case, owned in cases.items():
        try:
            lives.append(compiler.compile(case, owned))
        except NotAlike as error:
            refused.append(str(error))
    print(f"{len(lives)} lives of {len(cases)} that stand alone; left out: {sorted(set(refused))}")
    cast = company.grow(rows, rng)
    plan = plans.draw(lives, cast, count, rng)
    print(f"planned after {time.perf_counter() - began:.0f} s: {len(plan.letters)} letters")
    listed, written = list(tables.values()), 0
    written_to = [*source.CAST.values(), *(table.model for table in listed)]
    with writing.bare(written_to):
        found(cast, plan)
        for batch in telling.Teller(plan, cast, listed, seed).cases(BATCH):
            written += writing.write_batch(listed, batch)
        print(f"{count} cases, {written} rows written after {time.perf_counter() - began:.0f} s")
    print(f"indexes, foreign keys and statistics after {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
