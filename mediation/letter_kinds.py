"""What varies by kind in the life of a letter: who signs and answers it, and the legal grounds of the ladder.

The machine itself stands in `letters`; wording and paper in `documents.kinds`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.machine import StrOrPromise, Unmet


class State(models.TextChoices):
    """Status of a letter (文书状态)."""

    DRAFT = "draft", _("Draft")  # 草稿
    IN_REVIEW = "in_review", _("In review")  # 审核中
    RETURNED = "returned", pgettext_lazy("letter", "Returned")  # 退回修改
    APPROVED = "approved", _("Approved, to be signed")  # 待签发
    ISSUED = "issued", _("Issued, to be served")  # 已签发
    SERVED = "served", _("Served")  # 已送达
    SERVICE_REFUSED = "service_refused", _("Service refused")  # 拒收
    ANSWERED = "answered", _("Answered")  # 已答复
    UNANSWERED = "unanswered", _("Not answered in time")  # 逾期未答复
    VERIFIED = "verified", _("Verified")  # 已核验
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "Withdrawn")  # 撤销
    SUPERSEDED = "superseded", _("Replaced")  # 已替换


EDITABLE = (State.DRAFT, State.RETURNED)
BEFORE_ISSUE = (*EDITABLE, State.IN_REVIEW, State.APPROVED)
AFTER_ISSUE = (
    State.ISSUED, State.SERVED, State.SERVICE_REFUSED, State.ANSWERED, State.UNANSWERED, State.VERIFIED,
)  # fmt: skip

HANDLER, SIGNER = _("the handler"), _("the signer")


@dataclass(frozen=True)
class LetterRow:
    """What varies by kind in the life of a letter (wording and paper stand in `documents.kinds`)."""

    code: str
    label: StrOrPromise
    reviewed: bool  # a second person reviews it before the signature
    signers: tuple[str, ...]  # positions that may sign; empty: any handler, reviewer or signer but the drafter
    answered: bool  # the addressee must answer
    reply_rule: str = ""  # deadline that service starts
    result_rule: str = ""  # deadline that starts when the addressee answers that it takes the matter up
    sets_limit: bool = False  # the letter itself says how long: the law names no time limit
    fixed: Mapping[str, Any] = field(default_factory=dict)  # fields that the law fills and nobody changes
    supervisors: int = 0  # carded supervisors the investigation needs (G5)
    city_only: bool = False
    to_employer: bool = True
    to_agencies: tuple[str, ...] = ()
    grounds: tuple["Ground", ...] = ()
    led: bool = False  # drafted by a step only, never from the desk
    when: Callable[[Any], bool] = lambda dispute: True  # whether its step drafts it in this case


@dataclass(frozen=True)
class Ground:
    """A legal ground that opens a rung of the ladder, tested on the dispute."""

    what: StrOrPromise
    who: StrOrPromise
    test: Callable[[Any], bool]


CHAIRS = ("chair", "vice_chair")
DEPARTMENTS = ("hr_bureau", "inspection", "other_department")

not_before_an_authority = Ground(
    _("no authority, commission or court had the matter when it was accepted (ZJ-SUP 17)"),
    HANDLER,
    lambda dispute: dispute.elsewhere == "no",
)
case_is_accepted = Ground(_("the case is accepted"), _("the reviewer"), lambda dispute: dispute.accepted_on is not None)


def opens_suggestion(letter: Any) -> bool:
    """ZJ-SUP 23: the opinion was refused, not answered in time, or its breach was not corrected."""
    if letter.kind != "opinion":
        return False
    refused_or_silent = letter.state in (State.SERVICE_REFUSED, State.UNANSWERED)
    return refused_or_silent or (letter.state == State.VERIFIED and letter.corrected is False)


ground_of_article_23 = Ground(
    _("an opinion letter was refused, not answered in time, or not followed (ZJ-SUP 23)"),
    _("the employer's conduct after a served opinion letter"),
    lambda dispute: any(opens_suggestion(letter) for letter in dispute.letters.all()),
)
ground_for_clue = Ground(
    _(
        "the employer did not cooperate and a special group or ten workers are hit, or papers prove a gap in "
        "supervision (2024 notice)"
    ),
    HANDLER,
    lambda dispute: (
        (
            (dispute.is_collective or dispute.has_special_group)
            and any(opens_suggestion(letter) for letter in dispute.letters.all())
        )
        or dispute.has_supervision_gap
    ),
)


def _mediations(dispute: Any) -> list[Any]:
    return [row for row in dispute.proceedings.all() if row.kind == "union_mediation"]


mediation_is_asked = Ground(
    _("mediation is asked of the union"),
    _("nobody"),
    lambda dispute: dispute.request == "mediation" or bool(_mediations(dispute)),
)
mediation_came_to_nothing = Ground(
    _("mediation by the union ended without an agreement"),
    HANDLER,
    lambda dispute: (
        not dispute.has_agreement and any(row.state in ("refused", "concluded") for row in _mediations(dispute))
    ),
)

_ROWS = (
    LetterRow("reminder", _("Reminder letter"), True, CHAIRS, True, "S2", sets_limit=True,
        grounds=(case_is_accepted, not_before_an_authority)),
    LetterRow("opinion", _("Opinion letter"), True, CHAIRS, True, "S1", supervisors=2,
        fixed={"reply_days": 15, "reply_unit": "working_days"},  # ZJ-SUP 22
        grounds=(case_is_accepted, not_before_an_authority)),
    LetterRow("suggestion", _("Suggestion letter"), True, CHAIRS, True, "S3", "S4", supervisors=2, city_only=True,
        to_employer=False, to_agencies=DEPARTMENTS, grounds=(ground_of_article_23,)),
    LetterRow("clue_transfer", _("Clue to the procuratorate"), True, CHAIRS, False, city_only=True, to_employer=False,
        to_agencies=("procuratorate",), grounds=(ground_for_clue,)),
    LetterRow("agreement", _("Mediation agreement"), False, (), False, to_employer=False),
    LetterRow("acceptance_notice", _("Notice of acceptance"), False, (), False, to_employer=False, led=True,
        when=lambda dispute: dispute.request == "mediation"),
    LetterRow("non_acceptance_notice", _("Notice of non-acceptance"), False, (), False, to_employer=False, led=True),
    LetterRow("completion_notice", _("Notice to complete papers"), False, (), False, to_employer=False, led=True),
    LetterRow("mediation_end_notice", _("Notice that mediation has ended"), False, (), False, to_employer=False,
        led=True),
    LetterRow("rights_notice", _("Notice of rights and duties"), False, (), False, to_employer=False,
        grounds=(case_is_accepted, mediation_is_asked)),
    LetterRow("inquiry", _("Question whether mediation is wanted"), False, (), False,
        grounds=(case_is_accepted, mediation_is_asked)),
    LetterRow("mediation_opinion", _("Opinion of the mediators"), False, (), False, to_employer=False,
        grounds=(case_is_accepted, mediation_came_to_nothing)),
)  # fmt: skip

ROWS: dict[str, LetterRow] = {row.code: row for row in _ROWS}
CHOICES = [(row.code, row.label) for row in _ROWS]
REPLY_RULES = tuple(sorted({row.reply_rule for row in _ROWS if row.reply_rule}))  # limits of the answers
OF_MEDIATION = ("rights_notice", "inquiry", "mediation_opinion")  # drafted from the desk
LADDER = ("reminder", "opinion", "suggestion", "clue_transfer")


def unmet_grounds(kind: str, dispute: Any) -> list[Unmet]:
    """The legal grounds that are still missing before a letter of this kind may be drafted."""
    return [Unmet(g.what, g.who) for g in ROWS[kind].grounds if not g.test(dispute)]
