"""Satisfaction (满意度): answers of visits and surveys, never without how many answered."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import Satisfaction
from mediation.reports.indicators.indicator import Indicator, Within

_CONTENT = (Satisfaction.SATISFIED, Satisfaction.FAIR)
_VALID = Q(satisfaction__in=(*_CONTENT, Satisfaction.DISSATISFIED))
_HOTLINE = _("hotline practice; details are our own")

SATISFACTION = (
    Indicator(
        "visits", _("Follow-up visits"), "回访数", "visits", "visits", Within("visited_on"),
        formula=_("follow-up visits made and surveys answered in the period"),
    ),
    Indicator(
        "satisfaction", pgettext_lazy("figure", "Satisfaction"), "满意率", "visits", "visits",
        Within("visited_on", Q(satisfaction__in=_CONTENT)), Within("visited_on", _VALID),
        formula=_("satisfied and fairly satisfied ÷ valid answers of follow-up visits and surveys in the period"),
        numerator=_("answers satisfied or fairly satisfied"),
        denominator=_("answers satisfied, fairly satisfied or dissatisfied"),
        exclusions=_("visits without an answer; they lower the response rate"), source=_HOTLINE, version="2",
    ),
    Indicator(
        "response", _("Response rate"), "评价回收率", "visits", "visits",
        Within("visited_on", _VALID), Within("visited_on"),
        formula=_("valid answers ÷ follow-up visits made and surveys answered in the period"),
        numerator=_("answers satisfied, fairly satisfied or dissatisfied"),
        denominator=_("follow-up visits made and surveys answered in the period"), source=_HOTLINE, version="2",
    ),
    Indicator(
        "survey_response", _("Response rate of surveys"), "满意度调查回收率", "surveys", "surveys",
        Within("asked_on", Q(state="answered")), Within("asked_on"),
        formula=_("surveys answered ÷ surveys asked in the period"),
        numerator=_("of these, answered by now"),
        denominator=_("workers asked in the period about a closing, also who refused or was not reached"),
    ),
    Indicator(
        "performed_at_visit", _("Performed, as asked at visits"), "回访履行率", "visits", "visits",
        Within("visited_on", Q(performed=True)), Within("visited_on", Q(performed__isnull=False)),
        formula=_("answers that the agreement is performed in full ÷ answers about performance in the period"),
        numerator=_("of these, performed in full"), denominator=_("visits and surveys at which performance was asked"),
    ),
)  # fmt: skip
