"""I33: what the figures add up is what was paid, and how long the case was suspended."""

from collections.abc import Iterator

from mediation.integrity.volume import Volume
from mediation.lifecycle import local_day


def added_up_rightly(volume: Volume) -> Iterator[str]:
    """I33."""
    parts = [part for agreement in volume.dispute.agreements.all() for part in agreement.instalments.all()]
    paid = sorted((part.pk, on, amount) for part in parts for on, amount in part.receipts())
    counted = sorted((row.instalment_id, row.paid_on, row.amount) for row in volume.dispute.payments.all())
    if paid != counted:
        yield f"{len(paid)} payments, {len(counted)} counted, or not the same"
    if (days := _suspended(volume)) != volume.dispute.suspended_days:
        yield f"suspended for {days} days, {volume.dispute.suspended_days} counted"


def _suspended(volume: Volume) -> int:
    """The days between each suspension and its end."""
    days, since = 0, None
    for event in volume.events_of(volume.dispute):
        if event.kind == "suspend":
            since = local_day(event.at)
        elif event.kind == "resume" and since is not None:
            days, since = days + (local_day(event.at) - since).days, None
    return days
