"""I2, I3 and I8 of meetings, read from their events: few rows, so all at once."""

from collections.abc import Iterator

from mediation.access import GRANTS, Act
from mediation.lifecycle import local_day
from mediation.models import Meeting, MeetingEvent, Organisation

Kind = MeetingEvent.Kind
FIRST = (Kind.CONVENE, Kind.ADOPT)
MOVES = {
    Kind.HOLD: {("planned", "held"), ("held", "held")}, Kind.RECORD_ITEM: {("held", "held")},
    Kind.AMEND: {("planned", "planned")}, Kind.CANCEL: {("planned", "cancelled")},
    Kind.ADD_ITEMS: {("planned", "planned"), ("held", "held")},
    Kind.REMOVE_ITEM: {("planned", "planned"), ("held", "held")}, Kind.ISSUE_MINUTES: {("held", "minuted")},
}  # fmt: skip


def one_event_a_change() -> Iterator[str]:
    """I2. Numbers are the versions that the acts made; what was adopted begins with the version it had then."""
    for meeting, events in _histories():
        numbers = [event.number for event in events]
        kinds = [event.kind for event in events]
        if not events or kinds[0] not in FIRST or (kinds[0] == Kind.CONVENE and numbers[0]):
            yield f"meeting {meeting.pk}: its history has no beginning"
        elif numbers != list(range(numbers[0], meeting.version + 1)) or {*kinds[1:]} & {*FIRST}:
            yield f"meeting {meeting.pk}: version {meeting.version}, events are numbered {numbers}"


def replay_gives_present() -> Iterator[str]:
    """I3. The state, by legal moves; what was last planned, held and given as reason."""
    for meeting, events in _histories():
        before, told = "", {"reason": meeting.cancel_reason, "held_on": meeting.held_on}
        for event in events:
            if event.kind not in FIRST and (before, event.state) not in MOVES.get(Kind(event.kind), set()):
                yield f"meeting {meeting.pk}: {event.kind} from {before} to {event.state}"
            before = event.state
            if event.kind == Kind.HOLD:
                told["held_on"] = event.data["held_on"]
            elif event.kind == Kind.CANCEL:
                told["reason"] = event.reason
        present = (meeting.state, meeting.cancel_reason, str(meeting.held_on))
        if present != (before, told["reason"], str(told["held_on"])):
            yield f"meeting {meeting.pk} is {present}, its events say {(before, told['reason'], str(told['held_on']))}"


def actors_had_the_right() -> Iterator[str]:
    """I8. A membership of the day, with the right to lead meetings, in the union that convened or above it."""
    units = {unit.pk: unit for unit in Organisation.objects.with_lineage()}
    for meeting, events in _histories():
        lineage = units[meeting.convener_id].lineage
        for event in events:
            if event.kind != Kind.ADOPT and not (_was_leader(event) and event.organisation_id in lineage):
                yield f"meeting {meeting.pk}, event {event.number}: {event.by} might not {event.kind}"


def _histories() -> Iterator[tuple[Meeting, list[MeetingEvent]]]:
    rows = Meeting.objects.prefetch_related("events__by__memberships").order_by("pk")
    yield from ((meeting, sorted(meeting.events.all(), key=lambda event: event.number)) for meeting in rows)


def _was_leader(event: MeetingEvent) -> bool:
    day = local_day(event.at)
    return Act.MEET in GRANTS.get(event.role, ()) and any(
        (row.role, row.organisation_id) == (event.role, event.organisation_id)
        and row.since <= day and (row.until is None or day <= row.until)
        for row in event.by.memberships.all()
    )  # fmt: skip
