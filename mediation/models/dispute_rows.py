"""Rows of disputes: the narrowings that lists, reports and locks share."""

from typing import Any, Self

from django.apps import apps

from mediation.classification import COLLECTIVE_FROM
from mediation.models.scoping import DisputeScopedQuerySet
from mediation.models.searching import Search


class DisputeQuerySet(DisputeScopedQuerySet):
    dispute_lookup = ""

    def open(self) -> Self:
        """Disputes somebody works on: those whose state is none of `lifecycle.ENDED`."""
        return self.filter(ended_on__isnull=True)

    def overdue(self, on: Any) -> Self:
        """Open disputes with an open deadline of the union's that passed before the day."""
        deadlines: Any = apps.get_model("mediation", "Deadline")._default_manager
        return self.open().filter(pk__in=deadlines.overdue(on).values("dispute"))

    def collective(self) -> Self:
        return self.filter(worker_count__gte=COLLECTIVE_FROM)

    def search(self, text: str) -> Self:
        """Free text over number, employer, names of the parties and summary: each term stands in one of them."""
        search = Search.of(text)
        return self.filter(search.condition) if search else self.none()

    def with_people(self) -> Self:
        return self.select_related("holder__parent__parent", "employer", "handler", "town", "delegated_by")
