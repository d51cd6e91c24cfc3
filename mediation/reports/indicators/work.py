"""Work (工作量): what came in, what ended, what is left."""

from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.reports.indicators import conditions as when
from mediation.reports.indicators.adjustable import STUCK_DAYS
from mediation.reports.indicators.indicator import Indicator, Within

_REOPENED = _("a case that was opened again counts as open, also in the period of its first closing")
_IN_TIME = Q(ended_on__isnull=False, ended_on__lte=F("due_on"))
_COURTOOLS = _("CourTools, clearance; no norm of ours")

WORK = (
    Indicator(
        "received", pgettext_lazy("figure", "Received"), "收案数", "cases", "cases", when.RECEIVED,
        formula=_("cases whose day of receipt lies in the period"), source=_("items of the statistical yearbook"),
    ),
    Indicator(
        "carried_over", _("Carried over"), "上期未结", "cases", "cases", when.CARRIED,
        formula=_("cases received before the period that had not ended when it began"),
        source=_("items of the statistical yearbook"),
    ),
    Indicator(
        "closed", pgettext_lazy("figure", "Closed"), "结案数", "cases", "cases", when.ENDED,
        formula=_("cases that ended in the period with any closing code, non-acceptance included"),
        exclusions=_REOPENED, source=_("items of the statistical yearbook"),
    ),
    Indicator(
        "not_accepted", pgettext_lazy("figure", "Not accepted"), "不予受理数", "cases", "cases",
        when.ended(outcome="R07"),
        formula=_("of the closed, those that were not accepted"), exclusions=_REOPENED,
    ),
    Indicator(
        "open_at_end", _("Open at the end"), "期末未结", "cases", "cases", when.OPEN,
        formula=_("carried over + received − closed"),
    ),
    Indicator(
        "overdue", _("Overdue at the end"), "期末超期案件", "cases", "cases", when.overdue,
        formula=_("cases open at the end of the period with a duty whose day had passed by then and was not met"),
        exclusions=_("time limits of the parties and of keeping; limits that stand still now"),
    ),
    Indicator(
        "stuck", _("Standing still at the end"), "期末停滞案件", "cases", "cases", when.stuck,
        formula=format_lazy(
            _("cases open at the end of the period without a recorded act in the {days} days before"), days=STUCK_DAYS
        ),
        exclusions=_("cases suspended now"),
        source=_(
            "our own definition, the number of days is a setting; the agenda of a meeting knows further reasons why a "
            "case is stuck (卡点)"
        ),
    ),
    Indicator(
        "clearance", _("Clearance"), "结收比", "cases", "cases", when.ENDED, when.RECEIVED,
        formula=_("closed ÷ received; above 100% the pile of open cases shrinks"),
        numerator=_("cases that ended in the period"), denominator=_("cases received in the period"),
        exclusions=_REOPENED, source=_COURTOOLS,
    ),
    Indicator(
        "closing", _("Closing rate"), "结案率", "cases", "cases", when.ENDED, when.WORKED_ON,
        formula=_("closed ÷ (carried over + received)"),
        numerator=_("cases that ended in the period"),
        denominator=_("cases carried over and cases received in the period"), exclusions=_REOPENED,
        source=_("usual closing rate of the HR departments, not read in a norm"),
    ),
    Indicator(
        "on_time", _("Closed on time"), "按期办结率", "cases", "clocks",
        Within("due_on", _IN_TIME), Within("due_on"),
        formula=_("mediation ended by its limit ÷ mediation limits that fell due in the period (应办结)"),
        numerator=_("cases whose mediation, or which themselves, had ended by the day of the limit"),
        denominator=_("cases whose last limit of mediation (15 days and its kin) fell due in the period"),
        exclusions=_(
            "limits replaced by another one, and limits that stand still now; in a period that is not over, limits "
            "still to fall due count as not met yet"
        ),
        source=_("hotline practice divides by what fell due, not by what came in"),
    ),
)  # fmt: skip
