"""Rows of disputes: the narrowings that lists, reports and locks share."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Q

from mediation.classification import COLLECTIVE_FROM
from mediation.models.scoping import DisputeScopedQuerySet
from mediation.words import asked


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
        terms = asked(text)
        pieces = list(dict.fromkeys(piece for _term, wanted in terms for piece in wanted))
        condition = Q(words__pieces__all=pieces) if pieces else Q()
        for term, wanted in terms:
            if wanted != [term]:  # side by side, which pieces alone do not prove
                condition &= Q(words__text__contains=term)
        return self.filter(condition) if terms else self.none()

    def with_people(self) -> Self:
        return self.select_related("holder__parent__parent", "employer", "handler", "town", "delegated_by")
