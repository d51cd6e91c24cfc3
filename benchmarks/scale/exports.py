"""Goal 8, the export: as many cases as one file may hold, in constant memory."""

from tempfile import TemporaryFile
from typing import Any

from django.utils import timezone

from benchmarks.memory import peak_of
from benchmarks.scale.ground import manager
from benchmarks.scale.race import Goal, race
from mediation.access import SECTIONS, Scope
from mediation.exports import MOST_ROWS, Origin, write_disputes
from mediation.listing import listed
from mediation.models import Dispute

PART = 5  # the smaller file has a fifth of the rows
MOST_GROWTH_MB = 25


def measure(rounds: int) -> list[Goal]:
    """Peak memory after a fifth of the rows and after all; time beside fetching the rows alone."""
    fewer = Dispute.objects.count() if Dispute.objects.count() < MOST_ROWS else MOST_ROWS
    before = peak_of(lambda: _written(fewer // PART))
    grown = peak_of(lambda: _written(fewer)) - before
    acts = {"fetched": lambda: _fetched(fewer // PART), "written": lambda: _written(fewer // PART)}
    times = race(acts, max(1, rounds // 4), warm=0)
    share = times.median("written") / times.median("fetched")
    print(f"{fewer} rows; {fewer // PART} rows: fetched {times.median('fetched'):.0f} ms, "
        f"as Excel {times.median('written'):.0f} ms ({share:.2f} times); peak memory {before:.0f} MB, "
        f"{grown:.1f} MB more for {PART} times the rows")  # fmt: skip
    return [Goal("goal 8: further memory (MB) for five times the rows of an export", grown, MOST_GROWTH_MB)]


def _rows(count: int) -> Any:
    """The rows as the export reads them."""
    last = Dispute.objects.order_by("pk").values_list("pk", flat=True)[count - 1]
    return listed(Dispute.objects.filter(pk__lte=last)).order_by("received_on", "pk").iterator(chunk_size=2_000)


def _fetched(count: int) -> int:
    return sum(1 for _row in _rows(count))


def _written(count: int) -> int:
    origin = Origin(manager().get_full_name(), timezone.now(), [])
    with TemporaryFile() as target:
        return write_disputes(target, _rows(count), sections=SECTIONS[Scope.TREE], origin=origin)
