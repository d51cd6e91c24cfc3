"""`manage.py import_calendar FILE --by USERNAME`: the days off of a year from a notice, a table or a calendar file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.models import User
from mediation.notice_files import FileUnreadable, read_file
from mediation.notices import Sheet, read_notice, signed_on, year_of
from mediation.operations.calendar import Notice, publish, rehearse
from mediation.operations.errors import StepForbidden, StepRefused


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Publish the days off of a year and count the open deadlines anew.")
        parser.add_argument("file", type=Path, help=_("text of the notice (.txt), table (.csv) or calendar (.ics)"))
        parser.add_argument("--by", required=True, help=_("user name of an administrator"))
        parser.add_argument("--year", type=int, help=_("year, where the file does not say it"))
        parser.add_argument("--reason", default="", help=_("why a published year changes"))
        parser.add_argument("--rehearse", action="store_true", help=_("only say what would move"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["by"]})
        sheet, notice = _read(options["file"], options["year"])
        if sheet.problems:
            raise CommandError("\n".join(sheet.problems))
        if options["rehearse"]:
            moves = rehearse(sheet)
            moving = sum(move.moves for move in moves)
            self.stdout.write(_("%(moving)d deadlines would move, %(firm)d become final.")
                              % {"moving": moving, "firm": len(moves) - moving})  # fmt: skip
            return
        try:
            moved = publish(sheet, notice, reason=options["reason"], by=by, at=timezone.now())
        except StepForbidden as error:
            raise CommandError(str(error)) from error
        except StepRefused as error:
            raise CommandError("\n".join(str(row.what) for row in error.unmet)) from error
        self.stdout.write(_("The calendar of %(year)s is published. Deadlines counted anew: %(count)d.")
                          % {"year": sheet.year, "count": moved})  # fmt: skip


def _read(path: Path, year: int | None) -> tuple[Sheet, Notice]:
    """The days of the file, and what its text says of the notice."""
    try:
        content = path.read_bytes()
        if path.suffix.lower() != ".txt":
            return read_file(content, year), Notice(source=path.name)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, FileUnreadable) as error:
        raise CommandError(str(error)) from error
    year = year or year_of(text)
    if year is None:
        raise CommandError(_("The text has no title: give the year with --year."))
    return read_notice(text, year), Notice(source=path.name, published_on=signed_on(text))
