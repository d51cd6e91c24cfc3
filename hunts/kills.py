"""`python -m hunts.kills --count 200`: processes that sign letters, each ended by SIGKILL at a random moment.

Letters are typeset for real. After every life each reported letter is there to the byte and every invariant holds.
"""

import argparse
import sys
import time

from hunts.ground import fresh_database


def main() -> int:
    """Kill; print counts. Returns 1 when a life left a fault behind, or when the negative control saw none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds a life lasts at most")
    options = parser.parse_args()
    with fresh_database() as vendor:
        return _hunt(options, vendor)


def _hunt(options: argparse.Namespace, vendor: str) -> int:
    from documents import fonts  # noqa: PLC0415 - the ground comes first
    from documents.models import IssuedLetter  # noqa: PLC0415
    from mediation.models import Dispute, Event  # noqa: PLC0415
    from tests.walks.kills import faults_after, live_and_die, sign_in_two_transactions, sign_on  # noqa: PLC0415
    from tests.walks.world import make_world  # noqa: PLC0415

    fonts.load()  # once, before the first fork
    world, began, reported, faults = make_world(), time.monotonic(), 0, 0
    for seed in range(options.count):
        lines = live_and_die(sign_on, world, seed, longest=options.longest)
        reported += len(lines)
        for fault in faults_after(lines):
            faults += 1
            print(f"life {seed}: {fault}", flush=True)
    rows = f"{Dispute.objects.count()} cases, {Event.objects.count()} events, {IssuedLetter.objects.count()} letters"
    print(f"{vendor}: {options.count} kills, {faults} faults, {reported} letters reported; {rows}", flush=True)
    for seed in range(5):
        live_and_die(sign_in_two_transactions, world, seed, longest=options.longest)
    seen = len(faults_after([]))
    print(f"negative control (number and letter in two transactions): {seen} faults seen")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
