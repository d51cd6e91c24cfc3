"""Suits (诉讼): every basis of direct access to the court, appeal and retrial with their own clocks."""

from django.utils.translation import gettext_lazy as _

from mediation import grounds
from mediation.deadline_rules.groups import LIMITATION
from mediation.grounds import HANDLER, Ground
from mediation.proceeding_kinds import proofs
from mediation.proceeding_kinds.kind import Basis, Kind, Opens, Outcome, Paper, Procedure, Restart, Stage
from mediation.proceeding_kinds.question import DATE, TEXT, Option, Question
from mediation.proceeding_kinds.shared import (
    BACK,
    CURED,
    ENFORCE_FROM_EFFECT,
    ENFORCE_FROM_RECEIPT,
    EVIDENCE,
    IDENTITY,
    NO_ONLY,
    YES_ONLY,
)

FIRST_INSTANCE = ("award", "refused", "wage_note", "wage_agreement", "payment_order", "service")
NO_FILING_REVIEW = {"file": ()}

_BASES = (
    Basis("award", _("award received, suit in time"), ("B12", "B14", "B15", "B17"), proofs.award_received,
        _("an award in this case, or the day it was received"), meets={"file": ("B12", "B14", "B15", "B17")},
        # An award that is sued against has no effect (LMA 48, 50); without a decision it has (LD-JI1 21).
        ends={"accept": ("T12", "B13")}, revives={"T12": "T12", "B13": "B13b"}, against="arbitration"),
    Basis("refused", _("arbitration refused or overdue"), (), proofs.arbitration_refused_or_overdue,
        _("arbitration refused, or the time limit of the commission really passed; else name the paper")),
    Basis("wage_note", _("wage IOU, no other dispute (LD-JI1 15)")),
    Basis("wage_agreement", _("wage-only mediation agreement not performed (LD-JI1 51)"), (), proofs.agreement_overdue,
        _("an agreement of which a performance date has passed unpaid")),
    Basis("payment_order", _("payment order lapsed (LD-JI1 13)"), (), proofs.order_on_agreement_lapsed,
        _("a lapsed payment order on a mediation agreement; one for wages leads to arbitration first (LD-JI1 13)")),
    Basis("service", _("service relation, not labour"), (), proofs.relation_is_service,
        _("the legal relation recorded in the case is one of service")),
    Basis("appeal", _("appeal against a judgment of first instance"), ("T6", "T6b"), proofs.judgment_of_first_instance,
        _("a judgment of first instance that can be appealed; else name the paper"), NO_FILING_REVIEW,
        {"file": ("T6", "T6b")}, once=True),
    Basis("retrial", _("retrial of a judgment in force"), ("T9",), proofs.judgment_in_force,
        _("a judgment in force; else name the paper"), NO_FILING_REVIEW, {"file": ("T9",)},
        once=True),
)  # fmt: skip

_QUESTIONS = (
    Question("award_received_on", _("Award received on, if it is not on record here"), DATE, bases=("award",),
        optional=True),
    Question("refusal_paper", _("Notice of refusal or receipt of the application, if not on record here"), TEXT,
        bases=("refused",), optional=True),
    Question("has_note", _("Did the employer sign a wage IOU?"), bases=("wage_note",), must=YES_ONLY,
        lacking=_("a wage IOU signed by the employer (LD-JI1 15)")),
    Question("other_dispute", _("Is anything else of the labour relation in dispute?"), bases=("wage_note",),
        must=NO_ONLY, lacking=_("a claim that rests on the IOU alone (LD-JI1 15)")),
    Question("wages_only", _("Is the agreement about wages alone?"), bases=("wage_agreement",), must=YES_ONLY,
        lacking=_("an agreement about wages alone (LD-JI1 51)")),
    Question("order_paper", _("Ruling that ended the payment order, if not on record here"), TEXT,
        bases=("payment_order",), optional=True),
    Question("judgment_paper", _("Number of the judgment, if it is not on record here"), TEXT,
        bases=("appeal", "retrial"), optional=True),
)  # fmt: skip

_ENDS = ("court_mediation", "rejected", "dropped")
_PROCEDURES = (
    Procedure("ordinary", _("ordinary procedure"), (Opens("T3", "accepted_on"),), FIRST_INSTANCE, ("judgment", *_ENDS)),
    Procedure("simplified", _("simplified procedure"), (Opens("T4", "accepted_on"),), FIRST_INSTANCE,
        ("judgment", *_ENDS), ("ordinary",)),
    Procedure("small_claims", _("small claims, final at first instance"), (Opens("T5", "accepted_on"),),
        FIRST_INSTANCE, ("final_judgment", *_ENDS), ("simplified", "ordinary")),
    Procedure("second_instance", _("second instance"), (Opens("T8", "accepted_on"),), ("appeal",),
        ("final_judgment", "remanded", "court_mediation", "dropped")),
    Procedure("retrial_review", _("review of the application for retrial"), (Opens("T9c", "accepted_on"),),
        ("retrial",), ("retrial_refused", "retrial_ordered", "dropped")),
)  # fmt: skip
CLOCKS = ("T3", "T4", "T5", "T8", "T9c")

litigation = Kind(
    "litigation", _("Suit"), "诉讼",
    agencies=("court",), stage_verb="refer_to_court",
    grounds=(
        grounds.basis_is_chosen,
        Ground(_("the same claim is not under inspection or in arbitration (G1)"), HANDLER,
            grounds.none_before_agency("inspection", "arbitration")),
        grounds.one_at_a_time("litigation"),
    ),
    papers=(Paper("complaint", _("statement of claim")), IDENTITY, EVIDENCE),
    bases=_BASES,
    questions=_QUESTIONS,
    procedures=_PROCEDURES,
    outcomes=(
        Outcome("judgment", _("judgment that can be appealed"), opens=(Opens("T6", "received_on"),), received=True),
        Outcome("final_judgment", _("final judgment"), opens=(Opens("T9", "received_on"), ENFORCE_FROM_RECEIPT),
            received=True),
        Outcome("court_mediation", _("mediation paper of the court"), opens=(ENFORCE_FROM_RECEIPT,), received=True),
        Outcome("rejected", _("dismissed by ruling"), BACK, (Opens("T6b", "received_on"),), received=True,
            undecided=True),
        Outcome("dropped", _("suit withdrawn"), BACK, received=True, undecided=True),
        Outcome("remanded", _("sent back to first instance")),
        Outcome("retrial_refused", _("retrial refused"), BACK, (Opens("P4b", "received_on"),), received=True),
        Outcome("retrial_ordered", _("retrial ordered")),
    ),
    stages=(
        Stage("in_force", _("judgment in force: nobody appealed in time"), ("judgment",),
            opens=(Opens("T9", "happened_on"), ENFORCE_FROM_EFFECT), ends=("T6",), past=("T6",), performance=True),
    ),
    restarts=(Restart("filed", {"T1": "T1"}, (CURED,)),),
    pauses=(  # CPL-JI 243
        Option("suspended", _("the proceeding is suspended")), Option("notice", _("service by public notice")),
        Option("appraisal", _("waiting for an appraisal or forensic opinion")),
        Option("settling", _("the parties asked for time to settle")),
        Option("jurisdiction", _("dispute about jurisdiction")),
    ),
    opens={"file": (Opens("T1", "filed_on"),)},
    meets={"file": LIMITATION, "accept": ("T1",), "refuse": ("T1",), "conclude": CLOCKS},
    extends=("T3", "T4", "T5", "T8"),
)  # fmt: skip
