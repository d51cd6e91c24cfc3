"""The history of a meeting: its events in words, newest first, for who works for the union and sees every item.

An item that was taken off again may be about a case the reader does not see: a case is named where it is seen.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mediation.access import Role
from mediation.models import Dispute, Meeting, MeetingEvent
from mediation.templatetags.display import NOTHING, instant
from mediation.views.next_steps import titled
from mediation.views.timeline import Entry

LONGEST = 300  # how much of what was said is shown; the whole stands with the item


def history_of(meeting: Meeting, user: Any) -> list[Entry]:
    """Two queries, however many events."""
    events = list(meeting.events.select_related("by", "organisation").order_by("-number"))
    cases = {item["dispute"]["id"] for event in events for item in _items(event) if item["dispute"]}
    seen = set(Dispute.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    return [_entry(event, seen) for event in events]


def _entry(event: MeetingEvent, seen: set[int]) -> Entry:
    role = _("%(role)s, %(organisation)s")
    return Entry(
        event.at,
        event.get_kind_display(),
        event.by.display_name,
        role % {"role": Role(event.role).label, "organisation": event.organisation} if event.role else "",
        "\n".join(filter(None, _words(event, seen))),
        event.state,
    )


def _words(event: MeetingEvent, seen: set[int]) -> Iterator[str]:
    data = event.data
    if event.kind == MeetingEvent.Kind.CONVENE:
        yield f"{data['title']} · {_moment(data['planned_at'])} · {data['place']}"
        yield titled(_("Invited"), _names(data["invited"]))
    for name, pair in data.get("changes", {}).items():
        yield titled(_label(name), " → ".join(_value(name, value) for value in pair))
    for item in _items(event):
        yield _item(item, seen)
    if event.kind == MeetingEvent.Kind.HOLD:
        yield from _attendance(data)
    for name, label in (
        ("discussion", _("Discussion")),
        ("resolution", _("Resolved")),
        ("remarks", _("Other matters")),
    ):
        if data.get(name):
            yield titled(label, Truncator(data[name]).chars(LONGEST))
    if data.get("minutes"):
        yield data["minutes"]["label"]
    yield event.reason


def _attendance(data: dict[str, Any]) -> Iterator[str]:
    yield titled(_("Held on"), data["held_on"])
    yield titled(_("Chair of the meeting"), data["chair"])
    who = _("%(organisation)s (%(people)s)")
    came = [who % {"organisation": row["organisation"]["label"], "people": row["people"]} for row in data["came"]]
    yield titled(_("Came"), _(", ").join(came))
    if data["absent"]:
        yield titled(_("Did not come"), _names(data["absent"]))


def _items(event: MeetingEvent) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = event.data.get("items", [])
    return found


def _item(item: dict[str, Any], seen: set[int]) -> str:
    case = item["dispute"]
    if case is None:
        return str(item["topic"])
    return str(case["label"]) if case["id"] in seen else _("a case that is not open to you")


def _names(rows: list[dict[str, Any]]) -> str:
    return _(", ").join(row["label"] for row in rows)


def _label(name: str) -> str:
    field: Any = None if name == "invited" else Meeting._meta.get_field(name)
    return _("Invited") if field is None else str(field.verbose_name)


def _value(name: str, value: Any) -> str:
    """One side of a change as a reader knows it."""
    if name == "invited":
        return _(", ").join(value)
    if name == "planned_at":
        return _moment(value)
    return str(dict(Meeting.Kind.choices).get(value, value) if name == "kind" else value) or NOTHING


def _moment(text: str) -> str:
    found: datetime | None = parse_datetime(text)
    return instant(found)
