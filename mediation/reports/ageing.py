"""How old open cases are (在办案件案龄): bands of days since receipt, and the oldest."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mediation.models import Dispute
from mediation.reports.indicators import INDICATORS, NUMERATOR
from mediation.reports.periods import Period

BANDS = ((0, 15), (16, 30), (31, 60), (61, 180), (181, 365), (366, None))  # days; 15 is the limit of mediation (LMA 29)
OLDEST = 10


@dataclass(frozen=True)
class Band:
    """Open cases of an age, in days from `least` to `most` (None: no end), received between the two days."""

    least: int
    most: int | None
    cases: int
    received_from: date | None
    received_to: date


def as_of(period: Period, today: date) -> Period:
    """The period up to today at most: nothing is older than it is."""
    return Period(period.first, max(period.first, min(period.last, today)))


def open_cases(disputes: QuerySet[Dispute], period: Period) -> QuerySet[Dispute]:
    """Those open at the end of the period, as the indicator counts them; of today by the index of the open ones."""
    if period.last >= timezone.localdate():
        return disputes.filter(ended_on=None, received_on__lte=period.last)
    return disputes.filter(INDICATORS["open_at_end"].side(NUMERATOR)(period))


def bands_of(disputes: QuerySet[Dispute], period: Period) -> list[Band]:
    """The ages of the open cases at the end of the period, in one query."""
    bands = [Band(least, most, 0, *_days(period.last, least, most)) for least, most in BANDS]
    counts = {f"band_{band.least}": Count("pk", filter=_received(band)) for band in bands}
    found = open_cases(disputes, period).order_by().aggregate(**counts)
    return [
        Band(band.least, band.most, found[f"band_{band.least}"], band.received_from, band.received_to) for band in bands
    ]


def oldest(disputes: QuerySet[Dispute], period: Period) -> list[Dispute]:
    """The open cases that were received first."""
    rows = open_cases(disputes, period).select_related("employer", "handler", "holder")
    return list(rows.order_by("received_on", "pk")[:OLDEST])


def _days(last: date, least: int, most: int | None) -> tuple[date | None, date]:
    return (None if most is None else last - timedelta(days=most)), last - timedelta(days=least)


def _received(band: Band) -> Q:
    found = Q(received_on__lte=band.received_to)
    return found if band.received_from is None else found & Q(received_on__gte=band.received_from)
