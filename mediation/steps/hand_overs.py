"""The steps of a hand-over to a partner (移送)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import checks, purposes
from mediation.access import Act
from mediation.proceeding_kinds import Opens
from mediation.steps.row import GRAVE, MAIN, DateRule, Step, by_verb

HAND_OVER_STEPS = by_verb(
    Step("send", _("Hand the case over"), (Act.HANDLE,), "send", opens=(Opens("H1", "sent_on"),), creates=True),
    Step("link", _("Make a one-time link"), (Act.HANDLE,), "link", creates=True),
    Step("open_link", _("One-time link opened"), (Act.RECORD,), creates=True),
    Step("revoke_link", _("Revoke the links"), (Act.HANDLE,), creates=True),
    Step("accept", pgettext_lazy("hand-over", "Accept"), (Act.RECORD, Act.HANDLE), "hand_over_accept", tone=MAIN,
        meets=("H1",), opens=(Opens("H2", "accepted_on"),), checks=(checks.office_or_proof,),
        dates=(DateRule("accepted_on", ("sent_on",)),)),
    Step("return_papers", pgettext_lazy("hand-over", "Return"), (Act.RECORD, Act.HANDLE), "hand_over_return",
        reason=True, ends_deadlines=True, checks=(checks.office_or_proof, purposes.asked_is_known),
        dates=(DateRule("returned_on", ("sent_on", "accepted_on")),)),
    Step("record_result", pgettext_lazy("hand-over", "Tell the result"), (Act.RECORD, Act.HANDLE),
        "hand_over_result", tone=MAIN, meets=("H1", "H2"), ends_deadlines=True, checks=(checks.office_or_proof,),
        dates=(DateRule("answered_on", ("sent_on", "accepted_on")),)),
    Step("withdraw", pgettext_lazy("hand-over", "Take back"), (Act.HANDLE,), "hand_over_withdraw", reason=True,
        tone=GRAVE, ends_deadlines=True, dates=(DateRule("withdrawn_on", ("sent_on",)),)),
)  # fmt: skip
