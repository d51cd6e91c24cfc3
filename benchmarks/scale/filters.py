"""Goal 4: every combination of up to four filters, asked as the list asks: the page, and the count up to its cap.

As in the product a question is stopped after the seconds of a page; it counts with what it took until then.
"""

import statistics
from collections.abc import Callable
from functools import partial
from itertools import combinations, product
from typing import Any
from urllib.parse import unquote, urlencode

from django.db import OperationalError, connection
from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone

from benchmarks.scale.ground import manager
from benchmarks.scale.race import Goal, race
from config.costly import Patience, TooCostlyError
from config.settings import PAGE_SECONDS
from mediation.filters import DisputeFilter
from mediation.models import Dispute, User
from mediation.paging import page_of

MOST_MS, AGAIN = 100, 30
SLOWEST = {"postgresql": 20, "sqlite": 40}  # times the median combination


def choices() -> dict[str, list[str]]:
    """Common and rare values of each filter."""

    def by_size(name: str) -> list[str]:
        rows = Dispute.objects.exclude(**{name: None}).values(name).annotate(many=Count("pk")).order_by("-many")
        found = [str(row[name]) for row in rows]
        return list(dict.fromkeys((found[0], found[len(found) // 2], found[-1])))

    return {
        "town": by_size("town"), "state": by_size("state"), "category": by_size("category"),
        "handler": by_size("handler")[:2], "overdue": ["on"], "received_from": ["2019-01-01", "2026-09-01"],
        "q": ["公司", "张伟", "髙髙"],
    }  # fmt: skip


def addresses() -> list[str]:
    """Every combination of one to four filters."""
    found, values = [""], choices()
    for many in range(1, 5):
        for names in combinations(values, many):
            for chosen in product(*(values[name] for name in names)):
                found.append(urlencode(dict(zip(names, chosen, strict=True))))
    return found


def measure(rounds: int) -> list[Goal]:
    """Each combination once, the slowest again and again: of those the median counts."""
    user, asked, stopped = manager(), addresses(), set[str]()
    acts: dict[str, Callable[[], Any]] = {query: partial(patiently, user, query, stopped) for query in asked}
    once = race(acts, 1, warm=0)
    medians = {query: once.median(query) for query in asked}
    again = sorted(medians, key=lambda query: medians[query], reverse=True)[:AGAIN]
    times = race({query: acts[query] for query in again}, max(3, rounds // 2), warm=0)
    medians |= {query: times.median(query) for query in again}
    ranked = sorted(medians, key=lambda query: medians[query], reverse=True)
    middle, slowest = statistics.median(medians.values()), medians[ranked[0]]
    print(f"{len(asked)} combinations: median {middle:.1f} ms, p99 {medians[ranked[len(ranked) // 100]]:.1f} ms")
    print(f"stopped after {PAGE_SECONDS} s: {', '.join(map(unquote, sorted(stopped))) or 'none'}")
    print("slowest: " + "; ".join(f"{unquote(query)} {medians[query]:.0f} ms" for query in ranked[:5]))
    goals = [Goal("goal 4: slowest combination / median", slowest / middle, SLOWEST[connection.vendor])]
    if connection.vendor == "postgresql":
        goals.append(Goal("goal 4: milliseconds of the slowest", slowest, MOST_MS))
    return goals


def patiently(user: User, query: str, stopped: set[str]) -> None:
    """The page, if it comes in time; else the query is added to those that were stopped."""
    patience = Patience(PAGE_SECONDS)
    try:
        with connection.execute_wrapper(patience):
            page(user, query)
    except (OperationalError, TooCostlyError):
        stopped.add(query)
    finally:
        patience.release()


def page(user: User, query: str) -> Any:
    """The ids of a page, as the list finds them."""
    rows = Dispute.objects.visible_to(user)
    found = DisputeFilter(QueryDict(query), rows, user=user, today=timezone.localdate())
    return page_of(found.cases, found.order, {})
