"""Invariants of the history: I1, I2, I3, I5 and I8, read from the events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django_fsm import RETURN_VALUE

from mediation.access import GRANTS, SCOPES, Act, Scope
from mediation.integrity.volume import Volume, key_of_event, key_of_row
from mediation.lifecycle import Stage, local_day
from mediation.models import Event
from mediation.steps import MACHINES, TABLES

CLOCKS = ("start_clock", "meet_clock", "extend_clock", "correct_clock", "end_clock", "record_limitation",
    "end_limitation", "strike_limitation")  # fmt: skip
BORN = {("dispute", "register"): "registered", ("proceeding", "prepare"): "prepared", ("letter", "draft"): "draft",
    ("hand_over", "send"): "sent"}  # fmt: skip
NOTES = {*(("dispute", verb) for verb in CLOCKS), ("dispute", "recuse"), ("dispute", "recount"),
    ("dispute", "follow_up"), ("dispute", "plan_visit"), ("dispute", "ask_survey"), ("dispute", "answer_survey"),
    ("dispute", "reveal"), ("dispute", "attribute"),
    ("dispute", "add_evidence"), ("dispute", "strike_evidence"), ("dispute", "dismiss_support"),
    ("dispute", "draw_paper"), ("dispute", "edit_paper"), ("dispute", "discard_paper"),
    ("dispute", "attach"), ("dispute", "strike_file"), ("dispute", "issue_dossier"),
    ("proceeding", "attach"), ("letter", "attach"),
    ("dispute", "discuss"), ("dispute", "open_task"), ("dispute", "close_task"),
    ("dispute", "give_mandate"), ("dispute", "end_mandate"), ("dispute", "consent"), ("dispute", "withdraw_consent"),
    ("proceeding", "divide"), ("proceeding", "record_shares"),
    ("proceeding", "hold_session"), ("proceeding", "record_performance"), ("proceeding", "strike_payment"),
    ("proceeding", "remind_debtor"), ("letter", "edit"),
    ("letter", "comment"), ("letter", "resolve_comment"),
    ("proceeding", "copy_out"), ("proceeding", "record_number"), ("hand_over", "link"), ("hand_over", "open_link"),
    ("hand_over", "revoke_link")}  # fmt: skip
AMENDING = {
    ("dispute", "amend"),
    ("dispute", "enrol"),
    ("dispute", "strike"),
}  # leaves the state, as a note does, and counts, as a step does
ENDS: dict[tuple[str, str], set[str]] = {
    ("dispute", "closed"): {"archive", "reopen"}, ("dispute", "archived"): {"reopen"},
    ("dispute", "declined"): {"reconsider"}, ("proceeding", "refused"): set(), ("proceeding", "concluded"): set(),
    ("proceeding", "withdrawn"): set(), ("letter", "withdrawn"): set(), ("letter", "superseded"): set(),
    ("hand_over", "returned"): set(), ("hand_over", "answered"): set(), ("hand_over", "withdrawn"): set(),
}  # fmt: skip
STAGES = {
    "mediate": Stage.UNION, "breach_agreement": Stage.UNION, "return_to_union": Stage.UNION, "reopen": Stage.UNION,
    "refer_to_hr": Stage.HR, "refer_to_court": Stage.COURT, "refer_to_procuratorate": Stage.PROCURATORATE,
}  # fmt: skip
FOLLOWING = {("proceeding", "withdraw"), ("dispute", "return_to_union"), ("letter", "supersede")}


def edges_of(machine: str) -> set[tuple[str, str, str]]:
    """The graph of a machine as (verb, from, to), read from its `@transition` methods."""
    found = set()
    for verb in dir(MACHINES[machine]):
        meta = getattr(getattr(MACHINES[machine], verb), "_django_fsm", None)
        for source, transition in (meta.transitions if meta else {}).items():
            target = transition.target
            targets = target.allowed_states if isinstance(target, RETURN_VALUE) else [target or source]
            found |= {(verb, str(source), str(state)) for state in targets}
    return found


EDGES = {machine: edges_of(machine) for machine in MACHINES}


def edges_only(volume: Volume) -> Iterator[str]:
    """I1. A letter that a step drafted begins with the event of that step."""
    for row in volume.machines():
        if row.state not in dict(row._meta.get_field("state").choices):
            yield f"{row} is in the unknown state {row.state}"
    for event in volume.events:
        key, move = (event.subject, event.kind), (event.from_state, event.to_state)
        if key in BORN:
            legal = move == ("", BORN[key])
        elif key in NOTES | AMENDING:
            legal = move[0] == move[1]
        else:
            legal = (event.kind, *move) in EDGES[event.subject]
        if not legal:
            yield f"event {event.number}: {event.subject} {event.kind} from {move[0]} to {move[1]} is no edge"


@dataclass
class Standing:
    """What the events say of the case, folded one by one: ids of people and organisations, and the version."""

    state: str = ""
    version: int = 0
    stage: str = Stage.UNION
    holder: int | None = None
    handler: int | None = None
    delegated_by: int | None = None

    def take(self, event: Event) -> None:
        given = {name: event.data[name]["id"] for name in ("holder", "handler", "person") if event.data.get(name)}
        kind, self.state = event.kind, event.to_state
        self.stage = STAGES.get(kind, self.stage)
        if kind == "delegate":
            self.delegated_by = self.holder
        elif kind in ("escalate", "approve_result"):
            self.delegated_by = None
        if kind in ("register", "delegate", "escalate", "transfer"):
            self.holder = given["holder"]
        loses = kind == "recuse" and given["person"] == self.handler
        self.version += loses or (kind in TABLES["dispute"] and ("dispute", kind) not in BORN.keys() | NOTES)
        if loses or kind in ("hand_back", "delegate", "escalate", "transfer"):
            self.handler = None
        elif kind in ("accept", "assign"):
            self.handler = given.get("handler", self.handler if kind == "accept" else None)


def standing(events: list[Event]) -> Standing:
    """The case as its own events tell it."""
    found = Standing()
    for event in events:
        found.take(event)
    return found


def one_event_a_change(volume: Volume) -> Iterator[str]:
    """I2. Steps and edits count, and the recusal of the handler; sessions, payments, visits do not."""
    numbers = [event.number for event in volume.events]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"events are numbered {numbers}"
    counted = standing(volume.events_of(volume.dispute)).version
    if counted != volume.dispute.version:
        yield f"version {volume.dispute.version} after {counted} changes"
    for row in [*volume.proceedings, *volume.letters, *volume.hand_overs]:
        silent = {"prepare", "draft", "send", "hold_session", "record_performance", "strike_payment",
            "remind_debtor", "copy_out", "record_number", "link", "attach",
            "open_link", "revoke_link", "divide", "record_shares",
            "comment", "resolve_comment"}  # fmt: skip
        counted = sum(event.kind not in silent for event in volume.events_of(row))
        if counted != row.version:
            yield f"{row._meta.model_name} {row}: version {row.version} after {counted} changes"


def replay_gives_present(volume: Volume) -> Iterator[str]:
    """I3. State of all machines; of the case also stage, holder, handler and the delegating union."""
    for row in volume.machines():
        led = getattr(row, "origin_id", None) is not None
        before = "draft" if led else ""
        for event in volume.events_of(row):
            if event.from_state != before:
                yield f"event {event.number}: {event.kind} from {event.from_state}, which was {before}"
            before = event.to_state
        if before != row.state:
            yield f"{row._meta.model_name} {row} is {row.state}, its events say {before or 'nothing'}"
    dispute, told = volume.dispute, standing(volume.events_of(volume.dispute))
    present = (dispute.stage, dispute.holder_id, dispute.handler_id, dispute.delegated_by_id)
    if present != (told.stage, told.holder, told.handler, told.delegated_by):
        yield f"stage, holder, handler, delegated by are {present}, the events say {told}"


def ends_are_left_rightly(volume: Volume) -> Iterator[str]:
    """I5. The outcome that a reopened case had stays in the event of its closing."""
    for event in volume.events:
        exits = ENDS.get((event.subject, event.from_state))
        if exits is None or event.from_state == event.to_state:
            continue
        if event.kind not in exits:
            yield f"event {event.number}: {event.kind} leaves {event.from_state}"
        if event.kind != "archive" and not event.reason.strip():
            yield f"event {event.number}: {event.kind} without a reason"


def actors_had_the_right(volume: Volume) -> Iterator[str]:
    """I8. Membership of the day, act granted to its role, case or letter in its reach, not recused, not one's own."""
    told, recused, last = Standing(), set(), None
    rows = {key_of_row(row): row for row in volume.machines()}
    for event in volume.events:
        row = rows[key_of_event(event)]
        if event.by_id in recused:
            yield f"event {event.number}: {event.by} is recused"
        if not _was_member(event, local_day(event.at)):
            yield f"event {event.number}: {event.by} was not {event.role} of {volume.units[event.organisation_id]}"
        if not _followed(event, last) and not _had_right(event, row, told, volume):
            yield f"event {event.number}: a {event.role} of {volume.units[event.organisation_id]} may not {event.kind}"
        if event.kind in ("approve", "sign") and row.row.reviewed and row.drafter_id == event.by_id:
            yield f"event {event.number}: {event.by} took {event.kind} on an own letter"
        if event.subject == "dispute":
            told.take(event)
        if event.kind == "recuse":
            recused.add(event.data["person"]["id"])
        last = event


