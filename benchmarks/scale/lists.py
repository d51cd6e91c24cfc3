"""Goals 1 and 3: the list of cases under its filters, and far inside it."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from benchmarks.scale.ground import client_of, getting, manager, town_mediator
from benchmarks.scale.peers import ADDRESSES, SIZE
from benchmarks.scale.race import Goal, race, ratio, table
from mediation.models import Dispute

NUMBER = re.compile(r"诸总工调〔\d{4}〕\d+号")
LIMITS = {"filter": 1 / 4, "tables2": 1 / 7, "admin": 1 / 12}
FAR = 20_000  # the page that nobody turns to


def filters() -> dict[str, tuple[str, str]]:
    """Name to the query of the product's list and of the admin; the other peers read the product's."""
    first = Dispute.objects.values("town").annotate(many=Count("pk")).order_by("-many")[0]["town"]
    handler = Dispute.objects.exclude(handler=None).values("handler").annotate(many=Count("pk")).order_by("-many")
    who = handler[0]["handler"]
    return {
        "none": ("", ""),
        "state": ("state=mediating", "state__exact=mediating"),
        "town, state": (f"town={first}&state=closed", f"town__id__exact={first}&state__exact=closed"),
        "type": ("category=06", "category__exact=06"),
        "one month": ("received_from=2024-05-01&received_to=2024-05-31", ""),
        "one handler": (f"handler={who}", ""),
        "town, state, type, year": (
            f"town={first}&state=archived&category=01&received_from=2023-01-01&received_to=2023-12-31", ""),
    }  # fmt: skip


def measure(rounds: int) -> list[Goal]:
    """The list as a manager of the city and a mediator of a town get it, beside its peers."""
    found, city, town = filters(), client_of(manager()), client_of(town_mediator())
    variants: dict[str, Callable[[], Any]] = {}
    for name, (query, to_admin) in found.items():
        variants[f"{name} · ours"] = getting(city, f"/cases/?{query}")
        variants[f"{name} · ours, town"] = getting(town, f"/cases/?{query}")
        for peer, address in ADDRESSES.items():
            if peer != "admin" or to_admin or not query:
                variants[f"{name} · {peer}"] = getting(city, address.format(to_admin if peer == "admin" else query))
        _same_rows(name, variants[f"{name} · ours"](), variants[f"{name} · filter"]())
    times = race(variants, rounds)
    print(table(times, found, ("ours", "ours, town", *ADDRESSES)))
    goals = []
    for peer, limit in LIMITS.items():
        names = [name for name in found if f"{name} · {peer}" in times.spent]
        value = ratio(times, [f"{name} · ours" for name in names], [f"{name} · {peer}" for name in names])
        goals.append(Goal(f"goal 1: list / {peer}", value, limit))
    return [*goals, _far(rounds)]


def _same_rows(name: str, ours: bytes, theirs: bytes) -> None:
    """Both show the same cases."""
    shown = [set(NUMBER.findall(page.decode())) for page in (ours, theirs)]
    if not shown[1] or not shown[1] <= shown[0]:
        raise AssertionError(f"{name}: {sorted(shown[0] ^ shown[1])[:4]}")


def _far(rounds: int) -> Goal:
    """Far inside, by the address that the next link of the page before has."""
    city, count = client_of(manager()), Dispute.objects.count()
    row = Dispute.objects.order_by("-received_on", "-pk")[min(FAR * SIZE, count * 3 // 4)]
    variants = {
        "first page": getting(city, "/cases/"),
        "far inside": getting(city, f"/cases/?after=0~{row.received_on}~{row.pk}"),
        "last page": getting(city, "/cases/?before=end"),
    }
    times = race(variants, rounds * 2)
    print("; ".join(f"{name} {times.median(name):.1f} ms" for name in variants))
    return Goal("goal 3: far inside / first page", ratio(times, ["far inside"], ["first page"]), 1.2)
