"""Sections of the desk about tasks and meetings. Each is one query of a few rows, the agenda one more."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.access import Act, Scope
from mediation.models import Meeting, Task
from mediation.views.desk_rows import CAP, Bearer, Row, Section, built_once, cut


def tasks(bearer: Bearer) -> Section | None:
    """任务: the person's own, and those of their organisations that nobody in particular has."""
    units, offices = _units(bearer)
    if not units and not offices:
        return None
    found, _more = cut(_tasks(bearer))
    return Section(
        "tasks",
        _("Tasks"),
        "clipboard-check",
        [
            Row(
                reverse("task-detail", args=[row.pk]), row.dispute.number, row.text,
                _("for you") if row.owner_id == bearer.user.pk else row.unit.short_name, due=row.due_on,
            )
            for row in found
        ],
    )  # fmt: skip


def _units(bearer: Bearer) -> tuple[set[int], list[int]]:
    """The unions and the partner's offices whose tasks the person may do."""
    return {*bearer.units(Act.HANDLE), *bearer.units(Act.ASSIGN)}, bearer.units(Act.RECORD, Scope.HANDED_OVER)


@built_once
def _tasks(bearer: Bearer) -> QuerySet[Any]:
    units, offices = _units(bearer)
    theirs = Q(unit__in=[*units, *offices]) | Q(unit__parent__in=offices)
    wanted = Q(owner=bearer.user) | Q(owner__isnull=True) & theirs
    rows = Task.objects.visible_to(bearer.user, one_by_one=True).open().filter(wanted)
    return rows.select_related("dispute", "unit").order_by("due_on", "pk")


def next_meeting(bearer: Bearer) -> Section | None:
    """会议: the next one, with what of its agenda the person sees."""
    if not bearer.user.holds(Act.READ_MEETINGS):
        return None
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    meeting = Meeting.objects.visible_to(bearer.user).ahead(morning).first()
    if meeting is None:
        return None
    url, when = reverse("meeting-detail", args=[meeting.pk]), timezone.localtime(meeting.planned_at)
    items = meeting.items.visible_to(bearer.user).select_related("dispute")[: CAP - 1]
    rows = [Row(url, f"{when:%m-%d %H:%M}", meeting.title, meeting.place)]
    rows += [Row(url, str(item), item.why) for item in items]
    return Section("meeting", _("Next meeting"), "users", rows)
