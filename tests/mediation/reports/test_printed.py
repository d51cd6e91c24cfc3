"""The change of a figure: the same words on the page and on the paper, of the exact rates."""

from decimal import Decimal

import pytest
from django.utils import translation

from mediation.reports.counting import Figure
from mediation.reports.indicators import INDICATORS
from mediation.reports.printed import changed
from mediation.reports.statement import _defined
from mediation.views.figures import _change

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [((18, 23), (11, 13), "-6.4 points"), ((10, 18), (9, 23), "+16.4 points"), ((1, 2), (2, 4), "0")],
)
def test_page_and_paper_tell_the_same_change(now, before, words):
    one, other = (Figure(Decimal(top) / bottom, top, bottom, None, None) for top, bottom in (now, before))
    with translation.override("en"):
        assert changed(_defined("on_time"), one, other) == _change(INDICATORS["on_time"], one, other) == words
