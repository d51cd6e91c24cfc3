"""`python -m hunts.figures --count 20`: every indicator over made lives of many seeds, against the slow oracle.

By the total and the period before, by months cut at both ends, and by every group of the case.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from hunts.ground import fresh_database


def main() -> int:
    """Compare; print figures. Returns 1 when one differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--cases", type=int, default=120, help="of each seed")
    options = parser.parse_args()
    with fresh_database() as vendor:
        return _hunt(options, vendor)


def _hunt(options: argparse.Namespace, vendor: str) -> int:
    from django.db import transaction  # noqa: PLC0415 - the ground comes first

    from tests.mediation.reports.lives import Lives  # noqa: PLC0415

    began, compared, faults = time.monotonic(), 0, 0
    for seed in range(options.first, options.first + options.count):
        with transaction.atomic():
            Lives(seed, options.cases)
            for where, code, found, right in _figures():
                compared += 1
                if found != right:
                    faults += 1
                    print(f"seed {seed}, {where}, {code}: {found}, oracle {right}", flush=True)
            transaction.set_rollback(True)
    print(f"{vendor}: {options.count} worlds of {options.cases} cases, {compared} figures, {faults} differ,", end=" ")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if faults else 0


def _figures() -> Iterator[tuple[str, str, Any, Any]]:
    """Where, code, the figure, and the one of the oracle."""
    from django.utils import timezone  # noqa: PLC0415

    from mediation.models import Dispute  # noqa: PLC0415
    from mediation.reports.indicators import INDICATORS  # noqa: PLC0415
    from mediation.reports.periods import Period, steps_of  # noqa: PLC0415
    from mediation.reports.report import report_of  # noqa: PLC0415
    from tests.mediation.reports.comparing import BY, divided, expected  # noqa: PLC0415
    from tests.mediation.reports.oracle import Oracle  # noqa: PLC0415

    oracle, rows, at = Oracle(), Dispute.objects.all(), timezone.now()
    year, odd = Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2025, 11, 13), date(2026, 4, 20))
    found = report_of(rows, year, at=at)
    for where, row, period in (("total", found.total, year), ("before", found.total_before, year.before())):
        yield from ((where, code, row.figures[code], expected(oracle, code, period)) for code in INDICATORS)
    months = report_of(rows, odd, by="month", at=at).rows
    for row, part in zip(months, steps_of(odd, "month"), strict=True):
        yield from ((row.label, code, row.figures[code], expected(oracle, code, part)) for code in INDICATORS)
    for by in BY:
        right = divided(oracle, by, year)
        for row in report_of(rows, year, by=by, at=at).rows:
            yield from ((f"{by} {row.label}", code, row.figures[code], right[row.value][code]) for code in INDICATORS)


if __name__ == "__main__":
    sys.exit(main())
