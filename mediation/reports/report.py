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
from mediation.reports.counting import Figure, Found, figure_of, grouped, spread_of, totals
from mediation.reports.groups import GROUPS, Group, Members, Steps
from mediation.reports.indicators import INDICATORS, Indicator
from mediation.reports.periods import Period, label_of
from mediation.reports.stepping import stepped

TOTAL = ""  # the value of the row of all cases


@dataclass(frozen=True)
class Row:
    """One row: the value of its group ("" of the total, "none" where it is not given), its words and its figures."""

    value: str
    label: str
    figures: Found


@dataclass(frozen=True)
class Report:
    """What page, command, Excel, PDF and snapshot read. `versions` are those of the definitions used."""

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
    """Count the indicators for the period and the one before, with a row for each value of the group.

    `at` is the instant the report is made, `scope` whose cases these are, in words. Raises KeyError for an unknown
    indicator or group.
    """
    codes = tuple(indicators)
    chosen = [INDICATORS[code] for code in codes]
    now, before = totals(disputes, chosen, [period, period.before()])
    return Report(
        period, period.before(), by, codes, _rows(disputes, chosen, period, GROUPS[by]) if by else [],
        _row(TOTAL, "", now, chosen), _row(TOTAL, "", before, chosen), at, scope,
        {row.code: row.version for row in chosen},
    )  # fmt: skip


def divided(report: Report, disputes: QuerySet[Dispute], by: str) -> Report:
    """The same report with the rows of another group; its totals are not counted again. KeyError for an unknown one."""
    chosen = [INDICATORS[code] for code in report.indicators]
    return replace(report, by=by, rows=_rows(disputes, chosen, report.period, GROUPS[by]))


def _rows(
    disputes: QuerySet[Dispute], chosen: list[Indicator], period: Period, group: Group | Members | Steps
) -> list[Row]:
    if isinstance(group, Steps):
        parts = group.parts(period)
        found = stepped(disputes, chosen, period, group)
        return [_row(value, label_of(part), found.get(value, {}), chosen) for value, part in parts.items()]
    found = grouped(disputes, chosen, period, group)
    if isinstance(group, Members):  # what several cases share would count twice where sets of rows are added up
        shared = [row for row in chosen if row.per is not None and row.fact == "cases"]
        for value in group.words(()) if shared else ():
            found.setdefault(value, {}).update(totals(group.of(disputes, value), shared, [period])[0])
    found = {value: figures for value, figures in found.items() if any(map(_says_something, figures.values()))}
    words = group.words(found)
    order = list(words)
    values = sorted(found, key=lambda value: (order.index(value) if value in words else len(order), value))
    return [_row(value, str(words.get(value, value)), found[value], chosen) for value in values]


def _says_something(figure: Figure) -> bool:
    return bool(figure.numerator or figure.denominator or figure.n)


def _row(value: str, label: str, found: Found, chosen: list[Indicator]) -> Row:
    return Row(value, label, {row.code: found.get(row.code, nothing(row)) for row in chosen})


def nothing(indicator: Indicator) -> Figure:
    """The figure where no row counts."""
    return spread_of({}) if indicator.kind == "spread" else figure_of(indicator, 0)


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
    return {"value": row.value, "label": row.label, "figures": figures}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _read_row(data: dict[str, Any]) -> Row:
    return Row(data["value"], data["label"], {code: _read_figure(row) for code, row in data["figures"].items()})


def _read_figure(data: dict[str, Any]) -> Figure:
    exact = {name: Decimal(data[name]) for name in ("value", "p90") if data[name] is not None}
    return Figure(**{**data, **exact})
