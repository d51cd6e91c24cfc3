"""Goal 5: month by town by type over all years, always exact; and the reports that the product shows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from benchmarks.scale.race import Goal, race, ratio
from mediation.models import Dispute
from mediation.reports.groups import NONE
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.report import report_of

FLOOR = """SELECT received_month, town_id, category, count(category), count(category) FILTER (WHERE outcome = 'R01'),
count(category) FILTER (WHERE ended_on IS NOT NULL) FROM mediation_dispute GROUP BY 1, 2, 3"""
RECEIVED = """SELECT received_month, town_id, category, count(category) FROM mediation_dispute
WHERE received_month BETWEEN 201801 AND 202611 GROUP BY 1, 2, 3"""
ENDED = """SELECT ended_month, town_id, category, count(category), count(category) FILTER (WHERE outcome = 'R07')
FROM mediation_dispute WHERE ended_on IS NOT NULL AND ended_month BETWEEN 201801 AND 202611 GROUP BY 1, 2, 3"""
OF_FLOOR, FASTER = 1.5, {"postgresql": 8, "sqlite": 80}
YEARS, YEAR = Period(date(2018, 1, 1), date(2026, 11, 30)), Period(date(2025, 1, 1), date(2025, 12, 31))
FEW, JOINT = ("received", "closed", "not_accepted"), "month,town,category"
Cells = dict[tuple[Any, ...], list[int]]


def measure(rounds: int) -> list[Goal]:
    """The same cells four ways, then reports of the product as they are shown."""
    ways = {
        "raw": _raw,
        "stored": _stored,
        "truncated": _truncated,
        "raw of the product": _raw_joint,
        "product": lambda: _report(YEARS, JOINT, FEW),
        "product with every figure made": _joint,
    }
    if not _raw() == _stored() == _truncated() or _joint() != _raw_joint():
        raise AssertionError("The ways do not give the same cells.")
    times = race(ways, max(3, rounds // 2))
    print(f"{len(_raw())} rows of three cells: " + "; ".join(f"{name} {times.median(name):.0f} ms" for name in ways))
    reports = {
        "three figures by month, town and type, one year": lambda: _report(YEAR, JOINT, FEW),
        "three figures by month, all years": lambda: _report(YEARS, "month", FEW),
        "three figures by town, all years": lambda: _report(YEARS, "town", FEW),
        "every figure of one year": lambda: _report(YEAR, ""),
        "every figure of one year by town": lambda: _report(YEAR, "town"),
    }
    shown = race(reports, max(2, rounds // 4), warm=0)
    print("; ".join(f"{name} {shown.median(name):.0f} ms" for name in reports))
    return [
        Goal("goal 5: stored month / raw SQL", ratio(times, ["stored"], ["raw"]), OF_FLOOR),
        Goal("goal 5: TruncMonth / stored month", ratio(times, ["truncated"], ["stored"]),
            FASTER[connection.vendor], at_least=True),
        Goal("goal 5: report of the product / raw SQL of its cells", ratio(times, ["product"], ["raw of the product"]),
            OF_FLOOR),
    ]  # fmt: skip


def _raw() -> Cells:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        return {row[:3]: list(row[3:]) for row in cursor.fetchall()}


def _stored() -> Cells:
    """One statement of the ORM on the stored month: the columns of the index alone."""
    agreed, ended = Q(outcome="R01"), Q(ended_on__isnull=False)
    rows = Dispute.objects.order_by().values_list("received_month", "town", "category").annotate(
        a=Count("category"), b=Count("category", filter=agreed), c=Count("category", filter=ended))  # fmt: skip
    return {row[:3]: list(row[3:]) for row in rows}


def _raw_joint() -> Cells:
    """The cells of the product's report: what came in by the month of receipt, what ended by that of the end.

    The report keeps its numbers as these cells do and makes a figure when it is read, a page a few hundred of them.
    """
    found: Cells = defaultdict(lambda: [0, 0, 0])
    with connection.cursor() as cursor:
        cursor.execute(RECEIVED)
        for *value, received in cursor.fetchall():
            found[tuple(value)][0] = received
        cursor.execute(ENDED)
        for *value, closed, not_accepted in cursor.fetchall():
            found[tuple(value)][1:] = closed, not_accepted
    return dict(found)


def _joint() -> Cells:
    """The report that the page, the files and the snapshots show, read back as cells."""
    found: Cells = {}
    for row in _report(YEARS, JOINT, FEW).rows:
        month, town, category = row.value.split(",")
        cells = [figure.numerator for figure in row.figures.values()]
        found[int(month.replace("-", "")), None if town == NONE else int(town), category] = cells
    return found


def _truncated() -> Cells:
    """Three statements with TruncMonth, put together in Python."""
    found: Cells = defaultdict(lambda: [0, 0, 0])
    narrowed = (Dispute.objects.all(), Dispute.objects.filter(outcome="R01"), Dispute.objects.exclude(ended_on=None))
    for place, rows in enumerate(narrowed):
        parts = rows.order_by().values_list(TruncMonth("received_on"), "town", "category").annotate(many=Count("pk"))
        for month, town, category, many in parts:
            found[month.year * 100 + month.month, town, category][place] = many
    return dict(found)


def _report(period: Period, by: str, figures: Iterable[str] = INDICATORS) -> Any:
    return report_of(Dispute.objects.all(), period, indicators=figures, by=by, at=timezone.now())
