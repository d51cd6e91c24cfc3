"""The proceeding machine (子程序): what one agency does in a case.

One short machine for all kinds; what varies by kind is a row of `proceeding_kinds.KINDS`.
"""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import RETURN_VALUE, transition

from mediation.deadline_rules import RULES
from mediation.guards import mediated_high_enough
from mediation.machine import StateField, StateModel
from mediation.proceeding_guards import (
    case_not_suspended,
    case_open,
    clock_of_an_agency,
    extension_left,
    filed_first,
    filing_applies,
    ground_to_file,
    mediation_goes_on,
    other_procedure,
    restart_known,
    stage_left,
)
from mediation.proceeding_kinds import KINDS, Kind, Procedure, Restart, Stage


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
    facts: Any
    procedure: Any
    posted_on: Any
    late_ground: Any
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
    def clock(self) -> Any | None:
        """The running deadline that may be extended, of the proceeding or, for a mediation, of its case."""
        rows = [
            row
            for row in self.dispute.deadlines.all()
            if row.status == "open" and row.rule in self.row.extends and row.proceeding_id in (None, self.pk)
        ]
        return max(rows, key=lambda row: row.pk, default=None)

    @property
    def extension_room(self) -> int | None:
        """By how many units the clock may still be extended; None without a cap, 0 when not at all."""
        if (clock := self.clock) is None:
            return 0
        extension = RULES[clock.rule].extension
        most = extension.most if extension else 0
        return None if most is None else max(most - clock.extended, 0)

    @property
    def may_extend(self) -> bool:
        """A rule without a cap may be extended as often as both sides agree."""
        return self.extension_room != 0

    @property
    def restart_now(self) -> Restart | None:
        """The row of the kind by which a clock of the present state starts anew."""
        return next((row for row in self.row.restarts if row.state == self.state), None)

    @property
    def procedures_left(self) -> list[Procedure]:
        """The procedures into which the present one can be changed."""
        now = self.row.procedure(self.procedure)
        return [row for row in self.row.procedures if now is not None and row.code in now.becomes]

    @property
    def stages(self) -> list[dict[str, str]]:
        """The stages recorded, in order: code, day (ISO) and paper."""
        found: list[dict[str, str]] = self.facts.get("stages", [])
        return found

    def has_stage(self, code: str) -> bool:
        return any(row["code"] == code for row in self.stages)

    @property
    def stages_left(self) -> list[Stage]:
        """The stages that may be recorded now, each once."""
        return [
            row
            for row in self.row.stages
            if not self.has_stage(row.code)
            and (not row.after or self.has_stage(row.after))
            and (self.outcome in row.outcomes if row.outcomes else self.state == State.ACCEPTED)
        ]

    @transition(
        "state",
        source=State.PREPARED,
        target=State.FILED,
        conditions=[filing_applies, case_not_suspended, ground_to_file],
    )
    def file(
        self,
        *,
        filed_on: date,
        papers: list[str] | None = None,
        facts: dict[str, str] | None = None,
        posted_on: date | None = None,
        late_ground: str = "",
        **answers: Any,
    ) -> None:
        """申请: handed in at the agency."""
        self.filed_on, self.papers = filed_on, papers or []
        self.posted_on, self.late_ground = posted_on, late_ground
        self.facts = {**self.facts, **(facts or {})}

    @transition("state", source=State.FILED, target=State.PREPARED)
    def come_back(self, **answers: Any) -> None:
        """退件: the papers came back before the agency took the matter up; they may be filed again."""
        self.filed_on = None

    @transition(
        "state",
        source=(State.PREPARED, State.FILED),
        target=State.ACCEPTED,
        conditions=[filed_first, mediation_goes_on, mediated_high_enough, ground_to_file],
    )
    def accept(
        self,
        *,
        accepted_on: date,
        paper: str = "",
        external_number: str = "",
        papers: list[str] | None = None,
        facts: dict[str, str] | None = None,
        procedure: str = "",
        **answers: Any,
    ) -> None:
        """受理: the agency takes the matter up (for union mediation: both sides consented).

        The procedure is the ordinary one, which stands first, unless the paper names another.
        """
        self.accepted_on, self.paper = accepted_on, paper or self.paper
        self.external_number = external_number or self.external_number
        self.papers = papers or self.papers
        self.facts = {**self.facts, **(facts or {})}
        self.procedure = procedure or next((row.code for row in self.row.procedures_for(self.basis)), "")

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

    @transition("state", source=State.ACCEPTED, target=None, conditions=[other_procedure])
    def convert(self, *, procedure: str, **answers: Any) -> None:
        """转换程序: the agency goes on in another procedure; its clock counts from acceptance."""
        self.procedure, self.extensions = procedure, 0

    @transition("state", source=(State.FILED, State.ACCEPTED), target=None, conditions=[restart_known])
    def restart(self, **answers: Any) -> None:
        """重新计算: the clock of the agency starts anew, and with it the extensions."""
        self.extensions = 0

    @transition("state", source=(State.ACCEPTED, State.CONCLUDED), target=None, conditions=[stage_left, case_open])
    def mark(self, *, stage: str, happened_on: date, paper: str = "", **answers: Any) -> None:
        """记录节点: an act of the agency between its main steps, or after its decision."""
        row = {"code": stage, "on": happened_on.isoformat(), "paper": paper}
        self.facts = {**self.facts, "stages": [*self.stages, row]}

    @transition("state", source=(State.FILED, State.ACCEPTED), target=State.SUSPENDED, conditions=[clock_of_an_agency])
    def suspend(self, *, suspended_on: date, **answers: Any) -> None:
        """中止: the agency's clock stands still."""
        self.state_before, self.suspended_on = self.state, suspended_on

    @transition("state", source=State.SUSPENDED, target=RETURN_VALUE(State.FILED, State.ACCEPTED))
    def resume(self, **answers: Any) -> str:
        """恢复: the clock runs on."""
        before, self.state_before, self.suspended_on = self.state_before, "", None
        return before

    @transition(
        "state",
        source=State.ACCEPTED,
        target=State.CONCLUDED,
        conditions=[mediation_goes_on, mediated_high_enough],
    )
    def conclude(
        self, *, outcome: str, concluded_on: date, paper: str = "", facts: dict[str, Any] | None = None, **answers: Any
    ) -> None:
        """办结: with one of the outcomes of the kind."""
        self.outcome, self.ended_on, self.paper = outcome, concluded_on, paper or self.paper
        self.facts = {**self.facts, **(facts or {})}

    @transition("state", source=RUNNING, target=State.WITHDRAWN, conditions=[mediation_goes_on])
    def withdraw(self, *, withdrawn_on: date, **answers: Any) -> None:
        """撤回: by the side that started it."""
        self.ended_on = withdrawn_on
