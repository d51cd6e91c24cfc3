"""The indicators (统计指标) by chapter, in the order of the report."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mediation.machine import StrOrPromise
from mediation.reports.indicators.indicator import DENOMINATOR, NUMERATOR, SIDES, Indicator, Standing, Within
from mediation.reports.indicators.work import WORK

__all__ = [
    "CHAPTERS", "DENOMINATOR", "INDICATORS", "NUMERATOR", "SIDES", "VERSION", "Chapter", "Indicator", "Standing",
    "Within",
]  # fmt: skip
VERSION = "4"  # of the whole table; raised with any indicator, with a line in the history of docs/metrics.md


@dataclass(frozen=True)
class Chapter:
    """Indicators of one subject."""

    code: str
    label: StrOrPromise
    chinese: str
    indicators: tuple[Indicator, ...]


CHAPTERS = (Chapter("work", _("Work"), "工作量", WORK),)
INDICATORS: dict[str, Indicator] = {row.code: row for chapter in CHAPTERS for row in chapter.indicators}
