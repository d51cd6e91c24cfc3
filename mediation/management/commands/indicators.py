"""`manage.py indicators --from DATE --to DATE`: the figures of the report page on the terminal, or as its JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.access import Act, may
from mediation.models import Dispute, User
from mediation.operations.reporting import reported_to
from mediation.reports.cells import EARLIEST, LATEST
from mediation.reports.counting import Figure
from mediation.reports.groups import GROUPS, Steps
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.report import Report, Row, as_json, report_of
from mediation.views.reports import scope_of

MOST_STEPS = 240  # months, quarters or years


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Print the indicators of a period; definitions stand in docs/metrics.md.")
        parser.add_argument("--from", dest="first", required=True, help=_("first day, such as 2026-01-01"))
        parser.add_argument("--to", dest="last", required=True, help=_("last day, included"))
        parser.add_argument("--by", default="", help=_("rows by one of: %(groups)s") % {"groups": ", ".join(GROUPS)})
        parser.add_argument("--only", nargs="+", default=[], metavar="CODE", help=_("these indicators alone"))
        parser.add_argument("--as", dest="username", default="", help=_("of the cases this person may see"))
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _report(options)
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_lines(report)))


def _report(options: dict[str, Any]) -> Report:
    period, by = _period(options["first"], options["last"]), options["by"]
    if by and by not in GROUPS:
        words = {"group": by, "groups": ", ".join(GROUPS)}
        raise CommandError(_("There is no group “%(group)s”; there are: %(groups)s.") % words)
    group = GROUPS.get(by)
    if isinstance(group, Steps) and len(group.parts(period)) > MOST_STEPS:
        raise CommandError(_("These would be too many rows; choose a longer step or a shorter period."))
    if unknown := [code for code in options["only"] if code not in INDICATORS]:
        words = {"codes": ", ".join(unknown), "known": ", ".join(INDICATORS)}
        raise CommandError(_("There is no indicator %(codes)s; there are: %(known)s.") % words)
    disputes, scope = _cases(options["username"])
    codes = options["only"] or INDICATORS
    return report_of(disputes, period, indicators=codes, by=by, at=timezone.now(), scope=scope)


def _cases(username: str) -> tuple[Any, str]:
    if not username:
        return Dispute.objects.all(), _("all cases")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
    if not may(user, Act.REPORT):
        raise CommandError(_("“%(name)s” may not read figures.") % {"name": username})
    return reported_to(user), scope_of(user)


def _period(first: str, last: str) -> Period:
    period = (_day(first), _day(last))
    if period[1] < period[0]:
        raise CommandError(_("The last day lies before the first."))
    if not EARLIEST <= period[0] <= period[1] <= LATEST:
        raise CommandError(_("These years are not in the records."))
    return Period(*period)


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
