"""`python -m hunts.outbox --count 200`: a service that reminds and sends e-mails, ended by SIGKILL at random moments.

After every life no e-mail was taken twice, none is marked as sent that was not, and each reminder stands in one.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from hunts.ground import fresh_database


def main() -> int:
    """Kill; print counts. Returns 1 when a life left a fault behind, or when the negative control saw none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--longest", type=float, default=2.0, help="seconds a life lasts at most")
    options = parser.parse_args()
    with fresh_database() as vendor, tempfile.TemporaryDirectory() as folder:
        return _hunt(options, vendor, Path(folder) / "ledger")


def _hunt(options: argparse.Namespace, vendor: str, ledger: Path) -> int:
    from django.conf import settings  # noqa: PLC0415 - the ground comes first

    from mediation.models import Message, Reminder  # noqa: PLC0415
    from tests.walks.kills import live_and_die  # noqa: PLC0415
    from tests.walks.outbox import (  # noqa: PLC0415  # noqa: PLC0415
        Ledger,
        add_more,
        faults,
        in_processes,
        live_on,
        make_office,
        run,
        run_and_send,
        send_then_mark,
        taken,
    )

    settings.SENDS_EMAIL, settings.EMAIL_BACKEND = True, "tests.walks.outbox.Ledger"
    Ledger.path = ledger
    office, began, turns, found = make_office(), time.monotonic(), 0, 0
    for seed in range(options.count):
        turns += len(live_and_die(live_on, office, seed, longest=options.longest))
        for fault in faults():
            found += 1
            print(f"life {seed}: {fault}", flush=True)
    run_and_send()
    found += len(faults())
    sent = Message.objects.filter(status="sent").count()
    gone = sum(taken().values())
    print(f"{vendor}: {options.count} kills, {found} faults, {turns} turns reported, {gone} e-mails taken")
    print(f"{sent} marked as sent, {Reminder.objects.count()} reminders, {time.monotonic() - began:.0f} s", flush=True)
    add_more(office, 1)
    run()
    Ledger.deadly = "the server has it"
    in_processes(send_then_mark, 2)
    seen = len(faults())
    print(f"negative control (sent first, marked afterwards): {seen} faults seen")
    return 1 if found or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
