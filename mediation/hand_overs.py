"""The hand-over machine (移送): papers and data of a case on their way to an office and back with a result.

A proceeding is what an agency decides in law; a hand-over is the parcel: sent, accepted or returned, answered.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import transition

from mediation.machine import Requirement, StateField, StateModel


class State(models.TextChoices):
    """Status of a hand-over (移送状态)."""

    SENT = "sent", pgettext_lazy("hand-over", "Sent")  # 已移送
    ACCEPTED = "accepted", pgettext_lazy("hand-over", "Accepted")  # 已接收
    RETURNED = "returned", pgettext_lazy("hand-over", "Returned")  # 已退回
    ANSWERED = "answered", pgettext_lazy("hand-over", "Answered")  # 已反馈
    WITHDRAWN = "withdrawn", pgettext_lazy("hand-over", "Withdrawn")  # 已撤回


WAITING = (State.SENT, State.ACCEPTED)  # the office has it
ENDED = (State.RETURNED, State.ANSWERED, State.WITHDRAWN)
DISCLOSING = (State.SENT, State.ACCEPTED, State.ANSWERED)  # what came back or was taken back discloses nothing more
BOUNCES = 2  # returned so often, a case goes to the coordinator


class Ground(models.TextChoices):
    """Why personal data may be disclosed (个人信息保护法 13, 23)."""

    CONSENT = "consent", _("consent of the worker")  # 单独同意
    DUTY = "duty", _("necessary for a duty the law sets")  # 履行法定职责
    REQUEST = "request", _("asked for by the office within its powers")  # 依法调取


not_taken_up = Requirement(
    _("the agency has not taken up the application in law; it refuses or concludes it otherwise"),
    _("the agency"),
    lambda hand_over: hand_over.proceeding is None or hand_over.proceeding.state not in ("accepted", "suspended"),
)


class HandOverMachine(StateModel):
    """State and verbs of a hand-over."""

    state = StateField(_("state"), max_length=20, choices=State.choices, default=State.SENT)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    result = models.TextField(_("result"), blank=True, editable=False)
    result_paper = models.CharField(_("paper that proves the result"), max_length=200, blank=True, editable=False)
    external_number = models.CharField(_("number at the office"), max_length=80, blank=True)
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    asked = models.JSONField(_("what the office asks for"), default=list, blank=True, editable=False)  # codes of fields
    proceeding: Any

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @transition("state", source=State.SENT, target=State.ACCEPTED)
    def accept(self, *, accepted_on: date, external_number: str = "", **answers: Any) -> None:
        """接收: the office takes the parcel."""
        self.accepted_on, self.external_number = accepted_on, external_number or self.external_number

    @transition("state", source=WAITING, target=State.RETURNED, conditions=[not_taken_up])
    def return_papers(self, *, returned_on: date, reason: str, asked: Iterable[str] = (), **answers: Any) -> None:
        """退回: the office sends the parcel back with a reason, and names the fields that it would need."""
        self.ended_on, self.return_reason, self.asked = returned_on, reason, list(asked)

    @transition("state", source=WAITING, target=State.ANSWERED)
    def record_result(self, *, answered_on: date, result: str, result_paper: str = "", **answers: Any) -> None:
        """反馈: the office tells the result, with or without a word that it took the parcel."""
        self.ended_on, self.result, self.result_paper = answered_on, result, result_paper

    @transition("state", source=WAITING, target=State.WITHDRAWN, conditions=[not_taken_up])
    def withdraw(self, *, withdrawn_on: date, **answers: Any) -> None:
        """撤回: the union takes the parcel back."""
        self.ended_on = withdrawn_on
