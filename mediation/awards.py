"""Which awards are final (终局裁决): LMA 47, LD-JI1 19-20, ZJ-MA 37. Pure.

Each item is judged by itself; an award with one item that is not final is not final (LD-JI1 20).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MONTHS = 12
FINAL, NOT_FINAL = "final_award", "non_final_award"
AWARDS = (FINAL, NOT_FINAL)


class ItemKind(TextChoices):
    """What an item of an award is about (裁决事项)."""

    REMUNERATION = "remuneration", _("remuneration")  # 劳动报酬
    INJURY_FEE = "injury_fee", _("medical fee of a work injury")  # 工伤医疗费
    COMPENSATION = "compensation", _("economic compensation")  # 经济补偿
    DAMAGES = "damages", _("damages to the worker")  # 赔偿金
    STANDARDS = "standards", _("hours, rest, leave or social insurance by national standards")  # 国家劳动标准
    OTHER = "other", _("anything else")


CAPPED = (ItemKind.REMUNERATION, ItemKind.INJURY_FEE, ItemKind.COMPENSATION, ItemKind.DAMAGES)


@dataclass(frozen=True)
class Item:
    """One item of an award; `amount` in yuan, 0.00 where it was dismissed or pays nothing."""

    kind: str
    amount: Decimal


def ceiling_of(monthly_wage: Decimal) -> Decimal:
    """The most that an item of a final award may come to, in yuan: twelve months of the local minimum wage."""
    return MONTHS * monthly_wage


def proposed(items: Sequence[Item], monthly_wages: Iterable[Decimal]) -> str:
    """FINAL or NOT_FINAL by these items; empty when the wages in question do not agree, or none is known.

    `monthly_wages` are the minimum wages (yuan) that may apply on the day of the award.
    """
    found = {_is_final(items, ceiling_of(wage)) for wage in monthly_wages}
    if not items or len(found) != 1:
        return ""
    return FINAL if found.pop() else NOT_FINAL


def _is_final(items: Sequence[Item], ceiling: Decimal) -> bool:
    return all(item.kind == ItemKind.STANDARDS or (item.kind in CAPPED and item.amount <= ceiling) for item in items)
