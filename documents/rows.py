"""Rows of text: runs set or broken into lines, and lines flowing over pages. Lengths are points, as on the sheet."""

import dataclasses
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents import fonts
from documents.han import NEVER_FIRST, OPENING, Setting, Styled, boxes, break_lines
from documents.justify import Run, place
from documents.sheet import (
    ARTIFACT,
    ASCENT,
    BODY,
    BOTTOM,
    CELL,
    LEFT,
    MEASURE,
    MM,
    RIGHT,
    SMALL,
    TOP,
    Bar,
    Element,
    Page,
    Text,
)

ROUNDING = 0.6
LONGEST_KEPT = 12  # rows that move to a new page together
HAIR = 0.5  # of the lines to write on


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text, or a blank one; a row that keeps stays on the page of the row after it.

    rule: from where to where a line is drawn to write on.
    """

    runs: tuple[Run, ...] = ()
    keep: bool = False
    element: Element | None = field(default=None, compare=False)
    rule: tuple[float, float] | None = None
    size: float = BODY


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: page index and top of its cell."""

    page: int
    y: float
    row: Row


def simple(style: str, text: str, x: float, size: float, tracking: float = 0.0) -> tuple[tuple[Run, ...], float]:
    """Runs set as they are from `x`, and where they end (without the last tracking)."""
    runs: list[Run] = []
    for character in text:
        glyph = fonts.glyph(style, character)
        if runs and runs[-1].font == glyph.font:
            runs[-1] = Run(glyph.font, runs[-1].text + character, runs[-1].x, tracking)
        else:
            runs.append(Run(glyph.font, character, x, tracking))
        x += glyph.advance * size + tracking
    return tuple(runs), x - tracking if text else x


def balanced(text: str, count: int) -> list[str]:
    """`text` in `count` lines of nearly equal length, no mark at the wrong end unless there are nothing but marks."""
    out = []
    for left in range(count, 0, -1):
        even = cut = math.ceil(len(text) / left)
        while cut > even / 2 and cut < len(text) and (text[cut] in NEVER_FIRST or text[cut - 1] in OPENING):
            cut -= 1
        cut = cut if cut > even / 2 else even
        out.append(text[:cut])
        text = text[cut:]
    return [line for line in out if line]


def length(style: str, text: str, size: float, tracking: float = 0.0) -> float:
    """The width of `text` set as it is."""
    return simple(style, text, 0.0, size, tracking)[1]


def lines(
    runs: Iterable[Styled],
    x: float,
    width: float,
    *,
    size: float = BODY,
    indent: float = 0.0,
    justify: bool = True,
) -> list[tuple[Run, ...]]:
    """The broken and placed lines of a paragraph whose left edge is `x`."""
    setting = Setting(width, size, size * CELL / BODY, indent, justify)
    box = boxes(runs, fonts.glyph, setting)
    broken = break_lines(box, setting)
    out = []
    for number, (start, end) in enumerate(broken):
        edge = indent if number == 0 else 0.0
        first, last = number == 0, number == len(broken) - 1
        line = place(box[start:end], x + edge, width - edge, setting, first=first, last=last)
        if not last and any(passed.text == " " for passed in box[end - 1 : broken[number + 1][0]]):
            # the space at which a line was broken hangs behind it, so that two words stay two
            line[-1] = dataclasses.replace(line[-1], text=line[-1].text + " ")
        out.append(tuple(line))
    return out


def paragraph(
    runs: Sequence[Styled], *, indent: int = 2, heading: bool = False, kind: str = "P", size: float = BODY
) -> list[Row]:
    """The rows of a paragraph across the type area, one element of `kind`; `indent` in characters. A line to write on
    where there are no runs.
    """
    if not runs:
        return [Row(rule=(LEFT, RIGHT))]
    element = Element(kind)
    placed = lines(runs, LEFT, MEASURE, size=size, indent=indent * size * CELL / BODY)
    return [Row(line, heading, element, size=size) for line in placed]


def flow(rows: Sequence[Row], top: float, pitch: float, cut: int = 0, bottom: float = BOTTOM) -> list[Spot]:
    """Stand rows on pages, from `top` of the first one down to `bottom`; before row `cut` a new page begins."""
    spots: list[Spot] = []
    page, y = 0, top
    for index, row in enumerate(rows):
        lead = 1
        while lead < LONGEST_KEPT and index + lead < len(rows) and rows[index + lead - 1].keep:
            lead += 1
        full = y - (lead - 1) * pitch - BODY < bottom - ROUNDING
        if y < TOP and (full or (cut and index == cut)):
            page, y = page + 1, TOP
        if not row.runs and not row.rule and y == TOP and page:
            continue  # no blank line at the head of a page
        spots.append(Spot(page, y, row))
        y -= pitch
    return spots


def draw_rows(pages: list[Page], spots: Iterable[Spot], first: int = 0) -> None:
    """Add rows to pages, counting from page `first`; pages are made as needed."""
    for spot in spots:
        while len(pages) <= first + spot.page:
            pages.append(Page())
        size = spot.row.size
        if spot.row.runs:
            text = Text(spot.y - ASCENT * size, size, spot.row.runs, element=spot.row.element)
            pages[first + spot.page].operations.append(text)
        if spot.row.rule:
            start, end = spot.row.rule
            pages[first + spot.page].operations.append(Bar(start, spot.y - size - 2, end - start, HAIR))


def page_number(number: int) -> Text:
    """— 1 — in 4号 Song, 7 mm under the type area; odd right, even left, one character in."""
    label = f"— {number} —"
    width = length("song", label, SMALL)
    x = LEFT + SMALL if number % 2 == 0 else RIGHT - SMALL - width
    return Text(BOTTOM - 7 * MM - 0.38 * SMALL, SMALL, simple("song", label, x, SMALL)[0], element=ARTIFACT)
