"""What the same work costs in a large database and in a small one, taken in turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from django.utils import timezone

from benchmarks.scale import case_page, steps
from benchmarks.scale.ground import client_of, getting, manager, somebody, town_mediator, use
from benchmarks.scale.race import Goal, Times, race, ratio, table
from mediation.access import Role
from mediation.models import Dispute, Membership
from mediation.reports.periods import Period
from mediation.reports.report import report_of

MONTH, FEW = Period(date(2026, 5, 1), date(2026, 5, 31)), ("received", "closed", "not_accepted")
Act = Callable[[], Any]


def _page(address: str, who: Callable[[], Any] = manager) -> Act:
    return getting(client_of(who()), address)


def _case() -> Act:
    return _page(f"/cases/{case_page.long_case()}/")


def _step() -> Act:
    at = timezone.now()
    return partial(steps.accept, *steps.acceptable(at)[0], at)


def _report() -> Act:
    """It counts what there is, so it has no limit."""
    return lambda: report_of(Dispute.objects.all(), MONTH, indicators=FEW, at=timezone.now())


@dataclass(frozen=True)
class Work:
    """What is done, the goal it counts for, and how much more a hundred times the cases may cost."""

    goal: str
    name: str
    make: Callable[[], Act]
    limit: float | None = 1.3
    role: str = ""  # without anybody who has it the work is left out


WORKS = (
    Work("goal 1: list", "list", partial(_page, "/cases/")),
    Work("goal 1: list", "list of a state", partial(_page, "/cases/?state=mediating")),
    Work("goal 1: list", "list of a type", partial(_page, "/cases/?category=06")),
    Work("goal 2: search", "search, common", partial(_page, "/cases/?q=公司"), 2),
    Work("goal 2: search", "search, a name", partial(_page, "/cases/?q=张伟"), 2),
    Work("case page", "case page", _case),
    Work("letters", "letters", partial(_page, "/letters/")),
    Work("desk of a manager", "desk, manager", partial(_page, "/")),
    Work(
        "desk of a reviewer",
        "desk, reviewer",
        partial(_page, "/", partial(somebody, Role.REVIEWER)),
        role=Role.REVIEWER,
    ),
    Work("desk of a town mediator", "desk, town mediator", partial(_page, "/", town_mediator)),
    Work(
        "desk of a volunteer",
        "desk, volunteer",
        partial(_page, "/", partial(somebody, Role.VOLUNTEER)),
        role=Role.VOLUNTEER,
    ),
    Work("one step", "one step", _step),
    Work("report of a month", "report of a month", _report, None),
)


def measure(smaller: str, larger: str, rounds: int) -> list[Goal]:
    """Every work in turn; each is done once more, off the clock, before."""
    bases, acts = {"small": smaller, "large": larger}, dict[str, Act]()
    for size, url in bases.items():
        use(url)
        print(f"{size}: {Dispute.objects.count()} cases")
        roles = {"", *Membership.objects.values_list("role", flat=True)}
        acts |= {f"{work.name} · {size}": work.make() for work in WORKS if work.role in roles}

    def warm_up(name: str) -> None:
        use(bases[name.split(" · ")[1]])
        acts[name]()

    works = [work for work in WORKS if all(f"{work.name} · {size}" in acts for size in bases)]
    times = race({f"{work.name} · {size}": acts[f"{work.name} · {size}"] for work in works for size in bases},
        rounds, before=warm_up)  # fmt: skip
    print(table(times, [work.name for work in works], bases))
    return list(_goals(times, works))


def _goals(times: Times, works: list[Work]) -> Iterator[Goal]:
    """One a goal: the median of its works."""
    for words, group in groupby(works, lambda work: work.goal):
        found = list(group)
        value = ratio(times, *([f"{work.name} · {size}" for work in found] for size in ("large", "small")))
        if (limit := found[0].limit) is None:
            print(f"{words}, large / small: {value:.3g}")
        else:
            yield Goal(f"{words}, large / small", value, limit)
