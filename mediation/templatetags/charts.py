"""Charts drawn by the server: SVG without styles, with the same figures as a table behind."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()

ROW_GAP, LABEL_HEIGHT, BAR_HEIGHT = 10, 18, 10  # px

Number = int | Decimal


@register.inclusion_tag("partials/_bar_chart.html")
def bar_chart(
    title: str,
    rows: Sequence[tuple[str, Sequence[Number]]],
    series: Sequence[str],
    description: str = "",
    row_heading: str = "",
) -> dict[str, Any]:
    """Horizontal bars: a row (label, values) has one value for each name in series.

    Widths are percentages, so that text keeps its size on a phone.
    Raises ValueError when a row has another number of values than there are series.
    """
    drawn, y = [], 0
    largest = max((value for _, values in rows for value in values), default=0)
    for label, values in rows:
        bars = _bars(values, series, top=y + LABEL_HEIGHT, largest=largest)
        drawn.append({"label": label, "y": y + LABEL_HEIGHT - 5, "bars": bars, "values": values})
        y += LABEL_HEIGHT + BAR_HEIGHT * len(series) + ROW_GAP
    return {
        "title": title, "description": description, "row_heading": row_heading,
        "rows": drawn, "series": list(enumerate(series, 1)), "height": y,
    }  # fmt: skip


def _bars(values: Sequence[Number], series: Sequence[str], *, top: int, largest: Number) -> list[dict[str, Any]]:
    return [
        {
            "series": number,
            "name": name,
            "value": value,
            "y": top + BAR_HEIGHT * (number - 1),
            "height": BAR_HEIGHT - 2,
            "width": f"{100 * value / largest:.2f}%" if largest else "0%",
        }
        for number, (name, value) in enumerate(zip(series, values, strict=True), 1)
    ]
