"""The address of a cell: what comes back from it, and words for anything else."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from mediation.models import Dispute
from mediation.reports.cells import Cell, cases_of, cell_from, cell_query
from mediation.reports.groups import GROUPS, Steps
from mediation.reports.periods import Period
from tests.factories import make_dispute

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
GOOD = {"figure": "resolution", "side": "denominator", "first": "2026-03-01", "last": "2026-03-31"}


def test_there_and_back():
    cell = Cell("resolution", "denominator", MARCH, "town", "7")
    assert cell_query(cell) == GOOD | {"by": "town", "of": "7"}
    assert cell_from(QueryDict("", mutable=True) | cell_query(cell)) == cell
    joint = Cell("resolution", "denominator", MARCH, "town,month,category", "7,2026-03,02")
    assert cell_from(cell_query(joint)) == joint
    assert cell_from({}) is None
    assert cell_from({"first": "2026-03-01"}) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"figure": "nothing"}, {"side": "middle"}, {"by": "colour"}, {"first": "2026-02-31"}, {"first": "2026-04-01"},
        {"first": ""}, {"first": "0001-01-01"}, {"last": "9999-12-31"}, {"figure": "received"}, {"of": "x" * 41},
        {"by": "month", "of": "2026-04"}, {"by": "year", "of": "2026-03"}, {"by": "quarter", "of": ""},
        {"by": "category", "of": "\0"}, {"by": "month,town", "of": "2026-03"}, {"by": "town,month", "of": "2026-03,1"},
        {"by": "month,year", "of": "2026-03,2026"}, {"by": "town,level", "of": "1,city,x"},
    ],
    ids=str,
)  # fmt: skip
def test_junk_is_told_in_words(wrong):
    with pytest.raises(ValidationError) as told:
        cell_from(GOOD | wrong)
    assert told.value.messages[0].strip()
    assert not hasattr(told.value, "error_dict")  # the case list has no field of that name, and could not show it


@pytest.mark.django_db
def test_a_row_that_is_not_there_has_no_cases():
    make_dispute("registered", on=MARCH.first)
    for by in (code for code, group in GROUPS.items() if not isinstance(group, Steps)):
        for value in ("", "0", "-1", "9" * 19, "9" * 20, "‮；DROP", "１２"):
            assert list(cases_of(Dispute.objects.all(), Cell("received", "numerator", MARCH, by, value))) == []
