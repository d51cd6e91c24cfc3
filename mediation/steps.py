"""Every step of the four machines as one row: its words, who may take it, what it needs and what it causes.

The graph itself stands in the `@transition` methods of `lifecycle`, `proceedings`, `letters` and `hand_overs`.
Rows of proceedings are completed by the row of the kind (`proceeding_kinds`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import checks, closing, conclusion_checks, linkage_checks, proceeding_checks
from mediation.access import Act
from mediation.hand_overs import HandOverMachine
from mediation.letters import LetterMachine
from mediation.lifecycle import DisputeMachine
from mediation.machine import Check, Duty, StrOrPromise
from mediation.proceeding_kinds import Opens
from mediation.proceedings import ProceedingMachine
from mediation.purposes import disclosure_has_ground

MAIN, PLAIN, GRAVE = "main", "plain", "grave"  # how the button looks


@dataclass(frozen=True)
class DateRule:
    """A date answer: not in the future unless `ahead`, and not before these dates of the subject."""

    answer: str
    not_before: tuple[str, ...] = ()
    ahead: bool = False


@dataclass(frozen=True)
class Step:
    """What a verb needs and causes besides changing its own subject."""

    verb: str
    label: StrOrPromise
    acts: tuple[Act, ...]
    form: str = "plain"  # key of forms.steps.FORMS
    reason: bool = False  # a reason must be given
    tone: str = PLAIN
    led: bool = False  # follows from another step; never a button
    creates: bool = False  # makes rows beyond its subject's own; taken by an operation of its own, never by take_step
    opens: tuple[Opens, ...] = ()
    meets: tuple[str, ...] = ()
    ends_deadlines: bool = False
    drafts: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    checks: tuple[Check, ...] = ()
    dates: tuple[DateRule, ...] = ()


def _by_verb(*rows: Step) -> dict[str, Step]:
    return {row.verb: row for row in rows}


DISPUTE_STEPS = _by_verb(
    Step("register", _("Register a case"), (Act.REGISTER,), creates=True),
    Step("amend", _("Amend the record"), (Act.AMEND,), creates=True),  # 更正登记
    Step("accept", _("Accept"), (Act.ACCEPT,), "accept", tone=MAIN, meets=("M1", "M2"), drafts=("acceptance_notice",),
        checks=(checks.handler_belongs, checks.handler_not_recused)),
    Step("return_for_completion", _("Return for completion"), (Act.ACCEPT,), "missing_items",
        meets=("M1", "M2"),
        drafts=("completion_notice",), checks=(checks.time_left_to_complete,)),
    Step("complete", _("Record completion"), (Act.REGISTER, Act.ACCEPT), "dated", tone=MAIN,
        opens=(Opens("M1", "done_on", request="supervision"), Opens("M2", "done_on", request="mediation")),
        dates=(DateRule("done_on", ("received_on",)),)),
    Step("lapse", _("Close: papers not completed"), (Act.DECLINE,), reason=True, tone=GRAVE, ends_deadlines=True),
    Step("decline", _("Do not accept"), (Act.DECLINE,), "decline", reason=True, tone=GRAVE, meets=("M1", "M2"),
        ends_deadlines=True, drafts=("non_acceptance_notice",), duties=(checks.not_the_registrar,)),
    Step("reconsider", _("Reconsider on new facts"), (Act.DECLINE,), "dated", reason=True,
        opens=(Opens("M1", "done_on", request="supervision"), Opens("M2", "done_on", request="mediation"),
               Opens("M3", "done_on", request="mediation")),
        dates=(DateRule("done_on", ("received_on",)),)),
    Step("assign", _("Assign a handler"), (Act.ASSIGN,), "assign",
        checks=(checks.handler_belongs, checks.handler_not_recused)),
    Step("hand_back", _("Hand the case back"), (Act.HANDLE,), reason=True),
    Step("delegate", _("Delegate downwards"), (Act.MOVE,), "delegate", reason=True, opens=(Opens("U1", "today"),),
        checks=(checks.holder_is_below, checks.complaint_stays_hidden, linkage_checks.limit_fits,
            linkage_checks.secret_kept)),
    Step("escalate", _("Escalate upwards"), (Act.MOVE,), "escalate", reason=True, meets=("U1",),
        checks=(checks.holder_is_above, linkage_checks.ground_stands)),
    Step("transfer", _("Transfer sideways"), (Act.MOVE,), "transfer", reason=True,
        checks=(checks.holder_is_beside, checks.complaint_stays_hidden, linkage_checks.back_for_a_reason)),
    Step("report_result", _("Report the result upwards"), (Act.HANDLE,), "report_result", meets=("U1",),
        duties=(checks.from_the_holding_union,), checks=(linkage_checks.report_complete,)),
    Step("approve_result", _("Approve the reported result"), (Act.ASSIGN,), "approve_result",
        duties=(checks.from_the_delegating_union,), checks=(linkage_checks.quality_met,)),
    Step("send_back", _("Send back for more work"), (Act.ASSIGN,), "send_back", reason=True,
        opens=(Opens("U1", "today"),), duties=(checks.from_the_delegating_union,),
        checks=(linkage_checks.shortcoming_named, linkage_checks.limit_fits)),
    Step("raise_alarm", _("Raise an alarm"), (Act.ALARM,), reason=True, tone=GRAVE),
    Step("mediate", _("Mediation opened"), (Act.HANDLE,), led=True),
    Step("agree", _("Agreement took effect"), (Act.HANDLE,), led=True),
    Step("fail_mediation", _("Mediation ended without agreement"), (Act.HANDLE,), led=True,
        drafts=("mediation_end_notice",)),
    Step("breach_agreement", _("Record breach of the agreement"), (Act.HANDLE,), reason=True, tone=GRAVE),
    Step("refer_to_hr", _("Goes to the HR stage"), (Act.HANDLE,), led=True, meets=("M3",)),
    Step("refer_to_court", _("Goes to the court stage"), (Act.HANDLE,), led=True, meets=("M3",)),
    Step("refer_to_procuratorate", _("Goes to the procuratorate stage"), (Act.HANDLE,), led=True,
        meets=("M3",)),
    Step("return_to_union", _("Take the case back from the partner"), (Act.HANDLE,)),
    Step("suspend", pgettext_lazy("case", "Suspend"), (Act.HANDLE,), "suspend", reason=True),
    Step("resume", pgettext_lazy("case", "Resume"), (Act.HANDLE,), tone=MAIN),
    Step("withdraw", _("Record withdrawal by the applicant"), (Act.HANDLE,), "withdraw", reason=True, tone=GRAVE,
        ends_deadlines=True, checks=(checks.free_will, checks.represented_consent)),
    Step("merge", _("Merge into another case"), (Act.MOVE,), "merge", reason=True, ends_deadlines=True,
        checks=(checks.same_employer, checks.may_move_the_other, checks.complaint_stays_hidden)),
    Step("absorb", _("Take in a merged case"), (Act.MOVE,), led=True),
    Step("split", _("Split off workers"), (Act.MOVE,), "split", reason=True, creates=True),
    Step("close", _("Close the case"), (Act.HANDLE,), "close", tone=MAIN, ends_deadlines=True, checks=closing.CLOSING),
    Step("archive", _("Archive"), (Act.ARCHIVE,), "archive", tone=MAIN, checks=(checks.volume_complete,)),
    Step("reopen", _("Reopen"), (Act.REOPEN,), reason=True,
        opens=(Opens("M3", "today", unless_open=True, request="mediation"),)),
    Step("recuse", _("Record a recusal"), (Act.RECUSE,), "recuse", reason=True, creates=True),
    Step("reveal", _("Show full numbers"), (Act.HANDLE,), "reveal", reason=True, creates=True),
    Step("recount", _("Deadlines counted anew"), (Act.ADMINISTER,), creates=True),
    Step("enrol", _("Enter a list of workers"), (Act.AMEND,), creates=True),  # 名单导入
    Step("strike", _("Take a worker off the roster"), (Act.AMEND,), reason=True, creates=True),
    Step("give_mandate", _("Record the mandate of representatives"), (Act.HANDLE,), creates=True),
    Step("end_mandate", _("Record the end of a mandate"), (Act.HANDLE,), reason=True, creates=True),
    Step("consent", _("Record consent of workers"), (Act.HANDLE,), creates=True),
    Step("withdraw_consent", _("Record that a consent is taken back"), (Act.HANDLE,), reason=True, creates=True),
    Step("follow_up", _("Record a follow-up visit"), (Act.HANDLE,), "follow_up", creates=True),
    Step("discuss", _("Discussed at a meeting"), (Act.MEET,), creates=True),  # 会商
    Step("open_task", _("Give a task"), (Act.HANDLE, Act.ASSIGN), creates=True),  # 交办任务
    Step("close_task", _("Report a task as done"), (Act.HANDLE, Act.ASSIGN, Act.RECORD), creates=True),  # 办结任务
    # Clocks by hand, and what interrupts or suspends the limitation
    Step("start_clock", _("Start a time limit"), (Act.HANDLE,), "start_clock", creates=True),
    Step("meet_clock", _("Record that the time limit is met"), (Act.HANDLE,), "meet_clock", tone=MAIN, creates=True),
    Step("extend_clock", _("Extend the time limit"), (Act.HANDLE,), "extend_clock", creates=True),
    Step("correct_clock", _("Correct the first day"), (Act.HANDLE,), "correct_clock", reason=True, creates=True),
    Step("end_clock", _("End the time limit"), (Act.HANDLE,), reason=True, tone=GRAVE, creates=True),
    Step("record_limitation", _("Record an interruption or suspension"), (Act.HANDLE,), "record_limitation",
        creates=True),
    Step("end_limitation", _("Record the end of an entry"), (Act.HANDLE,), "end_limitation", creates=True),
    Step("strike_limitation", _("Strike an entry"), (Act.HANDLE,), reason=True, tone=GRAVE, creates=True),
    # Evidence, and who is found for support
    Step("add_evidence", _("Add a paper to the evidence"), (Act.HANDLE,), "evidence", creates=True),  # 补充证据
    Step("strike_evidence", _("Take a paper off the evidence"), (Act.HANDLE,), reason=True, tone=GRAVE, creates=True),
    Step("dismiss_support", _("Not suitable for support"), (Act.HANDLE,), reason=True, creates=True),  # 不宜支持起诉
)  # fmt: skip

PROCEEDING_STEPS = _by_verb(
    Step("prepare", _("Prepare"), (Act.HANDLE,), "prepare", creates=True),
    Step("file", pgettext_lazy("application", "File"), (Act.HANDLE,), "file", tone=MAIN,
        checks=(*proceeding_checks.FILING, disclosure_has_ground),
        dates=(DateRule("filed_on", ("prepared_on",)), DateRule("posted_on", ("prepared_on",)),
            DateRule("obstacle_ended_on"))),
    Step("accept", _("Record acceptance"), (Act.HANDLE, Act.RECORD), "proceeding_accept", tone=MAIN,
        checks=proceeding_checks.ACCEPTANCE,
        dates=(DateRule("accepted_on", ("prepared_on", "filed_on")),)),
    Step("refuse", _("Record refusal"), (Act.HANDLE, Act.RECORD), "refuse", reason=True,
        ends_deadlines=True, checks=(proceeding_checks.partner_or_paper,),
        dates=(DateRule("refused_on", ("prepared_on", "filed_on")),)),
    Step("extend", pgettext_lazy("time limit", "Extend"), (Act.HANDLE, Act.RECORD), "extend", reason=True,
        checks=(proceeding_checks.both_agreed, proceeding_checks.extension_fits)),
    Step("convert", _("Change the procedure"), (Act.HANDLE, Act.RECORD), "convert", reason=True,
        checks=(proceeding_checks.other_procedure_known, proceeding_checks.partner_or_paper),
        dates=(DateRule("converted_on", ("accepted_on",)),)),
    Step("restart", _("Restart the clock"), (Act.HANDLE, Act.RECORD), "restart",
        checks=(proceeding_checks.cause_of_restart, proceeding_checks.partner_or_paper),
        dates=(DateRule("restarted_on", ("filed_on", "accepted_on")),)),
    Step("mark", _("Record a stage"), (Act.HANDLE, Act.RECORD), "mark",
        checks=(proceeding_checks.stage_known, proceeding_checks.stage_not_early, proceeding_checks.partner_or_paper),
        dates=(DateRule("happened_on", ("accepted_on",)), DateRule("performance_ends_on", ("accepted_on",), True))),
    Step("suspend", pgettext_lazy("proceeding", "Suspend"), (Act.HANDLE, Act.RECORD), "proceeding_suspend",
        reason=True, checks=(proceeding_checks.cause_of_pause,),
        dates=(DateRule("suspended_on", ("filed_on", "accepted_on")),)),
    Step("resume", pgettext_lazy("proceeding", "Resume"), (Act.HANDLE, Act.RECORD), "proceeding_resume",
        dates=(DateRule("resumed_on", ("suspended_on",)),)),
    Step("conclude", _("Record the result"), (Act.HANDLE, Act.RECORD), "conclude", tone=MAIN,
        checks=conclusion_checks.CONCLUSION,
        dates=(DateRule("concluded_on", ("prepared_on", "accepted_on")), DateRule("received_on", ("accepted_on",)),
        DateRule("applicant_signed_on", ("accepted_on",)), DateRule("respondent_signed_on", ("accepted_on",)),
        DateRule("mediator_signed_on", ("accepted_on",)), DateRule("performance_ends_on", ("accepted_on",), True))),
    Step("withdraw", pgettext_lazy("proceeding", "Withdraw"), (Act.HANDLE,), "proceeding_withdraw",
        reason=True, ends_deadlines=True,
        dates=(DateRule("withdrawn_on", ("prepared_on", "filed_on", "accepted_on")),)),
    Step("take_back", _("Papers came back from the agency"), (Act.HANDLE, Act.RECORD), led=True, ends_deadlines=True),
    Step("copy_out", _("Copy-out card shown in full"), (Act.HANDLE,), creates=True),
    Step("record_number", _("Record the number at the agency"), (Act.HANDLE,), creates=True),
    Step("hold_session", _("Record a session"), (Act.HANDLE,), "session", creates=True),
    Step("record_performance", _("Record performance"), (Act.HANDLE,), "performance", creates=True),
    Step("strike_payment", _("Take a payment back"), (Act.HANDLE,), reason=True, tone=GRAVE, creates=True),  # 冲销
    Step("remind_debtor", _("Remind the debtor"), (Act.HANDLE,), "remind_debtor", creates=True),  # 催告
    Step("divide", _("Divide the agreement among the workers"), (Act.HANDLE,), creates=True),
    Step("record_shares", _("Record payments to workers"), (Act.HANDLE,), creates=True),
)  # fmt: skip

LETTER_STEPS = _by_verb(
    Step("draft", _("Draft a letter"), (Act.DRAFT,), creates=True),
    Step("edit", _("Edit the draft"), (Act.DRAFT,), creates=True),
    Step("submit", _("Submit for review"), (Act.DRAFT,), tone=MAIN),
    Step("return_for_changes", pgettext_lazy("letter", "Return for changes"), (Act.REVIEW, Act.SIGN), reason=True),
    Step("approve", _("Approve"), (Act.REVIEW,), tone=MAIN, duties=(checks.not_the_drafter,)),
    Step("sign", _("Sign and issue"), (Act.SIGN, Act.SEAL), tone=MAIN,
        duties=(checks.not_the_drafter, checks.in_signing_position)),
    Step("serve", _("Record service"), (Act.SERVE,), "serve", tone=MAIN, checks=(checks.way_of_service_proved,),
        dates=(DateRule("served_on", ("issued_on",)),)),
    Step("refuse_service", _("Record refusal to receive"), (Act.SERVE,), "refuse_service", reason=True,
        opens=(Opens("S5", "recheck_on"),), checks=(checks.recheck_lies_ahead,),
        dates=(DateRule("served_on", ("issued_on",)),)),
    Step("answer_letter", _("Record the answer"), (Act.ANSWER,), "answer", tone=MAIN,
        dates=(DateRule("answered_on", ("served_on",)),)),
    Step("mark_unanswered", _("Record that no answer came"), (Act.VERIFY,), ends_deadlines=True,
        checks=(checks.reply_limit_passed,)),
    Step("verify", _("Verify correction"), (Act.VERIFY,), "verify", tone=MAIN, meets=("S5",),
        opens=(Opens("S5", "recheck_on"),), checks=(checks.recheck_lies_ahead, checks.recheck_of_a_breach),
        dates=(DateRule("verified_on", ("served_on", "answered_on")),)),
    Step("discard", pgettext_lazy("letter", "Discard"), (Act.DRAFT,), reason=True, tone=GRAVE),
    Step("withdraw", pgettext_lazy("letter", "Withdraw"), (Act.WITHDRAW_LETTER, Act.SEAL), reason=True,
        duties=(checks.in_signing_position,), tone=GRAVE,
        ends_deadlines=True),
    Step("supersede", pgettext_lazy("letter", "Replaced by a new letter"), (Act.SIGN,), led=True, ends_deadlines=True),
)  # fmt: skip

HAND_OVER_STEPS = _by_verb(
    Step("send", _("Hand the case over"), (Act.HANDLE,), "send", opens=(Opens("H1", "sent_on"),), creates=True),
    Step("link", _("Make a one-time link"), (Act.HANDLE,), "link", creates=True),
    Step("open_link", _("One-time link opened"), (Act.RECORD,), creates=True),
    Step("revoke_link", _("Revoke the links"), (Act.HANDLE,), creates=True),
    Step("accept", pgettext_lazy("hand-over", "Accept"), (Act.RECORD, Act.HANDLE), "hand_over_accept", tone=MAIN,
        meets=("H1",), opens=(Opens("H2", "accepted_on"),), checks=(checks.office_or_proof,),
        dates=(DateRule("accepted_on", ("sent_on",)),)),
    Step("return_papers", pgettext_lazy("hand-over", "Return"), (Act.RECORD, Act.HANDLE), "hand_over_return",
        reason=True, ends_deadlines=True, checks=(checks.office_or_proof,),
        dates=(DateRule("returned_on", ("sent_on", "accepted_on")),)),
    Step("record_result", pgettext_lazy("hand-over", "Tell the result"), (Act.RECORD, Act.HANDLE),
        "hand_over_result", tone=MAIN, meets=("H1", "H2"), ends_deadlines=True, checks=(checks.office_or_proof,),
        dates=(DateRule("answered_on", ("sent_on", "accepted_on")),)),
    Step("withdraw", pgettext_lazy("hand-over", "Take back"), (Act.HANDLE,), "hand_over_withdraw", reason=True,
        tone=GRAVE, ends_deadlines=True, dates=(DateRule("withdrawn_on", ("sent_on",)),)),
)  # fmt: skip

TABLES: dict[str, dict[str, Step]] = {
    "dispute": DISPUTE_STEPS,
    "proceeding": PROCEEDING_STEPS,
    "letter": LETTER_STEPS,
    "hand_over": HAND_OVER_STEPS,
}
MACHINES: dict[str, type] = {
    "dispute": DisputeMachine,
    "proceeding": ProceedingMachine,
    "letter": LetterMachine,
    "hand_over": HandOverMachine,
}


def machine_of(subject: Any) -> str:
    """dispute, proceeding, letter or hand_over."""
    return next(name for name, machine in MACHINES.items() if isinstance(subject, machine))


def step_of(subject: Any, verb: str) -> Step:
    """The row of a verb; KeyError for a verb the machine does not have."""
    return TABLES[machine_of(subject)][verb]


def label_of(subject: Any, verb: str) -> StrOrPromise:
    """The words of the step, the kind's own where it has them."""
    step = step_of(subject, verb)
    if machine_of(subject) == "proceeding":
        return subject.row.names.get(verb, step.label)
    return step.label


