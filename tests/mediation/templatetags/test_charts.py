"""Charts drawn by the server."""

import pytest
from django.template import Context, Template
from django.utils import translation

from mediation.templatetags.charts import bar_chart

ROWS = [("2026-01", (40, 10)), ("2026-02", (20, 0))]


def test_bars_are_shares_of_the_largest_value():
    chart = bar_chart("Cases", ROWS, ["Received", "Closed"])
    assert [[bar["width"] for bar in row["bars"]] for row in chart["rows"]] == [
        ["100.00%", "25.00%"],
        ["50.00%", "0.00%"],
    ]


def test_bars_and_labels_do_not_overlap():
    chart = bar_chart("Cases", ROWS, ["Received", "Closed"])
    marks = [y for row in chart["rows"] for y in (row["y"], *(bar["y"] for bar in row["bars"]))]
    assert marks == sorted(set(marks))
    last = chart["rows"][-1]["bars"][-1]
    assert last["y"] + last["height"] <= chart["height"]


def test_nothing_counted_draws_no_bar():
    assert bar_chart("Cases", [("2026-01", (0,))], ["Received"])["rows"][0]["bars"][0]["width"] == "0%"
    assert bar_chart("Cases", [], ["Received"])["height"] == 0


def test_a_row_with_a_value_too_many_is_refused():
    with pytest.raises(ValueError, match="zip"):
        bar_chart("Cases", [("2026-01", (1, 2))], ["Received"])


def test_the_page_holds_the_figures_as_a_table_and_no_style():
    source = '{% load charts %}{% bar_chart title rows series "By month" "Month" %}'
    with translation.override("en"):
        context = Context({"title": "<Cases>", "rows": ROWS, "series": ["Received", "Closed"]})
        page = Template(source).render(context)
    assert "<title>&lt;Cases&gt;</title>" in page
    assert '<th scope="row">2026-01</th><td class="number">40</td><td class="number">10</td>' in page
    assert "style=" not in page
