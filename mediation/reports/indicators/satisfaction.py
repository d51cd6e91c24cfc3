"""Satisfaction (满意度): answers of visits and surveys, each side for itself, never without how many answered."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import Satisfaction
from mediation.reports.indicators.indicator import Indicator, Within

_CONTENT = (Satisfaction.SATISFIED, Satisfaction.FAIR)
_HOTLINE = _("hotline practice; details are our own")
_NO_EMPLOYERS = _("answers of employers, which have figures of their own")


def _said(side: str, **chosen: Any) -> Within:
    """Visits and answers of a side in the period, narrowed."""
    return Within("visited_on", Q(side=side, **chosen))


def _valid(side: str) -> Within:
    return _said(side, satisfaction__in=(*_CONTENT, Satisfaction.DISSATISFIED))


def _asked(side: str, **chosen: Any) -> Within:
    return Within("asked_on", Q(party__kind=side, **chosen))


SATISFACTION = (
    Indicator(
        "visits", _("Follow-up visits"), "回访数", "visits", "visits", _said("worker"),
        formula=_("follow-up visits made and surveys answered by workers in the period"), exclusions=_NO_EMPLOYERS,
        version="2",
    ),
    Indicator(
        "satisfaction", pgettext_lazy("figure", "Satisfaction"), "满意率", "visits", "visits",
        _said("worker", satisfaction__in=_CONTENT), _valid("worker"),
        formula=_("satisfied and fairly satisfied ÷ valid answers of workers at visits and in surveys in the period"),
        numerator=_("answers satisfied or fairly satisfied"),
        denominator=_("answers satisfied, fairly satisfied or dissatisfied"),
        exclusions=_("visits without an answer, which lower the response rate; answers of employers, which have"
            " figures of their own"), source=_HOTLINE, version="3",
    ),
    Indicator(
        "response", _("Response rate"), "评价回收率", "visits", "visits", _valid("worker"), _said("worker"),
        formula=_("valid answers ÷ follow-up visits made and surveys answered by workers in the period"),
        numerator=_("answers satisfied, fairly satisfied or dissatisfied"),
        denominator=_("follow-up visits made and surveys answered by workers in the period"),
        exclusions=_NO_EMPLOYERS, source=_HOTLINE, version="3",
    ),
    Indicator(
        "survey_response", _("Response rate of surveys"), "满意度调查回收率", "surveys", "surveys",
        _asked("worker", state="answered"), _asked("worker"),
        formula=_("surveys answered ÷ surveys workers were asked in the period"),
        numerator=_("of these, answered by now"),
        denominator=_("workers asked in the period about a closing, also who refused or was not reached"),
        exclusions=_("surveys of employers, which have figures of their own"), version="2",
    ),
    Indicator(
        "employer_satisfaction", _("Satisfaction of employers"), "用人单位满意率", "surveys", "visits",
        _said("employer", satisfaction__in=_CONTENT), _valid("employer"),
        formula=_("satisfied and fairly satisfied ÷ valid answers of employers in surveys in the period"),
        numerator=_("answers satisfied or fairly satisfied"),
        denominator=_("answers satisfied, fairly satisfied or dissatisfied"), source=_HOTLINE,
    ),
    Indicator(
        "employer_response", _("Response rate of employers"), "用人单位调查回收率", "surveys", "surveys",
        _asked("employer", state="answered"), _asked("employer"),
        formula=_("surveys answered ÷ surveys employers were asked in the period"),
        numerator=_("of these, answered by now"),
        denominator=_("employers asked in the period about a closing, also who refused or was not reached"),
    ),
    Indicator(
        "performed_at_visit", _("Performed, as asked at visits"), "回访履行率", "visits", "visits",
        _said("worker", performed=True), _said("worker", performed__isnull=False),
        formula=_("answers of workers that the agreement is performed in full ÷ answers of workers about performance"
            " in the period"),
        numerator=_("of these, performed in full"), denominator=_("visits and surveys at which performance was asked"),
        exclusions=_NO_EMPLOYERS, version="2",
    ),
)  # fmt: skip
