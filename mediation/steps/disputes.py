"""The steps of a case (案件)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import checks, closing, linkage_checks
from mediation.access import Act
from mediation.proceeding_kinds import Opens
from mediation.steps.row import GRAVE, MAIN, DateRule, Step, by_verb

DISPUTE_STEPS = by_verb(
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
    Step("archive", _("Archive"), (Act.ARCHIVE,), "archive", tone=MAIN,
        checks=(checks.volume_complete, checks.volume_made)),
    Step("reopen", _("Reopen"), (Act.REOPEN,), reason=True,
        opens=(Opens("M3", "today", unless_open=True, request="mediation"),)),
    Step("recuse", _("Record a recusal"), (Act.RECUSE,), "recuse", reason=True, creates=True),
    Step("reveal", _("Show full numbers"), (Act.HANDLE,), "reveal", reason=True, creates=True),
    Step("recount", _("Deadlines counted anew"), (Act.ADMINISTER,), creates=True),
    Step("enrol", _("Enter a list of workers"), (Act.AMEND,), creates=True),  # 名单导入
    Step("strike", _("Take a worker off the roster"), (Act.AMEND,), reason=True, creates=True),
    Step("attribute", _("Claims entered as the worker's own"), (Act.AMEND, Act.MOVE), creates=True),  # 记为本人请求
    Step("give_mandate", _("Record the mandate of representatives"), (Act.HANDLE,), creates=True),
    Step("end_mandate", _("Record the end of a mandate"), (Act.HANDLE,), reason=True, creates=True),
    Step("consent", _("Record consent of workers"), (Act.HANDLE,), creates=True),
    Step("withdraw_consent", _("Record that a consent is taken back"), (Act.HANDLE,), reason=True, creates=True),
    Step("follow_up", _("Record a follow-up visit"), (Act.HANDLE,), "follow_up", creates=True),
    Step("plan_visit", _("Plan a follow-up visit"), (Act.HANDLE,), "plan_visit", creates=True),  # 回访计划
    Step("ask_survey", _("Ask for satisfaction"), (Act.HANDLE,), "ask_survey", creates=True),  # 满意度调查
    Step("answer_survey", _("Satisfaction answered"), (Act.HANDLE, Act.RATE), "answer_survey", creates=True),
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
    Step("attach", _("Add files"), (Act.HANDLE,), "attach", creates=True),  # 添加材料
    Step("strike_file", _("Strike a file"), (Act.HANDLE,), reason=True, tone=GRAVE, creates=True),  # 剔除材料
    # Papers without number and seal
    Step("draw_paper", _("Draw up a paper"), (Act.DRAFT,), creates=True),  # 制作文书
    Step("edit_paper", _("Paper changed"), (Act.DRAFT,), creates=True),
    Step("discard_paper", _("Discard the paper"), (Act.DRAFT,), reason=True, tone=GRAVE, creates=True),
    Step("issue_dossier", _("Give out the dossier"), (Act.HANDLE, Act.ARCHIVE), creates=True),  # 提供卷宗
    Step("dismiss_support", _("Not suitable for support"), (Act.HANDLE,), reason=True, creates=True),  # 不宜支持起诉
)  # fmt: skip
