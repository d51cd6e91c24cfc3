"""Joint meetings (联席会议、会商): convened by a city or town union, with cases that are stuck; minutes end them.

Whoever leads writes, and every act is an event of the meeting; an organisation that was invited reads the meeting, and
of the agenda what it sees anyway.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act, grants
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import AgendaItem, Meeting, MeetingEvent, Membership, Organisation, User
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.operations.events import record_event, record_meeting_event
from mediation.operations.locking import lock
from mediation.operations.meeting_plans import (
    FARTHEST,
    Entry,
    Plan,
    append,
    changes_of,
    invite,
    told_item,
    unmet_entries,
    unmet_plan,
)
from mediation.operations.unmet import no_reason

CONVENING_LEVELS = ("city", "town")
Kind = MeetingEvent.Kind


def conveners(user: User) -> list[Organisation]:
    """The city and town unions in whose name the person may convene."""
    units = {m.organisation_id: m.organisation for m in grants(user, Act.MEET)}
    return [unit for unit in units.values() if unit.level in CONVENING_LEVELS]


def leads(user: User, meeting: Meeting) -> bool:
    """Whether the person writes the meeting: for the convening union or one above it."""
    return _post(user, meeting.convener) is not None


def convene(plan: Plan, entries: Iterable[Entry], *, convener: Organisation, by: User, at: datetime) -> Meeting:
    """召集. Raises StepForbidden or StepRefused."""
    actor = _post(by, convener)
    if actor is None or convener.level not in CONVENING_LEVELS:
        raise StepForbidden(_("You may not convene a meeting for this union."))
    entries = list(entries)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=convener.pk)  # a second click waits for the first
        unmet = [*unmet_plan(plan, convener, at), *unmet_entries(entries, by)]
        if convener.meetings.filter(title=plan.title, planned_at=plan.planned_at, cancelled_on=None).exists():
            unmet.append(Unmet(_("the same entry is not on record yet"), _("nobody")))
        _refuse(unmet)
        meeting = Meeting.objects.create(**plan.columns, convener=convener, created_by=by)
        invite(meeting, plan.invited)
        told = {**plan.columns, "invited": plan.invited, "items": append(meeting, entries)}
        record_meeting_event(meeting, Kind.CONVENE, actor=actor, at=at, answers=told)
    return meeting


def amend_meeting(meeting: Meeting, plan: Plan, *, by: User, at: datetime, version: int) -> Meeting:
    """Change the plan until the meeting is held; the same again changes nothing.

    Raises StepForbidden, StepStale or StepRefused.
    """
    with transaction.atomic():
        meeting, actor = locked_meeting(meeting, by, version)
        unmet = unmet_plan(plan, meeting.convener, at)
        if meeting.held_on is not None:
            unmet.append(Unmet(_("the meeting is not held yet"), _("nobody")))
        _refuse(unmet)
        if not (changes := changes_of(meeting, plan)):
            return meeting
        for name, value in plan.columns.items():
            setattr(meeting, name, value)
        invite(meeting, plan.invited)
        return save_act(meeting, Kind.AMEND, actor, at, {"changes": changes})


def add_items(meeting: Meeting, entries: Iterable[Entry], *, by: User, at: datetime, version: int) -> Meeting:
    """Put cases and topics on the agenda. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        (meeting, actor), entries = locked_meeting(meeting, by, version), list(entries)
        unmet = unmet_entries(entries, by)
        if not entries:
            unmet.append(Unmet(_("a case or a topic is chosen"), _("you")))
        known = set(meeting.items.values_list("dispute", flat=True))
        if any(entry.dispute is not None and entry.dispute.pk in known for entry in entries):
            unmet.append(Unmet(_("the case is not on the agenda yet"), _("nobody")))
        _refuse(unmet)
        return save_act(meeting, Kind.ADD_ITEMS, actor, at, {"items": append(meeting, entries)})


