"""Grounds of the kinds of proceeding: what the case must give before one is prepared or filed (G1-G3, G7, G8)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation.classification import Category
from mediation.lifecycle import WITH_PARTNER
from mediation.machine import StrOrPromise

HANDLER, BOTH = _("the handler"), _("both sides")


@dataclass(frozen=True)
class Ground:
    """A requirement of a kind, tested on the dispute and, once there is one, the proceeding.

    One `until_filed` holds for the application; what happens after it was handed in does not take it back.
    """

    what: StrOrPromise
    who: StrOrPromise
    test: Callable[[Any, Any | None], bool]
    until_filed: bool = False


def _others(dispute: Any, proceeding: Any | None) -> list[Any]:
    own = proceeding.pk if proceeding is not None else None
    return [row for row in dispute.rows("proceedings") if row.pk != own]


def none_before_agency(*kinds: str) -> Callable[[Any, Any | None], bool]:
    """G1: no overlapping claim is before an agency in one of these kinds (ZJ-INS 22; 劳动保障监察条例 21).

    Before there is a proceeding, some claim must be left that no agency has.
    """

    def test(dispute: Any, proceeding: Any | None) -> bool:
        rivals = [
            row
            for row in _others(dispute, proceeding)
            if row.kind in kinds and row.state in ("filed", "accepted", "suspended")
        ]
        if not rivals:
            return True
        taken = frozenset().union(*(row.claim_ids for row in rivals))
        if proceeding is None:
            claims = frozenset(claim.pk for claim in dispute.rows("claims")) - taken
        else:
            claims = proceeding.claim_ids
        return bool(claims) and all(row.claim_ids for row in rivals) and not claims & taken

    return test


def never_granted(kind: str) -> Callable[[Any, Any | None], bool]:
    """G3: review and judicial confirmation exclude each other once one is accepted (RULES33 75)."""
    return lambda dispute, proceeding: (
        not any(
            row.kind == kind and (row.state in ("accepted", "suspended") or row.outcome in ("confirmed", "reviewed"))
            for row in _others(dispute, proceeding)
        )
    )


def one_at_a_time(code: str) -> Ground:
    return Ground(
        _("no other proceeding of this kind is running"),
        HANDLER,
        lambda dispute, proceeding: (
            not any(row.kind == code and row.is_running for row in _others(dispute, proceeding))
        ),
    )


TITLES = {"confirmed", "reviewed", "court_mediation", "mediated", "final_award", "final_judgment", "issued"}
IN_FORCE_LATER = {"judgment", "non_final_award"}  # a title once it is recorded that they are in force


def is_title(row: Any) -> bool:
    """Whether what the proceeding ended with can be enforced (执行依据)."""
    if row.has_stage("set_aside"):
        return False
    return row.outcome in TITLES or (row.outcome in IN_FORCE_LATER and row.has_stage("in_force"))


def _has_title(dispute: Any, proceeding: Any | None) -> bool:
    return any(is_title(row) for row in dispute.rows("proceedings"))


agreement_in_force = Ground(_("an agreement is in force"), BOTH, lambda dispute, proceeding: dispute.has_agreement)
is_labour_relation = Ground(
    _("the relation is one of labour law, not of service"),
    HANDLER,
    lambda dispute, proceeding: dispute.relation != "service",
)
not_about_the_relation_itself = Ground(
    _("the dispute is not about whether a labour relation exists"),
    HANDLER,
    lambda dispute, proceeding: dispute.category != Category.RELATION,
)
basis_is_chosen = Ground(
    _("a legal basis for direct access to the court is chosen"),
    HANDLER,
    lambda dispute, proceeding: proceeding is None or bool(proceeding.basis),
)
invited_when_with_partner = Ground(
    _("the commission or court that has the case invites mediation"),
    HANDLER,
    lambda dispute, proceeding: (
        dispute.state not in WITH_PARTNER
        or (proceeding is None or proceeding.basis in ("tribunal", "court", "entrusted", "settlement"))
    ),
)
applicant_is_vulnerable = Ground(
    _("the applicant belongs to a special group (migrant, older, disabled, minor, woman, platform, hardship)"),
    HANDLER,
    lambda dispute, proceeding: dispute.has_special_group,
)
not_yet_before_court = Ground(
    _("the court has not accepted the suit yet: support comes before or at filing"),
    HANDLER,
    lambda dispute, proceeding: (
        not any(
            row.kind == "litigation" and row.state in ("accepted", "suspended", "concluded")
            for row in _others(dispute, proceeding)
        )
    ),
    until_filed=True,
)
clue_is_served = Ground(
    _("a clue letter to the procuratorate is served"),
    _("the signer of the city union"),
    lambda dispute, proceeding: any(
        letter.kind == "clue_transfer" and letter.state == "served" for letter in dispute.letters.all()
    ),
)
enforceable_title = Ground(_("a confirmed agreement, award, judgment or mediation paper exists"), HANDLER, _has_title)
supervised_once = Ground(
    _("the procuratorate has not decided on civil supervision before (CPL 220)"),
    HANDLER,
    lambda dispute, proceeding: (
        not any(row.kind == "civil_supervision" and row.state == "concluded" for row in _others(dispute, proceeding))
    ),
)
