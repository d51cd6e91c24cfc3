"""The change of a figure: the same words on the page and on the paper, of the exact rates."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from mediation.reports.figure import Figure
from mediation.reports.indicators import INDICATORS
from mediation.reports.periods import Period
from mediation.reports.printed import lines_of, percent
from mediation.reports.report import TOTAL, Report, Row
from mediation.reports.statement import Asked, Definition, Statement
from mediation.views.figures import Cells, total_of
from tests.factories import MONDAY, at

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [((18, 23), (11, 13), "\N{MINUS SIGN}6.4 points"), ((10, 18), (9, 23), "+16.4 points"), ((1, 2), (2, 4), "0")],
)
def test_page_and_paper_tell_the_same_change(now, before, words):
    one, other = (Figure(Decimal(top) / bottom, top, bottom, None, None) for top, bottom in (now, before))
    code, year = "on_time", Period(date(2026, 1, 1), date(2026, 12, 31))
    total, total_before = (Row(TOTAL, ("",), {code: figure}) for figure in (one, other))
    report = Report(year, year.before(), "", (code,), [], total, total_before, at(MONDAY), "", {})
    definition = Definition(
        **{field.name: str(getattr(INDICATORS[code], field.name, "")) for field in fields(Definition)}
    )
    statement = Statement("", "", "", at(MONDAY), Asked(year), (), {}, {code: definition}, (report,), report, {})
    with translation.override("en"):
        paper = [line.change for line in lines_of(statement)]
        assert [total_of(code, report, Cells({}), set()).change, *paper] == [words, words]


def test_half_a_tenth_of_a_per_cent_is_rounded_up():
    assert [str(percent(Decimal(n) / 400)) for n in (49, 51)] == ["12.3", "12.8"]
