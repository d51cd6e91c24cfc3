"""Tables of labelled cells: a form (表格), or the head of a record (笔录); a long text goes on over pages.

A cell without text is left for a pen: it has the width of the page, and more lines where sentences are to be written.
A short text shares its line with the next one.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.content import PEN
from documents.justify import Run
from documents.rows import balanced, length, lines, simple
from documents.sheet import ARTIFACT, ASCENT, LEFT, MEASURE, SMALL, TOP, Bar, Element, Page, Text

RULE = 0.5  # points
LABEL_LINE = 6  # characters
HALF = MEASURE / 2
A_WORD, SENTENCES = (1, 2), (4, 9)  # lines of a cell to write in, where there is room: at first, and then
FOR_A_PEN = 2  # such lines of a table that needs pages anyway
WHOLE = 8  # lines of a cell that is not torn
LEAST_PART = 2  # lines of a torn cell
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of a table in points: of its characters, between its lines, around the text of a cell."""

    size: float
    step: float
    pad: float

    @property
    def label(self) -> float:
        """The width of a column of labels."""
        return LABEL_LINE * self.size + 2 * self.pad


LARGE, COMPACT = Scale(SMALL, 21.0, 5.0), Scale(12.0, 17.0, 4.0)  # 4号, 小四


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a band: its left edge and lines. Those of a label are centred, and printed again when torn."""

    x: float
    lines: Sequence[Line]
    element: Element
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table; `count` is its height in lines, `grows` to how many it grows for a pen."""

    cells: Sequence[Cell]
    count: int
    grows: tuple[int, int] | None = None
    opens: bool = False  # a heading: stays with the band after it


@dataclass(frozen=True, slots=True)
class Table:
    """The bands of a table and their sizes."""

    bands: Sequence[Band]
    scale: Scale

    @property
    def depth(self) -> float:
        """How high it is on one page, in points."""
        return sum(band.count * self.scale.step + 2 * self.scale.pad for band in self.bands)

    @property
    def roomy(self) -> float:
        """How high it would be with room for what is written by hand."""
        wanted = (max(0, band.grows[0] - band.count) for band in self.bands if band.grows)
        return self.depth + sum(wanted) * self.scale.step


def table_of(labelled: Sequence[tuple[str, str]], scale: Scale = LARGE) -> Table:
    """The table of (label, text): one without label is a heading over the rows that follow, PEN is to be written."""
    element, out = Element("Table"), []
    for group in _paired(labelled, scale):
        row = Element("TR", element)
        if not group[0][0]:
            out.append(_heading(group[0][1], row, scale))
            continue
        width = HALF if len(group) == 2 else MEASURE
        cells: list[Cell] = []
        for number, (label, text) in enumerate(group):
            cells += _pair(LEFT + number * width, width, label, text, row, scale)
        out.append(Band(cells, max(1, *(len(cell.lines) for cell in cells)), _grows(group[0][1])))
    return Table(out, scale)


def _grows(text: str) -> tuple[int, int] | None:
    if text == PEN:
        return SENTENCES
    return None if text.strip() else A_WORD


def _paired(labelled: Sequence[tuple[str, str]], scale: Scale) -> Iterator[Sequence[tuple[str, str]]]:
    """Two short cells that follow each other in one group, every other alone."""
    index = 0
    while index < len(labelled):
        taken = 2 if all(_is_short(*cell, scale) for cell in labelled[index : index + 2]) else 1
        yield labelled[index : index + taken]
        index += taken


def _is_short(label: str, text: str, scale: Scale) -> bool:
    """True when a labelled text fits half a line."""
    text = text.strip()
    if not label or text in ("", PEN) or "\n" in text:
        return False
    return length("fang", text, scale.size) <= HALF - scale.label - 2 * scale.pad


def _pair(x: float, width: float, label: str, text: str, row: Element, scale: Scale) -> list[Cell]:
    span = 1 if width == HALF else 3
    head, data = Element("TH", row, scope="Row"), Element("TD", row, span=span)
    inner = width - scale.label - 2 * scale.pad
    placed: list[Line] = []
    for part in text.replace(PEN, "").split("\n"):
        placed += lines([("fang", part.strip())], x + scale.label + scale.pad, inner, size=scale.size)
    centred = _centred(label, x, scale.label, LABEL_LINE, scale.size)
    return [Cell(x, centred, head, is_label=True), Cell(x + scale.label, placed, data)]


