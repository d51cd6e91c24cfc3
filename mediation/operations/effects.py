"""What single verbs cause beyond the table of steps: rows of their own, the printed letter, and steps that follow.

`complete` adds what follows from the answers, `before_save` runs when the verb has set its fields, `after_event` when
event and deadlines are written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mediation.access import Role
from mediation.classification import Request
from mediation.letters import ROWS
from mediation.lifecycle import State as DisputeState
from mediation.models import (
    Agreement,
    Dispute,
    Event,
    HandOver,
    Instalment,
    Involvement,
    Letter,
    Membership,
    Proceeding,
)
from mediation.operations import agency_clocks, deadlines, letters, moving, parcels, performance
from mediation.operations.limitation_course import open_limitation
from mediation.operations.regrouping import attribute_claims, take_in
from mediation.proceedings import RUNNING
from mediation.steps import step_of


@dataclass(frozen=True)
class Move:
    """A step that was just taken; `lead` takes a further step of another subject if its state has the verb."""

    subject: Any
    verb: str
    actor: Membership
    answers: dict[str, Any]
    event: Event
    lead: Callable[..., None]  # with answers of its own by name


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
    for kind in step_of(move.subject, move.verb).drafts:
        if ROWS[kind].when(move.subject.dispute):
            letters.draft_from_step(
                move.subject.dispute, kind, actor=move.actor, event=move.event, answers=move.answers
            )
    if effect := _EFFECTS.get((type(move.subject), move.verb)):
        effect(move)


def involve(dispute: Dispute, organisation: Any, role: str, since: Any) -> None:
    """Let an organisation see the case from the day."""
    Involvement.objects.get_or_create(dispute=dispute, organisation=organisation, role=role, defaults={"since": since})


# Disputes ---------------------------------------------------------------------------------------------------


def _hold(move: Move) -> None:
    moving.hold(move.subject, move.answers["today"])


def _delegated(move: Move) -> None:
    _hold(move)
    _limit_report(move)


def _limit_report(move: Move) -> None:
    moving.limit_report(move.subject, move.event, move.answers)


def _pause(move: Move) -> None:
    deadlines.pause(move.subject, move.answers.get("suspended_on") or move.answers["today"])


def _resume(move: Move) -> None:
    deadlines.resume(move.subject, move.answers.get("resumed_on") or move.answers["today"], move.event)


def _breach(move: Move) -> None:
    unperformed = move.subject.agreements.filter(breached_on__isnull=True, performed_on__isnull=True)
    unperformed.update(breached_on=move.answers["today"])
    performance.end_performance(move.subject, move.event, move.answers["today"])


def _breached(move: Move) -> None:
    """A partner that has a proceeding keeps the case."""
    _breach(move)
    if elsewhere := _elsewhere(move.subject):
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


def _reopen(move: Move) -> None:
    _breach(move)
    _limit(move)
    if move.subject.state == DisputeState.REGISTERED:
        rule = "M1" if move.subject.request == Request.SUPERVISION else "M2"
        deadlines.open_deadline(rule, move.answers["today"], subject=move.subject, event=move.event)


def _limit(move: Move) -> None:
    """Limitation never stopped; the case watches it again."""
    open_limitation(move.subject, move.event)


# Proceedings ------------------------------------------------------------------------------------------------


def _filed(move: Move) -> None:
    proceeding = move.subject
    involve(proceeding.dispute, proceeding.agency, Involvement.Role.PARTNER, move.answers["today"])
    parcels.send_filing(proceeding, move.actor, move.answers)
    if not proceeding.row.stage_verb:
        return
    # Mediation never blocks another route (G10): a running one ends when another route is taken.
    for mediation in proceeding.dispute.proceedings.filter(kind="union_mediation", state__in=RUNNING):
        move.lead(mediation, "withdraw")
    move.lead(proceeding.dispute, proceeding.row.stage_verb)


def _accepted(move: Move) -> None:
    parcels.lead_parcels(move, "accept")
    agency_clocks.make_void(move.subject, move.event, move.answers["today"])
    if move.subject.kind == "union_mediation":
        move.lead(move.subject.dispute, "mediate")


def _ended(move: Move) -> None:
    """Refused or withdrawn: a failed mediation, or the partner is done and the limitation counts again."""
    if move.verb == "withdraw":
        parcels.lead_parcels(move, "withdraw")
    else:
        parcels.answer_parcels(move, move.answers["refused_on"])
    _unfile(move)
    if move.subject.kind == "arbitration":
        _limit(move)
    if move.subject.kind != "union_mediation":
        _move_on(move, "return_to_union")
    elif move.verb == "refuse" or move.subject.dispute.state == DisputeState.MEDIATING:
        _move_on(move, "fail_mediation")


def _came_back(move: Move) -> None:
    _unfile(move)
    _move_on(move, "return_to_union")


def _unfile(move: Move) -> None:
    """An application that led to nothing met nothing, unless the law grants one only."""
    proceeding = move.subject
    basis = proceeding.row.basis(proceeding.basis)
    if proceeding.filed_on is None and move.verb != "come_back":
        return
    if not (basis and basis.once and proceeding.accepted_on):
        parcels.reopen_met(move)
    agency_clocks.revive(proceeding, move.event, move.answers)


def _concluded(move: Move) -> None:
    parcels.answer_parcels(move, move.answers["concluded_on"])
    if move.answers["outcome"] == "agreement":
        _write_agreement(move)
    if move.subject.row.outcome(move.answers["outcome"]).undecided:
        agency_clocks.revive(move.subject, move.event, move.answers)
    if leads := move.subject.row.outcome(move.answers["outcome"]).leads:
        _move_on(move, leads)


def _move_on(move: Move, verb: str) -> None:
    """The case takes the verb, then goes to the stage of a proceeding that still runs at a partner.

    Mediation that goes on keeps the case: it leaves for that stage when mediation ends.
    """
    proceeding = move.subject
    back = verb == "return_to_union"
    if back and (not proceeding.row.stage_verb or _is_mediated(proceeding.dispute)):
        return
    elsewhere = _elsewhere(proceeding.dispute)
    if not (back and elsewhere):
        move.lead(proceeding.dispute, verb)
    if elsewhere:
        move.lead(proceeding.dispute, elsewhere)


def _is_mediated(dispute: Dispute) -> bool:
    return dispute.proceedings.filter(kind="union_mediation", state="accepted").exists()


def _elsewhere(dispute: Dispute) -> str:
    """The verb to the stage of the partner that got a proceeding last and still has it; empty when none has."""
    rows = dispute.proceedings.order_by("-pk")
    return next((row.row.stage_verb for row in rows if row.row.stage_verb and row.is_before_agency), "")


def _write_agreement(move: Move) -> None:
    proceeding, answers = move.subject, move.answers
    names = ("amount", "applicant_signed_on", "respondent_signed_on", "mediator_signed_on", "effective_on")
    agreement = Agreement.objects.create(
        proceeding=proceeding, dispute=proceeding.dispute, **{name: answers[name] for name in names}
    )
    for row in answers.get("instalments") or ():
        Instalment.objects.create(agreement=agreement, **row)
    performance.open_performance(agreement, move.event)


def _extended(move: Move) -> None:
    agency_clocks.extend(move.subject, move.event, move.answers)


def _restarted(move: Move) -> None:
    agency_clocks.restart(move.subject, move.event, move.answers)


def _converted(move: Move) -> None:
    agency_clocks.convert(move.subject, move.event, move.answers)


def _marked(move: Move) -> None:
    agency_clocks.make_void_by_stage(move.subject, move.event, move.answers["today"])


# Letters ----------------------------------------------------------------------------------------------------


def _served(move: Move) -> None:
    letter = move.subject
    if letter.agency is not None:
        involve(letter.dispute, letter.agency, Involvement.Role.PARTNER, letter.served_on)


def _signed(move: Move) -> None:
    if move.subject.replaces is not None:
        move.lead(move.subject.replaces, "supersede")


_EFFECTS: dict[tuple[type, str], Callable[[Move], None]] = {
    (Dispute, "delegate"): _delegated,
    (Dispute, "send_back"): _limit_report,
    (Dispute, "escalate"): _hold,
    (Dispute, "transfer"): _hold,
    (Dispute, "merge"): _merge,
    (Dispute, "absorb"): _absorb,
    (Dispute, "suspend"): _pause,
    (Dispute, "resume"): _resume,
    (Dispute, "breach_agreement"): _breached,
    (Dispute, "withdraw"): _withdraw,
    (Dispute, "reopen"): _reopen,
    (Dispute, "reconsider"): _limit,
    (Proceeding, "file"): _filed,
    (Proceeding, "accept"): _accepted,
    (Proceeding, "refuse"): _ended,
    (Proceeding, "withdraw"): _ended,
    (Proceeding, "conclude"): _concluded,
    (Proceeding, "come_back"): _came_back,
    (Proceeding, "extend"): _extended,
    (Proceeding, "restart"): _restarted,
    (Proceeding, "convert"): _converted,
    (Proceeding, "mark"): _marked,
    (Proceeding, "suspend"): _pause,
    (Proceeding, "resume"): _resume,
    (Letter, "serve"): _served,
    (Letter, "refuse_service"): _served,
    (Letter, "sign"): _signed,
    (HandOver, "return_papers"): parcels.lead_back,
    (HandOver, "withdraw"): parcels.lead_back,
}
