"""Charts of a printed report: bars told apart by hatching as well as by tone, so that a copy in black reads as well.

Shapes are a drawing of reportlab.graphics; words and numbers are set as all text is, so that no character is missing.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Hatching, Line, Rect
from reportlab.lib.colors import Color

from documents.rows import length, simple
from documents.sheet import Element, Operation, Picture, Text

SIZE = 9.0  # points, of the words
INK = Color(0, 0, 0)
GUIDE = Color(0.82, 0.82, 0.82)
# Fill, angle of the hatching (None: none): Okabe-Ito blue, orange and a light grey.
LOOKS = (
    (Color(0, 114 / 255, 178 / 255), None), (Color(248 / 255, 221 / 255, 170 / 255), 45),
    (Color(0.93, 0.93, 0.93), 135),
)  # fmt: skip
COLUMNS_DEPTH = 150.0  # points
THICKEST, DEEPEST = 12.75, 540.0  # of a lying bar, of all of them
LEGEND = 20.0
TICKS = 4
LABELLED = 14  # groups of columns, at most, whose values stand over them
WIDEST_LABEL = 0.3  # of the width


@dataclass(frozen=True)
class Series:
    """One row of values and its name; a value that is not known is None."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Chart:
    """Groups of bars by label; `alt` says in a sentence what is to be seen. lying: one group below the other."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    lying: bool = False

    @property
    def depth(self) -> float:
        """How high it is, in points."""
        return LEGEND + (self.thick * len(self.labels) * len(self.series) if self.lying else COLUMNS_DEPTH + 16)

    @property
    def thick(self) -> float:
        """How high a lying bar is with its distance to the next: all of them stand on one page."""
        return min(THICKEST, DEEPEST / max(1, len(self.labels) * len(self.series)))

    @property
    def most(self) -> int:
        """The largest value, at least 1."""
        return max((value or 0 for row in self.series for value in row.values), default=0) or 1


def nice_top(most: int) -> int:
    """The end of an axis from 0 in TICKS equal steps of whole numbers: 1, 2 or 5 times a power of ten."""
    step = max(1, most / TICKS)
    power = 10 ** math.floor(math.log10(step))
    return TICKS * max(1, next(round(factor * power) for factor in (1, 2, 5, 10) if factor * power >= step))


def chart_operations(chart: Chart, x: float, top: float, width: float) -> list[Operation]:
    """The chart from `top` down, its left edge at `x`."""
    element = Element("Figure", alt=chart.alt)
    drawing = Drawing(width, chart.depth)
    words = _Words(x, top - chart.depth, element)
    _legend(chart, drawing, words)
    (_lying if chart.lying else _standing)(chart, drawing, words)
    return [*words.out, Picture(x, top - chart.depth, width, chart.depth, drawing, element)]


class _Words:
    """Collects the words of a chart; places count from the lower left corner of its drawing."""

    def __init__(self, x: float, y: float, element: Element) -> None:
        self._x, self._y, self._element = x, y, element
        self.out: list[Operation] = []

    def add(self, text: str, x: float, y: float, *, share: float = 0.0) -> None:
        """`text` on a base line; share: how much of its length lies left of x (0, 0.5, 1)."""
        start = self._x + x - share * length("song", text, SIZE)
        runs, _ = simple("song", text, start, SIZE)
        self.out.append(Text(self._y + y, SIZE, runs, element=self._element))


def _bar(x: float, y: float, width: float, height: float, number: int) -> Iterator[Rect | Hatching]:
    fill, angle = LOOKS[number % len(LOOKS)]
    yield Rect(x, y, width, height, fillColor=fill, strokeColor=INK, strokeWidth=0.4)
    if angle is not None and min(width, height) > 0.5:
        corners = [x, y, x + width, y, x + width, y + height, x, y + height]
        yield Hatching(3, angle, corners, strokeColor=INK, strokeWidth=0.4)


def _legend(chart: Chart, drawing: Drawing, words: _Words) -> None:
    x, y = 0.0, chart.depth - 12
    for number, row in enumerate(chart.series):
        for shape in _bar(x, y, 16, 9, number):
            drawing.add(shape)
        words.add(row.name, x + 20, y + 1)
        x += 20 + length("song", row.name, SIZE) + 18


def _standing(chart: Chart, drawing: Drawing, words: _Words) -> None:
    """Columns over their labels, guides at the ticks."""
    left, foot, high = 4 + length("song", f"{nice_top(chart.most):,}", SIZE), 16.0, COLUMNS_DEPTH - 14
    top, wide = nice_top(chart.most), drawing.width - left
    for tick in range(TICKS + 1):
        y = foot + high * tick / TICKS
        drawing.add(Line(left, y, drawing.width, y, strokeColor=GUIDE if tick else INK, strokeWidth=0.5))
        words.add(f"{top * tick // TICKS:,}", left - 4, y - 3, share=1)
    group = wide / max(1, len(chart.labels))
    bar = min(26.0, group * 0.76 / len(chart.series))
    every = math.ceil(max((length("song", label, SIZE) for label in chart.labels), default=0) * 1.15 / group)
    for place, label in enumerate(chart.labels):
        middle = left + group * (place + 0.5)
        if place % every == 0:
            words.add(label, middle, 3, share=0.5)
        for number, row in enumerate(chart.series):
            value, start = row.values[place], middle + bar * (number - len(chart.series) / 2)
            for shape in _bar(start, foot, bar, high * (value or 0) / top, number):
                drawing.add(shape)
            if len(chart.labels) <= LABELLED and length("song", f"{value:,}" if value else "0", SIZE) < bar * 1.35:
                shown = "–" if value is None else f"{value:,}"
                words.add(shown, start + bar / 2, foot + high * (value or 0) / top + 3, share=0.5)


def _lying(chart: Chart, drawing: Drawing, words: _Words) -> None:
    """Bars beside their labels, the value behind each."""
    names = [_short(label, drawing.width * WIDEST_LABEL) for label in chart.labels]
    left = 6 + max((length("song", name, SIZE) for name in names), default=0)
    wide = drawing.width - left - 8 - length("song", f"{chart.most:,}", SIZE)
    thick = chart.thick
    y = chart.depth - LEGEND
    for place, name in enumerate(names):
        group = thick * len(chart.series)
        words.add(name, left - 6, y - group / 2 - SIZE * 0.35, share=1)
        for number, row in enumerate(chart.series):
            value = row.values[place]
            reach, foot = wide * (value or 0) / chart.most, y - thick * (number + 1)
            for shape in _bar(left, foot + 2, reach, thick - 3.5, number):
                drawing.add(shape)
            words.add("–" if value is None else f"{value:,}", left + reach + 4, foot + 3)
        y -= group
    drawing.add(Line(left, 0, left, chart.depth - LEGEND, strokeColor=INK, strokeWidth=0.6))


def _short(text: str, room: float) -> str:
    """The text, with … for what finds no room."""
    if length("song", text, SIZE) <= room:
        return text
    while text and length("song", f"{text}…", SIZE) > room:
        text = text[:-1]
    return f"{text}…"
