"""Geometry of the charts on pages: bars, lines, and the small line of a card.

Lengths along a row are shares of the width in percent, so that words keep their size on a phone; heights are px.
Series differ by hatching, dashes and markers as well as by colour (Okabe and Ito): they are read in black and white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

Number = int | Decimal
MOST_SERIES = 3  # as many hatchings, dashes and markers there are
BAR_HEIGHT, BAR_GAP = 12, 3  # px
PLOT_HEIGHT, PLOT_TOP, PLOT_FOOT = 170, 24, 40  # px: room of the lines, above and below them
SPARK_HEIGHT, SPARK_EDGE = 32, 4  # px
STEPS = (1, 2, 5)  # of the scale: these times a power of ten


@dataclass(frozen=True)
class Mark:
    """One number of a chart: its value (None: nothing was counted), its words, and the cases behind it."""

    value: Number | None
    words: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a chart and of the table behind it: one mark for each series."""

    label: str
    marks: tuple[Mark, ...]
    note: str = ""
    short: str = ""  # what stands under a line chart
    under: str = ""  # and below that


@dataclass(frozen=True)
class Point:
    """A place in a drawing: `x` in percent of the width, `y` in px from the top."""

    x: str
    y: str
    mark: Mark
    label: str


@dataclass(frozen=True)
class Curve:
    """A series drawn as a line; a gap in it where nothing was counted."""

    number: int
    name: str
    points: list[Point]
    segments: list[tuple[Point, Point]]


@dataclass(frozen=True)
class Plot:
    """A line chart: its curves, the lines of its scale (y in px, words), and its feet (x, words, words below)."""

    curves: list[Curve]
    scale: list[tuple[str, str]]
    feet: list[tuple[str, str, str]]
    height: int


def bars_of(rows: Sequence[Row], series: int) -> list[list[tuple[int, int, str]]]:
    """Of each row its bars (series from 1, y in px, width): shares of the largest value of all rows.

    Raises ValueError when a row has another number of marks than there are series, or when these are too many.
    """
    if series > MOST_SERIES or any(len(row.marks) != series for row in rows):
        raise ValueError("A row of a chart has one mark for each of at most three series.")
    largest = max((mark.value or 0 for row in rows for mark in row.marks), default=0)
    return [
        [
            (number, (number - 1) * (BAR_HEIGHT + BAR_GAP), _share(mark.value or 0, largest))
            for number, mark in enumerate(row.marks, 1)
        ]
        for row in rows
    ]


def plot_of(rows: Sequence[Row], names: Sequence[str]) -> Plot:
    """The lines of the series over the rows. Raises ValueError as `bars_of` does."""
    if len(names) > MOST_SERIES or any(len(row.marks) != len(names) for row in rows):
        raise ValueError("A row of a chart has one mark for each of at most three series.")
    top = top_of(max((mark.value or 0 for row in rows for mark in row.marks), default=0))
    places = [f"{(number + 1.1) * 100 / (len(rows) + 0.6):.2f}%" for number in range(len(rows))]

    def height(value: Number) -> str:
        return f"{PLOT_TOP + (1 - float(value) / top) * PLOT_HEIGHT:.1f}"

    curves = [
        _curve(number, name, [
            Point(place, height(row.marks[number - 1].value or 0), row.marks[number - 1], row.label)
            for place, row in zip(places, rows, strict=True)
        ])
        for number, name in enumerate(names, 1)
    ]  # fmt: skip
    scale = [(height(value), f"{value:,}") for value in (0, *([top // 2] if top % 2 == 0 else []), top)]
    feet = [(place, row.short or row.label, row.under) for place, row in zip(places, rows, strict=True)]
    return Plot(curves, scale, feet, PLOT_TOP + PLOT_HEIGHT + PLOT_FOOT)


def spark_of(values: Sequence[Number | None]) -> Curve:
    """The small line of a card, without scale: from its lowest to its highest value."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    room, last = SPARK_HEIGHT - 2 * SPARK_EDGE, max(len(values) - 1, 1)

    def height(value: Number | None) -> str:
        share = float(((value or 0) - low) / (high - low)) if high > low else 0.5
        return f"{SPARK_EDGE + (1 - share) * room:.1f}"

    return _curve(1, "", [
        Point(f"{2 + number * 96 / last:.2f}%", height(value), Mark(value, ""), "")
        for number, value in enumerate(values)
    ])  # fmt: skip


def top_of(largest: Number) -> int:
    """The upper end of a scale from 0: the next of 1, 2, 5, 10, 20, 50 … that holds the value."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= largest:
                return step * power
        power *= 10


def _curve(number: int, name: str, points: list[Point]) -> Curve:
    segments = [
        (one, two) for one, two in pairwise(points) if one.mark.value is not None and two.mark.value is not None
    ]
    return Curve(number, name, [point for point in points if point.mark.value is not None], segments)


def _share(value: Number, largest: Number) -> str:
    return f"{max(100 * value / largest, 0):.2f}%" if largest else "0%"
