"""Stages and levels (四方三级): how far cases went, and between which unions they moved."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediation.reports.indicators import conditions as when
from mediation.reports.indicators.indicator import Indicator, Within

_NOW = _("of the cases received in the period, as it stands now")

LEVELS = (
    Indicator(
        "reached_union", _("Taken up by the union"), "工会受理", "cases", "cases",
        Within("received_on", Q(accepted_on__isnull=False)),
        formula=_("cases received in the period that were accepted"), source=_NOW,
    ),
    Indicator(
        "reached_hr", _("Went to the HR stage"), "到人社阶段", "cases", "cases", when.went_to("at_hr"),
        formula=_("cases received in the period that ever came to the HR stage"), source=_NOW,
    ),
    Indicator(
        "reached_court", _("Went to the court stage"), "到法院阶段", "cases", "cases", when.went_to("at_court"),
        formula=_("cases received in the period that ever came to the court stage"), source=_NOW,
    ),
    Indicator(
        "reached_procuratorate", _("Went to the procuratorate stage"), "到检察阶段", "cases", "cases",
        when.went_to("at_procuratorate"),
        formula=_("cases received in the period that ever came to the procuratorate stage"), source=_NOW,
    ),
    Indicator(
        "delegated", _("Delegated downwards"), "下沉案件", "cases", "moves", when.acts("delegate"),
        formula=_("cases handed down to a lower union in the period"),
    ),
    Indicator(
        "escalated", _("Escalated upwards"), "提级案件", "cases", "moves", when.acts("escalate"),
        formula=_("cases taken over by an upper union in the period"),
    ),
)  # fmt: skip
