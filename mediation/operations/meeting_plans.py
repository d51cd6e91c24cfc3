"""What a meeting is to be (会议安排): its plan and agenda, what they lack, and how both are written and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.machine import Unmet
from mediation.models import AgendaItem, Attendance, Dispute, Meeting, Organisation, User

FARTHEST = timedelta(days=730)  # of a plan from today, either way: farther is a slip of the keyboard
PLANNED = ("kind", "title", "planned_at", "place", "chair")


@dataclass(frozen=True)
class Plan:
    """What a meeting is, when and where, and who is invited; its words stand without space around them."""

    kind: str
    title: str
    planned_at: datetime
    place: str
    chair: str
    invited: tuple[Organisation, ...]

    def __post_init__(self) -> None:
        for name in ("title", "place", "chair"):
            object.__setattr__(self, name, getattr(self, name).strip())

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the meeting."""
        return {name: getattr(self, name) for name in PLANNED}


@dataclass(frozen=True)
class Entry:
    """One item for the agenda: a case and why, or a topic without a case."""

    dispute: Dispute | None = None
    topic: str = ""
    why: str = ""


def unmet_plan(plan: Plan, convener: Organisation, at: datetime) -> list[Unmet]:
    unmet = []
    if not plan.title or not plan.place:
        unmet.append(Unmet(_("the meeting has a title and a place"), _("you")))
    if abs(plan.planned_at - at) > FARTHEST:
        unmet.append(Unmet(_("the day of the meeting lies within two years of today"), _("you")))
    if any(not unit.is_active for unit in plan.invited):
        unmet.append(Unmet(_("every organisation that is invited is active"), _("the administrator")))
    if not [unit for unit in plan.invited if unit.pk != convener.pk]:
        unmet.append(Unmet(_("at least one other organisation is invited"), _("you")))
    return unmet


def unmet_entries(entries: list[Entry], by: User) -> list[Unmet]:
    """A case comes on the agenda by somebody who may act in it."""
    unmet = []
    for entry in entries:
        if entry.dispute is None and not entry.topic.strip():
            unmet.append(Unmet(_("a topic has words"), _("you")))
        if entry.dispute is not None and not access.may(by, Act.MEET, entry.dispute):
            words = _("%(case)s is held by your union or one below it") % {"case": entry.dispute}
            unmet.append(Unmet(words, str(entry.dispute.holder)))
    return unmet


def changes_of(meeting: Meeting, plan: Plan) -> dict[str, list[Any]]:
    """What the plan would change, as [before, after] by the name of the column; `invited` are names."""
    found = {
        name: [getattr(meeting, name), value] for name, value in plan.columns.items() if getattr(meeting, name) != value
    }
    rows = meeting.attendances.select_related("organisation").order_by("pk")
    before = [str(row.organisation) for row in rows]
    after = {str(unit) for unit in (meeting.convener, *plan.invited)}
    if set(before) != after:
        found["invited"] = [before, [name for name in before if name in after] + sorted(after - set(before))]
    return found


def invite(meeting: Meeting, units: Iterable[Organisation]) -> None:
    """These organisations and no others, each once, the convener among them."""
    wanted = (meeting.convener, *units)
    meeting.attendances.exclude(organisation__in=wanted).delete()
    for unit in wanted:
        Attendance.objects.get_or_create(meeting=meeting, organisation=unit)


def append(meeting: Meeting, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Put the entries below what is on the agenda; how the event tells them."""
    last = meeting.items.order_by("position").values_list("position", flat=True).last() or 0
    return [
        told_item(AgendaItem.objects.create(
            meeting=meeting, dispute=entry.dispute, topic=entry.topic.strip(), why=entry.why.strip(), position=position
        ))
        for position, entry in enumerate(entries, last + 1)
    ]  # fmt: skip


def told_item(item: AgendaItem) -> dict[str, Any]:
    """An item as an event tells it: the case or the topic, and why."""
    return {"dispute": item.dispute, "topic": item.topic, "why": item.why}
