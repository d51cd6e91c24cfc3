"""Claimed, agreed, received (请求、协议、到账金额): the money of a case in yuan, and how a debtor may be reminded."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation.collective import ZERO, claimed

HUNDRED = Decimal(100)


class Reminding(models.TextChoices):
    """How a debtor was reminded (催告方式)."""

    PHONE = "phone", _("by phone")
    MESSAGE = "message", _("by message")
    LETTER = "letter", _("by letter, with proof of delivery")
    VISIT = "visit", _("on the spot")


@dataclass(frozen=True)
class Money:
    """Yuan with two places. `agreed` counts agreements in force, `received` also what came under earlier ones."""

    claimed: Decimal
    agreed: Decimal
    received: Decimal
    received_of_agreed: Decimal
    overdue: Decimal

    @property
    def percent(self) -> Decimal | None:
        """How much of the agreed money came, in whole per cent rounded down; None where none was agreed."""
        if not self.agreed:
            return None
        return (self.received_of_agreed * HUNDRED / self.agreed).quantize(Decimal(1), ROUND_DOWN)


def money_of(dispute: Any, today: date) -> Money:
    """What the claims, agreements and payments of a case add up to."""
    agreements = list(dispute.agreements.all())
    in_force = [row for row in agreements if row.breached_on is None]
    return Money(
        claimed=claimed(dispute.claims.all()),
        agreed=_sum(row.amount for row in in_force),
        received=_sum(row.amount_paid for row in agreements),
        received_of_agreed=_sum(row.amount_paid for row in in_force),
        overdue=_sum(part.rest for part in overdue_parts(dispute, today)),
    )


def overdue_parts(dispute: Any, today: date) -> list[Any]:
    """The instalments of agreements in force whose day has passed and that are not paid in full, oldest first."""
    in_force = [row for row in dispute.agreements.all() if row.breached_on is None]
    parts = [part for row in in_force for part in row.instalments.all() if part.is_overdue(today)]
    return sorted(parts, key=lambda part: (part.due_on, part.pk))


def _sum(amounts: Any) -> Decimal:
    return sum(amounts, ZERO)
