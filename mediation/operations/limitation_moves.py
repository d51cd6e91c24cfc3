"""What is on record for the limitation goes with the workers from one case to another (拆分、合并).

Everybody keeps the first days and the entries of the case in which they happened. In the transaction of the step.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from mediation.collective import workers
from mediation.lifecycle import local_day
from mediation.models import Dispute, Event, LimitationEvent, Party
from mediation.operations.limitation_course import count_limitation, entries_of


def merge_limitation(
    source: Dispute, target: Dispute, people: Mapping[int, Party], there: Sequence[Party], event: Event
) -> None:
    """`people` are the persons in the target by their ids in the source, `there` the workers it had before.

    What concerned everybody in its own case concerns those who were in it, and nobody else.
    """
    came = [people[row.pk] for row in workers(source)]
    ours = entries_of(target)
    if {row.pk for row in came} - {row.pk for row in there}:
        for entry in ours:
            if not entry.parties.all() and there:
                entry.parties.set(there)
    known = {(row.cause, row.happened_on, row.ended_on): row for row in ours}
    for entry in entries_of(source):
        concerned = [people[row.pk] for row in entry.parties.all()] or came
        same = known.get((entry.cause, entry.happened_on, entry.ended_on))
        if same is None and concerned:
            _copy(entry, target, concerned, event)
        elif same is not None and same.parties.exists():
            same.parties.add(*concerned)
    count_limitation(target, event, local_day(event.at))


def take_days_along(person: Party, source: Dispute, target: Dispute) -> None:
    """Somebody who comes into a case keeps the first days of the case before, where they are not those of this one."""
    theirs, ours = _days(person, source), _days(None, target)
    for name, day in theirs.items():
        setattr(person, name, day if day != ours[name] else None)


def keep_earlier_days(here: Party, target: Dispute, there: Party, source: Dispute) -> bool:
    """Somebody who is in both cases is watched by the earlier day; whether a day changed."""
    theirs, ours = _days(there, source), _days(here, target)
    earlier = {name: day for name, day in theirs.items() if day is not None and day < (ours[name] or date.max)}
    for name, day in earlier.items():
        setattr(here, name, day)
    return bool(earlier)


def _days(person: Party | None, dispute: Dispute) -> dict[str, date | None]:
    own: Party | Dispute = person or dispute
    return {
        "knew_on": own.knew_on or dispute.knew_on or dispute.occurred_on,
        "employment_ended_on": own.employment_ended_on or dispute.employment_ended_on,
    }


def split_limitation(source: Dispute, child: Dispute, moving: Sequence[Party], event: Event) -> None:
    """Entries go along with those who leave; one that concerned nobody else is struck where they were.

    `event` is the split of the source.
    """
    gone = {row.pk for row in moving}
    opened = child.events.get()
    for entry in entries_of(source):
        concerned = list(entry.parties.all())
        leaving = [row for row in concerned if row.pk in gone]
        if leaving or not concerned:
            _copy(entry, child, leaving if len(leaving) < len(gone) else [], opened)
        entry.parties.remove(*leaving)
        if leaving and len(leaving) == len(concerned):
            entry.struck_by = event
            entry.save(update_fields=["struck_by"])
    count_limitation(child, opened, local_day(opened.at))


def _copy(entry: LimitationEvent, dispute: Dispute, concerned: Sequence[Party], event: Event) -> None:
    copy = LimitationEvent.objects.create(
        dispute=dispute, cause=entry.cause, happened_on=entry.happened_on, ended_on=entry.ended_on, proof=entry.proof,
        event=event, recorded_by=entry.recorded_by,
    )  # fmt: skip
    copy.parties.set(concerned)
