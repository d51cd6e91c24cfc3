"""The kinds of proceeding (子程序种类): one row each, holding all that varies by kind.

Sources: facts of 4.5 of the domain notes; G numbers are the cross-track guards of 4.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import grounds
from mediation.classification import FAILURES, SHAM
from mediation.grounds import HANDLER, Ground
from mediation.lifecycle import HANDLED, WITH_PARTNER, State
from mediation.machine import StrOrPromise, Unmet


@dataclass(frozen=True)
class Opens:
    """A deadline that a verb starts: its rule and the answer that holds its trigger date."""

    rule: str
    since: str
    unless_open: bool = False
    request: str = ""  # only in cases that ask this of the union


@dataclass(frozen=True)
class Option:
    """A code with its words: an outcome, a legal basis or a paper."""

    code: str
    label: StrOrPromise


@dataclass(frozen=True)
class Basis(Option):
    """A legal basis for going to an agency; `within` are the rules one of whose deadlines the filing must keep."""

    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome(Option):
    """How a proceeding can end; `leads` is the verb of the dispute that follows, empty when the case stays."""

    leads: str = ""
    opens: tuple[Opens, ...] = ()
    received: bool = False  # the day the parties received the paper starts their own limits


@dataclass(frozen=True)
class Extension:
    """Which deadline an extension replaces and by which rule; `times` 0 means as often as both sides agree."""

    rule: str
    becomes: str
    times: int = 1


@dataclass(frozen=True)
class Kind:
    """One kind of proceeding."""

    code: str
    label: StrOrPromise
    chinese: str
    agencies: tuple[str, ...]
    allowed_from: tuple[str, ...] = HANDLED
    stage_verb: str = ""
    is_filed: bool = True
    grounds: tuple[Ground, ...] = ()
    papers: tuple[Option, ...] = ()
    bases: tuple[Basis, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    opens: Mapping[str, tuple[Opens, ...]] = field(default_factory=dict)
    meets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: str = ""  # rule whose deadline the filing must keep
    extension: Extension | None = None
    names: Mapping[str, StrOrPromise] = field(default_factory=dict)  # labels of verbs where the kind has its own

    def limits(self, basis: str) -> tuple[str, ...]:
        """The rules of which the filing must keep the one that runs: the kind's own, and those of the basis."""
        return (self.within,) if self.within else next((row.within for row in self.bases if row.code == basis), ())

    def outcome(self, code: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    @property
    def extends_by_days(self) -> bool:
        """Whether both sides say by how many days; elsewhere the law names the longer limit."""
        return self.extension is not None and self.extension.rule == self.extension.becomes

    def unmet(self, dispute: Any, proceeding: Any | None = None) -> list[Unmet]:
        """The grounds that the case does not give (yet)."""
        is_filed = proceeding is not None and proceeding.filed_on is not None
        asked = [ground for ground in self.grounds if not (ground.until_filed and is_filed)]
        return [Unmet(ground.what, ground.who) for ground in asked if not ground.test(dispute, proceeding)]


IDENTITY = Option("identity", _("proof of identity"))
EVIDENCE = Option("evidence", _("evidence and list of evidence"))
AGREEMENT_PAPER = Option("agreement", _("mediation agreement"))
JOINT_FORM = Option("joint_form", _("joint application of both sides"))
MEDIATION_PROOF = Option("mediation_proof", _("proof of mediation by the organisation"))
WORKER_APPLICATION = Option("worker_application", _("application signed by the worker"))

FAILED = "fail_mediation"
BACK = "return_to_union"

_ROWS = (
    Kind(
        "union_mediation", _("Union mediation"), "工会调解",
        agencies=("city_union", "town_union", "enterprise_union"),
        allowed_from=(State.ACCEPTED, State.MEDIATING, State.UNRESOLVED, *WITH_PARTNER),
        is_filed=False,
        grounds=(grounds.invited_when_with_partner, grounds.one_at_a_time("union_mediation")),
        papers=(
            Option("applicant_consent", _("consent of the applicant")),
            Option("respondent_consent", _("consent of the respondent")),
            Option("rights_told", _("notice of rights and duties read out")),
        ),
        bases=(
            Basis("application", _("application of a party")),
            Basis("tribunal", _("invitation of the arbitration tribunal")),
            Basis("court", _("assignment or entrustment by the court")),
            Basis("settlement", _("settlement wished by both parties")),
        ),
        outcomes=(
            Outcome("agreement", _("agreement in writing"), "agree",
                (Opens("A1", "effective_on"), Opens("A3", "effective_on"))),
            Outcome("oral", _("settled orally or performed at once")),  # 口头协议, 即时履行: the case closes with R02
            *(Outcome(row.code, row.label, FAILED) for row in (*FAILURES, SHAM)),
        ),
        opens={"prepare": (Opens("M3", "prepared_on", unless_open=True),)},
        meets={"refuse": ("M3",), "conclude": ("M3",), "withdraw": ("M3",)},
        extension=Extension("M3", "M3", times=0),
        names={
            "prepare": _("Ask both sides for consent"), "accept": _("Open mediation"),
            "refuse": _("Record refusal of mediation"), "conclude": _("End mediation"), "extend": _("Extend mediation"),
        },
    ),
    Kind(
        "arbitration_review", _("Review by the arbitration commission"), "仲裁审查",
        agencies=("arbitration",), allowed_from=(State.AGREED, *WITH_PARTNER), stage_verb="refer_to_hr",
        grounds=(
            grounds.agreement_in_force, grounds.not_about_the_relation_itself,
                grounds.one_at_a_time("arbitration_review"),
            Ground(_("the court has not taken up confirmation (G3)"), HANDLER,
                grounds.never_granted("judicial_confirmation")),
        ),
        papers=(JOINT_FORM, AGREEMENT_PAPER, IDENTITY),
        outcomes=(Outcome("reviewed", _("mediation paper made"), BACK, (Opens("T12", "performance_ends_on"),)),
            Outcome("not_made", _("no mediation paper made"), BACK)),
        opens={"accept": (Opens("A2", "accepted_on"),)},
        meets={"file": ("A1",), "conclude": ("A2",)},
        within="A1",
    ),
    Kind(
        "judicial_confirmation", _("Judicial confirmation"), "司法确认",
        agencies=("court",), allowed_from=(State.AGREED, *WITH_PARTNER), stage_verb="refer_to_court",
        grounds=(
            grounds.agreement_in_force, grounds.one_at_a_time("judicial_confirmation"),
            Ground(_("no arbitral mediation paper exists or is under way (G3)"), HANDLER,
                grounds.never_granted("arbitration_review")),
        ),
        papers=(JOINT_FORM, AGREEMENT_PAPER, MEDIATION_PROOF, IDENTITY),
        outcomes=(Outcome("confirmed", _("confirmed by ruling"), BACK, (Opens("T12", "performance_ends_on"),)),
            Outcome("rejected", _("application dismissed"), BACK)),
        opens={"file": (Opens("A4", "filed_on"),), "accept": (Opens("A5", "accepted_on"),)},
        meets={"file": ("A3",), "accept": ("A4",), "refuse": ("A4",), "conclude": ("A5",)},
        within="A3",
    ),
    Kind(
        "payment_order", _("Payment order"), "支付令",
        agencies=("court",), stage_verb="refer_to_court",
        grounds=(grounds.one_at_a_time("payment_order"),),
        papers=(Option("application", _("application for a payment order")), AGREEMENT_PAPER, EVIDENCE),
        outcomes=(Outcome("issued", _("issued and in force")), Outcome("lapsed", _("lapsed"), BACK)),
    ),
    Kind(
        "inspection", _("Labour inspection"), "劳动保障监察",
        agencies=("inspection", "hr_bureau"), stage_verb="refer_to_hr",
        grounds=(
            Ground(_("the same claim is not in arbitration or before the court (G1)"), HANDLER,
                grounds.none_before_agency("arbitration", "litigation")),
            grounds.one_at_a_time("inspection"),
        ),
        papers=(Option("complaint", _("complaint or suggestion letter")), EVIDENCE),
        outcomes=(
            Outcome("corrected", _("corrected or paid after the order")),
            Outcome("order_unpaid", _("order made, not performed")),
            Outcome("penalty", _("penalty decided")),
            Outcome("dropped", _("case dropped"), BACK),
            Outcome("told_arbitration", _("directed to arbitration"), BACK),
        ),
        opens={"file": (Opens("I1", "filed_on"),), "accept": (Opens("I2", "accepted_on"),)},
        meets={"accept": ("I1",), "refuse": ("I1",), "conclude": ("I2", "I2X")},
        extension=Extension("I2", "I2X"),
    ),
    Kind(
        "arbitration", _("Arbitration"), "劳动仲裁",
        agencies=("arbitration",), stage_verb="refer_to_hr",
        grounds=(
            grounds.is_labour_relation,
            Ground(_("the same claim is not under inspection or before the court (G1)"), HANDLER,
                grounds.none_before_agency("inspection", "litigation")),
            grounds.one_at_a_time("arbitration"),
        ),
        papers=(Option("application", _("application for arbitration")), IDENTITY, EVIDENCE),
        outcomes=(
            Outcome("final_award", _("final award"), opens=(Opens("B12", "received_on"), Opens("B13", "received_on")),
                received=True),
            Outcome("non_final_award", _("award, not final"), opens=(Opens("B15", "received_on"),), received=True),
            Outcome("mediated", _("mediation paper of the tribunal"), received=True),
            Outcome("dropped", _("withdrawn or deemed withdrawn"), BACK),
            Outcome("ended", _("proceeding ended"), BACK),
        ),
        opens={"file": (Opens("B2", "filed_on"),), "accept": (Opens("B8", "accepted_on"),)},
        meets={"file": ("B1", "B1a"), "accept": ("B2",), "refuse": ("B2",), "conclude": ("B8", "B8X")},
        extension=Extension("B8", "B8X"),
    ),
    Kind(
        "litigation", _("Suit"), "诉讼",
        agencies=("court",), stage_verb="refer_to_court",
        grounds=(
            grounds.basis_is_chosen,
            Ground(_("the same claim is not under inspection or in arbitration (G1)"), HANDLER,
                grounds.none_before_agency("inspection", "arbitration")),
            grounds.one_at_a_time("litigation"),
        ),
        papers=(Option("complaint", _("statement of claim")), IDENTITY, EVIDENCE),
        bases=(
            Basis("award", _("award received, suit in time"), within=("B12", "B15")),
            Basis("refused", _("arbitration refused or overdue")),
            Basis("wage_note", _("wage IOU, no other dispute (LD-JI1 15)")),
            Basis("wage_agreement", _("wage-only mediation agreement not performed (LD-JI1 51)")),
            Basis("payment_order", _("payment order lapsed (LD-JI1 13)")),
            Basis("service", _("service relation, not labour")),
        ),
        outcomes=(
            Outcome("judgment", _("judgment"), opens=(Opens("T6", "received_on"),), received=True),
            Outcome("court_mediation", _("mediation paper of the court"), received=True),
            Outcome("rejected", _("not accepted or dismissed by ruling"), BACK),
            Outcome("dropped", _("suit withdrawn"), BACK),
        ),
        opens={"file": (Opens("T1", "filed_on"),)},
        meets={"file": ("B1", "B1a", "B12", "B15"), "accept": ("T1",), "refuse": ("T1",)},
    ),
    Kind(
        "enforcement", _("Enforcement"), "强制执行",
        agencies=("court",), stage_verb="refer_to_court",
        grounds=(grounds.enforceable_title, grounds.one_at_a_time("enforcement")),
        papers=(Option("application", _("application for enforcement")), Option("title", _("enforceable paper")),
            IDENTITY),
        outcomes=(
            Outcome("fulfilled", _("fully enforced")),
            Outcome("settled", _("settled during enforcement")),
            Outcome("stayed", _("ended for now, no assets found")),
        ),
        # No `within`: the court takes a late application, and lateness is the debtor's plea (民诉法解释 481).
        meets={"file": ("T12",)},
    ),
    Kind(
        "support_for_prosecution", _("Support for prosecution"), "支持起诉",
        agencies=("procuratorate",),
        allowed_from=(State.AGREED, State.UNRESOLVED, *WITH_PARTNER), stage_verb="refer_to_procuratorate",
        grounds=(grounds.applicant_is_vulnerable, grounds.not_yet_before_court,
            grounds.one_at_a_time("support_for_prosecution")),
        papers=(WORKER_APPLICATION, IDENTITY, EVIDENCE, Option("draft_complaint", _("draft statement of claim"))),
        outcomes=(
            Outcome("supported", _("supported: opinion sent to the court")),
            Outcome("not_supported", _("not supported"), BACK),
            Outcome("settled", _("ended by settlement"), BACK),
        ),
        opens={"file": (Opens("P1", "filed_on"),)},
        meets={"conclude": ("P1",), "refuse": ("P1",)},
    ),
    Kind(
        "procuratorial_suggestion", _("Procuratorial suggestion"), "检察建议",
        agencies=("procuratorate",), stage_verb="refer_to_procuratorate",
        grounds=(grounds.clue_is_served, grounds.one_at_a_time("procuratorial_suggestion")),
        papers=(Option("materials", _("clue with list of materials")),),
        outcomes=(
            Outcome("issued", _("suggestion issued"), opens=(Opens("P2", "received_on"),), received=True),
            Outcome("no_action", _("no suggestion"), BACK),
        ),
    ),
    Kind(
        "civil_supervision", _("Civil supervision"), "民事检察监督",
        agencies=("procuratorate",), stage_verb="refer_to_procuratorate",
        grounds=(grounds.one_at_a_time("civil_supervision"),),
        papers=(Option("application", _("application for supervision")), IDENTITY, EVIDENCE),
        outcomes=(Outcome("protest", _("protest")), Outcome("not_supported", _("not supported"), BACK)),
        opens={"file": (Opens("P4", "filed_on"),)},
        meets={"conclude": ("P4",), "refuse": ("P4",)},
    ),
    Kind(
        "legal_aid", _("Legal aid"), "法律援助", agencies=("justice_bureau",),
        grounds=(grounds.one_at_a_time("legal_aid"),),
        papers=(Option("application", _("application for legal aid")), IDENTITY,
            Option("means", _("statement of means, pledge or proof of exemption"))),
        outcomes=(Outcome("completed", _("aid completed")), Outcome("stopped", _("aid stopped"))),
        opens={"file": (Opens("L1", "filed_on"),)},
        meets={"accept": ("L1",), "refuse": ("L1",)},
        names={"accept": _("Grant and assign")},
    ),
    Kind(
        "hardship_relief", _("Hardship relief"), "困难帮扶", agencies=("city_union", "town_union"),
        grounds=(grounds.one_at_a_time("hardship_relief"),),
        papers=(Option("application", _("application for relief")), Option("hardship_proof", _("proof of hardship"))),
        outcomes=(Outcome("paid", _("relief paid")), Outcome("not_paid", _("no relief paid"))),
    ),
    Kind(
        "emotional_support", _("Emotional support"), "情绪疏导",
            agencies=("city_union", "town_union", "enterprise_union"),
        is_filed=False,
        grounds=(grounds.one_at_a_time("emotional_support"),),
        papers=(Option("consent", _("consent of the worker")),),
        outcomes=(
            Outcome("ended", _("ended, summary kept by the station")),
            Outcome("referred", _("referred to a professional service")),
            Outcome("crisis", _("crisis reported")),
        ),
        names={"prepare": _("Refer to an emotion station"), "accept": _("Begin talks"),
            "refuse": pgettext_lazy("emotional support", "Record refusal")},
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {row.code: row for row in _ROWS}
CHOICES = [(row.code, row.label) for row in _ROWS]
