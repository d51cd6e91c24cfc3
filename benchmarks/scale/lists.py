"""Goals 1 and 3: the list of cases under its filters, and far inside it.

Goal 1 is judged beside peers that do the same work (`peers`); the bare ones are told as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Count

from benchmarks.scale.ground import client_of, getting, manager, town_mediator
from benchmarks.scale.peers import ADDRESSES, SIZE
from benchmarks.scale.race import Goal, Times, race, ratio, table
from mediation.models import Dispute

NUMBER = re.compile(r"诸总工调〔\d{4}〕\d+号")
LIMITS = {"filter": 1 / 4, "tables2": 1 / 7, "admin": 1 / 12}
FAR = 20_000  # the page that nobody turns to


def filters() -> dict[str, tuple[str, str]]:
    """Name to the query of the product's list and of the admin; the other peers read the product's."""
    first = Dispute.objects.values("town").annotate(many=Count("pk")).order_by("-many")[0]["town"]
    handler = Dispute.objects.exclude(handler=None).values("handler").annotate(many=Count("pk")).order_by("-many")
    who, days = handler[0]["handler"], "received_on__gte={}&received_on__lt={}"
    return {
        "none": ("", ""),
        "state": ("state=mediating", "state__exact=mediating"),
        "town, state": (f"town={first}&state=closed", f"town__id__exact={first}&state__exact=closed"),
        "type": ("category=06", "category__exact=06"),
        "one month": ("received_from=2024-05-01&received_to=2024-05-31", days.format("2024-05-01", "2024-06-01")),
        "one handler": (f"handler={who}", f"handler__id__exact={who}"),
        "town, state, type, year": (
            f"town={first}&state=archived&category=01&received_from=2023-01-01&received_to=2023-12-31",
            f"town__id__exact={first}&state__exact=archived&category__exact=01&"
            + days.format("2023-01-01", "2024-01-01"),
        ),
    }  # fmt: skip


def measure(rounds: int) -> list[Goal]:
    """The list as a manager of the city and a mediator of a town get it, beside its peers."""
    found, city, town = filters(), client_of(manager()), client_of(town_mediator())
    variants: dict[str, Callable[[], Any]] = {}
    for name, (query, to_admin) in found.items():
        variants[f"{name} · ours"] = getting(city, f"/cases/?{query}")
        variants[f"{name} · ours, town"] = getting(town, f"/cases/?{query}")
        for peer, address in ADDRESSES.items():
            variants[f"{name} · {peer}"] = getting(city, address.format(to_admin if "admin" in peer else query))
            _same_work(f"{name} · {peer}", variants[f"{name} · ours"](), variants[f"{name} · {peer}"]())
    times = race(variants, rounds)
    print(table(times, found, ("ours", "ours, town", *ADDRESSES)))
    return [*_beside(times, found, "", LIMITS), *_beside(times, found, "bare ", LIMITS, judged=False), _far(rounds)]


def _beside(
    times: Times, names: Iterable[str], before: str, limits: dict[str, float], judged: bool = True
) -> Iterator[Goal]:
    for peer, limit in limits.items():
        ours, theirs = ([f"{name} · {who}" for name in names] for who in ("ours", before + peer))
        yield Goal(f"goal 1: list / {before}{peer}", ratio(times, ours, theirs), limit, judged=judged)


def _same_work(name: str, ours: bytes, theirs: bytes) -> None:
    """They show the same cases in the same order; only a bare peer has options that we have not."""
    shown, other = (list(dict.fromkeys(NUMBER.findall(page.decode()))) for page in (ours, theirs))
    if not shown or shown != other:
        raise AssertionError(f"{name}: {sorted({*shown} ^ {*other})[:4]}")
    if theirs.count(b"<option") > ours.count(b"<option") and "bare" not in name:
        raise AssertionError(f"{name}: more options than ours")


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
