"""Tables of figures: a label at the left, numbers to the right of their columns, the headings again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents import fonts
from documents.justify import Run
from documents.rows import length, lines
from documents.sheet import ARTIFACT, ASCENT, BOTTOM, LEFT, MEASURE, TOP, Bar, Element, Page, Text

SIZE, STEP, PAD = 10.5, 14.0, 3.5  # 五号; points between the lines of a cell, around its text
HEAVY, HAIR = 1.0, 0.4  # rules: head and foot of the table, between rows
WIDEST_LABEL = 0.42  # of the type area
LEAST = 3  # rows that stand under the headings, at the foot of a page and on the last one, if there are as many
BLANK = (TOP - BOTTOM) / 3  # so much of a page is left blank rather than divide a table that stays whole
Line = tuple[Run, ...]


@dataclass(frozen=True)
class Grid:
    """Headings and rows as printed; the last row may be a total. left: columns of words, besides the first.

    shares: how the width is divided, so that tables that follow each other are alike; else as the text needs.
    whole: begins on the next page where little is left of this one and one page holds it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False
    left: frozenset[int] = frozenset()
    shares: tuple[float, ...] = ()
    whole: bool = False


def draw_grid(pages: list[Page], grid: Grid, top: float) -> float:
    """Draw the table from `top` of the last page on, over new pages when it must; where it ends."""
    table, widths = Element("Table"), _widths(grid)
    head = _cells(grid.head, widths, grid.left, "hei")
    rows = [
        _cells(row, widths, grid.left, "hei" if grid.has_total and number + 1 == len(grid.rows) else "fang")
        for number, row in enumerate(grid.rows)
    ]
    opening, depth = (_depth(head) + sum(map(_depth, part)) for part in (rows[:LEAST], rows))
    if grid.whole and top - BOTTOM < BLANK and depth <= TOP - BOTTOM:
        opening = depth
    if top - opening < BOTTOM and top < TOP:
        pages.append(Page())
        top = TOP
    y = _draw(pages[-1], head, top, _elements(table, "TH", len(grid.head)), HEAVY, over=HEAVY)
    for number, cells in enumerate(rows):
        last_ones = rows[number:] if number == len(rows) - LEAST else [cells]
        if y - sum(map(_depth, last_ones)) < BOTTOM and y < TOP - _depth(head):
            pages.append(Page())
            y = _draw(pages[-1], head, TOP, [ARTIFACT] * len(head), HEAVY, over=HEAVY)
        rule = HEAVY if number + 1 == len(rows) else HAIR
        y = _draw(pages[-1], cells, y, _elements(table, "TD", len(cells)), rule)
    return y


def _elements(table: Element, kind: str, count: int) -> list[Element]:
    row = Element("TR", table)
    first = Element("TH", row, scope="Column" if kind == "TH" else "Row")
    return [first, *(Element(kind, row) for _number in range(count - 1))]


def _widths(grid: Grid) -> list[float]:
    """The columns of numbers as wide as they need and alike where there is room; the label takes the rest."""
    if grid.shares:
        return [share * MEASURE for share in grid.shares]
    every = (grid.head, *grid.rows)
    needed = [max(length("hei", row[place], SIZE) for row in every) + 2 * PAD for place in range(len(grid.head))]
    numbers = [
        max(length("hei", row[place], SIZE) for row in grid.rows) + 2 * PAD if grid.rows else needed[place]
        for place in range(len(grid.head))
    ]
    label = min(needed[0], MEASURE * WIDEST_LABEL)
    least = [max(width, 3 * SIZE + 2 * PAD) for width in numbers[1:]]
    rest = MEASURE - label - sum(least)
    if rest < 0:
        label = max(MEASURE - sum(least), 6 * SIZE + 2 * PAD)
        shrunk = (MEASURE - label) / sum(least)
        return [label, *(width * min(1.0, shrunk) for width in least)]
    # room that is left: first to the headings, each its part of what they lack, then to all alike
    lacking = [max(0.0, wanted - width) for wanted, width in zip(needed[1:], least, strict=True)]
    part = min(1.0, rest / sum(lacking)) if any(lacking) else 0.0
    least = [width + part * more for width, more in zip(least, lacking, strict=True)]
    share = (rest - part * sum(lacking)) / (len(least) + 1)
    return [label + share, *(width + share for width in least)]


def _cells(row: Sequence[str], widths: Sequence[float], left: frozenset[int], style: str) -> list[list[Line]]:
    x, cells = LEFT, []
    for place, (text, width) in enumerate(zip(row, widths, strict=True)):
        inner = width - 2 * PAD
        placed = lines([(style, text)], x + PAD, inner, size=SIZE, justify=False) if text else []
        if place and place not in left:
            placed = [_moved(line, inner - _reach(line, x + PAD)) for line in placed]
        cells.append([tuple(line) for line in placed])
        x += width
    return cells


def _reach(line: Line, start: float) -> float:
    """How long a line is: where its last run ends."""
    last = line[-1]
    return last.x - start + _advance(last)


def _advance(run: Run) -> float:
    text = run.text.rstrip(" ")
    return sum(fonts.advance(run.font, character) for character in text) * SIZE + run.spacing * max(0, len(text) - 1)


def _moved(line: Line, by: float) -> Line:
    return tuple(Run(run.font, run.text, run.x + by, run.spacing) for run in line)


def _depth(cells: Sequence[Sequence[Line]]) -> float:
    return max(1, *(len(cell) for cell in cells)) * STEP + 2 * PAD


def _draw(
    page: Page, cells: Sequence[Sequence[Line]], y: float, elements: Sequence[Element], rule: float, over: float = 0.0
) -> float:
    """One row from `y` down, the rule under it; where it ends."""
    foot = y - _depth(cells)
    for cell, element in zip(cells, elements, strict=True):
        blank = (y - foot - 2 * PAD - max(1, len(cell)) * STEP) / 2
        for number, runs in enumerate(cell or [()]):  # an empty cell is read as one
            base = y - PAD - blank - number * STEP - (STEP - SIZE) / 2 - ASCENT * SIZE
            page.operations.append(Text(base, SIZE, runs, element=element))
    page.operations.append(Bar(LEFT, foot, MEASURE, rule))
    if over:
        page.operations.append(Bar(LEFT, y, MEASURE, over))
    return foot
