"""The indicators (统计指标) by chapter, in the order of the report."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.machine import StrOrPromise
from mediation.reports.indicators.groups import GROUPS
from mediation.reports.indicators.indicator import (
    DENOMINATOR,
    NUMERATOR,
    SIDES,
    Condition,
    Indicator,
    Standing,
    Within,
    stands_apart,
)
from mediation.reports.indicators.letters import LETTERS
from mediation.reports.indicators.levels import LEVELS
from mediation.reports.indicators.money import MONEY
from mediation.reports.indicators.outcome import OUTCOME
from mediation.reports.indicators.parcels import PARCELS
from mediation.reports.indicators.satisfaction import SATISFACTION
from mediation.reports.indicators.times import TIME
from mediation.reports.indicators.work import WORK

__all__ = [
    "CHAPTERS", "DENOMINATOR", "INDICATORS", "NUMERATOR", "SIDES", "VERSION", "Chapter", "Condition", "Indicator",
    "Standing", "Within", "stands_apart",
]  # fmt: skip
VERSION = "6"  # of the whole table; raised with any indicator, with a line in the history of docs/metrics.md


@dataclass(frozen=True)
class Chapter:
    """Indicators of one subject."""

    code: str
    label: StrOrPromise
    chinese: str
    indicators: tuple[Indicator, ...]


CHAPTERS = (
    Chapter("work", pgettext_lazy("chapter", "Work"), "工作量", WORK),
    Chapter("outcome", pgettext_lazy("chapter", "Outcome"), "结果", OUTCOME),
    Chapter("time", pgettext_lazy("chapter", "Time"), "时效", TIME),
    Chapter("letters", pgettext_lazy("chapter", "Letters"), "一函两书", LETTERS),
    Chapter("levels", _("Stages and levels"), "四方三级", LEVELS),
    Chapter("parcels", _("Hand-overs"), "移送", PARCELS),
    Chapter("money", pgettext_lazy("chapter", "Money"), "金额", MONEY),
    Chapter("groups", _("Groups and persons"), "集体争议和涉及人数", GROUPS),
    Chapter("satisfaction", pgettext_lazy("chapter", "Satisfaction"), "满意度", SATISFACTION),
)
INDICATORS: dict[str, Indicator] = {row.code: row for chapter in CHAPTERS for row in chapter.indicators}
