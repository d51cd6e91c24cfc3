"""The form of every step, by the key that its row in `mediation.steps` names; and the forms of letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation.classification import Service
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
)
from mediation.forms.answers import DayField, LongField, PlainForm, StepForm, choice
from mediation.models import User
from mediation.steps import Step


def recheck_field() -> DayField:
    return DayField(
        label=_("To be checked again on"), initial=None, required=False,
        help_text=_("If the breach is not corrected: the day somebody looks again."),
    )  # fmt: skip


class ServeForm(StepForm):
    served_on = DayField(label=_("Served on"))
    served_how = choice(_("Way of service"), Service.choices)
    served_to = forms.CharField(label=_("Received by"), max_length=80, help_text=_("Name and position."))
    witness = forms.CharField(
        label=_("Witness or proof"),
        max_length=200,
        required=False,
        help_text=_("Needed when the letter was left in place; else the number of the receipt or of the mail."),
    )


class RefuseServiceForm(StepForm):
    served_on = DayField(label=pgettext_lazy("service", "Refused on"))
    witness = forms.CharField(label=_("Witness, photographs or video"), max_length=200)
    recheck_on = recheck_field()


class AnswerForm(StepForm):
    answered_on = DayField(label=_("Answered on"))
    answer = LongField(label=_("What was answered"), rows=6, max_length=10_000)
    taken_up = forms.TypedChoiceField(
        label=_("Does the department take the matter up?"),
        choices=[("yes", _("Yes, accepted")), ("no", _("No, not accepted"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
        help_text=_("If it does, the time for its result runs from this answer."),
    )

    def fit(self) -> None:
        if not self.subject.row.result_rule:
            self.drop("taken_up")


class VerifyForm(StepForm):
    verified_on = DayField(label=_("Verified on"))
    corrected = forms.TypedChoiceField(
        label=_("Is the breach corrected?"),
        choices=[("yes", _("Yes, corrected")), ("no", _("No, not corrected without good reason"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
    )
    verification = LongField(label=_("How it was verified and what was found"), rows=5, max_length=10_000)
    recheck_on = recheck_field()


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
    "serve": ServeForm,
    "refuse_service": RefuseServiceForm,
    "answer": AnswerForm,
    "verify": VerifyForm,
}


def form_for(step: Step, subject: Any, user: User, data: Any = None, **more: Any) -> StepForm:
    """The form of a step, empty or with what was typed."""
    return FORMS[step.form](data, subject=subject, user=user, step=step, **more)
