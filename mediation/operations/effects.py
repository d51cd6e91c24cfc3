"""What single verbs cause beyond the table of steps: rows of their own, the printed letter, and steps that follow.

`complete` adds what follows from the answers, `before_save` runs when the verb has set its fields, `after_event` when
event and deadlines are written.
"""

from collections.abc import Callable
from typing import Any

from mediation.access import Role
from mediation.classification import Request
from mediation.letters import ROWS
from mediation.lifecycle import State as DisputeState
from mediation.models import (
    Dispute,
    HandOver,
    Involvement,
    Letter,
    Membership,
    Proceeding,
)
from mediation.operations import (
    agency_clocks,
    deadlines,
    letters,
    moving,
    parcels,
    performance,
    proceeding_effects,
    visits,
)
from mediation.operations.following import Move, involve, limit, pause, resume, stage_elsewhere
from mediation.operations.regrouping import attribute_claims, take_in
from mediation.operations.uploads import keep_files
from mediation.operations.words import keep_words
from mediation.proceedings import RUNNING
from mediation.steps import step_of


def complete(subject: Any, verb: str, actor: Membership, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with what follows from them.

    An agreement takes effect with the last signature (LMA 14); a mediator who accepts a case nobody has handles it.
    """
    if isinstance(subject, Dispute) and verb in ("delegate", "escalate", "transfer"):
        return moving.complete_move(subject, verb, answers)
    if isinstance(subject, Dispute) and verb == "accept" and actor.role == Role.MEDIATOR:
        return {**answers, "handler": answers.get("handler") or subject.handler or actor.user}
    if verb == "conclude" and answers.get("outcome") == "agreement":
        names = ("applicant_signed_on", "respondent_signed_on", "mediator_signed_on")
        return {**answers, "effective_on": max(answers[name] for name in names)}
    if isinstance(subject, Letter) and verb == "sign" and subject.joint_offices:
        return {**answers, "joint": list(subject.joint_offices)}
    if isinstance(subject, Proceeding):
        return {**answers, **agency_clocks.dated(subject, verb, answers), **agency_clocks.award_facts(answers)}
    return answers


def before_save(subject: Any, verb: str, actor: Membership, answers: dict[str, Any]) -> None:
    """Complete the subject's own row: the level of a new holder, the first handler, the record of a signed letter."""
    if isinstance(subject, Dispute):
        subject.level = subject.holder.level
        if verb == "accept" and answers.get("handler") is not None:
            subject.handler = answers["handler"]
    elif isinstance(subject, Letter) and verb == "sign":
        letters.print_letter(subject, actor, answers["at"])


def after_event(move: Move) -> None:
    """Rows and steps that follow."""
    keep_files(move.event, move.answers.get("attached", ()))
    for kind in step_of(move.subject, move.verb).drafts:
        if ROWS[kind].when(move.subject.dispute):
            letters.draft_from_step(
                move.subject.dispute, kind, actor=move.actor, event=move.event, answers=move.answers
            )
    if effect := _EFFECTS.get((type(move.subject), move.verb)):
        effect(move)


# Disputes ---------------------------------------------------------------------------------------------------


def _hold(move: Move) -> None:
    moving.hold(move.subject, move.answers["today"])


def _delegated(move: Move) -> None:
    _hold(move)
    _limit_report(move)


def _limit_report(move: Move) -> None:
    moving.limit_report(move.subject, move.event, move.answers)


def _breach(move: Move) -> None:
    unperformed = move.subject.agreements.filter(breached_on__isnull=True, performed_on__isnull=True)
    unperformed.update(breached_on=move.answers["today"])
    performance.end_performance(move.subject, move.event, move.answers["today"])


def _breached(move: Move) -> None:
    """A partner that has a proceeding keeps the case."""
    _breach(move)
    if elsewhere := stage_elsewhere(move.subject):
        move.lead(move.subject, elsewhere)


def _withdraw(move: Move) -> None:
    """The applicant's withdrawal ends a running mediation with the case."""
    for mediation in move.subject.proceedings.filter(kind="union_mediation", state__in=RUNNING):
        move.lead(mediation, "withdraw")


def _merge(move: Move) -> None:
    attribute_claims(move.subject.merged_into, actor=move.actor, at=move.answers["at"])
    move.lead(move.subject.merged_into, "absorb", source=move.subject)


def _absorb(move: Move) -> None:
    take_in(move.subject, move.answers["source"], move.event)
    keep_words(move.subject)


def _closed(move: Move) -> None:
    visits.await_visit(move.subject, move.event)


def _not_visited(move: Move) -> None:
    visits.end_visit(move.subject, move.event, move.answers["today"])


def _reopen(move: Move) -> None:
    _breach(move)
    _not_visited(move)
    limit(move)
    if move.subject.state == DisputeState.REGISTERED:
        rule = "M1" if move.subject.request == Request.SUPERVISION else "M2"
        deadlines.open_deadline(rule, move.answers["today"], subject=move.subject, event=move.event)


# Letters ----------------------------------------------------------------------------------------------------


def _served(move: Move) -> None:
    letter = move.subject
    if letter.agency is not None:
        involve(letter.dispute, letter.agency, Involvement.Role.PARTNER, letter.served_on)


def _discarded(move: Move) -> None:
    """What somebody typed into it and did not save serves nothing any more."""
    move.subject.autosaves.all().delete()


def _signed(move: Move) -> None:
    _discarded(move)
    if move.subject.replaces is not None:
        move.lead(move.subject.replaces, "supersede")


_EFFECTS: dict[tuple[type, str], Callable[[Move], None]] = {
    **{(Proceeding, verb): effect for verb, effect in proceeding_effects.EFFECTS.items()},
    (Dispute, "delegate"): _delegated,
    (Dispute, "send_back"): _limit_report,
    (Dispute, "escalate"): _hold,
    (Dispute, "transfer"): _hold,
    (Dispute, "merge"): _merge,
    (Dispute, "absorb"): _absorb,
    (Dispute, "suspend"): pause,
    (Dispute, "resume"): resume,
    (Dispute, "breach_agreement"): _breached,
    (Dispute, "withdraw"): _withdraw,
    (Dispute, "close"): _closed,
    (Dispute, "archive"): _not_visited,
    (Dispute, "reopen"): _reopen,
    (Dispute, "reconsider"): limit,
    (Letter, "serve"): _served,
    (Letter, "refuse_service"): _served,
    (Letter, "sign"): _signed,
    (Letter, "discard"): _discarded,
    (HandOver, "return_papers"): parcels.lead_back,
    (HandOver, "withdraw"): parcels.lead_back,
}
