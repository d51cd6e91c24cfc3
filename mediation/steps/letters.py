"""The steps of a letter (文书)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import checks
from mediation.access import Act
from mediation.proceeding_kinds import Opens
from mediation.steps.row import GRAVE, MAIN, DateRule, Step, by_verb

LETTER_STEPS = by_verb(
    Step("draft", _("Draft a letter"), (Act.DRAFT,), creates=True),
    Step("edit", _("Edit the draft"), (Act.DRAFT,), creates=True),
    Step("comment", _("Comment on the draft"), (Act.DRAFT, Act.REVIEW, Act.SIGN), creates=True),
    Step("resolve_comment", _("Resolve a comment"), (Act.DRAFT, Act.REVIEW, Act.SIGN), creates=True),
    Step("submit", _("Submit for review"), (Act.DRAFT,), tone=MAIN),
    Step("take_back", pgettext_lazy("letter", "Take back"), (Act.DRAFT,), duties=(checks.the_drafter,)),
    Step("return_for_changes", pgettext_lazy("letter", "Return for changes"), (Act.REVIEW, Act.SIGN), "return_letter",
        reason=True),
    Step("approve", _("Approve"), (Act.REVIEW,), tone=MAIN, duties=(checks.not_the_drafter,)),
    Step("sign", _("Sign and issue"), (Act.SIGN, Act.SEAL), tone=MAIN,
        duties=(checks.not_the_drafter, checks.in_signing_position)),
    Step("serve", _("Record service"), (Act.SERVE,), "serve", tone=MAIN, checks=(checks.way_of_service_proved,),
        dates=(DateRule("served_on", ("issued_on",)), DateRule("posted_on", ("issued_on",)))),
    Step("refuse_service", _("Record refusal to receive"), (Act.SERVE,), "refuse_service", reason=True,
        opens=(Opens("S5", "recheck_on"),), checks=(checks.refusal_proved, checks.recheck_lies_ahead),
        dates=(DateRule("served_on", ("issued_on",)),)),
    Step("answer_letter", _("Record the answer"), (Act.ANSWER,), "answer", tone=MAIN,
        dates=(DateRule("answered_on", ("served_on",)),)),
    Step("record_late_answer", _("Record a late answer"), (Act.ANSWER,), "answer",
        dates=(DateRule("answered_on", ("served_on",)),)),
    Step("mark_unanswered", _("Record that no answer came"), (Act.VERIFY,), ends_deadlines=True,
        checks=(checks.reply_limit_passed,)),
    Step("verify", _("Verify correction"), (Act.VERIFY,), "verify", tone=MAIN, meets=("S5",),
        opens=(Opens("S5", "recheck_on"),),
        checks=(checks.two_on_the_spot, checks.recheck_lies_ahead, checks.recheck_of_a_breach),
        dates=(DateRule("verified_on", ("served_on", "answered_on")),)),
    Step("attach", _("Add files"), (Act.SERVE,), "attach", creates=True),
    Step("discard", pgettext_lazy("letter", "Discard"), (Act.DRAFT,), reason=True, tone=GRAVE),
    Step("withdraw", pgettext_lazy("letter", "Withdraw"), (Act.WITHDRAW_LETTER, Act.SEAL), reason=True,
        duties=(checks.in_signing_position,), tone=GRAVE,
        ends_deadlines=True),
    Step("supersede", pgettext_lazy("letter", "Replaced by a new letter"), (Act.SIGN,), led=True, ends_deadlines=True),
)  # fmt: skip