def _was_member(event: Event, day: date) -> bool:
    return any(
        (m.role, m.organisation_id) == (event.role, event.organisation_id)
        and m.since <= day and (m.until is None or day <= m.until)
        for m in event.by.memberships.all()
    )  # fmt: skip


def _followed(event: Event, last: Event | None) -> bool:
    """Whether the event followed from the one before it, under the right of that one."""
    if last is None or (last.at, last.by_id, last.role) != (event.at, event.by_id, event.role):
        return False
    return TABLES[event.subject][event.kind].led or (event.subject, event.kind) in FOLLOWING


def _had_right(event: Event, row: Any, told: Standing, volume: Volume) -> bool:
    holder = told.holder or event.data["holder"]["id"]  # which the first event names
    return any(act in GRANTS[event.role] and _reached(event, act, row, holder, volume) for act in _acts(event, row))


def _acts(event: Event, row: Any) -> tuple[Act, ...]:
    """The acts that give the right; a case that was split off is registered under the right to split."""
    split_off = event.kind == "register" and row.split_from_id is not None
    return TABLES[event.subject]["split" if split_off else event.kind].acts


def _reached(event: Event, act: Act, row: Any, holder: int, volume: Volume) -> bool:
    """The reach of the role over the case as it was held at the time; the calendar is that of every case."""
    if act in (Act.ADMINISTER, Act.RATE):  # of every case; of who was asked, through the link
        return True
    if event.kind == "close_task" and event.organisation_id in volume.units[event.data["unit"]["id"]].lineage:
        return True  # whose task it is
    scope, unit = SCOPES[event.role], event.organisation_id
    issuer = getattr(row, "issuer_id", None)
    if scope is Scope.TREE and issuer and act in (Act.SIGN, Act.WITHDRAW_LETTER):
        return bool(unit == issuer)
    if scope is Scope.TREE:
        return unit in volume.units[holder].lineage or (issuer is not None and unit in volume.units[issuer].lineage)
    if scope is Scope.HANDED_OVER:
        agency = getattr(row, "agency_id", None)
        return agency is not None and unit in volume.units[agency].lineage
    if scope is Scope.DRAFTED:
        return bool(row.drafter_id == event.by_id)
    if scope is Scope.OWN:
        return False
    employer = volume.units[unit].employer_id
    return scope is Scope.SERVED and employer is not None and employer == row.addressee_employer_id
