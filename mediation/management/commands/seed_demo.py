"""manage.py seed_demo: the invented year of the demo, told once into an empty database."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from mediation.demo import together
from mediation.demo.accounts import ACCOUNTS
from mediation.demo.clock import last_at_work, play
from mediation.demo.programme import turns
from mediation.demo.world import World
from mediation.models import Dispute, Letter
from mediation.models.calendar import load_calendar
from mediation.operations.reminders import remind

SERVED_SINCE = timedelta(days=3 * 365)  # how long everybody has been in office


class Command(BaseCommand):
    help = "Fill an empty database with the demo: a year of invented cases and letters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="print the demo accounts and do nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            for account in ACCOUNTS:
                self.stdout.write(
                    "\t".join(map(str, (account.username, account.name, account.role, account.organisation)))
                )
            return
        if not settings.DEMO:
            raise CommandError("The demo is told only where DEMO is set.")
        if Dispute.objects.exists():
            self.stdout.write("The database holds cases already; nothing to do.")
            return
        self._tell(timezone.localtime())

    def _tell(self, until: datetime) -> None:
        """All of the year or nothing."""
        self._month: date | None = None
        with transaction.atomic():
            world = World(load_calendar())
            world.settle(until.date() - SERVED_SINCE)
            play(turns(world, until), until, world.calendar, self._tell_month)
            together.furnish(world, last_at_work(until, settings.WORKING_HOURS, world.calendar))
            remind(at=last_at_work(until, settings.WORKING_HOURS, world.calendar))
        self._count("done")

    def _tell_month(self, day: date) -> None:
        month = day.replace(day=1)
        if self._month is not None and month != self._month:
            self._count(f"{self._month:%Y-%m}")
        self._month = month

    def _count(self, word: str) -> None:
        issued = Letter.objects.filter(issued__isnull=False).count()
        self.stdout.write(f"{word}: {Dispute.objects.count()} cases, {issued} letters issued")
        self.stdout.flush()
