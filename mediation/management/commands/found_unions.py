"""manage.py found_unions: the organisations of Zhuji, created or refreshed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from mediation.operations.foundation import found_all


class Command(BaseCommand):
    help = "Create the union tree of Zhuji and its partners, or refresh names, prefixes and addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            created, refreshed = found_all()
        self.stdout.write(f"{created} organisations created, {refreshed} refreshed")
