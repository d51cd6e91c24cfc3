"""Money (金额): yuan with two places. The three sums are of different cases and days; none is a share of another."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation.reports.indicators.indicator import Indicator, Within

MONEY = (
    Indicator(
        "money_claimed", _("Money claimed"), "请求金额", "yuan", "claims",
        Within("dispute__received_on", Q(dispute__merged_into__isnull=True)), amount=F("amount"),
        formula=_("sum of the claims, as they stand now, of the cases received in the period"),
        exclusions=_("cases merged into another, which has their claims"),
    ),
    Indicator(
        "money_agreed", _("Money agreed"), "协议金额", "yuan", "agreements",
        Within("effective_on", Q(breached_on__isnull=True)), amount=F("amount"),
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
