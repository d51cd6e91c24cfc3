"""Groups and persons (集体争议和涉及人数): collective cases three ways, and the workers covered."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mediation.classification import COLLECTIVE_FROM
from mediation.reports.indicators.conditions import NOT_MERGED
from mediation.reports.indicators.indicator import Indicator, Within

_COLLECTIVE = Q(worker_count__gte=COLLECTIVE_FROM)
_SOURCE = _("ten or more workers with a common claim (ZJ-MA 40)")
_MERGED = _("cases merged into another, which has their workers")

GROUPS = (
    Indicator(
        "collective", _("Collective cases received"), "集体争议数", "cases", "cases",
        Within("received_on", _COLLECTIVE),
        formula=_("of the received, those with ten or more workers"), source=_SOURCE,
    ),
    Indicator(
        "collective_groups", _("Groups of workers"), "集体争议群体数", "groups", "cases",
        Within("received_on", _COLLECTIVE),
        per=lambda prefix: Coalesce(f"{prefix}merged_into", f"{prefix}split_from", f"{prefix}pk"),
        formula=_("groups behind the collective cases received; a case merged into another, or split off it, is of the "
            "same group"),
        source=_SOURCE,
    ),
    Indicator(
        "collective_persons", _("Workers in collective cases"), "集体争议涉及人数", "persons", "cases",
        Within("received_on", _COLLECTIVE & NOT_MERGED), amount=F("worker_count"),
        formula=_("workers concerned in the collective cases received"), exclusions=_MERGED, source=_SOURCE,
        people=True,
    ),
    Indicator(
        "workers", _("Workers covered"), "涉及人数", "persons", "cases",
        Within("received_on", NOT_MERGED), amount=F("worker_count"),
        formula=_("workers concerned in the cases received in the period"), exclusions=_MERGED, people=True,
        source=_("items of the statistical yearbook"),
    ),
)  # fmt: skip
