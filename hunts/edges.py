"""`python -m hunts.edges`: every verb from every start; which edges of the four machines were never taken."""

import argparse
import sys
import time

from hunts.ground import fresh_database


def main() -> int:
    """Look around from the starts whose name contains `--only`. Returns 1 when one of them met a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="part of the names of the starts")
    options = parser.parse_args()
    with fresh_database() as vendor:
        return _hunt(options.only, vendor)


def _hunt(only: str, vendor: str) -> int:
    from documents import press  # noqa: PLC0415 - the ground comes first
    from mediation.integrity.history import EDGES  # noqa: PLC0415
    from tests.walks.edges import look_around  # noqa: PLC0415
    from tests.walks.walker import STARTS  # noqa: PLC0415
    from tests.walks.world import cheap_print, make_world  # noqa: PLC0415

    press.printed = cheap_print
    world, began, faults = make_world(), time.monotonic(), 0
    taken: set[tuple[str, ...]] = set()
    starts = [name for name in STARTS if only in name]
    for seed, start in enumerate(starts):
        try:
            taken |= look_around(start, world, seed)
        except Exception as fault:
            print(f"{start}: {type(fault).__name__}: {fault}", flush=True)
            faults += 1
    print(f"{vendor}: {len(starts)} starts, {faults} faults, {time.monotonic() - began:.0f} s")
    for machine, graph in EDGES.items():
        found = {edge[1:] for edge in taken if edge[0] == machine} & graph
        print(f"{machine}: {len(found)} of {len(graph)} edges; never {sorted(graph - found)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
