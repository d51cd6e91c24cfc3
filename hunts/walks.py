"""`python -m hunts.walks --count 1000`: seeded walks through the one door; every invariant after every act."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from hunts.ground import fresh_database


def main() -> int:
    """Walk; print counts and coverage. Returns 1 after the first walks that failed (at most `--faults`)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--faults", type=int, default=5, help="stop after so many failed walks")
    parser.add_argument("--digests", type=Path, help="write the logical digest of each walk's end to this file")
    options = parser.parse_args()
    with fresh_database() as vendor:
        return _hunt(options, vendor)


def _hunt(options: argparse.Namespace, vendor: str) -> int:
    from django.db import transaction  # noqa: PLC0415 - the ground comes first

    from documents import press  # noqa: PLC0415
    from tests.walks.dump import digest, logical_dump  # noqa: PLC0415
    from tests.walks.walker import Walk, WalkError  # noqa: PLC0415
    from tests.walks.world import cheap_print, make_world  # noqa: PLC0415

    press.printed = cheap_print
    world, began, faults = make_world(), time.monotonic(), 0
    edges: Counter[tuple[str, ...]] = Counter()
    refusals: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    digests = {}
    walk_number = 0
    for seed in range(options.first, options.first + options.count):
        walk_number += 1
        with transaction.atomic():
            try:
                walk = Walk(seed, world).run(options.steps)
                edges, refusals, acts = edges + walk.edges, refusals + walk.refusals, acts + walk.acts
                if options.digests:
                    digests[seed] = digest(logical_dump())
            except WalkError as fault:
                print(fault, end="\n\n", flush=True)
                faults += 1
            transaction.set_rollback(True)
        if faults >= options.faults:
            break
    if options.digests:
        options.digests.write_text(json.dumps(digests))
    print(f"{vendor}: {walk_number} walks of {options.steps} acts, {faults} failed, {sum(edges.values())} steps taken,")
    print(f"refused {dict(refusals)}, {time.monotonic() - began:.0f} s")
    print(f"done {dict(acts.most_common())}")
    _print_coverage(edges)
    return 1 if faults else 0


def _print_coverage(edges: "Counter[tuple[str, ...]]") -> None:
    from mediation.integrity.history import EDGES  # noqa: PLC0415

    for machine, graph in EDGES.items():
        taken = {edge[1:] for edge in edges if edge[0] == machine}
        print(f"{machine}: {len(taken & graph)} of {len(graph)} edges; never {sorted(graph - taken)}")


if __name__ == "__main__":
    sys.exit(main())
