"""Charts drawn by the server: their geometry, and the page they make."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mediation.charts import BAR_HEIGHT, PLOT_HEIGHT, PLOT_TOP, Mark, Row, bars_of, plot_of, spark_of, top_of

VALUES = st.lists(st.integers(0, 10**12), min_size=1, max_size=14)


def row(label, *values):
    return Row(label, tuple(Mark(value, "—" if value is None else str(value), "/cases/") for value in values))


ROWS = [row("2026-01", 40, 10), row("2026-02", 20, 0)]


def test_bars_are_shares_of_the_largest_value_and_do_not_overlap():
    assert bars_of(ROWS, 2) == [[(1, 0, "100.00%"), (2, 15, "25.00%")], [(1, 0, "50.00%"), (2, 15, "0.00%")]]
    assert BAR_HEIGHT < 15
    assert bars_of([row("x", Decimal("0.00"), None)], 2) == [[(1, 0, "0%"), (2, 15, "0%")]]
    assert bars_of([], 1) == []


@pytest.mark.parametrize("draw", [lambda rows, series: bars_of(rows, len(series)), plot_of])
@pytest.mark.parametrize("series", [["one"], ["one", "two", "three"], ["one", "two", "three", "four"]])
def test_a_row_has_one_mark_for_each_of_at_most_three_series(draw, series):
    rows = [row("x", 1, 2, 3, 4)] if len(series) == 4 else ROWS
    with pytest.raises(ValueError, match="at most three"):
        draw(rows, series)


@given(VALUES)
def test_lines_stay_within_the_plot_and_keep_the_order_of_the_values(values):
    plot = plot_of([row(str(number), value) for number, value in enumerate(values)], ["Cases"])
    heights = [float(point.y) for point in plot.curves[0].points]
    assert all(PLOT_TOP <= y <= PLOT_TOP + PLOT_HEIGHT for y in heights)
    highest = max(range(len(values)), key=values.__getitem__)
    assert heights[highest] == min(heights)
    places = [float(x.rstrip("%")) for x, _words, _below in plot.feet]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] + 1 < 100
    assert top_of(max(values)) >= max(values)
    assert int(str(top_of(max(values)))[0]) in (1, 2, 5)


def test_a_month_without_anything_counted_is_a_gap_and_not_a_zero():
    curve = plot_of([row("1", 3), row("2", None), row("3", 5), row("4", 6)], ["Rate"]).curves[0]
    assert [point.label for point in curve.points] == ["1", "3", "4"]
    assert [(one.label, two.label) for one, two in curve.segments] == [("3", "4")]
    assert spark_of([None, None]).points == []
    assert [point.y for point in spark_of([7, 7]).points] == ["16.0", "16.0"]


def test_the_page_holds_the_figures_as_a_table_with_links_and_no_style():
    source = (
        "{% load charts %}{% bar_chart title rows series 'Month' %}{% line_chart title rows series 'Month' 'Course' %}"
        "{% sparkline 'Course' values %}"
    )
    with translation.override("en"):
        context = Context({"title": "<Cases>", "rows": ROWS, "series": ["Received", "Closed"], "values": [1, None, 3]})
        page = Template(source).render(context)
    assert page.count("<title>&lt;Cases&gt;</title>") == 1
    assert page.count('<a href="/cases/">40</a></td>') == 2
    assert "<title>2026-01 · Closed: 10</title>" in page
    assert 'role="img" aria-label="Course"' in page
    assert ("style=" in page, "<style" in page, "<script" in page) == (False, False, False)
