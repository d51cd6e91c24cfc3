"""Invariants of a case: I6 and I7."""

from collections.abc import Iterator

from mediation.access import Role
from mediation.classification import CLOSINGS
from mediation.deadline_rules import COURTESIES
from mediation.integrity.volume import Volume
from mediation.lifecycle import FINISHED, HANDLED, State, local_day
from mediation.satisfaction import FOLLOWED
from mediation.words import kept


def closed_is_finished(volume: Volume) -> Iterator[str]:
    """I6; and a case not accepted ended on the day of that decision."""
    dispute = volume.dispute
    if dispute.state == State.DECLINED:
        decided = [local_day(event.at) for event in volume.events_of(dispute) if event.kind == "decline"]
        if decided[-1:] != [dispute.ended_on]:
            yield f"ended on {dispute.ended_on}, not accepted on {decided}"
    if dispute.state not in FINISHED:
        return
    if dispute.outcome not in CLOSINGS:
        yield f"closed with the outcome {dispute.outcome!r}"
    if dispute.closed_on is None:
        yield "closed without a date"
    elif dispute.accepted_on is not None and dispute.closed_on < dispute.accepted_on:
        yield f"closed on {dispute.closed_on}, accepted on {dispute.accepted_on}"
    yield from (f"{row.kind} is {row.state}" for row in volume.proceedings if row.is_running)
    visited = COURTESIES if dispute.state == State.CLOSED and dispute.outcome in FOLLOWED else ()
    running = [row for row in dispute.deadlines.all() if row.status == "open"]
    yield from (f"deadline {row.rule} is open" for row in running if row.rule not in visited)


def words_are_kept(volume: Volume) -> Iterator[str]:
    """I31."""
    dispute = volume.dispute
    people = sorted(dispute.parties.all(), key=lambda party: party.pk)
    fields = [dispute.number, dispute.employer.name, *(party.name for party in people), dispute.summary]
    words = getattr(dispute, "words", None)
    if words is None or (words.text, words.pieces) != kept(fields):
        yield "the search words are not those of the case"


def accepted_is_staffed(volume: Volume) -> Iterator[str]:
    """I7. A handler is there until the case moves to another union or is handed back, then one is assigned."""
    dispute = volume.dispute
    if dispute.state not in (*HANDLED, State.SUSPENDED) and dispute.accepted_on is None:
        return
    roles = {party.role for party in dispute.parties.all()}
    if not {"applicant", "respondent"} <= roles:
        yield f"the parties are {sorted(roles)}"
    holder = volume.units[dispute.holder_id]
    if not holder.is_union:
        yield f"held by {holder}, which is no union"
    if dispute.level != holder.level:
        yield f"level {dispute.level}, held at {holder.level}"
    handler, line = dispute.handler, holder.lineage
    if handler is not None and not any(
        m.role == Role.MEDIATOR and m.organisation_id in line for m in handler.memberships.all()
    ):
        yield f"the handler {handler} is no mediator of {holder} or above"
