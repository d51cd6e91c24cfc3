"""The timeline of a case: its events in words, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mediation import letters, lifecycle, proceedings
from mediation.access import Role
from mediation.models import Dispute, Event
from mediation.steps import event_label
from mediation.views.next_steps import titled

PAGE = 50
STATES = {"dispute": lifecycle.State, "proceeding": proceedings.State, "letter": letters.State}


@dataclass(frozen=True)
class Entry:
    """One event as the page shows it."""

    at: datetime
    title: str
    who: str
    role: str
    text: str
    state: str


def timeline(dispute: Dispute, *, complete: bool = False) -> tuple[list[Entry], int]:
    """The newest events, or all of them, and how many there are in all (numbers are dense)."""
    rows = dispute.events.select_related("by", "organisation", "proceeding", "letter__issued").order_by("-number")
    rows = rows.defer("letter__issued__pdf", "letter__issued__facts", "letter__content")
    events = list(rows if complete else rows[:PAGE])
    return [_entry(event) for event in events], events[0].number if events else 0


def _entry(event: Event) -> Entry:
    return Entry(
        event.at,
        _title(event),
        event.by.display_name,
        f"{Role(event.role).label}, {event.organisation}",
        "\n".join(filter(None, (_states(event), event.reason))),
        event.to_state,
    )


def _title(event: Event) -> str:
    label = str(event_label(event.subject, event.kind))
    if event.proceeding is not None:
        own = event.proceeding.row.names.get(event.kind, label)
        return titled(str(event.proceeding), str(own))
    if event.letter is not None:
        return titled(f"{event.letter.get_kind_display()} {event.letter.number}".strip(), label)
    return label


def _states(event: Event) -> str:
    states = STATES[event.subject]
    if not event.to_state or event.from_state == event.to_state:
        return ""
    now = str(states(event.to_state).label)
    if not event.from_state:
        return now
    # Translators: a change of state, from one to another
    return _("%(before)s → %(now)s") % {"before": states(event.from_state).label, "now": now}
