"""Tables of labelled cells: a form (表格), or the head of a record (笔录); a long text goes on over pages.

A cell without text is left for a pen: it has the width of the page. A short text shares its line with the next one.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.justify import Run
from documents.sheet import (
    ARTIFACT,
    ASCENT,
    LEFT,
    MEASURE,
    NARROW,
    SMALL,
    TOP,
    Bar,
    Element,
    Page,
    Text,
    balanced,
    length,
    lines,
    simple,
)

SIZE, STEP = SMALL, 21.0  # 4号; points between the lines of a cell
PAD, LINE = 5.0, 0.5
LABEL_LINE = 6  # characters
LABEL = LABEL_LINE * SIZE + 2 * PAD  # width of a column of labels
HALF = MEASURE / 2
FOR_A_PEN = 2  # lines
WHOLE = 8  # lines of a cell that is not torn
LEAST_PART = 2  # lines of a torn cell
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a band: its left edge, width and lines. Those of a label are centred, and printed again when torn."""

    x: float
    width: float
    lines: Sequence[Line]
    element: Element
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table; `count` is its height in lines."""

    cells: Sequence[Cell]
    count: int
    for_a_pen: bool = False
    opens: bool = False  # a heading: stays with the band after it


def bands(labelled: Sequence[tuple[str, str]]) -> list[Band]:
    """The rows of a table of (label, text); a text without label is a heading over the rows that follow."""
    table, out = Element("Table"), []
    for group in _paired(labelled):
        row = Element("TR", table)
        if not group[0][0]:
            out.append(_heading(group[0][1], row))
            continue
        width = HALF if len(group) == 2 else MEASURE
        cells: list[Cell] = []
        for number, (label, text) in enumerate(group):
            cells += _pair(LEFT + number * width, width, label, text, row)
        least = 1 if group[0][1].strip() else FOR_A_PEN
        count = max(least, *(len(cell.lines) for cell in cells))
        out.append(Band(cells, count, for_a_pen=not group[0][1].strip()))
    return out


def _paired(labelled: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Two short cells that follow each other in one group, every other alone."""
    index = 0
    while index < len(labelled):
        taken = 2 if all(_is_short(*cell) for cell in labelled[index : index + 2]) else 1
        yield labelled[index : index + taken]
        index += taken


def _is_short(label: str, text: str) -> bool:
    """True when a labelled text fits half a line."""
    room = HALF - LABEL - 2 * PAD
    return bool(label and text.strip()) and "\n" not in text.strip() and length("fang", text.strip(), SIZE) <= room


def _pair(x: float, width: float, label: str, text: str, row: Element) -> list[Cell]:
    span = 1 if width == HALF else 3
    head, data = Element("TH", row, scope="Row"), Element("TD", row, span=span)
    inner = width - LABEL - 2 * PAD
    placed: list[Line] = []
    for part in text.split("\n"):
        justify = inner >= NARROW * SIZE
        placed += lines([("fang", part.strip())], x + LABEL + PAD, inner, size=SIZE, justify=justify)
    centred = _centred(label, x, LABEL, LABEL_LINE)
    return [Cell(x, LABEL, centred, head, is_label=True), Cell(x + LABEL, width - LABEL, placed, data)]


def _heading(text: str, row: Element) -> Band:
    element = Element("TH", row, span=4)
    placed = _centred(text, LEFT, MEASURE, int((MEASURE - 2 * PAD) / SIZE), "hei")
    return Band([Cell(LEFT, MEASURE, placed, element, is_label=True)], len(placed), opens=True)


def _centred(text: str, x: float, width: float, most: int, style: str = "fang") -> list[Line]:
    """Lines of nearly equal length, at most `most` characters each, in the middle of a column."""
    count = max(1, math.ceil(len(text) / most))
    parts = balanced(text, count)
    while max(map(len, parts), default=0) > most:
        count += 1
        parts = balanced(text, count)
    return [simple(style, part, x + (width - length(style, part, SIZE)) / 2, SIZE)[0] for part in parts]


def depth(table: Sequence[Band]) -> float:
    """How high the table is on one page, in points."""
    return sum(band.count * STEP + 2 * PAD for band in table)


def roomier(table: Sequence[Band], spare: float, most: int = 6) -> list[Band]:
    """The table with its cells for a pen up to `most` lines high, as far as `spare` points go."""
    empty = sum(band.for_a_pen for band in table)
    more = min(most - FOR_A_PEN, int(spare / STEP / empty)) if empty and spare > 0 else 0
    return [Band(band.cells, band.count + more, True) if band.for_a_pen else band for band in table]


def draw_bands(pages: list[Page], table: Sequence[Band], top: float, bottom: float) -> float:
    """Draw the table from `top` of the last page on, over new pages when it must; where it ends."""
    y, fresh = top, True
    for number, band in enumerate(table):
        done = 0
        while done < band.count:
            room = int((y - bottom - 2 * PAD) / STEP + 0.01)
            left = band.count - done
            wanted = left + LEAST_PART + 1 if band.opens and number + 1 < len(table) else left
            take = _part(left, room) if wanted > room else left
            if not take and y < TOP:
                pages.append(Page())
                y, fresh = TOP, True
                continue
            take = take or left
            y = _draw(pages[-1], band, y, done, take, fresh=fresh)
            done, fresh = done + take, False
    return y


def _part(left: int, room: int) -> int:
    """How many of `left` lines stand in a `room` too small for them; 0: none, the cell moves on as a whole."""
    take = min(room, left - LEAST_PART)
    return take if left > WHOLE and take >= LEAST_PART else 0


def _draw(page: Page, band: Band, y: float, start: int, take: int, *, fresh: bool) -> float:
    """Lines `start` and after of a band, with the rules around them; where it ends."""
    foot = y - take * STEP - 2 * PAD
    for cell in band.cells:
        is_torn = take < band.count
        shown = cell.lines if cell.is_label or not is_torn else cell.lines[start : start + take]
        blank = (take - len(shown)) * STEP / 2 if cell.is_label or not is_torn else 0.0
        base = y - PAD - blank - (STEP - SIZE) / 2 - ASCENT * SIZE
        element = ARTIFACT if cell.is_label and start else cell.element
        for number, runs in enumerate(shown or [()]):  # an empty cell is read as one
            page.operations.append(Text(base - number * STEP, SIZE, runs, element=element))
        page.operations.append(Bar(cell.x, foot, LINE, y - foot))
    page.operations.append(Bar(LEFT + MEASURE - LINE, foot, LINE, y - foot))
    page.operations.append(Bar(LEFT, foot, MEASURE, LINE))
    if fresh:
        page.operations.append(Bar(LEFT, y, MEASURE, LINE))
    return foot