def _heading(text: str, row: Element, scale: Scale) -> Band:
    element = Element("TH", row, span=4)
    placed = _centred(text, LEFT, MEASURE, int((MEASURE - 2 * scale.pad) / scale.size), scale.size, "hei")
    return Band([Cell(LEFT, placed, element, is_label=True)], len(placed), opens=True)


def _centred(text: str, x: float, width: float, most: int, size: float, style: str = "fang") -> list[Line]:
    """Lines of nearly equal length, at most `most` characters each, in the middle of a column."""
    count = max(1, math.ceil(len(text) / most))
    parts = balanced(text, count)
    while max(map(len, parts), default=0) > most:
        count += 1
        parts = balanced(text, count)
    return [simple(style, part, x + (width - length(style, part, size)) / 2, size)[0] for part in parts]


def roomier(table: Table, spare: float) -> Table:
    """The table with its cells for a pen as high as `spare` points allow, or as usual when it needs pages anyway."""
    counts = [band.count for band in table.bands]
    if spare < 0:
        counts = [max(band.count, FOR_A_PEN) if band.grows else band.count for band in table.bands]
    left = int(spare / table.scale.step)
    for stage in range(len(A_WORD)):
        while left > 0 and (low := _lowest(table.bands, counts, stage)) is not None:
            counts[low] += 1
            left -= 1
    bands = [dataclasses.replace(band, count=count) for band, count in zip(table.bands, counts, strict=True)]
    return Table(bands, table.scale)


def _lowest(bands: Sequence[Band], counts: Sequence[int], stage: int) -> int | None:
    """The cell for a pen that grows next in this stage: the lowest of those for sentences, then of the others."""
    growing = [row for row, band in enumerate(bands) if band.grows and counts[row] < band.grows[stage]]
    return min(growing, key=lambda row: (bands[row].grows != SENTENCES, counts[row]), default=None)


def draw_table(pages: list[Page], table: Table, top: float, bottom: float, need: float = 0.0) -> float:
    """Draw the table from `top` of the last page on, over new pages when it must; where it ends.

    need: points that what follows takes on the page of the last row.
    """
    y, fresh, scale = top, True, table.scale
    for number, band in enumerate(table.bands):
        done, is_last = 0, number + 1 == len(table.bands)
        while done < band.count:
            room = int((y - bottom - (need if is_last else 0.0) - 2 * scale.pad) / scale.step + 0.01)
            left = band.count - done
            wanted = left + LEAST_PART + 1 if band.opens and not is_last else left
            take = _part(left, room) if wanted > room else left
            if not take and y < TOP:
                pages.append(Page())
                y, fresh = TOP, True
                continue
            take = take or left
            y = _draw(pages[-1], band, y, done, take, scale, fresh=fresh)
            done, fresh = done + take, False
    return y


def _part(left: int, room: int) -> int:
    """How many of `left` lines stand in a `room` too small for them; 0: none, the cell moves on as a whole."""
    take = min(room, left - LEAST_PART)
    return take if left > WHOLE and take >= LEAST_PART else 0


def _draw(page: Page, band: Band, y: float, start: int, take: int, scale: Scale, *, fresh: bool) -> float:
    """Lines `start` and after of a band, with the rules around them; where it ends."""
    foot = y - take * scale.step - 2 * scale.pad
    for cell in band.cells:
        is_torn = take < band.count
        shown = cell.lines if cell.is_label or not is_torn else cell.lines[start : start + take]
        blank = (take - len(shown)) * scale.step / 2 if cell.is_label or not is_torn else 0.0
        base = y - scale.pad - blank - (scale.step - scale.size) / 2 - ASCENT * scale.size
        element = ARTIFACT if cell.is_label and start else cell.element
        for number, runs in enumerate(shown or [()]):  # an empty cell is read as one
            page.operations.append(Text(base - number * scale.step, scale.size, runs, element=element))
        page.operations.append(Bar(cell.x, foot, RULE, y - foot))
    page.operations.append(Bar(LEFT + MEASURE - RULE, foot, RULE, y - foot))
    page.operations.append(Bar(LEFT, foot, MEASURE, RULE))
    if fresh:
        page.operations.append(Bar(LEFT, y, MEASURE, RULE))
    return foot
