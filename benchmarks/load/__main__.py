"""`python -m benchmarks.load --database URL [--minutes 5] [--pause 2]`."""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from benchmarks.load.people import COSTLY, PEOPLE, Answer, Person

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = 2
LONGEST_COSTLY = 7_000  # milliseconds: 5 s of the database, and what waits for a worker before


def main() -> int:
    """Serve, let everybody work, print what came of it."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.load")
    options.add_argument("--database", required=True)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--pause", type=float, default=2, help="seconds that a person thinks, on average")
    given = options.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _serve(port, given.database)
    try:
        _await_answer(port, server)
        people = _people(port)
        print(f"{len(people)} people signed in", flush=True)
        answers, memory = _work(people, server.pid, given.minutes * 60, given.pause)
    finally:
        server.terminate()
        server.wait(30)
    _tell(answers, memory)
    costly = [one.took for one in answers if one.page == COSTLY]
    return int(any(one.is_error for one in answers) or max(costly, default=0) > LONGEST_COSTLY)


def _serve(port: int, url: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.load.settings", "DATABASE_URL": url, "DEMO": "1",
        "DEBUG": "0", "SECRET_KEY": os.environ.get("SECRET_KEY") or "x" * 60, "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    options = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - our own


def _await_answer(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _try in range(120):
        if server.poll() is not None:
            raise SystemExit("The server did not start.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise SystemExit("The server does not answer.")


def _people(port: int) -> list[Person]:
    """Everybody, signed in; the run begins with the last one."""
    people = [Person(name, day, port, Random(place), 0) for place, (name, day) in enumerate(PEOPLE)]  # noqa: S311
    for person in people:
        person.sign_in()
    began = time.monotonic()
    for person in people:
        person.began = began
    return people


def _work(people: list[Person], server: int, seconds: float, pause: float) -> tuple[list[Answer], list[float]]:
    """All answers in order, and the memory after a tenth of the time, half of it, and at the end."""
    memory = []
    with ThreadPoolExecutor(len(people)) as pool:
        working = [pool.submit(person.work, seconds, pause) for person in people]
        for share in (0.1, 0.5, 1):
            time.sleep(max(0.0, people[0].began + share * seconds - time.monotonic()))
            memory.append(_memory(server))
        for one in working:
            one.result()
    return sorted((one for person in people for one in person.answers), key=lambda one: one.at), memory


def _memory(server: int) -> float:
    """Resident memory of the workers together, in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    pages = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in children]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _tell(answers: list[Answer], memory: Iterable[float]) -> None:
    pages: dict[str, list[float]] = {}
    for one in answers:
        pages.setdefault(one.page, []).append(one.took)
    everything = [one.took for one in answers if one.page != COSTLY]
    print(f"{'page':<18}{'answers':>8}{'median':>9}{'p95':>9}{'longest':>9}")
    for page, took in [*sorted(pages.items()), ("all but costly", everything)]:
        print(f"{page:<18}{len(took):>8}{statistics.median(took):>9.0f}{_p95(took):>9.0f}{max(took):>9.0f}")
    wrong = [one for one in answers if one.is_error]
    print(f"{len(answers)} answers in {answers[-1].at:.0f} s, {len(wrong)} errors")
    for one in wrong[:10]:
        print(f"  {one.status} {one.page} {one.address}")
    print("memory of the workers: " + ", ".join(f"{megabytes:.0f} MB" for megabytes in memory))


def _p95(took: list[float]) -> float:
    return sorted(took)[max(0, -(-len(took) * 95 // 100) - 1)]


if __name__ == "__main__":
    sys.exit(main())
