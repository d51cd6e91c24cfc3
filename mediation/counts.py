"""Numbers beside a list: how many there are, counted no further than it is said."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from mediation import paging


class Counted(Subquery):
    """How many rows a query gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def capped(rows: QuerySet[Any]) -> Counted:
    """How many rows there are, up to MOST + 1, to be asked beside other things; found in the order they have."""
    return Counted(rows.values("pk")[: paging.MOST + 1])


def counts_of(lists: Mapping[str, QuerySet[Any]], beside: QuerySet[Any]) -> dict[str, int]:
    """How many rows each list has, up to MOST + 1: one question, asked beside any query of one row."""
    cut = [capped(rows.order_by()) for rows in lists.values()]
    return dict(zip(lists, beside.values_list(*cut).get(), strict=True))
