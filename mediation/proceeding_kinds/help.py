"""What the procuratorate and the legal aid agency do."""

from django.utils.translation import gettext_lazy as _

from mediation import grounds
from mediation.lifecycle import WITH_PARTNER, State
from mediation.proceeding_kinds.kind import Kind, Opens, Outcome, Paper, Stage
from mediation.proceeding_kinds.question import CHOICE, TEXT, Option, Question
from mediation.proceeding_kinds.shared import BACK, EVIDENCE, IDENTITY, WORKER_APPLICATION, YES_ONLY

support_for_prosecution = Kind(
    "support_for_prosecution", _("Support for prosecution"), "支持起诉",
    agencies=("procuratorate",),
    allowed_from=(State.AGREED, State.UNRESOLVED, *WITH_PARTNER), stage_verb="refer_to_procuratorate",
    grounds=(grounds.applicant_is_vulnerable, grounds.not_yet_before_court,
        grounds.one_at_a_time("support_for_prosecution")),
    papers=(WORKER_APPLICATION, IDENTITY, EVIDENCE, Paper("draft_complaint", _("draft statement of claim"))),
    questions=(
        Question("wishes_to_sue", _("Does the worker want to sue and asks for support?"), must=YES_ONLY,
            lacking=_("the worker's own wish to sue (G8)")),
        Question("departments_tried", _("Were the departments in charge asked first?"), must=YES_ONLY,
            lacking=_("that the departments in charge were asked first")),
        Question("court_open", _("Is the way to the court open?"), CHOICE, (
            Option("now", _("yes, the suit can be filed now")),
            Option("built", _("arbitration comes first; support is asked for both")),
        )),
    ),
    outcomes=(
        Outcome("supported", _("supported: opinion sent to the court")),
        Outcome("not_supported", _("not supported"), BACK),
        Outcome("settled", _("ended by settlement"), BACK),
    ),
    opens={"file": (Opens("P1", "filed_on"),)},
    meets={"conclude": ("P1",), "refuse": ("P1",)},
)  # fmt: skip

SUGGESTED = ("issued", "public_interest", "urgent")

procuratorial_suggestion = Kind(
    "procuratorial_suggestion", _("Procuratorial suggestion"), "检察建议",
    agencies=("procuratorate",), stage_verb="refer_to_procuratorate",
    grounds=(grounds.clue_is_served, grounds.one_at_a_time("procuratorial_suggestion")),
    papers=(Paper("materials", _("clue with list of materials")),),
    outcomes=(
        Outcome("issued", _("suggestion issued"), opens=(Opens("P2", "received_on"),), received=True),
        Outcome("public_interest", _("public-interest suggestion to an office"), opens=(Opens("P3", "received_on"),),
            received=True),
        Outcome("urgent", _("urgent public-interest suggestion"), opens=(Opens("P3b", "received_on"),), received=True),
        Outcome("no_action", _("no suggestion"), BACK),
    ),
    stages=(Stage("answered", _("answer to the suggestion received"), SUGGESTED, meets=("P2", "P3", "P3b")),),
)  # fmt: skip

civil_supervision = Kind(
    "civil_supervision", _("Civil supervision"), "民事检察监督",
    agencies=("procuratorate",), stage_verb="refer_to_procuratorate",
    grounds=(grounds.one_at_a_time("civil_supervision"), grounds.supervised_once),
    papers=(Paper("application", _("application for supervision")), IDENTITY, EVIDENCE),
    questions=(
        Question("retrial", _("What became of the application for retrial?"), CHOICE, (
            Option("refused", _("refused by ruling")),
            Option("undecided", _("not decided in time")),
            Option("wrong", _("decided anew, obviously wrong")),
            Option("none", _("none was made")),
        ), must=("refused", "undecided", "wrong"), lacking=_("a retrial asked of the court first (CPL 220)")),
        Question("retrial_paper", _("Number and date of that paper, or day of the application"), TEXT),
        Question("first_time", _("Is this the first application to a procuratorate?"), must=YES_ONLY,
            lacking=_("a first application: the procuratorate decides once (CPL 220)")),
    ),
    outcomes=(
        Outcome("protest", _("protest"), opens=(Opens("P5", "received_on"),), received=True),
        Outcome("retrial_suggestion", _("retrial suggested to the court"), opens=(Opens("P6", "received_on"),),
            received=True),
        Outcome("not_supported", _("not supported"), BACK),
    ),
    stages=(
        Stage("retrial_ordered", _("court ordered the retrial"), ("protest",), meets=("P5",)),
        Stage("court_answered", _("court answered the suggestion"), ("retrial_suggestion",), meets=("P6",)),
    ),
    opens={"file": (Opens("P4", "filed_on"),)},
    meets={"file": ("P4b",), "conclude": ("P4",), "refuse": ("P4",)},
)  # fmt: skip

legal_aid = Kind(
    "legal_aid", _("Legal aid"), "法律援助", agencies=("justice_bureau",),
    grounds=(grounds.one_at_a_time("legal_aid"),),
    papers=(Paper("application", _("application for legal aid")), IDENTITY,
        Paper("means", _("statement of means, pledge or proof of exemption"))),
    outcomes=(
        Outcome("completed", _("aid completed"), opens=(Opens("L5", "concluded_on"),)),
        Outcome("stopped", _("aid stopped")),
    ),
    stages=(
        Stage("assigned", _("lawyer assigned"), meets=("L1b",)),
        Stage("reported", _("report of the lawyer handed in"), ("completed",), meets=("L5",)),
    ),
    opens={"file": (Opens("L1", "filed_on"),), "accept": (Opens("L1b", "accepted_on"),),
        "refuse": (Opens("L2", "received_on"),)},
    meets={"accept": ("L1",), "refuse": ("L1",), "conclude": ("L1b",)},
    names={"accept": _("Grant legal aid")},
)  # fmt: skip
