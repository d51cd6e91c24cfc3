"""Money in a report (请求、协议、到账金额): sums in yuan with two places, of the cases somebody may see.

The definitions stand in `definitions` and in docs/metrics.md, the money of one case in `mediation.performance`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum

from mediation.models import Agreement, Claim, Dispute, Instalment, Share
from mediation.reports.periods import Period

NOTHING, CENT = Decimal("0.00"), Decimal("0.01")


@dataclass(frozen=True)
class Sums:
    """The sums of one period, in yuan."""

    money_claimed: Decimal = NOTHING
    money_agreed: Decimal = NOTHING
    money_received: Decimal = NOTHING


def sums_of(disputes: QuerySet[Dispute], periods: Iterable[Period]) -> list[Sums]:
    """The sums of each period, in four queries whatever their number."""
    periods, cases = list(periods), disputes.order_by().values("pk")
    claims = Claim.objects.filter(dispute__in=cases, dispute__merged_into=None)
    agreements = Agreement.objects.filter(dispute__in=cases, breached_on=None)
    claimed = _totals(claims, "dispute__received_on", periods)
    agreed = _totals(agreements, "effective_on", periods)
    paid = list(payments(cases, min((period.first for period in periods), default=date.max)))
    return [
        Sums(claimed[number], agreed[number], _exact(sum(
            (amount for on, amount in paid if period.first <= on <= period.last), NOTHING
        )))
        for number, period in enumerate(periods)
    ]  # fmt: skip


def payments(cases: Any, since: date) -> Iterator[tuple[date, Decimal]]:
    """Day and amount of what came from a day on, in two queries; what was taken back is on no list any more.

    The last payment gives an instalment its day, so that older ones are not read. What is divided counts by worker.
    """
    shares = Share.objects.filter(paid_on__isnull=False).only("instalment", "paid_on", "paid_amount")
    rows = Instalment.objects.filter(agreement__dispute__in=cases, paid_on__gte=since)
    for row in rows.prefetch_related(Prefetch("shares", shares, to_attr="paid_shares")):
        if row.paid_shares:
            yield from ((share.paid_on, share.paid_amount or NOTHING) for share in row.paid_shares if share.paid_on)
        else:
            yield from ((payment["on"], payment["amount"]) for payment in row.ledger)


def _totals(rows: QuerySet[Any], day: str, periods: list[Period]) -> list[Decimal]:
    found = rows.order_by().aggregate(**{
        f"total_{number}": Sum("amount", filter=Q(**{f"{day}__range": (period.first, period.last)}))
        for number, period in enumerate(periods)
    })  # fmt: skip
    return [_exact(found[f"total_{number}"] or NOTHING) for number in range(len(periods))]


def _exact(amount: Decimal) -> Decimal:
    """SQLite adds up in binary fractions."""
    return amount.quantize(CENT, ROUND_HALF_UP)
