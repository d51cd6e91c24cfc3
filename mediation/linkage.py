"""Three-level linkage (三级联动): when a case must go up, how often it may go sideways, and what comes back from below.

The moves of a case are its events: register, delegate, escalate, transfer, report_result, send_back, approve_result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import COLLECTIVE_FROM, Request
from mediation.machine import StrOrPromise

RANK = {"enterprise": 0, "town": 1, "city": 2}
UNIONS: dict[str, StrOrPromise] = {"town": _("the town union"), "city": _("the city union")}
SUPERVISORS = 2  # who investigate together (ZJ-SUP 17-21)
MOST_TRANSFERS = 2
HANDED = ("register", "delegate", "escalate", "transfer")  # these name the new holder
MOVES = (*HANDED, "report_result", "send_back", "approve_result")
LONGEST_LIMIT = 365  # working days


# When a case must go up -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """Why a case may not stay below `level` (提级事由): tested on the dispute, in words, with its source."""

    code: str
    label: StrOrPromise
    level: str
    source: str
    test: Callable[[Any], bool]


def _is_at_enterprise(dispute: Any) -> bool:
    return bool(dispute.level == "enterprise")


def _is_own_union(dispute: Any) -> bool:
    """A complaint against the enterprise whose own union holds it."""
    is_complaint = _is_at_enterprise(dispute) and dispute.request == Request.SUPERVISION
    return is_complaint and dispute.holder.employer_id == dispute.employer_id


def _lacks_supervisors(dispute: Any) -> bool:
    if not _is_at_enterprise(dispute) or dispute.request != Request.SUPERVISION:
        return False
    return bool(dispute.holder.count_supervisors() < SUPERVISORS)


_ROWS = (
    Ground("collective", format_lazy(_("it covers {number} or more workers"), number=COLLECTIVE_FROM), "city",
        "《人民调解法》第二十五条；《浙江省劳动人事争议调解仲裁条例》第四十条", lambda dispute: dispute.is_collective),
    Ground("several_towns", _("workers or workplaces lie in several towns"), "city",
        "《浙江省工会劳动法律监督条例》第十条", lambda dispute: dispute.crosses_towns),
    Ground("suggestion", _("a suggestion letter is needed, which only the city union issues"), "city",
        "《浙江省工会劳动法律监督条例》第十条第六项、第二十三条", lambda dispute: dispute.needs_suggestion),
    Ground("union_conflict", _("the enterprise union has a conflict of interest"), "town",
        "《浙江省工会劳动法律监督条例》第十三条", lambda dispute: dispute.union_conflict),
    Ground("own_union", _("the complaint is against the enterprise of this union"), "town",
        "《浙江省工会劳动法律监督条例》第十三条", _is_own_union),
    Ground("single_supervisor", _("the union has fewer than two supervisors with a card"), "town",
        "《浙江省工会劳动法律监督条例》第十七条至第二十一条", _lacks_supervisors),
)  # fmt: skip
GROUNDS: dict[str, Ground] = {row.code: row for row in _ROWS}
FREE_GROUNDS: dict[str, StrOrPromise] = {  # a lower union may also go up by its own judgment
    "difficulty": _("the case is too difficult for the lower union"),  # 疑难复杂
    "refusal": _("the employer refuses to cooperate"),  # 用人单位拒不配合
}
LABELS: dict[str, StrOrPromise] = {**{code: row.label for code, row in GROUNDS.items()}, **FREE_GROUNDS}


def standing(dispute: Any) -> list[Ground]:
    """The grounds for which the holding union may not go on by itself, the highest level first.

    None stands where a union of the level has the case, or knew it and left it below (交办).
    """
    found = [row for row in _ROWS if RANK[dispute.level] < RANK[row.level] and row.test(dispute)]
    if not found:
        return []
    entrusted = RANK.get(entrusted_by(dispute), -1)
    return [row for row in found if entrusted < RANK[row.level]]


def entrusted_by(dispute: Any) -> str:
    """The level of the union that knowingly left the case below, also after it approved the result; else empty."""
    for event in reversed(dispute.moves):
        if event.kind == "delegate":
            return str(event.data.get("from_level", ""))
        if event.kind in ("register", "escalate"):
            break
    return ""


def goes_up(ground: Ground) -> StrOrPromise:
    """A standing ground as a requirement in words."""
    return format_lazy(
        _("the case goes up to {union}, because {ground}"), union=UNIONS[ground.level], ground=ground.label
    )


# Sideways ---------------------------------------------------------------------------------------------------


class BackBecause(models.TextChoices):
    """Why a case goes back to where it came from (退回事由)."""

    MISTAKEN = "mistaken", _("it was sent here by mistake")
    CHANGED = "changed", _("the facts turned out to be other ones")
    ASKED = "asked", _("that union asks for it")


def transfers(dispute: Any) -> int:
    """How often the case went sideways since it last came from above or below."""
    count = 0
    for event in reversed(dispute.moves):
        if event.kind == "transfer":
            count += 1
        elif event.kind in HANDED:
            break
    return count


def came_from(dispute: Any) -> int | None:
    """Id of the union that held the case before the present one."""
    holders = [
        event.data["holder"]["id"] for event in dispute.moves if event.kind in HANDED and event.data.get("holder")
    ]
    return holders[-2] if len(holders) > 1 else None


# What comes back --------------------------------------------------------------------------------------------


class Quality(models.TextChoices):
    """What the upper union looks at in a reported result (办结质量)."""

    WORKER = "worker", _("the worker was contacted and knows the result")
    FACTS = "facts", _("the facts are complete")
    LETTERS = "letters", _("letters are served and verified, or there were none")
    LIMITATION = "limitation", _("the worker's limitation is still safe, or no claim is left")
    AMOUNT = "amount", _("the amount agreed was received, or none was agreed")


REPORT: dict[str, StrOrPromise] = {
    "heard": _("People heard"),  # 听取意见的对象
    "found": _("What was found"),  # 查明的情况
    "result_report": _("What was done, and with what result"),  # 处理结果
    "enclosed": pgettext_lazy("report", "Papers"),  # 附件材料
}


def reported(dispute: Any) -> dict[str, str]:
    """The items of the report that waits for review."""
    if not dispute.result_report:
        return {}
    last = next((event for event in reversed(dispute.moves) if event.kind == "report_result"), None)
    return {name: last.data.get(name, "") for name in REPORT} if last is not None else {}


def times_returned(dispute: Any) -> int:
    """How often the upper union sent the result back since it delegated the case."""
    count = 0
    for event in reversed(dispute.moves):
        if event.kind in HANDED and event.kind != "transfer":
            break
        count += event.kind == "send_back"
    return count
