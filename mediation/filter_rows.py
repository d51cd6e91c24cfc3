"""The rows that filters of the case list choose from: towns, and the mediators of one's own unions."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet, Value

from mediation.access import Role
from mediation.models import Membership, Organisation, User
from mediation.models.written_queries import WrittenQuery

TOWN, PERSON = "town", "person"


class FilterRows(NamedTuple):
    """Towns by id, with name and short name, in the order of their codes; people by id, with name, by name."""

    towns: dict[int, tuple[str, str]]
    people: dict[int, str]


def filter_rows(user: User, today: date, *, with_people: bool) -> FilterRows:
    """What the filters of a reader offer; one query."""
    units = frozenset(post.organisation_id for post in user.memberships_now if with_people)
    found = _asked(units).ask(user=user.pk, day=today)
    return FilterRows(
        {pk: (name, short) for kind, _place, pk, name, short in found if kind == TOWN},
        {pk: name for kind, _place, pk, name, _short in found if kind == PERSON},
    )


@lru_cache(maxsize=256)  # not stale: the question for these unions, its rows are asked each time
def _asked(units: frozenset[int]) -> WrittenQuery:
    towns = Organisation.objects.filter(kind="town_union").values_list(Value(TOWN), "code", "pk", "name", "short_name")
    if not units:
        return WrittenQuery(lambda: towns.order_by("code"))

    def rows(user: int, day: date) -> QuerySet[Organisation, tuple[str, str, int, str, str]]:
        near = Membership.objects.valid_on(day).filter(organisation__in=units, role=Role.MEDIATOR).exclude(user=user)
        people = near.values_list(Value(PERSON), "user__display_name", "user_id", "user__display_name", Value(""))
        return towns.order_by().union(people.order_by(), all=True).order_by("code")  # a name, in the other half

    return WrittenQuery(rows, {"user": -1, "day": date.max})
