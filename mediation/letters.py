"""The letter machine (一函两书 and the other papers that leave the house).

`documents` prints and freezes; here stands who may do what to a letter, when, and on which legal ground.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from mediation.letter_kinds import (
    AFTER_ISSUE,
    BEFORE_ISSUE,
    CHOICES,
    EDITABLE,
    HANDLER,
    LADDER,
    OF_MEDIATION,
    ROWS,
    SIGNER,
    Ground,
    LetterRow,
    State,
    case_is_accepted,
    ground_for_clue,
    ground_of_article_23,
    not_before_an_authority,
    opens_suggestion,
    unmet_grounds,
)
from mediation.lifecycle import local_day
from mediation.machine import Conditions, Requirement, StateField, StateModel, Unmet
from mediation.service import details_of

__all__ = [
    "AFTER_ISSUE", "BEFORE_ISSUE", "CHOICES", "EDITABLE", "LADDER", "OF_MEDIATION", "ROWS", "Ground", "LetterMachine",
    "LetterRow", "State", "case_is_accepted", "ground_for_clue", "ground_of_article_23", "not_before_an_authority",
    "opens_suggestion", "unmet_grounds",
]  # fmt: skip

ground_still_holds = Requirement(
    _("the legal ground of this rung holds"),
    HANDLER,
    lambda letter: not unmet_grounds(letter.kind, letter.dispute),
    lambda letter: unmet_grounds(letter.kind, letter.dispute),
)
content_complete = Requirement(
    _("the pre-flight finds nothing that keeps the letter back"),
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
still_to_answer = Requirement(
    _("no answer is on record, and the letter was verified or a later letter rests on it"),
    _("nobody"),
    lambda letter: letter.answered_on is None and (letter.state == State.VERIFIED or not no_later_rung(letter)),
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

    @transition("state", source=State.IN_REVIEW, target=State.DRAFT, conditions=[case_not_archived])
    def take_back(self, **answers: Any) -> None:
        """撤回送审: the drafter goes on writing before anybody has reviewed the text."""

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

    @transition(
        "state", source=(State.SERVICE_REFUSED, State.UNANSWERED, State.VERIFIED), target=None,
        conditions=[needs_answer, still_to_answer, case_not_archived],
    )  # fmt: skip
    def record_late_answer(self, *, answered_on: date, answer: str, answered_how: str = "", **answers: Any) -> None:
        """迟到答复: it came after the next step was taken; it is on record, and what was done on the silence stands."""
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
