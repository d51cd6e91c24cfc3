"""A report (报表): indicators of a period, for all cases passed in and for each group, and its one written shape.

Nothing here knows a user: the caller passes the disputes somebody may see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, overload

from django.db.models import QuerySet
from django.utils import timezone

from mediation.models import Dispute
from mediation.reports.counting import WHOLE, grouped, totals
from mediation.reports.divisions import COMMA, DOT, Division, Value, Words, division_of
from mediation.reports.figure import Figure
from mediation.reports.indicators import INDICATORS, Indicator
from mediation.reports.periods import Period
from mediation.reports.stepping import stepped
from mediation.reports.tally import ALL, Tally, added_up, adds_up

TOTAL = ""  # the value of the row of all cases
PARTS = tuple(part.name for part in fields(Figure))


@dataclass(frozen=True)
class Row:
    """One row: the value of its group ("" of the total, "none" where it is not given), its words and its figures.

    Of several groups the values are joined by commas; there are as many `labels`.
    """

    value: str
    labels: tuple[str, ...]
    figures: Mapping[str, Figure]

    @property
    def label(self) -> str:
        """2025-03 · 暨阳街道 · 劳动报酬."""
        return DOT.join(self.labels)


class Rows(Sequence[Row]):
    """The rows of a tally in order, each made when it is read."""

    def __init__(self, tally: Tally, values: list[Value], words: Words) -> None:
        self._tally, self._values, self._words = tally, values, words

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self._row(value) for value in self._values[place]]
        return self._row(self._values[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._values)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def _row(self, value: Value) -> Row:
        labels = tuple([words[part] for words, part in zip(self._words, value, strict=True)])
        return Row(COMMA.join(value), labels, self._tally.figures(value))


@dataclass(frozen=True)
class Report:
    """What page, command, Excel, PDF and snapshot read. `versions` are those of the definitions used.

    `by` are the codes of its groups, joined by commas (`divisions`).
    """

    period: Period
    before: Period
    by: str
    indicators: tuple[str, ...]
    rows: Sequence[Row]
    total: Row
    total_before: Row
    at: datetime
    scope: str
    versions: dict[str, str]

    @property
    def is_unfinished(self) -> bool:
        """Whether the period was not over when the figures were counted, or had not even begun."""
        return self.period.last > timezone.localdate(self.at)


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
    chosen, before = [INDICATORS[code] for code in codes], period.before()
    tally = _counted(disputes, chosen, period, division)
    return Report(
        period, before, by, codes, _rows(tally, period, division), _total(disputes, chosen, period, division, tally),
        Row(TOTAL, ("",), totals(disputes, chosen, before)), at, scope, {row.code: row.version for row in chosen},
    )  # fmt: skip


def divided(report: Report, disputes: QuerySet[Dispute], by: str) -> Report:
    """The same report with the rows of other groups; its totals are not counted again. Raises as `report_of`."""
    chosen, division = [INDICATORS[code] for code in report.indicators], division_of(by)
    tally = _counted(disputes, chosen, report.period, division)
    return replace(report, by=by, rows=_rows(tally, report.period, division))


def _rows(tally: Tally, period: Period, division: Division) -> Sequence[Row]:
    if not division.groups:
        return []
    values = tally.values()
    if division.steps and len(division.groups) == 1:  # every month is a row, but not every month of every town
        values = {(step,) for step in division.steps.parts(period)}
    return Rows(tally, *division.ordered(values, period))


def _total(
    disputes: QuerySet[Dispute], chosen: list[Indicator], period: Period, division: Division, tally: Tally
) -> Row:
    """The row of all cases: what its rows add up to is not counted again."""
    added = [row for row in chosen if division.groups and adds_up(row, division)]
    rest = [row for row in chosen if row not in added]
    columns = added_up(tally.columns, added) | grouped(disputes, rest, period, WHOLE)
    return Row(TOTAL, ("",), Tally(tally.codes, columns).figures(ALL))


def _counted(disputes: QuerySet[Dispute], chosen: list[Indicator], period: Period, division: Division) -> Tally:
    count, group = (stepped if division.steps else grouped), division.shared
    shared = [row for row in chosen if group is not None and row.per is not None and row.fact == "cases"]
    plain = [row for row in chosen if row not in shared]
    columns = count(disputes, plain, period, division) if division.groups else {}
    if group is not None and shared:  # what several cases share would count twice where sets of rows are added up
        rest = division.without(group)
        for part in group.words(()):
            for column, numbers in count(group.of(disputes, part), shared, period, rest).items():
                found = columns.setdefault(column, {})
                found |= {division.put(value, group, part): number for value, number in numbers.items()}
    return Tally(tuple(row.code for row in chosen), columns)


# The written shape ------------------------------------------------------------------------------------------


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values; amounts and rates are text, so that nothing is lost."""
    return {
        "period": _period(report.period), "before": _period(report.before), "by": report.by,
        "indicators": list(report.indicators), "rows": [_row_as_json(row) for row in report.rows],
        "total": _row_as_json(report.total), "total_before": _row_as_json(report.total_before),
        "at": report.at.isoformat(), "unfinished": report.is_unfinished, "scope": report.scope,
        "versions": dict(report.versions),
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
    figures = {code: {k: _text(getattr(figure, k)) for k in PARTS} for code, figure in row.figures.items()}
    return {"value": row.value, "label": row.label, "labels": list(row.labels), "figures": figures}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _read_row(data: dict[str, Any]) -> Row:
    labels = tuple(data.get("labels") or [data["label"]])  # of old snapshots the one
    return Row(data["value"], labels, {code: _read_figure(row) for code, row in data["figures"].items()})


def _read_figure(data: dict[str, Any]) -> Figure:
    exact = {name: Decimal(data[name]) for name in ("value", "p90") if data[name] is not None}
    return Figure(**{**data, **exact})
