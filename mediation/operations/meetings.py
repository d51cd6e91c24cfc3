"""Joint meetings (联席会议、会商): convened by a city or town union, with cases that are stuck; minutes end them.

Whoever leads writes; an organisation that was invited reads the meeting, and of the agenda what it sees anyway.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act, grants
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import AgendaItem, Attendance, Dispute, Meeting, Membership, Organisation, User
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import lock

CONVENING_LEVELS = ("city", "town")
FARTHEST = timedelta(days=730)  # of a plan from today, either way: farther is a slip of the keyboard


@dataclass(frozen=True)
class Plan:
    """What a meeting is, when and where, and who is invited."""

    kind: str
    title: str
    planned_at: datetime
    place: str
    chair: str
    invited: tuple[Organisation, ...]


@dataclass(frozen=True)
class Entry:
    """One item for the agenda: a case and why, or a topic without a case."""

    dispute: Dispute | None = None
    topic: str = ""
    why: str = ""


def conveners(user: User) -> list[Organisation]:
    """The city and town unions in whose name the person may convene."""
    units = {m.organisation_id: m.organisation for m in grants(user, Act.MEET)}
    return [unit for unit in units.values() if unit.level in CONVENING_LEVELS]


def leads(user: User, meeting: Meeting) -> bool:
    """Whether the person writes the meeting: for the convening union or one above it."""
    return _post(user, meeting.convener) is not None


def convene(plan: Plan, entries: Iterable[Entry], *, convener: Organisation, by: User, at: datetime) -> Meeting:
    """召集. Raises StepForbidden or StepRefused."""
    if _post(by, convener) is None or convener.level not in CONVENING_LEVELS:
        raise StepForbidden(_("You may not convene a meeting for this union."))
    entries = list(entries)
    if unmet := [*_unmet_plan(plan, convener, at), *_unmet_entries(entries, by)]:
        raise StepRefused(unmet)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            kind=plan.kind, title=plan.title.strip(), planned_at=plan.planned_at, place=plan.place.strip(),
            chair=plan.chair.strip(), convener=convener, created_by=by,
        )  # fmt: skip
        _invite(meeting, plan.invited)
        _append(meeting, entries)
    return meeting


def amend_meeting(meeting: Meeting, plan: Plan, *, by: User, at: datetime, version: int) -> Meeting:
    """Change the plan until the meeting is held. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting = locked_meeting(meeting, by, version)
        unmet = _unmet_plan(plan, meeting.convener, at)
        if meeting.held_on is not None:
            unmet.append(Unmet(_("the meeting is not held yet"), _("nobody")))
        _refuse(unmet)
        for name in ("kind", "title", "planned_at", "place", "chair"):
            setattr(meeting, name, getattr(plan, name))
        meeting.attendances.exclude(organisation__in=plan.invited).delete()
        _invite(meeting, plan.invited)
        return _saved(meeting)


def add_items(meeting: Meeting, entries: Iterable[Entry], *, by: User, at: datetime, version: int) -> Meeting:
    """Put cases and topics on the agenda. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting, entries = locked_meeting(meeting, by, version), list(entries)
        unmet = _unmet_entries(entries, by)
        if not entries:
            unmet.append(Unmet(_("a case or a topic is chosen"), _("you")))
        known = set(meeting.items.values_list("dispute", flat=True))
        if any(entry.dispute is not None and entry.dispute.pk in known for entry in entries):
            unmet.append(Unmet(_("the case is not on the agenda yet"), _("nobody")))
        _refuse(unmet)
        _append(meeting, entries)
        return _saved(meeting)


def remove_item(item: AgendaItem, *, by: User, at: datetime, version: int) -> Meeting:
    """Take an item off that nothing was written on. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting = locked_meeting(item.meeting, by, version)
        if item.discussion or item.resolution or item.tasks.exists():
            _refuse([Unmet(_("nothing was written on the item, and no task came of it"), _("nobody"))])
        item.delete()
        return _saved(meeting)


