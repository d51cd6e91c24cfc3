"""`manage.py check_integrity`: the invariants of the database, one line each; exit code 1 when one is broken."""

from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mediation.integrity import INVARIANTS, Violation, violations
from mediation.models import Dispute


class Command(BaseCommand):
    help = "Check the invariants of cases, events and letters. It reads only; run it every night and after a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        found: dict[str, list[Violation]] = defaultdict(list)
        for violation in violations():
            found[violation.invariant].append(violation)
        for code, row in INVARIANTS.items():
            self.stdout.write(f"{code:<4} {len(found[code]):>6}  {row.words}")
            for violation in found[code]:
                self.stdout.write(f"            {violation.where}: {violation.what}")
        total = sum(map(len, found.values()))
        cases = Dispute.objects.count()
        if total:
            raise CommandError(_("%(total)d violations in %(cases)d cases.") % {"total": total, "cases": cases})
        self.stdout.write(_("%(cases)d cases, no violation.") % {"cases": cases})
