"""What the verbs of a proceeding cause beyond the table of steps: parcels, clocks, the agreement, the case's stage."""

from collections.abc import Callable

from mediation.lifecycle import State as DisputeState
from mediation.models import Agreement, Dispute, Instalment, Involvement
from mediation.operations import agency_clocks, parcels, performance
from mediation.operations.following import Move, involve, limit, pause, resume, stage_elsewhere
from mediation.proceedings import RUNNING


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
        limit(move)
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
    elsewhere = stage_elsewhere(proceeding.dispute)
    if not (back and elsewhere):
        move.lead(proceeding.dispute, verb)
    if elsewhere:
        move.lead(proceeding.dispute, elsewhere)


def _is_mediated(dispute: Dispute) -> bool:
    return dispute.proceedings.filter(kind="union_mediation", state="accepted").exists()


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


EFFECTS: dict[str, Callable[[Move], None]] = {
    "file": _filed,
    "accept": _accepted,
    "refuse": _ended,
    "withdraw": _ended,
    "conclude": _concluded,
    "come_back": _came_back,
    "extend": _extended,
    "restart": _restarted,
    "convert": _converted,
    "mark": _marked,
    "suspend": pause,
    "resume": resume,
}
