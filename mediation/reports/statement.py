"""A statement (统计报表): a report with the words of its definitions and all else it takes to read it by itself.

Page of a snapshot, Excel, CSV and PDF read nothing but a statement, so that what is shown is what was frozen.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from mediation.models import Dispute
from mediation.reports.divisions import COMMA, DOT, word_of
from mediation.reports.groups import GROUPS, Members, Steps
from mediation.reports.indicators import CHAPTERS, INDICATORS
from mediation.reports.periods import ONE_DAY, Period, period_of, steps_of
from mediation.reports.report import Report, as_json, divided, from_json, report_of
from mediation.reports.small_cells import hidden

FORM = 1  # of the JSON; raised when its shape changes
TREND = ("received", "closed", "open_at_end")
TREND_MONTHS, TRENDED = 12, "month"


@dataclass(frozen=True)
class Asked:
    """What a report is made of: codes of `INDICATORS`, groups to divide it by, and the values it is narrowed to.

    Each of `groups` has rows of its own, and may be several codes of `GROUPS` joined (`divisions`).
    """

    period: Period
    indicators: tuple[str, ...] = tuple(INDICATORS)
    groups: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """The words of one indicator when the figures were counted."""

    code: str
    label: str
    chinese: str
    chapter: str
    unit: str
    kind: str
    formula: str
    numerator: str
    denominator: str
    exclusions: str
    source: str
    version: str
    people: bool


@dataclass(frozen=True)
class Statement:
    """Figures, their definitions by code, and for whom they were counted; `filters` are words.

    reports: without groups one, else one a group, all of the same period; trend: the months before its end.
    small: by group, value of the row and code of what must not be shown outside; hides: it goes outside.
    """

    unit: str
    scope: str
    by: str
    at: datetime
    asked: Asked
    filters: tuple[tuple[str, str], ...]
    headings: dict[str, str]  # of each group, by code
    definitions: dict[str, Definition]
    reports: tuple[Report, ...]
    trend: Report
    small: dict[str, frozenset[tuple[str, str]]]
    hides: bool = False

    @property
    def main(self) -> Report:
        """The report whose total is shown first; the totals of all are the same."""
        return self.reports[0]

    @property
    def is_unfinished(self) -> bool:
        """Whether the period was not over when the figures were counted."""
        return self.main.is_unfinished

    def columns(self, by: str) -> list[str]:
        """The names of the groups of a report, in order; none of totals alone."""
        return [self.headings[code] for code in by.split(COMMA)] if by else []

    def heading(self, by: str) -> str:
        """The names of the groups of a report in one line."""
        return DOT.join(self.columns(by))

    def hidden(self, report: Report) -> frozenset[tuple[str, str]]:
        """(value of a row, code) of the figures that are not shown."""
        return self.small.get(report.by, frozenset()) if self.hides else frozenset()


def statement_of(
    asked: Asked, disputes: QuerySet[Dispute], *, unit: str, scope: str, by: str, at: datetime, hides: bool = False
) -> Statement:
    """Count what is asked, of the cases passed in; raises as `report_of`, and KeyError for an unknown filter."""
    narrowed = filtered(disputes, asked.filters)
    first, *others = asked.groups or ("",)
    main = report_of(narrowed, asked.period, indicators=asked.indicators, by=first, at=at, scope=scope)
    reports = [main, *(divided(main, narrowed, group) for group in others)]
    trend = report_of(narrowed, trend_of(asked.period), indicators=TREND, by=TRENDED, at=at, scope=scope)
    return Statement(
        unit=unit, scope=scope, by=by, at=at, asked=asked, filters=words_of(asked.filters),
        headings={code: str(GROUPS[code].label) for by in (*asked.groups, TRENDED) for code in by.split(COMMA)},
        definitions={code: _defined(code) for code in dict.fromkeys((*asked.indicators, *TREND))},
        reports=tuple(reports), trend=trend, hides=hides,
        small={report.by: frozenset(hidden(report, asked.filters)) for report in reports},
    )  # fmt: skip


def filtered(disputes: QuerySet[Dispute], filters: Mapping[str, str]) -> QuerySet[Dispute]:
    """The cases of these values; none where a value is unknown. Raises KeyError for an unknown group."""
    for code, value in filters.items():
        group = GROUPS[code]
        assert not isinstance(group, Steps)
        disputes = group.of(disputes, value) if isinstance(group, Members) else group.filter(disputes, "", value)
    return disputes


def words_of(filters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The filters as they are read: name of the group, name of the value."""
    found = []
    for code, value in filters.items():
        group = GROUPS[code]
        assert not isinstance(group, Steps)
        found.append((str(group.label), str(word_of(group, value))))
    return tuple(found)


