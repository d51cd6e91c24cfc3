"""What stands before the first case: organisations, enterprises, people, and the counters of the numbers."""

from datetime import timedelta

from benchmarks.province.cast import Cast
from benchmarks.province.plan import Plan
from benchmarks.province.source import CAST, fields_of
from benchmarks.province.stencils import FIRST_DAY
from benchmarks.province.writing import write
from documents.models import Series
from mediation.models import Dispute

ORDER = ("employer", "organisation", "user", "membership")


def found(cast: Cast, plan: Plan) -> None:
    """Write them; raises ValueError where the database holds cases already."""
    if Dispute.objects.exists():
        raise ValueError("The database holds cases already.")
    for name in ORDER:
        model, wanted = CAST[name], fields_of(CAST[name])
        flags = {one.column for one in wanted if one.get_internal_type() == "BooleanField"}
        times = {one.column for one in wanted if one.get_internal_type() == "DateTimeField"}
        rows = []
        for row in cast.rows[name].values():
            values = {**row, **{column: bool(row[column]) for column in flags}}
            values |= {column: f"{row[column]}+00" for column in times if row[column] and model._meta.pk}
            rows.append([values[one.column] for one in wanted])
        write(model, rows)
    series = []
    for (code, kind, year), (last, day) in plan.counters.items():
        last_on = FIRST_DAY + timedelta(days=day) if day else None
        series.append(Series(issuer_code=code, kind=kind, year=year, last=last, last_on=last_on))
    Series.objects.bulk_create(series, 500)