def event_label(machine: str, verb: str) -> StrOrPromise:
    """The words of an event of a machine, for timelines."""
    step = TABLES[machine].get(verb)
    return step.label if step is not None else verb


def opened_by(subject: Any, verb: str, answers: dict[str, Any]) -> tuple[Opens, ...]:
    """The deadlines a step starts."""
    rows = step_of(subject, verb).opens
    machine = machine_of(subject)
    if machine == "letter" and verb == "serve" and subject.row.reply_rule:
        rows += (Opens(subject.row.reply_rule, "served_on"),)
    if machine == "letter" and verb == "answer_letter" and subject.row.result_rule and answers.get("taken_up"):
        rows += (Opens(subject.row.result_rule, "answered_on"),)
    if machine == "hand_over" and verb == "accept" and subject.proceeding and subject.proceeding.clock_on_acceptance:
        return ()  # the law's own clock runs
    if machine == "proceeding":
        rows += subject.row.opens_at(verb, subject.basis, subject.procedure)
        if verb == "conclude":
            rows += subject.row.outcome(answers["outcome"]).opens
        if verb == "mark":
            rows += subject.row.stage(answers["stage"]).opens
    return tuple(row for row in rows if row.request in ("", subject.dispute.request))


def met_by(subject: Any, verb: str) -> tuple[str, ...]:
    """The rules whose deadlines a step meets."""
    rules = step_of(subject, verb).meets
    machine = machine_of(subject)
    if machine == "proceeding":
        rules += subject.row.meets_at(verb, subject.basis)
        if verb == "mark":
            rules += subject.row.stage(subject.stages[-1]["code"]).meets
    if machine == "letter" and verb in ("answer_letter", "verify") and subject.row.reply_rule:
        rules += (subject.row.reply_rule,)
    if machine == "letter" and verb == "verify" and subject.row.result_rule:
        rules += (subject.row.result_rule,)
    return rules


def trigger_of(opens: Opens, subject: Any, answers: dict[str, Any], today: date) -> date | None:
    """The day a deadline is counted from: an answer, else a field of the subject."""
    if opens.since == "today":
        return today
    found = answers.get(opens.since) or getattr(subject, opens.since, None) or answers.get(opens.otherwise)
    return found if isinstance(found, date) else None
