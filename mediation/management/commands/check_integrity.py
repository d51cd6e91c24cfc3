"""`manage.py check_integrity`: the invariants of the database, one line each; exit code 1 when one is broken."""

from collections import defaultdict
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mediation.integrity import INVARIANTS, Violation, violations
from mediation.models import Dispute


class Command(BaseCommand):
    help = "Check the invariants of cases, events and letters. It reads only; run it every night and after a restore."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, help="check so many cases, drawn at random, and the whole register")
        parser.add_argument("--seed", type=int, help="draw the same cases again")

    def handle(self, *args: Any, **options: Any) -> None:
        found: dict[str, list[Violation]] = defaultdict(list)
        disputes = Dispute.objects.all()
        if options["sample"] is not None:
            keys = list(disputes.order_by("pk").values_list("pk", flat=True))
            rng = Random(options["seed"])  # noqa: S311 - a draw, no secret
            disputes = disputes.filter(pk__in=rng.sample(keys, min(options["sample"], len(keys))))
        for violation in violations(disputes):
            found[violation.invariant].append(violation)
        for code, row in INVARIANTS.items():
            self.stdout.write(f"{code:<4} {len(found[code]):>6}  {row.words}")
            for violation in found[code]:
                self.stdout.write(f"            {violation.where}: {violation.what}")
        total = sum(map(len, found.values()))
        cases = disputes.count()
        if total:
            raise CommandError(_("%(total)d violations in %(cases)d cases.") % {"total": total, "cases": cases})
        self.stdout.write(_("%(cases)d cases, no violation.") % {"cases": cases})
