"""Outcome (结果): how cases ended, and what held."""

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation.classification import CLOSINGS
from mediation.machine import StrOrPromise
from mediation.reports.indicators import conditions as when
from mediation.reports.indicators.adjustable import RETURN_DAYS
from mediation.reports.indicators.indicator import Indicator, Within

_MEDIATED = Q(state="concluded")
_AGREED = _MEDIATED & Q(outcome__in=("agreement", "oral"))
_SCREENED = Q(channel__in=("screening", "visit"))
_ENDED = _("cases that ended in the period")
# Closings by name: who reads a report knows no codes.
_listed = lazy(lambda *labels: "、".join(f"“{label}”" for label in labels), str)

RATES = (
    Indicator(
        "resolution", _("Resolution"), "化解率", "cases", "cases",
        when.ended(outcome__in=when.SUCCESSES), when.ended(outcome__in=(*when.SUCCESSES, *when.FAILURES)),
        formula=_("closed with success ÷ closed with success or failure of the mediation"),
        numerator=_("cases that ended in the period by agreement, written or oral, settled by the parties, or "
            "corrected after a letter"),
        denominator=_("of the cases that ended in the period these, and those whose mediation failed"),
        exclusions=_("withdrawn, not accepted, merged, sham, ended by death, referred cases and consultations"),
        source=_("what the parties settle counts as success; that and the exclusions are our own"),
    ),
    Indicator(
        "mediation_success", _("Mediation success"), "调解成功率", "cases", "mediations",
        Within("ended_on", _AGREED), Within("ended_on", _MEDIATED),
        formula=_("mediations ended with an agreement ÷ mediations that were opened and ended in the period"),
        numerator=_("cases with a mediation ended in the period with a written or oral agreement"),
        denominator=_("cases with a mediation ended in the period, with or without an agreement"),
        exclusions=_("mediations refused by a side before they were opened, and withdrawn ones"),
        source=_("successful ÷ mediated, as the national reports give it; not the same as resolution"),
    ),
    Indicator(
        "performance", _("Performance of agreements"), "协议履行率", "cases", "agreements",
        when.performed_in_time, when.last_due,
        formula=_("agreements performed in full by their last day ÷ agreements whose last day lies in the period"),
        numerator=_("cases with such an agreement, paid in full by its last day"),
        denominator=_("cases with an agreement whose last performance date lies in the period"),
        exclusions=_("what was performed late counts as not performed; in a period that is not over, days still to "
            "come count as not performed yet"),
        source=_("our own definition"),
    ),
    Indicator(
        "returned", _("Came back"), "回流率", "cases", "cases", when.came_back, when.ended_or_reopened,
        formula=format_lazy(
            _("cases opened again, or followed by a new case of the same worker and employer, within {days} days ÷ "
              "cases closed in the period"), days=RETURN_DAYS,
        ),
        numerator=_("of these, reopened or followed by a new case in time; the same worker by name and ID number"),
        denominator=_("cases closed in the period with a result or a referral, also those reopened since"),
        exclusions=_("withdrawn, not accepted and merged cases, consultations; of recent closings the days are not "
            "over, so that the rate can still rise"),
        source=_("our own definition; the number of days is a setting"),
    ),
    Indicator(
        "hazards", _("Hazards resolved"), "隐患化解率", "cases", "cases",
        Within("received_on", _SCREENED & Q(outcome__in=when.SUCCESSES)), Within("received_on", _SCREENED),
        formula=_("of the cases found by screening or rounds and received in the period, those resolved by now"),
        numerator=_("of these, closed with success, whenever that was"),
        denominator=_("cases received in the period by way of hazard screening or a round of inspection"),
        source=_("resolved ÷ screened (排查化解); our own definition"),
    ),
)  # fmt: skip


def _share(code: str, label: StrOrPromise, chinese: str, *codes: str) -> Indicator:
    words = _listed(*(CLOSINGS[closing].label for closing in codes))
    return Indicator(
        f"outcome_{code}", label, chinese, "cases", "cases", when.ended(outcome__in=codes), when.ENDED,
        formula=format_lazy(_("closed with {codes} ÷ closed"), codes=words),
        numerator=format_lazy(_("cases that ended in the period with {codes}"), codes=words),
        denominator=_ENDED, source=_("closing codes; the shares add up to 100%"),
    )  # fmt: skip


SHARES = (
    _share("agreement", _("Share: agreement"), "调解协议占比", "R01", "R02"),
    _share("settled", _("Share: settled by the parties"), "自行和解占比", "R03"),
    _share("corrected", _("Share: corrected after a letter"), "协商整改占比", "R04"),
    _share("failed", _("Share: mediation failed"), "调解不成占比", "R05"),
    _share("withdrawn", _("Share: withdrawn"), "撤回占比", "R06"),
    _share("not_accepted", _("Share: not accepted"), "不予受理占比", "R07"),
    _share("referred", _("Share: referred"), "移送占比", *when.REFERRALS),
    _share("ended", _("Share: ended otherwise"), "其他终止占比", "R12", "R13", "R14"),
    _share("consultation", _("Share: consultation"), "咨询占比", "R15"),
)
OUTCOME = (*RATES, *SHARES)