def trend_of(period: Period) -> Period:
    """The months that end with the period, at most TREND_MONTHS."""
    months = list(steps_of(Period(date(period.last.year - 1, period.last.month, 1), period.last), "month"))
    return Period(months[-TREND_MONTHS].first, period.last)


def _defined(code: str) -> Definition:
    row = INDICATORS[code]
    chapter = next(chapter for chapter in CHAPTERS if any(one.code == code for one in chapter.indicators))
    words = {name: str(getattr(row, name)) for name in ("formula", "numerator", "denominator", "exclusions", "source")}
    return Definition(
        code=code, label=str(row.label), chinese=row.chinese, chapter=str(chapter.label), unit=row.unit, kind=row.kind,
        version=row.version, people=row.people, **words,
    )  # fmt: skip


# JSON -------------------------------------------------------------------------------------------------------


def to_json(statement: Statement) -> dict[str, Any]:
    """Plain values alone; `read` is the way back."""
    asked = statement.asked
    return {
        "form": FORM, "unit": statement.unit, "scope": statement.scope, "by": statement.by,
        "at": statement.at.isoformat(), "hides": statement.hides,
        "asked": {
            "first": asked.period.first.isoformat(), "last": asked.period.last.isoformat(),
            "indicators": list(asked.indicators), "groups": list(asked.groups), "filters": dict(asked.filters),
        },
        "filters": [list(row) for row in statement.filters], "headings": dict(statement.headings),
        "definitions": [asdict(row) for row in statement.definitions.values()],
        "reports": [as_json(report) for report in statement.reports], "trend": as_json(statement.trend),
        "small": {by: sorted(map(list, cells)) for by, cells in statement.small.items()},
    }  # fmt: skip


def read(data: Mapping[str, Any]) -> Statement:
    """The statement of the JSON, nothing of it counted anew."""
    asked = data["asked"]
    period = Period(date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"]))
    return Statement(
        unit=data["unit"], scope=data["scope"], by=data["by"], at=datetime.fromisoformat(data["at"]),
        hides=data["hides"],
        asked=Asked(period, tuple(asked["indicators"]), tuple(asked["groups"]), dict(asked["filters"])),
        filters=tuple((label, value) for label, value in data["filters"]),
        headings=dict(data["headings"]),
        definitions={row["code"]: Definition(**row) for row in data["definitions"]},
        reports=tuple(from_json(row) for row in data["reports"]), trend=from_json(data["trend"]),
        small={by: frozenset((value, code) for value, code in cells) for by, cells in data["small"].items()},
    )  # fmt: skip


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the JSON, whatever order a database gives its keys."""
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


# Periods that move ------------------------------------------------------------------------------------------


def moving(span: str, day: date) -> Period:
    """The period a saved report has on a day (`models.Span`); ValueError for another span."""
    month, quarter, year = (period_of(day, step) for step in ("month", "quarter", "year"))
    match span:
        case "last_month":
            return month.before()
        case "this_month":
            return Period(month.first, day)
        case "last_quarter":
            return quarter.before()
        case "this_quarter":
            return Period(quarter.first, day)
        case "this_year":
            return Period(year.first, day)
        case "last_year":
            return year.before()
        case "twelve_months":
            last = month.first - ONE_DAY
            return Period(date(month.first.year - 1, month.first.month, 1), last)
    raise ValueError(f"No such period: {span}")