def remove_item(item: AgendaItem, *, by: User, at: datetime, version: int) -> Meeting:
    """Take an item off that nothing was written on. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting, actor = locked_meeting(item.meeting, by, version)
        item = AgendaItem.objects.select_related("dispute").get(pk=item.pk)
        if item.discussion or item.resolution or item.tasks.exists():
            _refuse([Unmet(_("nothing was written on the item, and no task came of it"), _("nobody"))])
        told = {"items": [told_item(item)]}
        item.delete()
        return save_act(meeting, Kind.REMOVE_ITEM, actor, at, told)


def hold(
    meeting: Meeting, *, held_on: date, chair: str, came: Mapping[int, tuple[bool, str]], remarks: str, by: User,
    at: datetime, version: int,
) -> Meeting:  # fmt: skip
    """会议召开: who came, by the id of the attendance. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting, actor = locked_meeting(meeting, by, version)
        unmet = []
        if held_on > local_day(at) or abs(held_on - local_day(meeting.planned_at)) > FARTHEST:
            unmet.append(Unmet(_("the day is not in the future and near the day that was planned"), _("you")))
        if not chair.strip():
            unmet.append(Unmet(_("the chair is named"), _("you")))
        if any(there and not people.strip() for there, people in came.values()):
            unmet.append(Unmet(_("who came is named for every organisation that came"), _("you")))
        _refuse(unmet)
        rows = list(meeting.attendances.select_related("organisation").order_by("pk"))
        for row in rows:
            row.came, row.people = came.get(row.pk, (False, ""))
            row.save()
        meeting.held_on, meeting.chair, meeting.remarks = held_on, chair.strip(), remarks.strip()
        told = {
            "held_on": held_on, "chair": meeting.chair, "remarks": meeting.remarks,
            "came": [{"organisation": row.organisation, "people": row.people} for row in rows if row.came],
            "absent": [row.organisation for row in rows if not row.came],
        }  # fmt: skip
        return save_act(meeting, Kind.HOLD, actor, at, told)


def record_item(
    item: AgendaItem, *, discussion: str, resolution: str, by: User, at: datetime, version: int
) -> AgendaItem:
    """What was said and resolved; an event of the case, too. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting, leader = locked_meeting(item.meeting, by, version)
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
        told = {"items": [told_item(item)], "discussion": item.discussion, "resolution": item.resolution}
        item.meeting = save_act(meeting, Kind.RECORD_ITEM, leader, at, told)
        return item


def cancel(meeting: Meeting, *, reason: str, by: User, at: datetime, version: int) -> Meeting:
    """取消: before it is held, with a reason. Raises StepForbidden, StepStale or StepRefused."""
    with transaction.atomic():
        meeting, actor = locked_meeting(meeting, by, version)
        unmet = no_reason(reason)
        if meeting.held_on is not None:
            unmet.append(Unmet(_("the meeting is not held yet"), _("nobody")))
        _refuse(unmet)
        meeting.cancelled_on, meeting.cancel_reason = local_day(at), reason.strip()
        return save_act(meeting, Kind.CANCEL, actor, at, {}, meeting.cancel_reason)


def _post(user: User, convener: Organisation) -> Membership | None:
    posts: list[Membership] = grants(user, Act.MEET)
    return next((post for post in posts if post.organisation_id in convener.lineage), None)


def locked_meeting(meeting: Meeting, by: User, version: int) -> tuple[Meeting, Membership]:
    """The meeting, locked, that is still written, and the post under which the person writes it.

    Raises StepForbidden, StepStale or StepRefused.
    """
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("convener__parent").get(pk=meeting.pk)
    actor = _post(by, fresh.convener)
    if actor is None:
        raise StepForbidden(_("The union that convened the meeting writes it."))
    if fresh.version != version:
        raise StepStale(_("Somebody else has changed this meeting meanwhile. Look at it again."))
    if fresh.cancelled_on is not None:
        raise StepRefused([Unmet(_("the meeting was not cancelled"), _("nobody"))])
    if fresh.minutes_id is not None:
        raise StepRefused([Unmet(_("the minutes are not issued yet: what they say stays"), _("nobody"))])
    return fresh, actor


def save_act(
    meeting: Meeting, kind: str, actor: Membership, at: datetime, told: dict[str, Any], reason: str = ""
) -> Meeting:
    """Count the act, save the meeting, and write the event."""
    meeting.version += 1
    meeting.save()
    record_meeting_event(meeting, kind, actor=actor, at=at, reason=reason, answers=told)
    return meeting


def _refuse(unmet: list[Unmet]) -> None:
    if unmet:
        raise StepRefused(unmet)
