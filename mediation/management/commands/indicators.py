"""`manage.py indicators --from DATE --to DATE`: the figures of the report page on the terminal, or as its JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from config.costly import TooCostlyError
from mediation.access import Act, may
from mediation.models import Dispute, User
from mediation.operations.reporting import reported_to
from mediation.reports.divisions import division_of
from mediation.reports.figure import Figure
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import asked_for
from mediation.reports.report import Report, Row, as_json, report_of
from mediation.views.reports import scope_of

MOST_STEPS = 240  # months, quarters or years


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Print the indicators of a period; definitions stand in docs/metrics.md.")
        parser.add_argument("--from", dest="first", required=True, help=_("first day, such as 2026-01-01"))
        parser.add_argument("--to", dest="last", required=True, help=_("last day, included"))
        by = _("rows by one of: %(groups)s; or by up to three, such as month,town,category")
        parser.add_argument("--by", default="", help=by % {"groups": ", ".join(GROUPS)})
        parser.add_argument("--only", nargs="+", default=[], metavar="CODE", help=_("these indicators alone"))
        parser.add_argument("--as", dest="username", default="", help=_("of the cases this person may see"))
        words = _("a table to read, or the JSON of the report page; exit status 0, or 1 with what is wrong")
        parser.add_argument("--format", choices=("table", "json"), default="table", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        report = _report(options)
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_lines(report)))


def _report(options: dict[str, Any]) -> Report:
    try:
        period, steps = asked_for(_day(options["first"]), _day(options["last"])), division_of(options["by"]).steps
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if steps and len(steps.parts(period)) > MOST_STEPS:
        raise CommandError(_("These would be too many rows; choose a longer step or a shorter period."))
    if unknown := [code for code in options["only"] if code not in INDICATORS]:
        words = {"codes": ", ".join(unknown), "known": ", ".join(INDICATORS)}
        raise CommandError(_("There is no indicator %(codes)s; there are: %(known)s.") % words)
    disputes, scope = _cases(options["username"])
    codes = options["only"] or INDICATORS
    try:
        return report_of(disputes, period, indicators=codes, by=options["by"], at=timezone.now(), scope=scope)
    except TooCostlyError as error:
        raise CommandError(
            _("These would be too many figures; choose fewer indicators, a shorter period or fewer groups.")
        ) from error


def _cases(username: str) -> tuple[Any, str]:
    if not username:
        return Dispute.objects.all(), _("all cases")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
    if not may(user, Act.REPORT):
        raise CommandError(_("“%(name)s” may not read figures.") % {"name": username})
    return reported_to(user), scope_of(user)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” is not a date such as 2026-03-02.") % {"text": text}) from error


def _lines(report: Report) -> Iterator[str]:
    """The table of all cases beside the period before, then one a row of the group."""
    at = timezone.localtime(report.at)
    yield _("%(period)s, compared with %(before)s") % {"period": report.period, "before": report.before}
    yield _("As of %(at)s; scope: %(scope)s") % {"at": f"{at:%Y-%m-%d %H:%M}", "scope": report.scope}
    if report.is_unfinished:
        yield _("the period was not over: what falls due by its last day is counted as if that day had come")
    yield ""
    for code in report.indicators:
        now, before = (_words(row.figures[code]) for row in (report.total, report.total_before))
        yield f"{code:22} {now:>34} {before:>34}  {INDICATORS[code].label}"
    for row in report.rows:
        yield from ("", f"# {row.label}", *_row_lines(row))


def _row_lines(row: Row) -> Iterator[str]:
    for code, figure in row.figures.items():
        yield f"{code:22} {_words(figure):>34}"


def _words(figure: Figure) -> str:
    """The value with what it is made of: a share as per cent with both numbers, days with the 90th percentile and n."""
    if figure.denominator is not None:
        share = "–" if figure.value is None else f"{figure.value:.1%}"
        return f"{share} ({figure.numerator}/{figure.denominator})"
    if figure.value is None:
        return f"– (n={figure.n})"
    if figure.p90 is not None:
        return f"{figure.value} / {figure.p90} (n={figure.n})"
    return f"{figure.value:,}"
