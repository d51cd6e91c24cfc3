"""Requirements on a dispute (守卫): what must hold before a verb of the dispute machine, and the cross-track guards.

Each reads the dispute and its rows and changes nothing. G numbers are those of the domain notes (4.6).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation import linkage
from mediation.deadline_rules import COURTESIES
from mediation.machine import Conditions, Requirement, Unmet

HANDLER, REVIEWER, LOWER, INTAKE = _("the handler"), _("the reviewer"), _("the lower union"), _("intake")
SAFETY = "14"  # dispute type 安全卫生
INVITED_CHANNELS = ("court", "arbitration")


def _running(dispute: Any) -> list[Any]:
    return [row for row in dispute.rows("proceedings") if row.is_running]


def _has_parties(dispute: Any) -> bool:
    roles = {party.role for party in dispute.people}
    return {"applicant", "respondent"} <= roles


def _free_to_accept(dispute: Any) -> bool:
    """G2: no supervision complaint on a matter that an authority has; mediation only at its invitation (ZJ-SUP 17)."""
    if dispute.elsewhere == "no":
        return True
    return dispute.request == "mediation" and dispute.channel in INVITED_CHANNELS


both_sides_named = Requirement(_("an applicant and a respondent are named"), INTAKE, _has_parties)
not_with_another_authority = Requirement(
    _("the matter is not already with an authority, unless that authority invites mediation"),
    INTAKE,
    _free_to_accept,
)
in_scope = Requirement(
    _("the matter is a labour dispute or a matter of labour supervision"),
    INTAKE,
    lambda dispute: dispute.in_scope,
)


def _goes_up(subject: Any) -> list[Unmet]:
    """Each ground for which the holding union may not go on, with the union that takes the case up."""
    return [Unmet(linkage.goes_up(row), linkage.UNIONS[row.level]) for row in linkage.standing(subject.dispute)]


held_high_enough = Requirement(
    _("the case is held at the level its grounds ask for"),
    _("the upper union"),
    lambda subject: not linkage.standing(subject.dispute),
    _goes_up,
)
mediated_high_enough = Requirement(
    held_high_enough.what,
    held_high_enough.who,
    lambda proceeding: proceeding.kind != "union_mediation" or held_high_enough(proceeding),
    _goes_up,
)
ACCEPTANCE: Conditions = [both_sides_named, in_scope, not_with_another_authority, held_high_enough]

not_returned_before = Requirement(
    _("the case was not returned for completion before: missing items are named once"),
    REVIEWER,
    lambda dispute: not dispute.missing_items,
)
has_handler = Requirement(_("a handler is assigned"), REVIEWER, lambda dispute: dispute.handler_id is not None)
not_at_enterprise = Requirement(
    _("a lower union exists"), REVIEWER, lambda dispute: dispute.holder.level != "enterprise"
)
not_at_city = Requirement(_("an upper union exists"), REVIEWER, lambda dispute: dispute.holder.level != "city")
may_go_sideways = Requirement(
    _("the case was transferred sideways at most once: after two transfers it goes up"),
    _("the upper union, by escalation"),
    lambda dispute: linkage.transfers(dispute) < linkage.MOST_TRANSFERS,
)
is_delegated = Requirement(
    _("the case was delegated by an upper union"),
    REVIEWER,
    lambda dispute: dispute.delegated_by_id is not None,
)
not_delegated = Requirement(
    _("the case is not delegated already: its result is approved, or the case escalated, first"),
    REVIEWER,
    lambda dispute: dispute.delegated_by_id is None,
)
nothing_reported = Requirement(_("no result is waiting for review"), LOWER, lambda dispute: not dispute.result_report)
result_is_reported = Requirement(
    _("the lower union has reported its result"), LOWER, lambda dispute: bool(dispute.result_report)
)
agreement_in_force = Requirement(_("an agreement is in force"), HANDLER, lambda dispute: dispute.has_agreement)
several_workers = Requirement(
    _("the case covers at least two workers"), INTAKE, lambda dispute: dispute.worker_count >= 2
)
not_merged = Requirement(
    _("the case was not merged into another"), HANDLER, lambda dispute: dispute.merged_into_id is None
)
no_partner_proceeding = Requirement(
    _("no proceeding runs at a partner"),
    HANDLER,
    lambda dispute: not any(row.row.stage_verb and row.is_before_agency for row in _running(dispute)),
)
no_running_proceeding = Requirement(
    _("every proceeding is concluded or withdrawn"), HANDLER, lambda dispute: not _running(dispute)
)
no_unfinished_letter = Requirement(
    _("every letter is finished: verified, served, withdrawn or replaced"),
    HANDLER,
    lambda dispute: all(letter.is_finished for letter in dispute.rows("letters")),
)
no_open_deadline = Requirement(
    _("every deadline is met or ended"),
    HANDLER,
    lambda dispute: not any(row.status == "open" and row.rule not in COURTESIES for row in dispute.rows("deadlines")),
)
not_a_safety_matter = Requirement(
    _("the matter is not one of safety, which the union pursues even when the applicant withdraws"),
    REVIEWER,
    lambda dispute: dispute.category != SAFETY,
)
no_waiting_hand_over = Requirement(
    _("every hand-over is answered, returned or taken back"),
    HANDLER,
    lambda dispute: not any(row.is_waiting for row in dispute.rows("hand_overs")),
)
CLOSING: Conditions = [no_running_proceeding, no_unfinished_letter, no_waiting_hand_over]
only_mediation_runs = Requirement(
    _("no proceeding but mediation by the union is running"),
    HANDLER,
    lambda dispute: all(row.kind == "union_mediation" for row in _running(dispute)),
)
WITHDRAWAL: Conditions = [not_a_safety_matter, only_mediation_runs, no_unfinished_letter, no_waiting_hand_over]
