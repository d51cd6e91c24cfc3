"""The dispute machine (案件): states, stages and every verb of a case, read top to bottom.

A verb sets fields of its own dispute and nothing else. What a verb needs and causes besides stands in
`steps.DISPUTE_STEPS`; verbs are called by `operations.steps.take_step`, and `split`, which makes a second case, by
`operations.filing.split`.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import RETURN_VALUE, transition

from mediation import guards
from mediation.machine import StateField, StateModel


class State(models.TextChoices):
    """Main status of a dispute (案件状态)."""

    REGISTERED = "registered", _("Registered")  # 登记
    RETURNED = "returned", _("Returned for completion")  # 退回补正
    DECLINED = "declined", _("Not accepted")  # 不予受理
    ACCEPTED = "accepted", _("Accepted")  # 受理
    MEDIATING = "mediating", _("In mediation")  # 调解
    AGREED = "agreed", _("Agreement reached")  # 达成协议
    UNRESOLVED = "unresolved", _("Mediation failed")  # 调解不成
    AT_HR = "at_hr", _("With the HR department")  # 人社办理
    AT_COURT = "at_court", _("With the court")  # 法院办理
    AT_PROCURATORATE = "at_procuratorate", _("With the procuratorate")  # 检察办理
    SUSPENDED = "suspended", _("Suspended")  # 中止
    CLOSED = "closed", _("Closed")  # 结案
    ARCHIVED = "archived", _("Archived")  # 归档


class Stage(models.TextChoices):
    """The four stages (四方) a case passes through; the rail on the case page."""

    UNION = "union", pgettext_lazy("stage", "Union")  # 工会
    HR = "hr", pgettext_lazy("stage", "HR department")  # 人社
    COURT = "court", pgettext_lazy("stage", "Court")  # 法院
    PROCURATORATE = "procuratorate", pgettext_lazy("stage", "Procuratorate")  # 检察


FINISHED = (State.CLOSED, State.ARCHIVED)
ENDED = (*FINISHED, State.DECLINED)  # nobody works on it
OPEN = tuple(state for state in State if state not in ENDED)
WITH_PARTNER = (State.AT_HR, State.AT_COURT, State.AT_PROCURATORATE)
HANDLED = (State.ACCEPTED, State.MEDIATING, State.AGREED, State.UNRESOLVED, *WITH_PARTNER)
RUNNING = (State.REGISTERED, State.RETURNED, *HANDLED)  # open and not suspended


def local_day(at: datetime) -> date:
    """The legal date (Asia/Shanghai) of an instant."""
    return timezone.localtime(at).date()


class DisputeMachine(StateModel):
    """State, stage and verbs of a dispute."""

    state = StateField(_("state"), max_length=20, choices=State.choices, default=State.REGISTERED)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.UNION, editable=False)
    state_before = models.CharField(max_length=20, choices=State.choices, blank=True, editable=False)
    has_agreement = models.BooleanField(_("agreement in force"), default=False, editable=False)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True, editable=False)
    suspended_days = models.PositiveIntegerField(_("days suspended"), default=0, db_default=0, editable=False)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)  # closed, or not accepted
    archived_on = models.DateField(_("archived on"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=4, blank=True, editable=False)
    outcome_detail = models.CharField(_("outcome in detail"), max_length=40, blank=True, editable=False)
    missing_items = models.TextField(_("missing items"), blank=True, editable=False)
    result_report = models.TextField(_("result reported"), blank=True, editable=False)
    alarmed_on = models.DateField(_("alarm raised on"), null=True, blank=True, editable=False)
    handler: Any
    holder: Any
    delegated_by: Any
    merged_into: Any
    proceedings: Any
    totals_with: Any

    class Meta:
        abstract = True

    # Intake -------------------------------------------------------------------------------------------------

    @transition("state", source=State.REGISTERED, target=State.RETURNED, conditions=[guards.not_returned_before])
    def return_for_completion(self, *, missing_items: str, **answers: Any) -> None:
        """退回补正: name everything that is missing, once."""
        self.missing_items = missing_items

    @transition("state", source=State.RETURNED, target=State.REGISTERED)
    def complete(self, **answers: Any) -> None:
        """补正: the missing papers came in."""

    @transition("state", source=State.RETURNED, target=State.CLOSED, conditions=[guards.no_unfinished_letter])
    def lapse(self, *, at: datetime, **answers: Any) -> None:
        """逾期不补: the papers did not come in time; closed without acceptance (R07)."""
        self._close(at, outcome="R07", detail="incomplete")

    @transition("state", source=State.REGISTERED, target=State.DECLINED)
    def decline(self, *, at: datetime, decline_reason: str, **answers: Any) -> None:
        """不予受理: out of scope; the applicant is told the other routes (ZJ-SUP 17)."""
        self.ended_on = local_day(at)
        self.outcome, self.outcome_detail = "R07", decline_reason

    @transition("state", source=State.DECLINED, target=State.REGISTERED)
    def reconsider(self, **answers: Any) -> None:
        """新事实: a new fact or paper reopens the question of acceptance."""
        self.ended_on = None
        self.outcome = self.outcome_detail = ""

    @transition("state", source=State.REGISTERED, target=State.ACCEPTED, conditions=guards.ACCEPTANCE)
    def accept(self, *, at: datetime, **answers: Any) -> None:
        """受理: in scope and not with another authority already."""
        self.accepted_on = local_day(at)

    # Who works on it ----------------------------------------------------------------------------------------

    @transition("state", source=HANDLED, target=None)
    def assign(self, *, handler: Any, **answers: Any) -> None:
        """分派: name the handler."""
        self.handler = handler

    @transition("state", source=HANDLED, target=None, conditions=[guards.has_handler])
    def hand_back(self, **answers: Any) -> None:
        """退回分派: the handler gives the case back with a reason."""
        self.handler = None

    @transition("state", source=RUNNING, target=None, conditions=[guards.not_at_enterprise, guards.not_delegated])
    def delegate(self, *, holder: Any, **answers: Any) -> None:
        """下沉: a lower union takes the case over; the upper one keeps watch."""
        self.delegated_by, self.holder, self.handler = self.holder, holder, None
        self.result_report = ""

    @transition("state", source=RUNNING, target=None, conditions=[guards.not_at_city])
    def escalate(self, *, holder: Any, **answers: Any) -> None:
        """提级: an upper union takes the case over."""
        self.holder, self.handler, self.delegated_by, self.result_report = holder, None, None, ""

    @transition("state", source=RUNNING, target=None, conditions=[guards.may_go_sideways])
    def transfer(self, *, holder: Any, **answers: Any) -> None:
        """转办: a union of the same level takes the case over."""
        self.holder, self.handler, self.result_report = holder, None, ""

    @transition("state", source=HANDLED, target=None, conditions=[guards.is_delegated, guards.nothing_reported])
    def report_result(self, *, result_report: str, **answers: Any) -> None:
        """办结上报: the lower union reports its result to the union that delegated the case."""
        self.result_report = result_report

    @transition("state", source=HANDLED, target=None, conditions=[guards.result_is_reported])
    def approve_result(self, **answers: Any) -> None:
        """审核通过: the upper union is content with the reported result."""
        self.delegated_by, self.result_report = None, ""

    @transition("state", source=HANDLED, target=None, conditions=[guards.result_is_reported])
    def send_back(self, **answers: Any) -> None:
        """退回重办: the upper union returns the reported result for more work."""
        self.result_report = ""

    @transition("state", source=OPEN, target=None)
    def raise_alarm(self, *, at: datetime, **answers: Any) -> None:
        """激化预警: danger of escalation, reported to the city at once (人民调解法 25)."""
        self.alarmed_on = local_day(at)

    # Mediation, led by the union mediation proceeding --------------------------------------------------------

    @transition(
        "state",
        source=(State.ACCEPTED, State.UNRESOLVED, *WITH_PARTNER),
        target=State.MEDIATING,
        conditions=[guards.held_high_enough],
    )
    def mediate(self, **answers: Any) -> None:
        """调解: both sides consented."""
        self.stage = Stage.UNION

    @transition("state", source=State.MEDIATING, target=State.AGREED)
    def agree(self, **answers: Any) -> None:
        """达成协议: the agreement is effective."""
        self.has_agreement = True

    @transition("state", source=(State.ACCEPTED, State.MEDIATING), target=State.UNRESOLVED)
    def fail_mediation(self, **answers: Any) -> None:
        """调解不成: refused, expired or without result; the other routes stay open."""

    @transition(
        "state",
        source=(State.AGREED, *WITH_PARTNER),
        target=State.UNRESOLVED,
        conditions=[guards.agreement_in_force],
    )
    def breach_agreement(self, **answers: Any) -> None:
        """不履行: the agreement was not performed or turned out invalid."""
        self.has_agreement, self.stage = False, Stage.UNION

    # Stages, led by the proceedings --------------------------------------------------------------------------

    @transition("state", source=HANDLED, target=State.AT_HR)
    def refer_to_hr(self, **answers: Any) -> None:
        """移送人社: inspection, arbitration or review runs."""
        self.stage = Stage.HR

    @transition("state", source=HANDLED, target=State.AT_COURT)
    def refer_to_court(self, **answers: Any) -> None:
        """移送法院: confirmation, suit or enforcement runs."""
        self.stage = Stage.COURT

    @transition("state", source=HANDLED, target=State.AT_PROCURATORATE)
    def refer_to_procuratorate(self, **answers: Any) -> None:
        """移送检察: support for the suit or a procuratorial suggestion runs."""
        self.stage = Stage.PROCURATORATE

    @transition(
        "state",
        source=WITH_PARTNER,
        target=RETURN_VALUE(State.AGREED, State.UNRESOLVED, State.ACCEPTED),
        conditions=[guards.no_partner_proceeding],
    )
    def return_to_union(self, **answers: Any) -> State:
        """回到工会: the partners have finished; the union carries on."""
        self.stage = Stage.UNION
        if self.has_agreement:
            return State.AGREED
        mediated = self.proceedings.filter(kind="union_mediation").exclude(state="prepared").exists()
        return State.UNRESOLVED if mediated else State.ACCEPTED

    # Pauses and ends -----------------------------------------------------------------------------------------

    @transition("state", source=HANDLED, target=State.SUSPENDED)
    def suspend(self, *, at: datetime, **answers: Any) -> None:
        """中止: wait for another result, an heir, the end of force majeure, or a party that cannot be found."""
        self.state_before, self.suspended_on = self.state, local_day(at)

    @transition("state", source=State.SUSPENDED, target=RETURN_VALUE(*HANDLED))
    def resume(self, *, at: datetime, **answers: Any) -> str:
        """恢复: the cause has ended; the clocks run on."""
        if self.suspended_on is not None:
            self.suspended_days += (local_day(at) - self.suspended_on).days
        before, self.state_before, self.suspended_on = self.state_before, "", None
        return before

    @transition("state", source=RUNNING, target=State.CLOSED, conditions=guards.WITHDRAWAL)
    def withdraw(self, *, at: datetime, **answers: Any) -> None:
        """撤回: the applicant withdraws of free will (R06)."""
        self._close(at, outcome="R06")

    @transition("state", source=RUNNING, target=State.CLOSED, conditions=guards.CLOSING)
    def merge(self, *, at: datetime, merged_into: Any, **answers: Any) -> None:
        """合并办理: goes on as part of another case against the same employer (R13)."""
        self.merged_into = merged_into
        self._close(at, outcome="R13")

    @transition("state", source=OPEN, target=None)
    def absorb(self, *, source: Any, **answers: Any) -> None:
        """并入: another case against the same employer goes on as part of this one."""
        self.worker_count, self.amount_claimed = self.totals_with(source)

    @transition("state", source=HANDLED, target=None, conditions=[guards.several_workers])
    def split(self, **answers: Any) -> None:
        """拆分: some workers go on in a case of their own."""

    @transition("state", source=HANDLED, target=State.CLOSED, conditions=[*guards.CLOSING, guards.held_high_enough])
    def close(self, *, at: datetime, outcome: str, outcome_detail: str = "", **answers: Any) -> None:
        """结案: with one outcome of the closing codes."""
        self._close(at, outcome=outcome, detail=outcome_detail)

    @transition("state", source=State.CLOSED, target=State.ARCHIVED, conditions=[guards.no_open_deadline])
    def archive(self, *, at: datetime, **answers: Any) -> None:
        """归档: the volume is complete."""
        self.archived_on = local_day(at)

    @transition(
        "state",
        source=FINISHED,
        target=RETURN_VALUE(State.ACCEPTED, State.REGISTERED),
        conditions=[guards.not_merged],
    )
    def reopen(self, **answers: Any) -> State:
        """重新打开: not performed, a new fact, an invalid agreement or an upheld complaint.

        A case that was never accepted goes back to intake.
        """
        self.closed_on = self.ended_on = self.archived_on = None
        self.outcome = self.outcome_detail = ""
        self.has_agreement, self.stage = False, Stage.UNION
        return State.ACCEPTED if self.accepted_on else State.REGISTERED

    def _close(self, at: datetime, *, outcome: str, detail: str = "") -> None:
        self.closed_on = self.ended_on = local_day(at)
        self.outcome, self.outcome_detail = outcome, detail
