"""The radar (用人单位预警): employers against whom several workers came within a window, so that one case may do.

Nothing is merged here. The caller passes the disputes somebody may see.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum

from mediation.lifecycle import ENDED
from mediation.models import Dispute

FEWEST_CASES = 2  # one case alone, however many workers it has, needs no other


@dataclass(frozen=True)
class Cluster:
    """The cases against one employer that were received in the window; those merged into another count with it."""

    employer_id: int
    employer: str
    cases: int
    open_cases: int
    workers: int  # of all the cases, added up
    amount: Decimal  # claimed, in yuan
    last_on: date


def within_window(disputes: QuerySet[Dispute], on: date) -> QuerySet[Dispute]:
    """Received in the last RADAR_DAYS days up to the day, and not merged into another case."""
    since = on - timedelta(days=settings.RADAR_DAYS)
    return disputes.filter(received_on__gt=since, received_on__lte=on, merged_into=None)


def clusters(disputes: QuerySet[Dispute], on: date) -> list[Cluster]:
    """Employers with RADAR_WORKERS workers or more in two cases or more, most workers first. One query."""
    rows = within_window(disputes, on).order_by().values("employer", "employer__name")
    found = rows.annotate(
        cases=Count("pk"), open_cases=Count("pk", filter=~Q(state__in=ENDED)), workers=Sum("worker_count"),
        amount=Sum("amount_claimed"), last_on=Max("received_on"),
    ).filter(cases__gte=FEWEST_CASES, workers__gte=settings.RADAR_WORKERS)  # fmt: skip
    return [
        Cluster(
            row["employer"], row["employer__name"], row["cases"], row["open_cases"], row["workers"],
            Decimal(row["amount"]).quantize(Decimal("0.01")), row["last_on"],
        )
        for row in found.order_by("-workers", "-last_on", "employer")
    ]  # fmt: skip
