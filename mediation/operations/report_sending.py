"""Sending saved reports on their day (定期报送): each freezes a snapshot and writes an e-mail with a link to it.

The figures are those the owner of the report may see at that moment. A report is sent once a day it is due: the row of
the sending is its key, so that of two runs at once the second finds nothing to do.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mediation.access import Role
from mediation.lifecycle import local_day
from mediation.models import Membership, Message, ReportSending, Rhythm, SavedReport, Snapshot, User
from mediation.models.calendar import load_calendar
from mediation.operations.reporting import asked_by, counted, freeze, post_in
from mediation.reminding import is_at_work
from mediation.reports.periods import label_of
from mediation.reports.printed import lines_of
from mediation.reports.statement import Statement, read

logger = logging.getLogger(__name__)

Refusal = ReportSending.Refusal
LINES = 12  # of one e-mail


class Sent(NamedTuple):
    """How many reports a run froze and sent, and how many it could not."""

    sent: int
    refused: int


@dataclass(frozen=True)
class _Ready:
    """What is to be frozen, or why not."""

    statement: Statement | None
    post: Membership | None
    refusal: str = ""


def send_reports(*, at: datetime) -> Sent | None:
    """Send the saved reports that are due; None outside working hours, and then nothing is done.

    One that cannot be counted keeps no other back, and is tried again by the next run.
    """
    if not is_at_work(at, settings.WORKING_HOURS, load_calendar()):
        return None
    today, outcomes = local_day(at), []
    for report in SavedReport.objects.exclude(rhythm="").select_related("owner", "organisation").order_by("pk"):
        due_on = due_day(report.rhythm, report.day, today)
        if report.sends_from is None or due_on < report.sends_from or _is_sent(report, due_on):
            continue
        try:
            sending = _write(report, due_on, _ready(report, due_on, at), at)
        except Exception:  # of one report, such as a group that an upgrade took away
            logger.exception("The saved report %d was not sent.", report.pk)
            continue
        if sending is not None:
            outcomes.append(sending.refusal == "")
    return Sent(outcomes.count(True), outcomes.count(False))


def due_day(rhythm: str, day: int, today: date) -> date:
    """The last day until today on which a report of the rhythm was due."""
    if rhythm == Rhythm.WEEKLY:
        return today - timedelta(days=(today.isoweekday() - day) % 7)
    if today.day >= day:
        return today.replace(day=day)
    return (today.replace(day=1) - timedelta(days=1)).replace(day=day)


def _is_sent(report: SavedReport, due_on: date) -> bool:
    return ReportSending.objects.filter(report=report, due_on=due_on).exists()


def _ready(report: SavedReport, due_on: date, at: datetime) -> _Ready:
    owner, asked = report.owner, asked_by(report, due_on)
    post = post_in(owner, report.organisation)
    if not owner.is_active:
        return _Ready(None, None, Refusal.CLOSED)
    if post is None:
        return _Ready(None, None, Refusal.NO_RIGHT)
    if not asked.indicators:
        return _Ready(None, None, Refusal.NO_FIGURE)
    return _Ready(counted(asked, by=owner, post=post, at=at), post)


def _write(report: SavedReport, due_on: date, ready: _Ready, at: datetime) -> ReportSending | None:
    """The sending, its snapshot and its e-mails: all of it or nothing; None when another run was first."""
    with transaction.atomic():
        found = SavedReport.objects.select_for_update().filter(pk=report.pk).first()
        if found is None or _is_sent(report, due_on):
            return None
        snapshot = None
        if ready.statement is not None and ready.post is not None:
            with translation.override("zh-hans"):
                reason = _("sent on schedule")
            snapshot = freeze(ready.statement, by=report.owner, post=ready.post, title=report.name, reason=reason)
        sending = ReportSending.objects.create(
            report=report, due_on=due_on, at=at, snapshot=snapshot, refusal=ready.refusal
        )
        if settings.SENDS_EMAIL:
            for user in _receivers(report, snapshot, at):
                _message(user, sending, at)
    return sending


def _receivers(report: SavedReport, snapshot: Snapshot | None, at: datetime) -> list[User]:
    """The owner and those named who may read the snapshot; the administrators where there is none."""
    if snapshot is None:
        posts = Membership.objects.valid_on(local_day(at)).filter(role=Role.ADMINISTRATOR)
        return list(User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(email=""))
    people = {user.pk: user for user in (report.owner, *report.receivers.all())}
    return [user for user in people.values() if user.email and _may_read(user, snapshot)]


def _may_read(user: User, snapshot: Snapshot) -> bool:
    return Snapshot.objects.visible_to(user).filter(pk=snapshot.pk).exists()


def _message(user: User, sending: ReportSending, at: datetime) -> None:
    Message.objects.create(
        user=user, address=user.email, sending=sending, made_at=at, moved_at=at,
        message_id=f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
    )  # fmt: skip


# The e-mail -------------------------------------------------------------------------------------------------


def written(message: Message) -> tuple[str, str] | None:
    """Subject and text of an e-mail about a sending, in the language of the office; None when it must not leave."""
    sending = message.sending
    assert sending is not None
    if not message.user.is_active or (sending.snapshot and not _may_read(message.user, sending.snapshot)):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        return _about_snapshot(message, sending.snapshot) if sending.snapshot else _about_refusal(message, sending)


def _about_snapshot(message: Message, snapshot: Snapshot) -> tuple[str, str]:
    """A link and the totals; counts of few people are left out, and no row of a group is named."""
    statement = replace(read(snapshot.statement), hides=True)
    context: dict[str, Any] = {
        "name": message.user, "snapshot": snapshot, "period": label_of(statement.asked.period),
        "lines": list(lines_of(statement))[:LINES], "unfinished": statement.is_unfinished, "site": settings.SITE_URL,
    }  # fmt: skip
    subject = _("%(title)s, %(period)s") % {"title": snapshot.title, "period": context["period"]}
    return subject, render_to_string("mediation/report_message.txt", context)


def _about_refusal(message: Message, sending: ReportSending) -> tuple[str, str]:
    report = sending.report
    context = {"name": message.user, "report": report, "sending": sending, "owner": report.owner}
    subject = _("The saved report “%(name)s” was not sent") % {"name": report.name}
    return subject, render_to_string("mediation/report_refused_message.txt", context)
