"""`python -m hunts.counting --count 100000`: random time limits, counted by the engine and by the slow oracle.

Triggers from 2015 to 2027: days, working days, months, years, hours, backwards, with pauses and extensions, and
limitations with interruptions and suspensions. No database.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace


def main() -> int:
    """Count; print figures. Returns 1 after faults (at most `--faults`), or when the negative control saw none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--faults", type=int, default=5, help="stop after so many faults")
    return _hunt(parser.parse_args())


def _hunt(options: argparse.Namespace) -> int:
    from tests.oracle.cases import CALENDAR, by_engine, by_oracle, random_case  # noqa: PLC0415 - after the options

    kinds: Counter[str] = Counter()
    faults, provisional, began = 0, 0, time.monotonic()
    for number in range(options.first, options.first + options.count):
        case = random_case(number)
        engine, oracle = by_engine(case), by_oracle(case)
        kinds[case.kind] += 1
        provisional += case.kind != "hours" and engine[2]
        if engine != oracle:
            faults += 1
            print(f"case {number}: {case}\n  engine {engine}\n  oracle {oracle}", flush=True)
        if faults >= options.faults:
            break
    print(f"{kinds.total()} cases {dict(kinds)}, {provisional} provisional, {faults} differ", flush=True)
    wrong = replace(CALENDAR, work={})
    seen = sum(by_engine(case, wrong) != by_oracle(case) for case in map(random_case, range(1_000)))
    print(f"negative control (no make-up days): {seen} of 1000 differ")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
