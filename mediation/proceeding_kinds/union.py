"""What the unions do themselves: mediation, relief, talks at an emotion station."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediation import grounds
from mediation.classification import FAILURES, SHAM
from mediation.deadline_rules.groups import MEDIATION
from mediation.lifecycle import WITH_PARTNER, State
from mediation.proceeding_kinds.kind import Basis, Kind, Opens, Outcome, Paper, Procedure
from mediation.proceeding_kinds.question import DATE, Question
from mediation.proceeding_kinds.shared import FAILED

NOT_YET = {"prepare": ()}
INSTEAD = {"accept": ("M3",)}
CITY, TOWN, ENTERPRISE = "city_union", "town_union", "enterprise_union"

union_mediation = Kind(
    "union_mediation", _("Union mediation"), "工会调解",
    agencies=(CITY, TOWN, ENTERPRISE),
    allowed_from=(State.ACCEPTED, State.MEDIATING, State.UNRESOLVED, *WITH_PARTNER),
    is_filed=False,
    grounds=(grounds.invited_when_with_partner, grounds.one_at_a_time("union_mediation")),
    papers=(
        Paper("applicant_consent", _("consent of the applicant")),
        Paper("respondent_consent", _("consent of the respondent")),
        Paper("rights_told", _("notice of rights and duties read out")),
    ),
    bases=(
        Basis("application", _("application of a party")),
        Basis("one_stop", _("one-stop mediation of new forms of work"),
            opens=NOT_YET | {"accept": (Opens("M4", "accepted_on"),)}, ends=INSTEAD),
        Basis("tribunal", _("invitation of the arbitration tribunal")),
        Basis("court", _("assignment by the court before filing"),
            opens=NOT_YET | {"accept": (Opens("M5", "assigned_on"),)}, ends=INSTEAD),
        Basis("entrusted", _("entrustment by the court after filing"), opens=NOT_YET, ends=INSTEAD),
        Basis("settlement", _("settlement wished by both parties")),
    ),
    questions=(
        Question("assigned_on", _("Assignment of the court received on"), DATE, bases=("court", "entrusted"),
            at="accept"),
    ),
    procedures=(
        Procedure("ordinary", _("ordinary procedure at the court"), (Opens("M6", "assigned_on"),), ("entrusted",)),
        Procedure("simplified", _("simplified procedure at the court"), (Opens("M6b", "assigned_on"),), ("entrusted",)),
    ),
    outcomes=(
        Outcome("agreement", _("agreement in writing"), "agree",
            (Opens("A1", "effective_on"), Opens("A3", "effective_on"))),
        Outcome("oral", _("settled orally or performed at once")),  # 口头协议, 即时履行: the case closes with R02
        *(Outcome(row.code, row.label, FAILED) for row in (*FAILURES, SHAM)),
    ),
    opens={"prepare": (Opens("M3", "prepared_on", unless_open=True),)},
    meets=dict.fromkeys(("refuse", "conclude", "withdraw"), MEDIATION),
    extends=MEDIATION,
    names={
        "prepare": _("Ask both sides for consent"), "accept": _("Open mediation"),
        "refuse": _("Record refusal of mediation"), "conclude": _("End mediation"), "extend": _("Extend mediation"),
    },
)  # fmt: skip

hardship_relief = Kind(
    "hardship_relief", _("Hardship relief"), "困难帮扶", agencies=(CITY, TOWN),
    grounds=(grounds.one_at_a_time("hardship_relief"),),
    papers=(Paper("application", _("application for relief")), Paper("hardship_proof", _("proof of hardship"))),
    outcomes=(Outcome("paid", _("relief paid")), Outcome("not_paid", _("no relief paid"))),
)  # fmt: skip

emotional_support = Kind(
    "emotional_support", _("Emotional support"), "情绪疏导", agencies=(CITY, TOWN, ENTERPRISE),
    is_filed=False,
    grounds=(grounds.one_at_a_time("emotional_support"),),
    papers=(Paper("consent", _("consent of the worker")),),
    outcomes=(
        Outcome("ended", _("ended, summary kept by the station")),
        Outcome("referred", _("referred to a professional service")),
        Outcome("crisis", _("crisis reported")),
    ),
    names={"prepare": _("Refer to an emotion station"), "accept": _("Begin talks"),
        "refuse": pgettext_lazy("emotional support", "Record refusal")},
)  # fmt: skip
