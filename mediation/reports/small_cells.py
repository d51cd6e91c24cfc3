"""Small cells (小单元格): figures of so few people that they could tell who is meant, and what would give them away.

De-identified figures are free; figures from which a person can be told are personal data (个人信息保护法 4, 73).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from mediation.reports.divisions import COMMA, Value
from mediation.reports.figure import Figure
from mediation.reports.indicators import INDICATORS, Indicator
from mediation.reports.periods import Period
from mediation.reports.report import TOTAL, Report

PEOPLE_GROUPS = ("worker_group",)  # every figure of such a row is about the people in it
MOST_GROUPS = 2  # of figures of people: out of several reports by three groups, small ones can be solved
BEFORE = "before"  # stands for the row of the period before
Table = dict[Value, list[int]]  # of each row how many people are behind its figure, and beside it


def hidden(report: Report, narrowed_by: Collection[str] = ()) -> set[tuple[str, str]]:
    """Value of the row and code of the figures that are not shown outside the unit that works on the cases.

    Those of one to four people (`SMALL_CELL`) and, where a total would give away a single one, the next smallest
    of its column too; all rows by more than MOST_GROUPS. Of cases that filters let pass (`narrowed_by`) all figures of
    people: each is a row of a report by that group, which may hide it. Of a period that `is_told` does not know all,
    too: another one that differs by a day would tell those of that day. The period before has the value `BEFORE`.
    """
    found: set[tuple[str, str]] = set()
    groups, rows = report.by.split(COMMA), list(report.rows)
    untold = narrowed_by or not is_told(report.period, report.at)
    for code in report.indicators:
        indicator = INDICATORS[code]
        of_people = is_of_people(indicator, (*groups, *narrowed_by))
        if of_people and (untold or len(groups) > MOST_GROUPS):
            found |= {(row.value, code) for row in rows}
        elif of_people:
            table = {tuple(row.value.split(COMMA)): _sizes(row.figures[code], indicator) for row in rows}
            found |= {(COMMA.join(value), code) for value in _hidden_of(table)}
        if of_people and narrowed_by:
            found |= {(TOTAL, code), (BEFORE, code)}
        elif indicator.people:
            whole = {TOTAL: (report.total, report.period), BEFORE: (report.total_before, report.before)}
            found |= {
                (value, code)
                for value, (row, period) in whole.items()
                if not is_told(period, report.at) or is_small(row.figures[code], indicator)
            }
    return found


def is_told(period: Period, at: datetime) -> bool:
    """Whether figures of people are given of the period: of whole months, and from the first of one to the day."""
    return period.is_of_months or (period.first.day == 1 and period.last == timezone.localdate(at))


def is_of_people(indicator: Indicator, groups: Collection[str]) -> bool:
    """Whether the rows of the groups are about people, by what is counted or by what divides it."""
    return indicator.people or not set(groups).isdisjoint(PEOPLE_GROUPS)


def _hidden_of(table: Table) -> set[Value]:
    """The small ones, and of every line of the table that has any, or has a hidden total, at least two.

    A line are the rows that agree in some of their groups: of months and towns a month, a town, and all. Its total is
    what a report by those groups alone shows.
    """
    hidden = {value for value, sizes in table.items() if any(map(_few, sizes))}
    lines = list(_lines(table))
    grown = True
    while grown:  # what one line hides may be the only one of another
        before = len(hidden)
        for line, is_hidden in lines:
            hidden |= _also_hidden(table, line, hidden, is_hidden)
        grown = len(hidden) > before
    return hidden


def _lines(table: Table) -> Iterator[tuple[list[Value], bool]]:
    """All rows, and of two groups those of each value of either, with whether a report by that group hides their total.

    By more groups nothing is shown (MOST_GROUPS).
    """
    yield list(table), False
    groups = len(next(iter(table), ()))
    for place in range(groups) if groups > 1 else ():
        lines: dict[Value, list[Value]] = defaultdict(list)
        for value in table:
            lines[value[place],].append(value)
        totals = {key: [sum(column) for column in zip(*map(table.__getitem__, line), strict=True)]
            for key, line in lines.items()}  # fmt: skip
        covered = _hidden_of(totals)
        yield from ((line, key in covered) for key, line in lines.items())


def _also_hidden(table: Table, line: list[Value], hidden: set[Value], is_hidden: bool) -> set[Value]:
    """What else of a line must not be shown: the smallest ones."""
    small = {value for value in line if value in hidden}
    if not small and not is_hidden:
        return set()
    rest = sorted((size, value) for value in line if value not in small and (size := max(table[value])))
    while rest and (len(small) < 2 or sum(max(table[value]) for value in small) < settings.SMALL_CELL):
        small.add(rest.pop(0)[1])
    return small


def is_small(figure: Figure, indicator: Any) -> bool:
    """Whether one to four are behind the figure, or beside it; of the indicator or its frozen definition."""
    return any(map(_few, _sizes(figure, indicator)))


def _few(people: int) -> bool:
    return 0 < people < settings.SMALL_CELL


def _sizes(figure: Figure, indicator: Any) -> list[int]:
    """How many are behind the figure: both sides of a rate and their difference, the rows of a spread or of money."""
    if figure.denominator is not None:
        numerator = figure.numerator or 0
        return [numerator, figure.denominator, figure.denominator - numerator]
    if indicator.kind == "spread" or indicator.unit == "yuan":
        return [figure.n or 0]
    return [int(figure.value or 0)]
