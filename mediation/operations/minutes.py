"""Minutes of a meeting (会议纪要): what the print shop gets, and the frozen record after which nothing changes."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from documents import issuing
from documents.fields import chinese_date, chinese_dates
from mediation.machine import Unmet
from mediation.models import AgendaItem, Attendance, Meeting, Task, User
from mediation.operations.errors import StepRefused
from mediation.operations.letters import issuer_of
from mediation.operations.meetings import Kind, locked_meeting, save_act

KIND = "minutes"


def issue_minutes(meeting: Meeting, *, by: User, at: datetime, version: int) -> Meeting:
    """Number, print and freeze. Raises StepForbidden, StepStale or StepRefused with what is missing."""
    with transaction.atomic():
        meeting, actor = locked_meeting(meeting, by, version)
        if unmet := unmet_to_issue(meeting):
            raise StepRefused(unmet)
        try:
            meeting.minutes = issuing.issue(
                KIND, facts_of(meeting), issuer=issuer_of(meeting.convener), by=by.display_name, at=at,
                verify_url=lambda code: f"{settings.SITE_URL}/verify/{code}/",
            )  # fmt: skip
        except issuing.LetterError as error:
            raise StepRefused(Unmet(str(finding), _("you")) for finding in error.findings) from error
        return save_act(meeting, Kind.ISSUE_MINUTES, actor, at, {"minutes": meeting.minutes})


def preview_minutes(meeting: Meeting, at: datetime) -> bytes:
    """The PDF as it would look, marked as a draft."""
    return issuing.preview(KIND, facts_of(meeting), issuer=issuer_of(meeting.convener), at=at)


def unmet_to_issue(meeting: Meeting) -> list[Unmet]:
    """What the meeting still lacks for its minutes."""
    unmet = []
    if meeting.held_on is None:
        unmet.append(Unmet(_("the attendance is recorded first"), _("you")))
    if not meeting.attendances.filter(came=True).exclude(organisation=meeting.convener).exists():
        unmet.append(Unmet(_("at least one invited organisation came"), _("nobody")))
    if not any(item.resolution for item in meeting.items.all()):
        unmet.append(Unmet(_("at least one resolution is recorded"), _("you")))
    return unmet


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """The meeting as plain values, in Chinese; nobody but who spoke for an organisation is named."""
    with translation.override("zh-hans"):
        rows = list(meeting.attendances.select_related("organisation").order_by("pk"))
        items = list(meeting.items.select_related("dispute__employer"))
        tasks = Task.objects.filter(agenda_item__meeting=meeting).select_related("unit", "owner")
        return {
            "meeting": meeting.title, "held_on": meeting.held_on, "place": meeting.place, "chair": meeting.chair,
            "present": [_present(row) for row in rows if row.came],
            "absent": [row.organisation.name for row in rows if row.came is False],
            "matters": "\n".join(_matter(number, item) for number, item in enumerate(items, 1)),
            "tasks": "\n".join(_task(number, task) for number, task in enumerate(tasks, 1)),
            "remarks": chinese_dates(meeting.remarks), "copies_to": [row.organisation.name for row in rows],
        }  # fmt: skip


def _present(row: Attendance) -> str:
    return f"{row.organisation.name}：{'、'.join(row.people.split())}"


def _matter(number: int, item: AgendaItem) -> str:
    """One item: the case, why it is there, what was said and resolved."""
    about = item.topic
    if item.dispute is not None:
        about = f"{item.dispute.number}（{item.dispute.employer.name}，{item.dispute.get_category_display()}）"
    lines = [f"{number}.{_ended(about)}" + (f"列入议程：{_ended(item.why)}" if item.why else "")]
    if item.discussion:
        lines.append(f"讨论情况：{_ended(item.discussion)}")
    lines.append(f"议定意见：{_ended(item.resolution)}" if item.resolution else "本次会议未议定，转下次会议研究。")
    return "\n".join(lines)


def _task(number: int, task: Task) -> str:
    owner = f"（{task.owner.display_name}）" if task.owner is not None else ""
    return f"{number}.{task.unit.name}{owner}于{chinese_date(task.due_on)}前：{_ended(task.text)}"


def _ended(text: str) -> str:
    """The text with a full stop, whatever it ended with, and its dates in Chinese: words of pages are quoted here."""
    return chinese_dates(text).strip().rstrip("。；;，,、") + "。"
