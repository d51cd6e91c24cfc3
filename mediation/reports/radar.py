"""The radar (用人单位预警): employers against whom several workers came within a window, so that one case may do.

Nothing is merged here. The caller passes the disputes somebody may see.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum

from mediation.lifecycle import ENDED
from mediation.models import Dispute, Party

FEWEST_CASES = 2  # one case alone, however many workers it has, needs no other


@dataclass(frozen=True)
class Cluster:
    """The cases against one employer that were received in the window; those merged into another count with it."""

    employer_id: int
    employer: str
    cases: int
    open_cases: int
    workers: int  # of all the cases; who is named in several counts once
    amount: Decimal  # claimed, in yuan
    last_on: date


def within_window(disputes: QuerySet[Dispute], on: date) -> QuerySet[Dispute]:
    """Received in the last RADAR_DAYS days up to the day, and not merged into another case."""
    since = on - timedelta(days=settings.RADAR_DAYS)
    return disputes.filter(received_on__gt=since, received_on__lte=on, merged_into=None)


def clusters(disputes: QuerySet[Dispute], on: date) -> list[Cluster]:
    """Employers with RADAR_WORKERS workers or more in two cases or more, most workers first. Two queries."""
    found = within_window(disputes, on)
    again = _named_again(found)
    rows = found.order_by().values("employer", "employer__name").annotate(
        cases=Count("pk"), open_cases=Count("pk", filter=~Q(state__in=ENDED)), workers=Sum("worker_count"),
        amount=Sum("amount_claimed"), last_on=Max("received_on"),
    ).filter(cases__gte=FEWEST_CASES, workers__gte=settings.RADAR_WORKERS)  # fmt: skip
    made = [
        Cluster(
            row["employer"], row["employer__name"], row["cases"], row["open_cases"],
            row["workers"] - again.get(row["employer"], 0), Decimal(row["amount"]).quantize(Decimal("0.01")),
            row["last_on"],
        )
        for row in rows
    ]  # fmt: skip
    several = [row for row in made if row.workers >= settings.RADAR_WORKERS]
    return sorted(several, key=lambda row: (-row.workers, -row.last_on.toordinal(), row.employer_id))


def _named_again(disputes: QuerySet[Dispute]) -> Counter[int]:
    """By employer, how often a worker stands in one more case: the same name and no other ID number, as at a merger."""
    named = Party.objects.filter(dispute__in=disputes.order_by().values("pk"), role=Party.Role.APPLICANT).order_by()
    people = named.values("dispute__employer", "kind", "name").annotate(
        cases=Count("dispute", distinct=True), rows=Count("pk"),
        numbers=Count("id_number", distinct=True, filter=~Q(id_number="")),
    ).filter(cases__gt=1)  # fmt: skip
    again: Counter[int] = Counter()
    for row in people:
        again[row["dispute__employer"]] += row["rows"] - max(row["numbers"], 1)
    return again
