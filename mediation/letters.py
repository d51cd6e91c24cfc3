"""The letter machine (一函两书 and the other papers that leave the house) and the supervision ladder.

`documents` prints and freezes; here stands who may do what to a letter, when, and on which legal ground.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import transition

from mediation.lifecycle import local_day
from mediation.machine import Conditions, Requirement, StateField, StateModel, StrOrPromise, Unmet
from mediation.service import details_of


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
AGENCIES = ("hr_bureau", "inspection", "other_department")

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

_ROWS = (
    LetterRow("reminder", _("Reminder letter"), True, CHAIRS, True, "S2", sets_limit=True,
        grounds=(case_is_accepted, not_before_an_authority)),
    LetterRow("opinion", _("Opinion letter"), True, CHAIRS, True, "S1", supervisors=2,
        fixed={"reply_days": 15, "reply_unit": "working_days"},  # ZJ-SUP 22
        grounds=(case_is_accepted, not_before_an_authority)),
    LetterRow("suggestion", _("Suggestion letter"), True, CHAIRS, True, "S3", "S4", supervisors=2, city_only=True,
        to_employer=False, to_agencies=AGENCIES, grounds=(ground_of_article_23,)),
    LetterRow("clue_transfer", _("Clue to the procuratorate"), True, CHAIRS, False, city_only=True, to_employer=False,
        to_agencies=("procuratorate",), grounds=(ground_for_clue,)),
    LetterRow("agreement", _("Mediation agreement"), False, (), False),
    LetterRow("acceptance_notice", _("Notice of acceptance"), False, (), False, led=True,
        when=lambda dispute: dispute.request == "mediation"),
    LetterRow("non_acceptance_notice", _("Notice of non-acceptance"), False, (), False, led=True),
    LetterRow("completion_notice", _("Notice to complete papers"), False, (), False, led=True),
    LetterRow("mediation_end_notice", _("Notice that mediation has ended"), False, (), False, led=True),
)  # fmt: skip

ROWS: dict[str, LetterRow] = {row.code: row for row in _ROWS}
CHOICES = [(row.code, row.label) for row in _ROWS]
LADDER = ("reminder", "opinion", "suggestion", "clue_transfer")


def unmet_grounds(kind: str, dispute: Any) -> list[Unmet]:
    """The legal grounds that are still missing before a letter of this kind may be drafted."""
    return [Unmet(g.what, g.who) for g in ROWS[kind].grounds if not g.test(dispute)]


ground_still_holds = Requirement(
    _("the legal ground of this rung holds"),
    HANDLER,
    lambda letter: not unmet_grounds(letter.kind, letter.dispute),
    lambda letter: unmet_grounds(letter.kind, letter.dispute),
)
content_complete = Requirement(
    _("every required field is filled and every character can be printed"),
    _("the drafter"),
    lambda letter: not letter.findings(),
    lambda letter: [Unmet(str(finding), _("the drafter")) for finding in letter.findings()],
)
names_agree = Requirement(
    _("the names in the letter are those of the case"),
    _("the drafter"),
    lambda letter: not letter.wrong_names(),
    lambda letter: [
        Unmet(format_lazy(_("the field “{field}” reads “{name}”"), **row), _("the drafter"))
        for row in letter.wrong_names()
    ],
)
enough_supervisors = Requirement(
    _("two supervisors with a card investigated, and neither is recused (G5)"),
    HANDLER,
    lambda letter: not letter.row.supervisors or letter.valid_supervisor_count() >= letter.row.supervisors,
)
issuer_level = Requirement(
    _("the city union issues this letter"),
    _("the city union"),
    lambda letter: not letter.row.city_only or letter.issuer.level == "city",
)
needs_review = Requirement(_("this kind of letter is reviewed"), _("nobody"), lambda letter: letter.row.reviewed)
ready_to_sign = Requirement(
    _("the letter is approved"),
    _("the reviewer"),
    lambda letter: letter.state == State.APPROVED or not letter.row.reviewed,
)
needs_answer = Requirement(_("this kind of letter asks for an answer"), _("nobody"), lambda letter: letter.row.answered)
no_later_rung = Requirement(
    _("no later letter rests on this one"),
    SIGNER,
    lambda letter: (
        not any(
            other.ground_id == letter.pk and other.state not in (State.WITHDRAWN, State.SUPERSEDED)
            for other in letter.dispute.letters.all()
        )
    ),
)
still_to_verify = Requirement(
    _("the breach is not corrected yet, and no later letter rests on this one"),
    _("nobody"),
    lambda letter: letter.state != State.VERIFIED or (letter.corrected is False and no_later_rung(letter)),
)
case_not_archived = Requirement(
    _("the case is not archived"),
    _("the reviewer, by reopening it"),
    lambda letter: letter.dispute.state != "archived",
)
CONTENT: Conditions = [
    case_not_archived,
    content_complete,
    names_agree,
    enough_supervisors,
    issuer_level,
    ground_still_holds,
]


class LetterMachine(StateModel):
    """State and verbs of a letter; `row` is the table row of its kind."""

    state = StateField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    issued_on = models.DateField(_("issued on"), null=True, blank=True, editable=False)
    served_on = models.DateField(_("served on"), null=True, blank=True, editable=False)
    served_how = models.CharField(_("way of service"), max_length=20, blank=True, editable=False)
    served_to = models.CharField(_("received by"), max_length=80, blank=True, editable=False)
    witness = models.CharField(_("witness or proof"), max_length=200, blank=True, editable=False)
    service = models.JSONField(_("particulars of the service"), default=dict, editable=False)  # service.DETAILS
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_how = models.CharField(_("way of the answer"), max_length=20, blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    verified_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)
    corrected = models.BooleanField(_("corrected"), null=True, blank=True, editable=False)
    verified_how = models.CharField(_("way of the verification"), max_length=20, blank=True, editable=False)
    verified_with = models.CharField(_("verified together with"), max_length=80, blank=True, editable=False)
    verification = models.TextField(_("verification"), blank=True, editable=False)
    replaces: Any
    reviewer: Any
    signer: Any
    kind: Any

    class Meta:
        abstract = True

    @property
    def row(self) -> LetterRow:
        return ROWS[self.kind]

    @transition("state", source=EDITABLE, target=State.IN_REVIEW, conditions=[needs_review, *CONTENT])
    def submit(self, **answers: Any) -> None:
        """提交审核: the drafter hands the text to the reviewer."""

    @transition(
        "state", source=(State.IN_REVIEW, State.APPROVED), target=State.RETURNED, conditions=[case_not_archived]
    )
    def return_for_changes(self, **answers: Any) -> None:
        """退回修改: with reasons; only before the signature."""

    @transition("state", source=State.IN_REVIEW, target=State.APPROVED, conditions=CONTENT)
    def approve(self, *, by: Any, **answers: Any) -> None:
        """审核通过: facts, law and demand are right."""
        self.reviewer = by

    @transition("state", source=(*EDITABLE, State.APPROVED), target=State.ISSUED, conditions=[ready_to_sign, *CONTENT])
    def sign(self, *, by: Any, at: datetime, **answers: Any) -> None:
        """签发: number taken, PDF frozen."""
        self.signer, self.issued_on = by, local_day(at)

    @transition("state", source=State.ISSUED, target=State.SERVED, conditions=[case_not_archived])
    def serve(
        self, *, served_on: date, served_how: str, served_to: str = "", witness: str = "", **answers: Any
    ) -> None:
        """送达: with a receipt; the reply limit runs from this day."""
        self.served_on, self.served_how, self.served_to, self.witness = served_on, served_how, served_to, witness
        self.service = details_of(served_how, answers)

    @transition("state", source=State.ISSUED, target=State.SERVICE_REFUSED, conditions=[case_not_archived])
    def refuse_service(self, *, served_on: date, witness: str = "", **answers: Any) -> None:
        """拒收: left in place before a witness or with photographs; a ground of ZJ-SUP 23."""
        self.served_on, self.served_how, self.witness = served_on, "left", witness
        self.service = details_of("left", answers)

    @transition(
        "state", source=(State.SERVED, State.SERVICE_REFUSED, State.UNANSWERED), target=State.ANSWERED,
        conditions=[needs_answer, no_later_rung, case_not_archived],
    )  # fmt: skip
    def answer_letter(self, *, answered_on: date, answer: str, answered_how: str = "", **answers: Any) -> None:
        """答复: in writing; a late answer is recorded as late."""
        self.answered_on, self.answer, self.answered_how = answered_on, answer, answered_how

    @transition("state", source=State.SERVED, target=State.UNANSWERED, conditions=[needs_answer, case_not_archived])
    def mark_unanswered(self, **answers: Any) -> None:
        """逾期未答复: the reply limit passed without an answer; a ground of ZJ-SUP 23."""

    @transition(
        "state",
        source=(State.SERVED, State.SERVICE_REFUSED, State.ANSWERED, State.UNANSWERED, State.VERIFIED),
        target=State.VERIFIED,
        conditions=[needs_answer, still_to_verify, case_not_archived],
    )
    def verify(
        self, *, verified_on: date, corrected: bool, verification: str, verified_how: str = "",
        verified_with: str = "", **answers: Any,
    ) -> None:  # fmt: skip
        """核验、复查: on the spot or on paper; corrected (销号) or not without good reason, and then again."""
        self.verified_on, self.corrected, self.verification = verified_on, corrected, verification
        self.verified_how, self.verified_with = verified_how, verified_with

    @transition("state", source=BEFORE_ISSUE, target=State.WITHDRAWN, conditions=[case_not_archived])
    def discard(self, **answers: Any) -> None:
        """撤稿: a draft that is not needed; it never had a number, and the letter it was to replace is free again."""
        self.replaces = None

    @transition("state", source=AFTER_ISSUE, target=State.WITHDRAWN, conditions=[no_later_rung, case_not_archived])
    def withdraw(self, **answers: Any) -> None:
        """撤销: issued in error or the objection is upheld; the number is kept and never used again."""

    @transition("state", source=AFTER_ISSUE, target=State.SUPERSEDED, conditions=[no_later_rung, case_not_archived])
    def supersede(self, **answers: Any) -> None:
        """替换: a corrected letter with a number of its own takes its place."""
