"""What is asked after a case is closed (回访、满意度调查): by which way, with which answers, and of which cases."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import CLOSINGS, Counts

LINK_DAYS = timedelta(days=14)  # how long a link to the questions opens them
WINDOW = timedelta(days=180)  # closed longer ago, a case is no longer on the list of visits
COMMENT = 500  # characters of a remark
SIDES = ("worker", "employer")  # kinds of party that are asked, each party for itself; third parties are not


class Means(TextChoices):
    """How the person was reached (回访方式)."""

    VISIT = "visit", pgettext_lazy("follow-up", "In person")  # 上门或者面谈
    PHONE = "phone", pgettext_lazy("follow-up", "By phone")  # 电话
    PAPER = "paper", pgettext_lazy("follow-up", "On paper")  # 纸质问卷
    LINK = "link", pgettext_lazy("follow-up", "By one-time link")  # 一次性链接、扫码


class Conduct(TextChoices):
    """Whether the mediator was fair and clear (是否公正、讲得清楚)."""

    GOOD = "good", pgettext_lazy("conduct", "Yes")
    MIXED = "mixed", pgettext_lazy("conduct", "Partly")
    POOR = "poor", pgettext_lazy("conduct", "No")


class Performance(TextChoices):
    """How far what was agreed has been performed (协议履行情况)."""

    FULL = "full", _("Performed in full")  # 已全部履行
    PART = "part", _("Performed in part")  # 部分履行
    NONE = "none", _("Not performed")  # 未履行


class Result(TextChoices):
    """What came of an attempt to ask."""

    GIVEN = "given", _("Questions given")  # 已发放
    NOT_REACHED = "not_reached", _("Not reached")  # 未接通
    REFUSED = "refused", _("Does not want to answer")  # 拒绝评价


def columns_of(performance: str) -> dict[str, bool | None]:
    """How an answer about performance is kept; a code of `Performance`, or empty for not asked."""
    full = {"": None, Performance.FULL: True}.get(performance, False)
    return {"performed": full, "in_part": performance == Performance.PART}


# Cases that came to a result somebody can be content with or not: no consultation, no merger, no sham.
FOLLOWED = tuple(
    code for code, row in CLOSINGS.items() if row.counts in (Counts.SUCCESS, Counts.FAILURE, Counts.REFERRAL)
)
