"""Money (金额): yuan with two places. The three sums are of different cases and days; none is a share of another.

And what was agreed: money alone, something else alone, or both.
"""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mediation.machine import StrOrPromise
from mediation.models import Instalment
from mediation.reports.indicators.indicator import Indicator, Within

_HELD = Q(breached_on__isnull=True)
_MONEY = Q(amount__gt=0)
_BESIDE = Q(Exists(Instalment.objects.filter(agreement=OuterRef("pk"), amount=0)))  # a performance that is no money
SUMS = (
    Indicator(
        "money_claimed", _("Money claimed"), "请求金额", "yuan", "claims",
        Within("dispute__received_on", Q(dispute__merged_into__isnull=True)), amount=F("amount"),
        formula=_("sum of the claims, as they stand now, of the cases received in the period"),
        exclusions=_("cases merged into another, which has their claims"),
    ),
    Indicator(
        "money_agreed", _("Money agreed"), "协议金额", "yuan", "agreements",
        Within("effective_on", _HELD), amount=F("amount"),
        formula=_("sum of the agreements of union mediation that took effect in the period"),
        exclusions=_("agreements whose breach was recorded"),
    ),
    Indicator(
        "money_received", _("Money received"), "到账金额", "yuan", "payments", Within("paid_on"), amount=F("amount"),
        formula=_("sum of the payments under agreements whose day lies in the period, also of agreements breached "
            "later"),
        exclusions=_("payments that were struck; what came without an agreement"),
    ),
)  # fmt: skip


def _kind(code: str, label: StrOrPromise, chinese: str, counts: Within, numerator: StrOrPromise) -> Indicator:
    return Indicator(
        f"agreed_{code}", label, chinese, "cases", "agreements", counts, Within("effective_on", _HELD),
        formula=_("agreements of this kind ÷ agreements of union mediation that took effect in the period"),
        numerator=numerator, denominator=_("cases with an agreement that took effect in the period"),
        exclusions=_("agreements whose breach was recorded"),
        source=_("by the schedule of performance: a line without an amount is no money; our own definition"),
    )  # fmt: skip


KINDS = (
    _kind(
        "money", _("Agreed: money alone"), "仅付款协议占比",
        Within("effective_on", _HELD & _MONEY & ~_BESIDE, apart=True),
        _("cases with such an agreement about money alone"),
    ),
    _kind(
        "other", _("Agreed: no money"), "非金钱协议占比", Within("effective_on", _HELD & ~_MONEY),
        _("cases with such an agreement without money, such as to go on with the work or to hand over papers"),
    ),
    _kind(
        "both", _("Agreed: money and more"), "付款并其他履行占比",
        Within("effective_on", _HELD & _MONEY & _BESIDE, apart=True),
        _("cases with such an agreement about money and something else"),
    ),
)  # fmt: skip
MONEY = (*SUMS, *KINDS)
