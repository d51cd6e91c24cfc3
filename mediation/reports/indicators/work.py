"""Work (工作量): what came in, what ended, what is left."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.reports.indicators.indicator import Indicator, Standing, Within

RECEIVED, ENDED = Within("received_on"), Within("ended_on")
CARRIED = Standing("received_on", "ended_on", begun="start", stays="start")
OPEN = Standing("received_on", "ended_on", begun="end", stays="end")
WORKED_ON = Standing("received_on", "ended_on", begun="end", stays="start")  # carried over + received

_REOPENED = _("a case that was opened again counts as open, also in the period of its first closing")

WORK = (
    Indicator(
        "received", pgettext_lazy("figure", "Received"), "收案数", "cases", "cases", RECEIVED,
        formula=_("cases whose day of receipt lies in the period"), version="1",
    ),
    Indicator(
        "carried_over", _("Carried over"), "上期未结", "cases", "cases", CARRIED,
        formula=_("cases received before the period that had not ended when it began"),
    ),
    Indicator(
        "closed", pgettext_lazy("figure", "Closed"), "结案数", "cases", "cases", ENDED,
        formula=_("cases that ended in the period with any closing code, non-acceptance included"),
        exclusions=_REOPENED,
    ),
    Indicator(
        "not_accepted", pgettext_lazy("figure", "Not accepted"), "不予受理数", "cases", "cases",
        Within("ended_on", Q(outcome="R07")),
        formula=_("of the closed, those with code R07"), exclusions=_REOPENED,
    ),
    Indicator(
        "open_at_end", _("Open at the end"), "期末未结", "cases", "cases", OPEN,
        formula=_("carried over + received − closed"),
    ),
    Indicator(
        "clearance", _("Clearance"), "结收比", "cases", "cases", ENDED, RECEIVED,
        formula=_("closed ÷ received; above 100% the pile of open cases shrinks"),
        numerator=_("cases that ended in the period"), denominator=_("cases received in the period"),
        exclusions=_REOPENED,
    ),
    Indicator(
        "closing", _("Closing rate"), "结案率", "cases", "cases", ENDED, WORKED_ON,
        formula=_("closed ÷ (carried over + received)"),
        numerator=_("cases that ended in the period"),
        denominator=_("cases carried over and cases received in the period"), exclusions=_REOPENED,
    ),
)  # fmt: skip
