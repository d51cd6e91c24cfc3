"""Goal 2: two characters and more, rare and common, page and count."""

from collections.abc import Callable
from typing import Any

from benchmarks.scale.ground import client_of, getting, manager
from benchmarks.scale.peers import ADDRESSES
from benchmarks.scale.race import Goal, race, ratio, table
from mediation.models import Dispute, Party

TIMES_FASTER, OF_PLAIN = 150, 1.5
PEERS = ("filter", "bare filter")


def words() -> dict[str, str]:
    """Rare and common, of people and of enterprises, two characters and more, and the end of a number."""
    middle = Party.objects.filter(role="applicant").order_by("pk")
    name = middle[middle.count() // 2].name
    employer = Dispute.objects.order_by("pk").values_list("employer__name", flat=True)[Dispute.objects.count() // 3]
    return {
        "a name": name[:2], "a whole name": name, "two of an enterprise": employer[3:5], "common": "公司",
        "four characters": employer[3:7], "nothing": "髙髙",
    }  # fmt: skip


def measure(rounds: int) -> list[Goal]:
    """The list found by words, beside icontains with Paginator: the same work, and bare."""
    client, asked = client_of(manager()), words()
    variants: dict[str, Callable[[], Any]] = {"no search · ours": getting(client, "/cases/")}
    slow: dict[str, Callable[[], Any]] = {}
    for name, text in asked.items():
        variants[f"{name} · ours"] = getting(client, f"/cases/?q={text}")
        for peer in PEERS:
            slow[f"{name} · {peer}"] = getting(client, ADDRESSES[peer].format(f"q={text}"))
    quick = race(variants, rounds)
    times = race({**variants, **slow}, max(2, rounds // 4), warm=0)
    print(table(times, ("no search", *asked), ("ours", *PEERS)))
    ours, same, bare = ([f"{name} · {side}" for name in asked] for side in ("ours", *PEERS))
    plain = ratio(quick, ours, ["no search · ours"] * len(ours))
    return [
        Goal("goal 2: icontains + Paginator / search", ratio(times, same, ours), TIMES_FASTER, at_least=True),
        Goal("goal 2: the same, bare / search", ratio(times, bare, ours), TIMES_FASTER, at_least=True, judged=False),
        Goal("goal 2: search / plain page", plain, OF_PLAIN),
    ]
