"""What the answers of a move between unions must satisfy: up, down, sideways, and the result on its way back."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mediation import linkage
from mediation.classification import Request
from mediation.linkage import FREE_GROUNDS, GROUNDS, LONGEST_LIMIT, REPORT, BackBecause, Quality
from mediation.machine import Check, Unmet

YOU, LOWER = _("you"), _("the lower union, when you send the case back")


def _ground_stands(dispute: Any, answers: dict[str, Any]) -> bool:
    code = answers.get("ground", "")
    return not code or code in FREE_GROUNDS or (code in GROUNDS and GROUNDS[code].test(dispute))


def _limit_fits(dispute: Any, answers: dict[str, Any]) -> bool:
    days = answers.get("limit_days")
    return days is None or (isinstance(days, int) and 0 < days <= LONGEST_LIMIT)


def _back_for_a_reason(dispute: Any, answers: dict[str, Any]) -> bool:
    return answers["holder"].pk != linkage.came_from(dispute) or answers.get("back_because") in BackBecause.values


def _unreported(dispute: Any, answers: dict[str, Any]) -> list[Unmet]:
    missing = [label for name, label in REPORT.items() if not str(answers.get(name) or "").strip()]
    return [Unmet(format_lazy(_("the report is complete: {item}"), item=label), YOU) for label in missing]


def _below_quality(dispute: Any, answers: dict[str, Any]) -> list[Unmet]:
    ticked = set(answers.get("quality") or ())
    return [Unmet(Quality(code).label, LOWER) for code in Quality.values if code not in ticked]


ground_stands = Check(_("the ground that is named stands in this case"), YOU, _ground_stands)
limit_fits = Check(_("the limit is a whole number of working days from 1 to 365"), YOU, _limit_fits)
secret_kept = Check(
    _("the lower union keeps secret who complained (ZJ-SUP 13)"),
    YOU,
    lambda dispute, answers: dispute.request != Request.SUPERVISION or answers.get("keep_secret", True),
)
back_for_a_reason = Check(_("it is said why the case goes back to the union it came from"), YOU, _back_for_a_reason)
report_complete = Check(
    _("the report is complete"), YOU, lambda dispute, answers: not _unreported(dispute, answers), _unreported
)
quality_met = Check(
    _("every item of quality is ticked"), LOWER, lambda dispute, answers: not _below_quality(dispute, answers),
    _below_quality,
)  # fmt: skip
shortcoming_named = Check(
    _("it is said what falls short"),
    YOU,
    lambda dispute, answers: bool(set(answers.get("shortcomings") or ()) & set(Quality.values)),
)
