"""Goal 7: the page of a long case beside the list, and its queries beside those of a short one."""

from django.db.models import Count

from benchmarks.scale.ground import client_of, getting, manager, queries
from benchmarks.scale.race import Goal, race, ratio
from mediation.models import Dispute, Event, Letter


def measure(rounds: int) -> list[Goal]:
    """A case with about forty events and six letters."""
    long = long_case()
    short = Event.objects.values("dispute").annotate(many=Count("pk")).filter(many__lte=8).order_by("-dispute")[0]
    client = client_of(manager())
    pages = {
        "list": getting(client, "/cases/"),
        "long": getting(client, f"/cases/{long}/"),
        "short": getting(client, f"/cases/{short['dispute']}/"),
    }
    times = race(pages, rounds * 2)
    counts = {}
    for name, page in pages.items():
        with queries() as sent:
            page()
        counts[name] = len(sent)
    print("; ".join(f"{name}: {times.median(name):.1f} ms, {counts[name]} queries" for name in pages))
    return [Goal("goal 7: page of a long case / list", ratio(times, ["long"], ["list"]), 2.5)]


def long_case(events: int = 40, letters: int = 6) -> int:
    """The id of the case that comes nearest to so many events and letters."""
    long = Event.objects.values("dispute").annotate(many=Count("pk")).filter(many__gte=events * 3 // 4)[:2_000]
    found = {row["dispute"]: row["many"] for row in long}
    papers = dict(Letter.objects.filter(dispute__in=found).values_list("dispute").annotate(many=Count("pk")))
    chosen = min(found, key=lambda case: (3 * abs(papers.get(case, 0) - letters) + abs(found[case] - events), case))
    row = Dispute.objects.get(pk=chosen)
    print(f"{row}: {found[chosen]} events, {papers.get(chosen, 0)} letters, {row.deadlines.count()} deadlines")
    return int(chosen)
