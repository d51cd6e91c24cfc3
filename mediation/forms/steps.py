"""The form of every step, by the key that its row in `mediation.steps` names; and the forms of letters."""

from typing import Any

from mediation.forms import (
    agency_steps,
    clues,
    conclusions,
    deadlines,
    disputes,
    hand_overs,
    linkage,
    performance,
    proceedings,
    review,
    service,
    surveys,
)
from mediation.forms.answers import PlainForm, StepForm
from mediation.models import User
from mediation.steps import Step

FORMS: dict[str, type[StepForm]] = {
    "plain": PlainForm,
    # disputes
    "accept": disputes.AcceptForm,
    "missing_items": disputes.MissingItemsForm,
    "dated": disputes.DatedForm,
    "decline": disputes.DeclineForm,
    "assign": disputes.HandlerForm,
    "delegate": linkage.DelegateForm,
    "escalate": linkage.EscalateForm,
    "transfer": linkage.TransferForm,
    "report_result": linkage.ReportResultForm,
    "approve_result": linkage.ApproveResultForm,
    "send_back": linkage.SendBackForm,
    "suspend": disputes.SuspendForm,
    "withdraw": disputes.WithdrawForm,
    "merge": disputes.MergeForm,
    "split": disputes.SplitForm,
    "close": disputes.CloseForm,
    "archive": disputes.ArchiveForm,
    "recuse": disputes.RecuseForm,
    "follow_up": disputes.FollowUpForm,
    "plan_visit": disputes.PlanVisitForm,
    "ask_survey": surveys.AskForm,
    "answer_survey": surveys.RecordForm,
    "reveal": disputes.RevealForm,
    "start_clock": deadlines.StartForm,
    "meet_clock": deadlines.MeetForm,
    "extend_clock": deadlines.ExtendForm,
    "correct_clock": deadlines.CorrectForm,
    "record_limitation": deadlines.LimitationForm,
    "end_limitation": deadlines.LimitationEndForm,
    "evidence": clues.EvidenceForm,
    # proceedings; "prepare" and "performance" also need a kind and an instalment
    "prepare": proceedings.PrepareForm,
    "file": proceedings.FileForm,
    "proceeding_accept": proceedings.AcceptForm,
    "refuse": proceedings.RefuseForm,
    "extend": agency_steps.ExtendForm,
    "proceeding_suspend": agency_steps.SuspendForm,
    "proceeding_resume": agency_steps.ResumeForm,
    "convert": agency_steps.ConvertForm,
    "restart": agency_steps.RestartForm,
    "mark": agency_steps.MarkForm,
    "conclude": conclusions.ConcludeForm,
    "proceeding_withdraw": agency_steps.WithdrawForm,
    "session": proceedings.SessionForm,
    "performance": performance.PerformanceForm,
    "strike_payment": performance.StrikeForm,
    "remind_debtor": performance.RemindForm,
    # hand-overs; "send" also needs an office and an aim
    "send": hand_overs.SendForm,
    "hand_over_accept": hand_overs.AcceptForm,
    "hand_over_return": hand_overs.ReturnForm,
    "hand_over_result": hand_overs.ResultForm,
    "hand_over_withdraw": hand_overs.WithdrawForm,
    "link": hand_overs.LinkForm,
    # letters
    "return_letter": review.ReturnForm,
    "serve": service.ServeForm,
    "refuse_service": service.RefuseServiceForm,
    "answer": service.AnswerForm,
    "verify": service.VerifyForm,
    # files
    "attach": service.AttachForm,
}


def form_for(step: Step, subject: Any, user: User, data: Any = None, **more: Any) -> StepForm:
    """The form of a step, empty or with what was typed."""
    return FORMS[step.form](data, subject=subject, user=user, step=step, **more)
