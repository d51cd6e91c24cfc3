"""`manage.py deliver`: send the e-mails that wait, each at most once."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.operations.messages import deliver, in_doubt


class Command(BaseCommand):
    help = "Send the waiting e-mails, in working hours only. What was interrupted while being sent is not sent again."

    def handle(self, *args: Any, **options: Any) -> None:
        report(self, deliver(clock=timezone.now))


def report(command: BaseCommand, outcomes: Counter[str] | None) -> None:
    """Say what became of the e-mails, and whether an administrator has to decide on some."""
    if outcomes is None:
        command.stdout.write(_("Outside working hours: nothing is sent now."))
        return
    counts = {"sent": outcomes["sent"], "refused": outcomes["refused"], "doubt": in_doubt(timezone.now()).count()}
    command.stdout.write(
        _("%(sent)d e-mails sent, %(refused)d refused by the mail server, %(doubt)d to be decided on.") % counts
    )
