"""The first page of a list, as it is opened again and again: its questions are made once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mediation import paging
from mediation.models.searching import Search
from mediation.models.written_queries import WrittenQuery
from mediation.paging import Order, Page, Place


@dataclass(frozen=True)
class Opening:
    """The first page of a list that is opened again and again, with the questions that give it."""

    places: WrittenQuery
    total: WrittenQuery

    def page(self) -> Page:
        """Asked anew."""
        found = [Place(0, value, pk) for value, pk in self.places.ask()]
        more = len(found) > paging.SIZE
        return Page(found[: paging.SIZE], self.total.count() if more else len(found), 1, False, more)


def opening_of(rows: QuerySet[Any], order: Order, *, walked: bool) -> Opening:
    """The first page of an order of one stretch, by another column than the id; see `page_of`."""
    (run,) = order.runs
    ordered = run.sorted(rows, order.descending)
    counted = ordered if walked else rows.order_by()
    return Opening(
        WrittenQuery(lambda: ordered.values_list(run.column, "pk")[: paging.SIZE + 1]),
        WrittenQuery(lambda: counted.values_list("pk")[: paging.MOST + 1]),
    )


@dataclass(frozen=True)
class Searching:
    """The first page of what words find: few cases are put in order here, of many the database gives the first."""

    some: WrittenQuery
    first: WrittenQuery
    descending: bool

    def page(self, search: Search) -> Page:
        """Asked anew."""
        found = self.some.ask(**search.values)
        many = len(found) > paging.MOST
        ordered = self.first.ask(**search.values) if many else sorted(found, reverse=self.descending)
        places = [Place(0, value, pk) for value, pk in ordered[: paging.SIZE]]
        return Page(places, len(found), 1, False, len(found) > paging.SIZE)


def searching_of(rows: QuerySet[Any], order: Order, example: Search, *, walked: bool) -> Searching:
    """The first page of what words of that shape find among the rows, in an order as `opening_of` takes it."""
    (run,) = order.runs

    def asked(most: int, *, ordered: bool) -> WrittenQuery:
        found = rows.filter(example.condition)
        found = run.sorted(found, order.descending) if ordered else found.order_by()
        return WrittenQuery(lambda **_words: found.values_list(run.column, "pk")[:most], example.values)

    return Searching(
        asked(paging.MOST + 1, ordered=walked), asked(paging.SIZE + 1, ordered=True), descending=order.descending
    )
