"""`python -m hunts.differential --count 100`: the same walks on SQLite and on PostgreSQL end in the same rows (I30)."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Walk on both; returns 1 when a walk failed or when one ends differently."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    seeds = ["--count", str(options.count), "--first", str(options.first)]
    sqlite = _digests([], seeds)
    postgresql = _digests(["-m", "tooling.postgresql", sys.executable], seeds)
    different = sorted(set(sqlite.items()) ^ set(postgresql.items()))
    print(
        f"{len(sqlite)} walks on SQLite, {len(postgresql)} on PostgreSQL, {len(different)} digests differ: {different}"
    )
    return 1 if different or len(sqlite) != options.count else 0


def _digests(wrapper: list[str], seeds: list[str]) -> dict[str, str]:
    """Seed -> digest of the logical dump, of the walks that did not fail."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "digests.json"
        command = [sys.executable, *wrapper, "-m", "hunts.walks", *seeds, "--digests", str(path)]
        subprocess.run(command, env=environment, check=False)  # noqa: S603
        found: dict[str, str] = json.loads(path.read_text())
    return found


if __name__ == "__main__":
    sys.exit(main())