def hold(
    meeting: Meeting, *, held_on: date, chair: str, came: Mapping[int, tuple[bool, str]], remarks: str, by: User,
    at: datetime, version: int,
) -> Meeting:  # fmt: skip
    """会议召开: who came, by the id of the attendance. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting = locked_meeting(meeting, by, version)
        unmet = []
        if held_on > local_day(at) or abs(held_on - local_day(meeting.planned_at)) > FARTHEST:
            unmet.append(Unmet(_("the day is not in the future and near the day that was planned"), _("you")))
        if not chair.strip():
            unmet.append(Unmet(_("the chair is named"), _("you")))
        if any(there and not people.strip() for there, people in came.values()):
            unmet.append(Unmet(_("who came is named for every organisation that came"), _("you")))
        _refuse(unmet)
        for row in meeting.attendances.all():
            row.came, row.people = came.get(row.pk, (False, ""))
            row.save()
        meeting.held_on, meeting.chair, meeting.remarks = held_on, chair.strip(), remarks.strip()
        return _saved(meeting)


def record_item(
    item: AgendaItem, *, discussion: str, resolution: str, by: User, at: datetime, version: int
) -> AgendaItem:
    """What was said and resolved; an event of the case. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting = locked_meeting(item.meeting, by, version)
        item = AgendaItem.objects.select_related("dispute").get(pk=item.pk)
        unmet = []
        if meeting.held_on is None:
            unmet.append(Unmet(_("the attendance is recorded first"), _("you")))
        if not (discussion.strip() or resolution.strip()):
            unmet.append(Unmet(_("something was said or resolved"), _("you")))
        actor = None
        if item.dispute is not None:
            dispute = lock(item.dispute)
            actor = access.membership_for(by, Act.MEET, dispute)
            if actor is None:
                unmet.append(Unmet(_("the case is held by your union or one below it"), str(dispute.holder)))
        _refuse(unmet)
        if (item.discussion, item.resolution) == (discussion.strip(), resolution.strip()):
            return item
        item.discussion, item.resolution = discussion.strip(), resolution.strip()
        item.save()
        if actor is not None:
            record_event(
                dispute, "discuss", actor=actor, at=at, from_state=dispute.state,
                answers={"meeting": meeting, "resolution": item.resolution},
            )  # fmt: skip
        _saved(meeting)
        return item


def cancel(meeting: Meeting, *, reason: str, by: User, at: datetime, version: int) -> Meeting:
    """取消: before it is held, with a reason. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting = locked_meeting(meeting, by, version)
        unmet = [] if reason.strip() else [Unmet(_("a reason is given"), _("you"))]
        if meeting.held_on is not None:
            unmet.append(Unmet(_("the meeting is not held yet"), _("nobody")))
        _refuse(unmet)
        meeting.cancelled_on, meeting.remarks = local_day(at), reason.strip()
        return _saved(meeting)


def _post(user: User, convener: Organisation) -> Membership | None:
    posts: list[Membership] = grants(user, Act.MEET)
    return next((post for post in posts if post.organisation_id in convener.lineage), None)


def locked_meeting(meeting: Meeting, by: User, version: int) -> Meeting:
    """The meeting, locked, that is still written. Raises StepForbidden, StepStale or StepRefused."""
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("convener__parent").get(pk=meeting.pk)
    if _post(by, fresh.convener) is None:
        raise StepForbidden(_("The union that convened the meeting writes it."))
    if fresh.version != version:
        raise StepStale(_("Somebody else has changed this meeting meanwhile. Look at it again."))
    if fresh.cancelled_on is not None:
        raise StepRefused([Unmet(_("the meeting was not cancelled"), _("nobody"))])
    if fresh.minutes_id is not None:
        raise StepRefused([Unmet(_("the minutes are not issued yet: what they say stays"), _("nobody"))])
    return fresh


def _saved(meeting: Meeting) -> Meeting:
    meeting.version += 1
    meeting.save()
    return meeting


def _refuse(unmet: list[Unmet]) -> None:
    if unmet:
        raise StepRefused(unmet)


def _invite(meeting: Meeting, units: Iterable[Organisation]) -> None:
    """Every organisation once, the convener among them."""
    for unit in (meeting.convener, *units):
        Attendance.objects.get_or_create(meeting=meeting, organisation=unit)


def _append(meeting: Meeting, entries: Iterable[Entry]) -> None:
    last = meeting.items.order_by("position").values_list("position", flat=True).last() or 0
    for position, entry in enumerate(entries, last + 1):
        AgendaItem.objects.create(
            meeting=meeting, dispute=entry.dispute, topic=entry.topic.strip(), why=entry.why.strip(), position=position
        )


def _unmet_plan(plan: Plan, convener: Organisation, at: datetime) -> list[Unmet]:
    unmet = []
    if not plan.title.strip() or not plan.place.strip():
        unmet.append(Unmet(_("the meeting has a title and a place"), _("you")))
    if abs(plan.planned_at - at) > FARTHEST:
        unmet.append(Unmet(_("the day of the meeting lies within two years of today"), _("you")))
    if any(not unit.is_active for unit in plan.invited):
        unmet.append(Unmet(_("every organisation that is invited is active"), _("the administrator")))
    if not [unit for unit in plan.invited if unit.pk != convener.pk]:
        unmet.append(Unmet(_("at least one other organisation is invited"), _("you")))
    return unmet


def _unmet_entries(entries: list[Entry], by: User) -> list[Unmet]:
    """A case comes on the agenda by somebody who may act in it."""
    unmet = []
    for entry in entries:
        if entry.dispute is None and not entry.topic.strip():
            unmet.append(Unmet(_("a topic has words"), _("you")))
        if entry.dispute is not None and not access.may(by, Act.MEET, entry.dispute):
            words = _("%(case)s is held by your union or one below it") % {"case": entry.dispute}
            unmet.append(Unmet(words, str(entry.dispute.holder)))
    return unmet
