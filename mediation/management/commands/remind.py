"""`manage.py remind`: tell people of deadlines that need them, and send saved reports; with --loop for ever."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mediation.management.commands.deliver import report
from mediation.operations.messages import deliver
from mediation.operations.reminders import remind
from mediation.operations.report_sending import send_reports


class Command(BaseCommand):
    help = (
        "Remind people of running deadlines and send the saved reports that are due, in working hours only. "
        "Run it as often as you like: each is told once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", type=int, metavar="MINUTES", help="go on for ever, once in so many minutes")
        parser.add_argument("--deliver", action="store_true", help="send the waiting e-mails after each run")
        parser.add_argument("--at", help="as it was due at an instant of the past, such as 2026-03-02T09:00+08:00")

    def handle(self, *args: Any, **options: Any) -> None:
        minutes, at = options["loop"], _instant(options["at"])
        if minutes is not None and (minutes < 1 or at):
            raise CommandError(_("--loop takes a number of minutes, at least 1, and no --at."))
        self._turn(at, options["deliver"])
        while minutes:
            close_old_connections()
            time.sleep(minutes * 60)
            close_old_connections()
            self._turn(None, options["deliver"])

    def _turn(self, at: Any, delivers: bool) -> None:
        told = remind(at=at or timezone.now())
        if told is None:
            self.stdout.write(_("Outside working hours: nobody is reminded now."))
            return
        self.stdout.write(_("%(reminders)d reminders, %(messages)d e-mails written.") % told._asdict())
        if (sent := send_reports(at=at or timezone.now())) is not None and any(sent):
            self.stdout.write(_("%(sent)d saved reports sent, %(refused)d not sent.") % sent._asdict())
        if delivers:
            report(self, deliver(clock=timezone.now))


def _instant(text: str | None) -> Any:
    if text is None:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found) or found > timezone.now():
        raise CommandError(_("--at takes an instant of the past with its offset, such as 2026-03-02T09:00+08:00."))
    return found
