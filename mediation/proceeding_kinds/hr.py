"""What the HR department does: labour inspection, arbitration, review of agreements."""

from django.utils.translation import gettext_lazy as _

from mediation import collective, grounds
from mediation.deadline_rules.groups import LIMITATION
from mediation.grounds import HANDLER, Ground
from mediation.lifecycle import WITH_PARTNER, State
from mediation.proceeding_kinds.kind import Kind, Opens, Outcome, Paper, Procedure, Restart, Stage
from mediation.proceeding_kinds.question import CHOICE, Option, Question
from mediation.proceeding_kinds.shared import (
    AGREEMENT_PAPER,
    BACK,
    CURED,
    ENFORCE_FROM_EFFECT,
    ENFORCE_FROM_RECEIPT,
    ENFORCE_FROM_RESULT,
    EVIDENCE,
    IDENTITY,
    JOINT_FORM,
    YES_ONLY,
)

AWARD_CLOCKS = ("B8", "B8X", "B9")

arbitration_review = Kind(
    "arbitration_review", _("Review by the arbitration commission"), "仲裁审查",
    agencies=("arbitration",), allowed_from=(State.AGREED, *WITH_PARTNER), stage_verb="refer_to_hr",
    grounds=(
        grounds.agreement_in_force, grounds.not_about_the_relation_itself, grounds.one_at_a_time("arbitration_review"),
        Ground(_("the court has not taken up confirmation (G3)"), HANDLER,
            grounds.never_granted("judicial_confirmation")),
    ),
    papers=(JOINT_FORM, AGREEMENT_PAPER, IDENTITY),
    outcomes=(
        Outcome("reviewed", _("mediation paper made"), BACK, (ENFORCE_FROM_RECEIPT,), received=True),
        Outcome("not_made", _("no mediation paper made"), BACK),
    ),
    opens={"accept": (Opens("A2", "accepted_on"),)},
    meets={"file": ("A1",), "conclude": ("A2",)},
    within="A1",
    extends=("A2",),
)  # fmt: skip

inspection = Kind(
    "inspection", _("Labour inspection"), "劳动保障监察",
    agencies=("inspection", "hr_bureau"), stage_verb="refer_to_hr",
    grounds=(
        Ground(_("the same claim is not in arbitration or before the court (G1)"), HANDLER,
            grounds.none_before_agency("arbitration", "litigation")),
        grounds.one_at_a_time("inspection"),
        collective.five_representatives_at_most,
    ),
    papers=(Paper("complaint", _("complaint or suggestion letter")), EVIDENCE),
    questions=(
        Question("facts_named", _("Does the complaint name the employer and what happened?"), must=YES_ONLY,
            lacking=_("a complaint that names the employer and the facts (ZJ-INS 22)")),
    ),
    outcomes=(
        Outcome("corrected", _("corrected or paid after the order")),
        Outcome("order_unpaid", _("order made, not performed")),
        Outcome("penalty", _("penalty decided")),
        Outcome("dropped", _("case dropped"), BACK),
        Outcome("told_arbitration", _("directed to arbitration"), BACK),
    ),
    stages=(
        Stage("investigated", _("investigation complete"), opens=(Opens("I3", "happened_on"),), meets=("I2", "I2X")),
        Stage("decided", _("decision made"), after="investigated", opens=(Opens("I3b", "happened_on"),), meets=("I3",)),
        Stage("decision_served", _("decision served"), after="decided", meets=("I3b",)),
    ),
    restarts=(Restart("filed", {"I1": "I1"}, (CURED,)),),
    pauses=(
        Option("absconded", _("the employer has absconded or cannot be found")),
        Option("other_result", _("the result of another case is awaited")),
        Option("force", _("force majeure")),
    ),
    opens={"file": (Opens("I1", "filed_on"),), "accept": (Opens("I2", "accepted_on"),),
        "extend": (Opens("I2b", "today", unless_open=True),),
        "suspend": (Opens("I2b", "suspended_on", unless_open=True),)},
    meets={"accept": ("I1",), "refuse": ("I1",), "conclude": ("I2", "I2X", "I3", "I3b")},
    extends=("I2",),
)  # fmt: skip

arbitration = Kind(
    "arbitration", _("Arbitration"), "劳动仲裁",
    agencies=("arbitration",), stage_verb="refer_to_hr",
    grounds=(
        grounds.is_labour_relation,
        Ground(_("the same claim is not under inspection or before the court (G1)"), HANDLER,
            grounds.none_before_agency("inspection", "litigation")),
        grounds.one_at_a_time("arbitration"),
        collective.three_to_five_representatives,
    ),
    papers=(Paper("application", _("application for arbitration")), IDENTITY, EVIDENCE),
    questions=(
        Question("venue", _("Why is this commission in charge?"), CHOICE, (  # LMA 21
            Option("performance", _("the contract is performed here (comes first)")),
            Option("seat", _("the employer has its seat here")),
        )),
    ),
    procedures=(
        Procedure("ordinary", _("ordinary procedure"), (Opens("B8", "accepted_on"),)),
        Procedure("simplified", _("simplified procedure"), (Opens("B9", "accepted_on"),), becomes=("ordinary",)),
    ),
    outcomes=(
        Outcome("final_award", _("final award"), received=True,
            opens=(Opens("B12", "received_on"), Opens("B13", "received_on"), ENFORCE_FROM_RESULT)),
        Outcome("non_final_award", _("award, not final"), opens=(Opens("B15", "received_on"),), received=True),
        Outcome("mediated", _("mediation paper of the tribunal"), opens=(ENFORCE_FROM_RECEIPT,), received=True),
        Outcome("dropped", _("withdrawn or deemed withdrawn"), BACK),
        Outcome("ended", _("proceeding ended"), BACK),
        Outcome("overdue", _("no award in time, the party may sue (LMA 43)"), BACK, past=AWARD_CLOCKS),
    ),
    stages=(
        Stage("in_force", _("award in force: nobody sued in time"), ("non_final_award",), opens=(ENFORCE_FROM_EFFECT,),
            ends=("B15",),
            past=("B15",), performance=True),
        Stage("set_aside", _("ruling received: award set aside (LMA 49)"), ("final_award",),
            opens=(Opens("B14", "happened_on"),), ends=("B12", "B13", "T12")),
    ),
    restarts=(
        Restart("filed", {"B2": "B2"}, (CURED,)),
        Restart("accepted", {"B8": "B8", "B8X": "B8", "B9": "B9"}, (  # RULES33 46 (1)-(5)
            Option("party_added", _("a party was added")), CURED,
            Option("claim_changed", _("a claim was changed")),
            Option("counterclaim", _("a counterclaim was joined")),
            Option("transferred", _("the case was transferred")),
        )),
    ),
    pauses=(  # RULES33 46 (6); ZJ-MA 36
        Option("suspended", _("the proceeding is suspended")), Option("notice", _("service by public notice")),
        Option("entrusted", _("entrusted investigation")),
        Option("settling", _("the parties asked for time to settle")),
        Option("injury", _("waiting for injury recognition")),
        Option("appraisal", _("waiting for an appraisal or forensic opinion")),
    ),
    opens={"file": (Opens("B2", "filed_on"),)},
    meets={"file": LIMITATION, "accept": ("B2",), "refuse": ("B2",), "conclude": AWARD_CLOCKS},
    extends=("B8",),
)  # fmt: skip
