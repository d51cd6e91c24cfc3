"""Invariants of the time limits of a case: I15 and I18."""

from collections import Counter
from collections.abc import Iterator

from mediation.deadline_rules.groups import MEDIATION
from mediation.integrity.volume import Volume
from mediation.models import Deadline
from mediation.proceedings import State

SUBJECTS = ("proceeding_id", "letter_id", "hand_over_id", "instalment_id", "task_id")


def one_clock_each(volume: Volume) -> Iterator[str]:
    """I15. A limit that was replaced has a successor for the same subject, opened by the event that ended it."""
    rows = list(volume.dispute.deadlines.all())
    running = [row for row in rows if row.status == Deadline.Status.OPEN]
    for (rule, *_subject), times in Counter((row.rule, *_subject_of(row)) for row in running).items():
        if times > 1:
            yield f"deadline {rule} runs {times} times for the same subject"
    yield from _mediations(volume, running)
    yield from _successions(volume, rows)


def _mediations(volume: Volume, running: list[Deadline]) -> Iterator[str]:
    clocks = sorted(row.rule for row in running if row.rule in MEDIATION)
    for row in volume.proceedings:
        if row.kind == "union_mediation" and row.state == State.ACCEPTED and len(clocks) != 1:
            yield f"{row} is open with the deadlines {clocks}"


def _successions(volume: Volume, rows: list[Deadline]) -> Iterator[str]:
    numbers = {event.pk: event.number for event in volume.events}
    opened = Counter((row.opened_by_id, *_subject_of(row)) for row in rows)
    replaced = Counter((row.ended_by_id, *_subject_of(row)) for row in rows if row.status == Deadline.Status.SUPERSEDED)
    for row in rows:
        key = (row.ended_by_id, *_subject_of(row))
        if row.status == Deadline.Status.SUPERSEDED and opened[key] < replaced[key]:
            yield f"deadline {row} was replaced by nothing"
        if row.ended_by_id and numbers.get(row.ended_by_id, 0) < numbers.get(row.opened_by_id, 0):
            yield f"deadline {row} ended before it was opened"


def counted_rightly(volume: Volume) -> Iterator[str]:
    """I18. A limit that stands still is counted when it runs on."""
    for row in volume.dispute.deadlines.all():
        if row.status != Deadline.Status.OPEN or row.paused_on is not None:
            continue
        try:
            due = row.count(volume.calendar)
        except (ValueError, OverflowError) as error:
            yield f"deadline {row} cannot be counted: {error}"
            continue
        stored, counted = (row.due_on, row.due_at, row.provisional), (due.on, getattr(due, "at", None), due.provisional)
        if stored != counted:
            yield f"deadline {row} is stored as {stored}, counted as {counted}"


def _subject_of(row: Deadline) -> tuple[int | None, ...]:
    return tuple(getattr(row, name) for name in SUBJECTS)
