"""The words of the figures: formula, what is left out, and the version a printed report names."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.machine import StrOrPromise

VERSION = "3"  # raised whenever a formula changes, with a line in docs/metrics.md


@dataclass(frozen=True)
class Definition:
    """One figure in words; `code` is its name in `figures`."""

    code: str
    label: StrOrPromise
    chinese: str
    formula: StrOrPromise
    exclusions: StrOrPromise = ""


_ROWS = (
    Definition(
        "received", pgettext_lazy("figure", "Received"), "收案数",
        _("cases whose day of receipt lies in the period"),
    ),
    Definition(
        "closed", pgettext_lazy("figure", "Closed"), "结案数",
        _("cases that ended in the period with any closing code, non-acceptance included"),
        _("a case that was opened again counts as open, also in the period of its first closing"),
    ),
    Definition(
        "not_accepted", pgettext_lazy("figure", "Not accepted"), "不予受理数",
        _("of the closed, those with code R07"),
    ),
    Definition(
        "carried_over", _("Carried over"), "上期未结",
        _("cases received before the period that had not ended when it began"),
    ),
    Definition(
        "open_at_end", _("Open at the end"), "期末未结",
        _("carried over + received − closed"),
    ),
    Definition(
        "collective", _("Collective cases received"), "集体争议数",
        _("of the received, those with ten or more workers"),
    ),
    Definition(
        "clearance", _("Clearance"), "结收比",
        _("closed ÷ received; above 100% the pile of open cases shrinks"),
    ),
    Definition("closing", _("Closing rate"), "结案率", _("closed ÷ (carried over + received)")),
    Definition(
        "resolution", _("Resolution"), "化解率",
        _("closed with success (R01–R04) ÷ closed with success or failure (R05)"),
        _("withdrawn, not accepted, merged, sham, ended by death, referred cases and consultations"),
    ),
    Definition(
        "satisfaction", pgettext_lazy("figure", "Satisfaction"), "满意率",
        _("satisfied and fairly satisfied ÷ valid answers of follow-up visits made in the period"),
        _("visits without an answer; they lower the response rate"),
    ),
    Definition("response", _("Response rate"), "评价回收率", _("valid answers ÷ follow-up visits made in the period")),
    Definition(
        "answering", _("Answers to letters"), "答复率",
        _("letters answered, also late ÷ letters that ask for an answer and were served or refused in the period"),
        _("letters still waiting for the answer, withdrawn and replaced ones"),
    ),
    Definition(
        "correction", _("Corrections"), "整改率",
        _("letters whose breach was corrected ÷ letters verified in the period"),
        _("of several verifications of a letter all but the last"),
    ),
    Definition(
        "money_claimed", _("Money claimed"), "请求金额",
        _("sum of the claims, as they stand now, of the cases received in the period"),
        _("cases merged into another, which has their claims"),
    ),
    Definition(
        "money_agreed", _("Money agreed"), "协议金额",
        _("sum of the agreements of union mediation that took effect in the period"),
        _("agreements whose breach was recorded"),
    ),
    Definition(
        "money_received", _("Money received"), "到账金额",
        _("sum of the payments under agreements whose day lies in the period, also of agreements breached later"),
        _("payments that were struck; what came without an agreement"),
    ),
)  # fmt: skip

DEFINITIONS: dict[str, Definition] = {row.code: row for row in _ROWS}
COUNTS = ("carried_over", "received", "closed", "not_accepted", "open_at_end", "collective")
RATES = ("clearance", "closing", "resolution", "satisfaction", "response")
OF_LETTERS = ("answering", "correction")
SUMS = ("money_claimed", "money_agreed", "money_received")
