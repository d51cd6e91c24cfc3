"""Charts drawn by the server: SVG without styles or scripts, always with the same figures as a table."""

from collections.abc import Sequence
from typing import Any

from django import template

from mediation.charts import BAR_GAP, BAR_HEIGHT, SPARK_HEIGHT, Number, Row, bars_of, plot_of, spark_of

register = template.Library()


@register.inclusion_tag("partials/_bar_chart.html")
def bar_chart(
    title: str, rows: Sequence[Row], series: Sequence[str], row_heading: str, note: str = ""
) -> dict[str, Any]:
    """Horizontal bars in a table, which is the chart and its figures in one.

    Raises ValueError when a row has another number of marks than there are series.
    """
    bars = bars_of(rows, len(series))
    return {
        "title": title, "row_heading": row_heading, "note": note, "series": list(enumerate(series, 1)),
        "rows": list(zip(rows, bars, strict=True)), "noted": any(row.note for row in rows),
        "height": len(series) * (BAR_HEIGHT + BAR_GAP) - BAR_GAP, "bar_height": BAR_HEIGHT,
    }  # fmt: skip


@register.inclusion_tag("partials/_line_chart.html")
def line_chart(
    title: str, rows: Sequence[Row], series: Sequence[str], row_heading: str, description: str = ""
) -> dict[str, Any]:
    """Lines over time, with the figures as a table to fold out. Raises ValueError as `bar_chart` does."""
    return {
        "title": title, "description": description, "row_heading": row_heading, "rows": rows,
        "series": list(enumerate(series, 1)), "plot": plot_of(rows, series),
    }  # fmt: skip


@register.inclusion_tag("partials/_sparkline.html")
def sparkline(label: str, values: Sequence[Number | None]) -> dict[str, Any]:
    """The course of a figure as a small line, named for who cannot see it."""
    return {"label": label, "curve": spark_of(values), "height": SPARK_HEIGHT}
