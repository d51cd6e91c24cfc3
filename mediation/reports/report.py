"""A report (报表): indicators of a period, for all cases passed in and for each group, and its one written shape.

Nothing here knows a user: the caller passes the disputes somebody may see.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mediation.models import Dispute
from mediation.reports.counting import Figure, Found, grouped, nothing, totals
from mediation.reports.divisions import COMMA, DOT, Division, Value, division_of
from mediation.reports.indicators import INDICATORS, Indicator
from mediation.reports.periods import Period
from mediation.reports.stepping import stepped

TOTAL = ""  # the value of the row of all cases


@dataclass(frozen=True)
class Row:
    """One row: the value of its group ("" of the total, "none" where it is not given), its words and its figures.

    Of several groups the values are joined by commas; there are as many `labels`.
    """

    value: str
    labels: tuple[str, ...]
    figures: Found

    @property
    def label(self) -> str:
        """2025-03 · 暨阳街道 · 劳动报酬."""
        return DOT.join(self.labels)


@dataclass(frozen=True)
class Report:
    """What page, command, Excel, PDF and snapshot read. `versions` are those of the definitions used.

    `by` are the codes of its groups, joined by commas (`divisions`).
    """

    period: Period
    before: Period
    by: str
    indicators: tuple[str, ...]
    rows: list[Row]
    total: Row
    total_before: Row
    at: datetime
    scope: str
    versions: dict[str, str]


def report_of(
    disputes: QuerySet[Dispute], period: Period, *, indicators: Iterable[str] = INDICATORS, by: str = "",
    at: datetime, scope: str = "",
) -> Report:  # fmt: skip
    """Count the indicators for the period and the one before, with a row for each value of the groups of `by`.

    `at` is the instant the report is made, `scope` whose cases these are, in words. Raises KeyError for an unknown
    indicator, ValidationError in words for groups that there are not or that do not go together, TooCostlyError where
    these would be too many figures.
    """
    codes, division = tuple(indicators), division_of(by)
    chosen = [INDICATORS[code] for code in codes]
    now, before = totals(disputes, chosen, [period, period.before()])
    return Report(
        period, period.before(), by, codes, _rows(disputes, chosen, period, division),
        _total(now, chosen), _total(before, chosen), at, scope, {row.code: row.version for row in chosen},
    )  # fmt: skip


def divided(report: Report, disputes: QuerySet[Dispute], by: str) -> Report:
    """The same report with the rows of other groups; its totals are not counted again. Raises as `report_of`."""
    chosen = [INDICATORS[code] for code in report.indicators]
    return replace(report, by=by, rows=_rows(disputes, chosen, report.period, division_of(by)))


def _rows(disputes: QuerySet[Dispute], chosen: list[Indicator], period: Period, division: Division) -> list[Row]:
    if not division.groups:
        return []
    found = _counted(disputes, chosen, period, division)
    if len(division.groups) > 1 or not division.steps:  # every month is a row, but not every month of every town
        found = {value: figures for value, figures in found.items() if any(map(_says_something, figures.values()))}
    empty = {row.code: nothing(row) for row in chosen}
    return [
        Row(COMMA.join(value), labels, {code: found[value].get(code, none) for code, none in empty.items()})
        for value, labels in division.words(found, period).items()
    ]


def _counted(
    disputes: QuerySet[Dispute], chosen: list[Indicator], period: Period, division: Division
) -> dict[Value, Found]:
    count, group = (stepped if division.steps else grouped), division.shared
    found = count(disputes, chosen, period, division)
    shared = [row for row in chosen if row.per is not None and row.fact == "cases"]
    if group is not None and shared:  # what several cases share would count twice where sets of rows are added up
        rest = division.without(group)
        for part in group.words(()):
            for value, figures in count(group.of(disputes, part), shared, period, rest).items():
                found.setdefault(division.put(value, group, part), {}).update(figures)
    return found


def _says_something(figure: Figure) -> bool:
    return bool(figure.numerator or figure.denominator or figure.n)


def _total(found: Found, chosen: list[Indicator]) -> Row:
    return Row(TOTAL, ("",), {row.code: found.get(row.code, nothing(row)) for row in chosen})


# The written shape ------------------------------------------------------------------------------------------


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values; amounts and rates are text, so that nothing is lost."""
    return {
        "period": _period(report.period), "before": _period(report.before), "by": report.by,
        "indicators": list(report.indicators), "rows": [_row_as_json(row) for row in report.rows],
        "total": _row_as_json(report.total), "total_before": _row_as_json(report.total_before),
        "at": report.at.isoformat(), "scope": report.scope, "versions": dict(report.versions),
    }  # fmt: skip


def from_json(data: dict[str, Any]) -> Report:
    """The report that was written; raises KeyError or ValueError for anything else."""
    return Report(
        _read_period(data["period"]), _read_period(data["before"]), data["by"], tuple(data["indicators"]),
        [_read_row(row) for row in data["rows"]], _read_row(data["total"]), _read_row(data["total_before"]),
        datetime.fromisoformat(data["at"]), data["scope"], dict(data["versions"]),
    )  # fmt: skip


def _period(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _read_period(data: dict[str, str]) -> Period:
    return Period(date.fromisoformat(data["first"]), date.fromisoformat(data["last"]))


def _row_as_json(row: Row) -> dict[str, Any]:
    figures = {code: {k: _text(v) for k, v in asdict(figure).items()} for code, figure in row.figures.items()}
    return {"value": row.value, "label": row.label, "labels": list(row.labels), "figures": figures}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _read_row(data: dict[str, Any]) -> Row:
    labels = tuple(data.get("labels") or [data["label"]])  # of old snapshots the one
    return Row(data["value"], labels, {code: _read_figure(row) for code, row in data["figures"].items()})


def _read_figure(data: dict[str, Any]) -> Figure:
    exact = {name: Decimal(data[name]) for name in ("value", "p90") if data[name] is not None}
    return Figure(**{**data, **exact})
