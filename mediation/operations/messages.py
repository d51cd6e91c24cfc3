"""Sending e-mails (发送邮件) at most once: an e-mail is marked as being sent, and that is committed, before it leaves.

A process that dies in between leaves it marked so. Nobody knows then whether it arrived; it is never sent again by
itself, and an administrator decides (`send_again`, `mark_sent`). What a mail server refused for certain is tried again.
"""

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation.lifecycle import local_day
from mediation.models import Message, Reminder
from mediation.models.calendar import load_calendar
from mediation.operations import report_sending
from mediation.reminding import duty_of, is_at_work

logger = logging.getLogger(__name__)

Status = Message.Status
WAITS = (0, 5, 20, 60, 240)  # minutes before each attempt
STALE = timedelta(minutes=10)  # after which no process is sending it any more
LINES = 50  # of one e-mail
REFUSED = (SMTPRecipientsRefused, SMTPResponseException, SMTPNotSupportedError, ValueError)  # it did not leave
BROKEN = (SMTPException, OSError)  # it may have left

Clock = Callable[[], datetime]


def deliver(*, clock: Clock) -> Counter[str] | None:
    """Send what waits; how many were sent, dropped, refused or left in doubt. None outside working hours."""
    if not is_at_work(clock(), settings.WORKING_HOURS, load_calendar()):
        return None
    outcomes: Counter[str] = Counter()
    post = get_connection()
    try:
        while _due(clock()).exists() and _is_reachable(post, clock()):
            if message := _claim(clock()):
                outcomes[_send(message, post, clock)] += 1
    finally:
        _hang_up(post)
    return outcomes


def in_doubt(at: datetime) -> Any:
    """E-mails that left, or did not: the process that sent them is gone."""
    return Message.objects.filter(status=Status.SENDING, moved_at__lte=at - STALE)


def send_again(message: Message, *, at: datetime) -> bool:
    """Let an e-mail in doubt, or one that failed, wait anew; whether it was either."""
    rows = in_doubt(at) | Message.objects.filter(status=Status.FAILED)
    values = {"status": Status.WAITING, "attempts": 0, "error": "", "moved_at": at}
    return bool(rows.filter(pk=message.pk).update(**values))


def mark_sent(message: Message, *, at: datetime) -> bool:
    """Put down that an e-mail in doubt arrived; whether it was in doubt."""
    return bool(in_doubt(at).filter(pk=message.pk).update(status=Status.SENT, sent_at=at, moved_at=at))


def _due(at: datetime) -> Any:
    """Those that wait and whose time has come."""
    due = Q(pk__in=[])
    for attempts, minutes in enumerate(WAITS):
        due |= Q(attempts=attempts, moved_at__lte=at - timedelta(minutes=minutes))
    return Message.objects.filter(due, status=Status.WAITING)


def _is_reachable(post: Any, at: datetime) -> bool:
    """Whether the mail server takes us in; what waits keeps the reason, and no attempt is counted."""
    try:
        post.open()
    except BROKEN as error:
        logger.warning("The mail server cannot be reached: %s", error)
        _due(at).update(error=_("the mail server cannot be reached: %(error)s")[:200] % {"error": str(error)[:100]})
        return False
    return True


def _claim(at: datetime) -> Message | None:
    """Take the next e-mail for this process and write it; None when another process took it, or nothing is left in it.

    Committed before the e-mail leaves: whatever happens then, nobody sends it a second time.
    """
    with transaction.atomic():
        message = _due(at).order_by("made_at", "pk").select_related("user").first()
        if message is None:
            return None
        mine = Message.objects.filter(pk=message.pk, status=Status.WAITING)
        if not mine.update(status=Status.SENDING, attempts=F("attempts") + 1, moved_at=at, error=""):
            return None
        text = report_sending.written(message) if message.sending_id else _written(message, at)
        if text is None:
            Message.objects.filter(pk=message.pk).update(status=Status.DROPPED)
            return None
        message.subject, message.body = text
        message.save(update_fields=["subject", "body"])
        message.attempts += 1
    return message


def _send(message: Message, post: Any, clock: Clock) -> str:
    """Hand the e-mail over to the mail server and put down what became of it."""
    mail = EmailMessage(
        message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address], connection=post,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    row = Message.objects.filter(pk=message.pk)
    try:
        taken = mail.send()
    except REFUSED as error:
        _hang_up(post)
        final = message.attempts >= len(WAITS)
        row.update(status=Status.FAILED if final else Status.WAITING, moved_at=clock(), error=str(error)[:300])
        return "refused"
    except BROKEN as error:
        _hang_up(post)
        row.update(error=str(error)[:300])
        return "in doubt"
    if not taken:
        return "in doubt"
    row.update(status=Status.SENT, sent_at=clock(), moved_at=clock())
    return "sent"


def _hang_up(post: Any) -> None:
    with suppress(*BROKEN):
        post.close()


def _current(message: Message) -> list[Reminder]:
    """The reminders of an e-mail that are still true, and of cases the person still sees, nearest first."""
    rows = Reminder.objects.of(message.user).filter(messages=message, deadline__paused_on__isnull=True).unread()
    return list(rows.select_related("deadline__dispute").order_by("deadline__due_on", "pk"))


def _written(message: Message, at: datetime) -> tuple[str, str] | None:
    """Subject and text, in the language of the office: numbers, deadlines and days, no names of parties.

    None when nothing of it is still true.
    """
    reminders = _current(message)
    if not reminders:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(count)d deadline needs you, due %(day)s", "%(count)d deadlines need you, the first due %(day)s",
            len(reminders),
        ) % {"count": len(reminders), "day": reminders[0].deadline.due_on.isoformat()}  # fmt: skip
        context = {
            "name": message.user, "lines": [_line(row) for row in reminders[:LINES]], "today": local_day(at),
            "more": max(len(reminders) - LINES, 0), "site": settings.SITE_URL,
        }  # fmt: skip
        return subject, render_to_string("mediation/reminder_message.txt", context)


def _line(reminder: Reminder) -> dict[str, Any]:
    row = reminder.deadline
    return {"row": row, "number": row.dispute.number, "duty": duty_of(row.rule)}
