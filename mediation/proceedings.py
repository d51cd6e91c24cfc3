"""The proceeding machine (子程序): what one agency does in a case.

One short machine for all kinds; what varies by kind is a row of `proceeding_kinds.KINDS`.
"""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import RETURN_VALUE, transition

from mediation.machine import Requirement, StateField, StateModel
from mediation.proceeding_kinds import KINDS, Kind


class State(models.TextChoices):
    """Status of a proceeding (子程序状态)."""

    PREPARED = "prepared", _("Being prepared")  # 准备
    FILED = "filed", _("Filed")  # 已申请
    ACCEPTED = "accepted", pgettext_lazy("proceeding", "Under way")  # 受理办理
    REFUSED = "refused", pgettext_lazy("proceeding", "Refused")  # 不予受理
    SUSPENDED = "suspended", _("Suspended")  # 中止
    CONCLUDED = "concluded", _("Concluded")  # 办结
    WITHDRAWN = "withdrawn", _("Withdrawn")  # 撤回


RUNNING = (State.PREPARED, State.FILED, State.ACCEPTED, State.SUSPENDED)
BEFORE_AGENCY = (State.FILED, State.ACCEPTED, State.SUSPENDED)  # an agency has it

filed_first = Requirement(
    _("the application is filed"),
    _("the handler"),
    lambda proceeding: not proceeding.row.is_filed or proceeding.state != State.PREPARED,
)
filing_applies = Requirement(
    _("this kind of proceeding is filed with an agency"),
    _("nobody"),
    lambda proceeding: proceeding.row.is_filed,
)
extension_left = Requirement(
    _("the law allows a further extension"), _("nobody"), lambda proceeding: proceeding.may_extend
)
ground_to_file = Requirement(
    _("the legal requirements of this kind of proceeding are met"),
    _("the handler"),
    lambda proceeding: not proceeding.row.unmet(proceeding.dispute, proceeding),
    lambda proceeding: proceeding.row.unmet(proceeding.dispute, proceeding),
)


case_not_suspended = Requirement(
    _("the case is not suspended"),
    _("the handler, by resuming it"),
    lambda proceeding: proceeding.dispute.state != "suspended",
)
mediation_goes_on = Requirement(
    _("the case is not suspended"),
    _("the handler, by resuming it"),
    lambda proceeding: proceeding.kind != "union_mediation" or proceeding.dispute.state != "suspended",
)
clock_of_an_agency = Requirement(
    _("the proceeding runs at an agency; union mediation stands still with its case"),
    _("the handler, by suspending the case"),
    lambda proceeding: proceeding.kind != "union_mediation",
)


class ProceedingMachine(StateModel):
    """State and verbs of a proceeding; `row` is the table row of its kind."""

    state = StateField(_("state"), max_length=20, choices=State.choices, default=State.PREPARED)
    state_before = models.CharField(max_length=20, choices=State.choices, blank=True, editable=False)
    filed_on = models.DateField(_("filed on"), null=True, blank=True, editable=False)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True, editable=False)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0, editable=False)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True, editable=False)
    external_number = models.CharField(_("number at the agency"), max_length=80, blank=True)
    paper = models.CharField(_("paper that proves the result"), max_length=200, blank=True, editable=False)
    papers = models.JSONField(_("papers"), default=list, blank=True, editable=False)
    basis = models.CharField(_("legal basis"), max_length=40, blank=True)
    kind: Any
    dispute: Any

    class Meta:
        abstract = True

    @property
    def row(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_before_agency(self) -> bool:
        return self.state in BEFORE_AGENCY

    @property
    def may_extend(self) -> bool:
        """A kind without a cap may be extended as often as both sides agree."""
        if self.row.extension is None:
            return False
        return self.row.extension.times == 0 or self.extensions < self.row.extension.times

    @transition(
        "state",
        source=State.PREPARED,
        target=State.FILED,
        conditions=[filing_applies, case_not_suspended, ground_to_file],
    )
    def file(self, *, filed_on: date, papers: list[str] | None = None, **answers: Any) -> None:
        """申请: handed in at the agency."""
        self.filed_on, self.papers = filed_on, papers or []

    @transition(
        "state",
        source=(State.PREPARED, State.FILED),
        target=State.ACCEPTED,
        conditions=[filed_first, mediation_goes_on, ground_to_file],
    )
    def accept(
        self,
        *,
        accepted_on: date,
        paper: str = "",
        external_number: str = "",
        papers: list[str] | None = None,
        **answers: Any,
    ) -> None:
        """受理: the agency takes the matter up (for union mediation: both sides consented)."""
        self.accepted_on, self.paper = accepted_on, paper or self.paper
        self.external_number = external_number or self.external_number
        self.papers = papers or self.papers

    @transition(
        "state", source=(State.PREPARED, State.FILED), target=State.REFUSED, conditions=[filed_first, mediation_goes_on]
    )
    def refuse(self, *, refused_on: date, paper: str = "", **answers: Any) -> None:
        """不予受理: the agency (for union mediation: the other side) refuses."""
        self.ended_on, self.paper = refused_on, paper or self.paper

    @transition("state", source=State.ACCEPTED, target=None, conditions=[extension_left, mediation_goes_on])
    def extend(self, **answers: Any) -> None:
        """延期: the time limit is extended as the law allows for the kind."""
        self.extensions += 1

    @transition("state", source=(State.FILED, State.ACCEPTED), target=State.SUSPENDED, conditions=[clock_of_an_agency])
    def suspend(self, *, suspended_on: date, **answers: Any) -> None:
        """中止: the agency's clock stands still."""
        self.state_before, self.suspended_on = self.state, suspended_on

    @transition("state", source=State.SUSPENDED, target=RETURN_VALUE(State.FILED, State.ACCEPTED))
    def resume(self, **answers: Any) -> str:
        """恢复: the clock runs on."""
        before, self.state_before, self.suspended_on = self.state_before, "", None
        return before

    @transition("state", source=State.ACCEPTED, target=State.CONCLUDED, conditions=[mediation_goes_on])
    def conclude(self, *, outcome: str, concluded_on: date, paper: str = "", **answers: Any) -> None:
        """办结: with one of the outcomes of the kind."""
        self.outcome, self.ended_on, self.paper = outcome, concluded_on, paper or self.paper

    @transition("state", source=RUNNING, target=State.WITHDRAWN, conditions=[mediation_goes_on])
    def withdraw(self, *, withdrawn_on: date, **answers: Any) -> None:
        """撤回: by the side that started it."""
        self.ended_on = withdrawn_on
