"""Time (时效): days as median and 90th percentile, with how many were counted."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation.reports.expressions import Days
from mediation.reports.indicators import conditions as when
from mediation.reports.indicators.indicator import Indicator, Within

_RESULT = Within("ended_on", ~Q(outcome__in=("R07", "R13")))
_NOT_COUNTED = _("cases not accepted or merged")
_PEERS = _("median and 90th percentile by nearest rank, as CourTools and the FWC give them")

TIME = (
    Indicator(
        "open_age", _("Age of open cases"), "未结案件案龄", "days", "cases", when.OPEN, spread=when.age,
        formula=_("days from receipt to the last day of the period, of the cases open at its end"), source=_PEERS,
    ),
    Indicator(
        "days_gross", _("Days to closing, gross"), "办理天数（含中止）", "days", "cases", _RESULT,
        spread=lambda period: Days(F("ended_on"), F("received_on")),
        formula=_("days from receipt to closing, of the cases that ended in the period"), exclusions=_NOT_COUNTED,
        source=_PEERS,
    ),
    Indicator(
        "days_net", _("Days to closing, net"), "办理天数（扣除中止）", "days", "cases", _RESULT,
        spread=lambda period: Days(F("ended_on"), F("received_on")) - F("suspended_days"),
        formula=_("days from receipt to closing less the days the case was suspended"), exclusions=_NOT_COUNTED,
        source=_PEERS,
    ),
    Indicator(
        "days_to_contact", _("Days to first contact"), "首次联系天数", "days", "cases",
        Within("received_on"), spread=lambda period: Days(F("contact_on"), F("received_on")),
        formula=_("days from receipt to the first mediation session, or the first letter served on the employer, of "
            "the cases received in the period"),
        exclusions=_("cases without either so far"), source=_PEERS,
    ),
    Indicator(
        "days_to_agreement", _("Days to agreement"), "达成协议天数", "days", "agreements", Within("effective_on"),
        spread=lambda period: Days(F("effective_on"), F("dispute__received_on")),
        formula=_("days from receipt to the day the agreement took effect, of agreements of the period"),
        source=_PEERS,
    ),
)  # fmt: skip
