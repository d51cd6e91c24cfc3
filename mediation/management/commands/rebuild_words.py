"""`manage.py rebuild_words`: writes anew what cases are found by."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from mediation.operations.words import rebuild_words


class Command(BaseCommand):
    help = (
        "Write the search words of every case anew: after rows were put in or changed by hand, or an employer's name."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("%(cases)d cases: search words written.") % {"cases": rebuild_words()})
