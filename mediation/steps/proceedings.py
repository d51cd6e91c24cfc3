"""The steps of a proceeding before a partner (程序); the row of the kind completes them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import conclusion_checks, proceeding_checks
from mediation.access import Act
from mediation.purposes import disclosure_has_ground
from mediation.steps.row import GRAVE, MAIN, DateRule, Step, by_verb

PROCEEDING_STEPS = by_verb(
    Step("prepare", _("Prepare"), (Act.HANDLE,), "prepare", creates=True),
    Step("file", pgettext_lazy("application", "File"), (Act.HANDLE,), "file", tone=MAIN,
        checks=(*proceeding_checks.FILING, disclosure_has_ground),
        dates=(DateRule("filed_on", ("prepared_on",)), DateRule("posted_on", ("prepared_on",)),
            DateRule("obstacle_ended_on"))),
    Step("accept", _("Record acceptance"), (Act.HANDLE, Act.RECORD), "proceeding_accept", tone=MAIN,
        checks=proceeding_checks.ACCEPTANCE,
        dates=(DateRule("accepted_on", ("prepared_on", "filed_on")),)),
    Step("refuse", _("Record refusal"), (Act.HANDLE, Act.RECORD), "refuse", reason=True,
        ends_deadlines=True, checks=(proceeding_checks.partner_or_paper, proceeding_checks.refusal_received),
        dates=(DateRule("refused_on", ("prepared_on", "filed_on")),
            DateRule("received_on", ("prepared_on", "filed_on")))),
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
    Step("come_back", _("Papers came back from the agency"), (Act.HANDLE, Act.RECORD), led=True, ends_deadlines=True),
    Step("copy_out", _("Copy-out card shown in full"), (Act.HANDLE,), creates=True),
    Step("record_number", _("Record the number at the agency"), (Act.HANDLE,), creates=True),
    Step("attach", _("Add files"), (Act.HANDLE,), "attach", creates=True),
    Step("hold_session", _("Record a session"), (Act.HANDLE,), "session", creates=True),
    Step("record_performance", _("Record performance"), (Act.HANDLE,), "performance", creates=True),
    Step("strike_payment", _("Take a payment back"), (Act.HANDLE,), "strike_payment",
        reason=True, tone=GRAVE, creates=True),  # 冲销
    Step("remind_debtor", _("Remind the debtor"), (Act.HANDLE,), "remind_debtor", creates=True),  # 催告
    Step("divide", _("Divide the agreement among the workers"), (Act.HANDLE,), creates=True),
    Step("record_shares", _("Record payments to workers"), (Act.HANDLE,), creates=True),
)  # fmt: skip
