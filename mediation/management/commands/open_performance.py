"""`manage.py open_performance --by USERNAME`: time limits for the instalments that were agreed before they had one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.models import User
from mediation.operations.errors import StepForbidden
from mediation.operations.performance_clocks import open_missing, without_clock


class Command(BaseCommand):
    help = "Open the time limit (M11) of every instalment still due that has none. Run it once after an update."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help=_("user name of an administrator"))
        parser.add_argument("--rehearse", action="store_true", help=_("only say what would be opened"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["by"]})
        if options["rehearse"]:
            words, count = _("%(count)d time limits would be opened."), len(without_clock())
        else:
            try:
                words, count = _("%(count)d time limits were opened."), open_missing(by=by, at=timezone.now())
            except StepForbidden as error:
                raise CommandError(str(error)) from error
        self.stdout.write(words % {"count": count})
