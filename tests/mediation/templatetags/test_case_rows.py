"""The rows of the case list: what a case holds is words in them, whatever it is, and each stands under its heading."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context
from django.utils import translation

from mediation.access import SECTIONS, Scope
from mediation.listing import CaseRow
from mediation.templatetags.case_rows import case_rows

pytestmark = pytest.mark.once
HOSTILE = "<b>{0}{x}%s&\"'"
DAY = date(2026, 3, 2)


def row(**given):
    values = {
        "pk": 10203, "number": "浙诸调〔2026〕7号", "category": "06", "state": "mediating", "outcome": "",
        "closed_on": None, "received_on": DAY, "worker_count": 1, "amount_claimed": Decimal("1234.50"),
        "employer": HOSTILE, "holder": HOSTILE, "handler": 4, "handler_name": HOSTILE, "applicant": HOSTILE,
        "next_due": DAY, "next_provisional": True,
    }  # fmt: skip
    return CaseRow(**values | given)


def shown(scope, *rows, query="", **given):
    context = {
        "request": SimpleNamespace(GET=QueryDict(query)), "page": SimpleNamespace(object_list=rows), "today": DAY,
        "sections": frozenset(SECTIONS[scope]), **given,
    }  # fmt: skip
    with translation.override("en"):
        html = case_rows(Context(context))
    labels = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", html)
    return html, labels, re.findall(r"<(?:td|th scope=\"row\")[^>]* data-label=\"([^\"]+)\">", html)


def test_what_a_case_holds_is_never_markup_nor_a_place_for_words():
    html, headings, labels = shown(Scope.TREE, row(), row(number=HOSTILE), may_draft=True, query="q=<b>&handler=9")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;{0}{x}%s&amp;&quot;&#x27;") == 8  # of each row three; number and label
    assert 'href="?q=%3Cb%3E&amp;handler=4"' in html
    assert len(labels) == 2 * len(headings) == 16


@pytest.mark.parametrize("scope", Scope)
def test_each_cell_stands_under_its_heading_and_shows_what_the_reader_may_see(scope):
    html, headings, labels = shown(scope, row(employer="甲厂", applicant="张三", handler_name="李四"))
    assert [heading.split(" / ")[0] for heading in headings] == [
        "Hand-over" if label == "State" and "disclosed" in SECTIONS[scope] else label for label in labels
    ]
    sections = SECTIONS[scope]
    assert ("李四" in html) == ("timeline" in sections)
    assert ("¥1,234.50" in html) == ("claims" in sections)
    assert ("/cases/10203/deadlines/" in html) == ("deadlines" in sections)


def test_behind_a_figure_the_part_of_each_case_stands_in_place_of_the_amount():
    html, _headings, labels = shown(Scope.TREE, row(part="2"), whole="2 persons")
    assert labels[-1] == "In this figure"
    assert ">2</td>" in html
    assert "1,234.50" not in html
