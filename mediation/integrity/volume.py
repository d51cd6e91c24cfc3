"""One case with all its rows (卷宗), read in a fixed number of queries for each batch of cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from mediation.models import Dispute, Event, Letter, Organisation
from mediation.models.calendar import load_calendar
from mediation.steps import machine_of
from mediation.workdays import Calendar

BATCH = 200  # cases read at once


@dataclass(frozen=True)
class Volume:
    """A case, its rows, every organisation by id, and the calendar."""

    dispute: Dispute
    units: dict[int, Organisation]
    calendar: Calendar

    @property
    def events(self) -> list[Event]:
        return list(self.dispute.events.all())

    @property
    def letters(self) -> list[Letter]:
        return list(self.dispute.letters.all())

    @property
    def proceedings(self) -> list[Any]:
        return list(self.dispute.proceedings.all())

    @property
    def hand_overs(self) -> list[Any]:
        return list(self.dispute.hand_overs.all())

    def events_of(self, subject: Any) -> list[Event]:
        """The events of the case itself, of a proceeding or of a letter, in order."""
        key = key_of_row(subject)
        return [event for event in self.events if key_of_event(event) == key]

    def machines(self) -> list[Any]:
        """The case, its proceedings, its letters and its hand-overs."""
        return [self.dispute, *self.proceedings, *self.letters, *self.hand_overs]


def key_of_event(event: Event) -> tuple[str, int]:
    """Which machine an event moved: its name and the id of the row."""
    ids = {
        "dispute": event.dispute_id,
        "proceeding": event.proceeding_id,
        "letter": event.letter_id,
        "hand_over": event.hand_over_id,
    }
    return event.subject, ids[event.subject] or 0


def key_of_row(subject: Any) -> tuple[str, int]:
    return machine_of(subject), subject.pk


def volumes(disputes: Any) -> Iterator[Volume]:
    """The cases of a queryset, each with its rows; the frozen bytes are left in the database."""
    letters = Letter.objects.select_related("issued").defer("issued__pdf")
    rows = disputes.select_related("employer", "words").prefetch_related(
        Prefetch("letters", letters), "events__by__memberships", "handler__memberships", "proceedings", "deadlines",
        "hand_overs", "follow_ups", "surveys__attempts", "parties", "agreements__instalments__shares", "payments",
    )  # fmt: skip
    units, calendar = {unit.pk: unit for unit in Organisation.objects.with_lineage()}, load_calendar()
    for dispute in rows.order_by("pk").iterator(chunk_size=BATCH):
        yield Volume(dispute, units, calendar)
