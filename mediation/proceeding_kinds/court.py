"""What the court does at the wish of both sides or of the creditor: confirmation, payment order, enforcement."""

from django.utils.translation import gettext_lazy as _

from mediation import grounds
from mediation.grounds import HANDLER, Ground
from mediation.lifecycle import WITH_PARTNER, State
from mediation.proceeding_kinds import proofs
from mediation.proceeding_kinds.kind import Basis, Kind, Opens, Outcome, Paper, Stage
from mediation.proceeding_kinds.question import CHOICE, MONEY, Option, Question
from mediation.proceeding_kinds.shared import (
    AGREEMENT_PAPER,
    BACK,
    ENFORCE_FROM_RECEIPT,
    ENFORCE_FROM_RESULT,
    EVIDENCE,
    IDENTITY,
    JOINT_FORM,
    MEDIATION_PROOF,
    NO_ONLY,
    YES_ONLY,
)

judicial_confirmation = Kind(
    "judicial_confirmation", _("Judicial confirmation"), "司法确认",
    agencies=("court",), allowed_from=(State.AGREED, *WITH_PARTNER), stage_verb="refer_to_court",
    grounds=(
        grounds.agreement_in_force, grounds.one_at_a_time("judicial_confirmation"),
        Ground(_("no arbitral mediation paper exists or is under way (G3)"), HANDLER,
            grounds.never_granted("arbitration_review")),
    ),
    papers=(JOINT_FORM, AGREEMENT_PAPER, MEDIATION_PROOF, IDENTITY),
    outcomes=(
        Outcome("confirmed", _("confirmed by ruling"), BACK, (ENFORCE_FROM_RECEIPT, Opens("A6", "received_on")),
            received=True),
        Outcome("rejected", _("application dismissed"), BACK),
    ),
    opens={"file": (Opens("A4", "filed_on"),), "accept": (Opens("A5", "accepted_on"),)},
    meets={"file": ("A3",), "accept": ("A4",), "refuse": ("A4",), "conclude": ("A5",)},
    within="A3",
)  # fmt: skip

_FOUR_KINDS = (  # 调解仲裁法 16: only these
    Option("wages", _("wages")),
    Option("injury", _("medical fees of a work injury")),
    Option("compensation", _("economic compensation")),
    Option("damages", _("damages")),
)

payment_order = Kind(
    "payment_order", _("Payment order"), "支付令",
    agencies=("court",), stage_verb="refer_to_court",
    grounds=(
        Ground(_("the same claim is not under inspection, in arbitration or before the court (G1)"), HANDLER,
            grounds.none_before_agency("inspection", "arbitration", "litigation")),
        grounds.one_at_a_time("payment_order"),
    ),
    papers=(Paper("application", _("application for a payment order")),
        Paper("agreement", AGREEMENT_PAPER.label, bases=("agreement",)), EVIDENCE),
    bases=(
        Basis("agreement", _("agreement not performed (LMA 16)"), proved=proofs.agreement_overdue,
            lacking=_("an agreement of which a performance date has passed unpaid (LMA 16)")),
        Basis("wages", _("wages owed (Labour Contract Law 30)")),
    ),
    questions=(
        Question("claim_kind", _("What is claimed?"), CHOICE, (*_FOUR_KINDS, Option("other", _("something else"))),
            bases=("agreement",), must=tuple(option.code for option in _FOUR_KINDS),
            lacking=_("a claim for wages, injury medical fees, compensation or damages (LMA 16)")),
        Question("wages_only", _("Are only wages claimed?"), bases=("wages",), must=YES_ONLY,
            lacking=_("a claim for wages alone (Labour Contract Law 30)")),
        Question("sum", _("Fixed sum that is due (yuan)"), MONEY),
        Question("counter_debt", _("Does the worker owe the employer something in return?"), must=NO_ONLY,
            lacking=_("no other debt between creditor and debtor (CPL 225)")),
        Question("serviceable", _("Can the order be served on the employer?"), must=YES_ONLY,
            lacking=_("an employer on whom the order can be served (CPL 225)")),
    ),
    outcomes=(
        Outcome("issued", _("in force: no objection in time"), opens=(ENFORCE_FROM_RESULT,), past=("T11c",),
            after="order_served"),
        Outcome("lapsed", _("lapsed: the employer objected"), BACK, (Opens("T11d", "received_on"),), received=True,
            after="order_issued"),
        Outcome("not_served", _("lapsed: not served in thirty days"), BACK, past=("T11e",), after="order_issued"),
        Outcome("dismissed", _("application dismissed"), BACK),
    ),
    stages=(
        Stage("order_issued", _("order issued"), opens=(Opens("T11e", "happened_on"),), meets=("T11b",)),
        Stage("order_served", _("order served on the employer"), after="order_issued",
            opens=(Opens("T11c", "happened_on"),), meets=("T11e",)),
    ),
    opens={"file": (Opens("T11", "filed_on"),), "accept": (Opens("T11b", "accepted_on"),)},
    meets={"accept": ("T11",), "refuse": ("T11",), "conclude": ("T11b", "T11c", "T11e")},
    names={"accept": _("Record that the court accepts")},
)  # fmt: skip

enforcement = Kind(
    "enforcement", _("Enforcement"), "强制执行",
    agencies=("court",), stage_verb="refer_to_court",
    grounds=(grounds.enforceable_title, grounds.one_at_a_time("enforcement")),
    papers=(Paper("application", _("application for enforcement")), Paper("title", _("enforceable paper")), IDENTITY),
    outcomes=(
        Outcome("fulfilled", _("fully enforced")),
        Outcome("settled", _("settled during enforcement")),
        Outcome("stayed", _("ended for now, no assets found")),
        Outcome("not_enforced", _("enforcement of the award refused by ruling"), BACK, (Opens("B17", "received_on"),),
            received=True),
    ),
    # No `within`: the court takes a late application, and lateness is the debtor's plea (民诉法解释 481).
    meets={"file": ("T12",)},
)  # fmt: skip
