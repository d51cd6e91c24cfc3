"""The annex of a letter: a table that may run over many pages, its headings on each (附件)."""

from collections.abc import Sequence

from documents.content import Content
from documents.sheet import (
    ARTIFACT,
    ASCENT,
    BODY,
    BOTTOM,
    LEFT,
    MEASURE,
    RIGHT,
    TITLE,
    TOP,
    Bar,
    Element,
    Operation,
    Page,
    Text,
    length,
    lines,
    simple,
)

SIZE, STEP = 12.0, 16.0  # 小四; points between the lines of a cell
PAD, LINE = 4.0, 0.5
NARROWEST, WIDEST = 24.0, 0.5  # of a column: points, and part of the type area
SHORT = 8 * SIZE + 2 * PAD  # of a column that is not broken, where the others keep what is fair: points
FAIR = 6 * SIZE + 2 * PAD
TITLE_DEPTH = BODY * 1.6 + TITLE * 2.2


def annex_pages(content: Content) -> list[Page]:
    """The pages of the tables; none without rows. Raises MissingGlyph when a character is in no font."""
    if not content.annex:
        return []
    tables = ((content.annex_title, content.annex), *content.further)
    return [page for name, rows in tables for page in _table_pages(name, rows)]


def _table_pages(name: str, table_rows: Sequence[Sequence[str]]) -> list[Page]:
    head, *rows = table_rows
    widths = _widths(table_rows)
    pages = [Page(_title(name))]
    table = Element("Table")
    y = _draw(pages[-1], head, widths, TOP - TITLE_DEPTH, _elements(table, "TH", head), style="hei", is_first=True)
    for row in rows:
        if y - _depth(row, widths) < BOTTOM:
            pages.append(Page())
            y = _draw(pages[-1], head, widths, TOP, [ARTIFACT] * len(head), style="hei", is_first=True)
        y = _draw(pages[-1], row, widths, y, _elements(table, "TD", row))
    return pages


def _elements(table: Element, kind: str, row: Sequence[str]) -> list[Element]:
    """The elements of the cells of one row."""
    line = Element("TR", table)
    return [Element(kind, line) for _text in row]


def _title(text: str) -> list[Operation]:
    """附件 in the upper left corner, the title centred under it (GB/T 9704-2012, 7.3.4)."""
    mark = Text(TOP - ASCENT * BODY, BODY, simple("hei", "附件", LEFT, BODY)[0])
    x = LEFT + (MEASURE - length("title", text, TITLE)) / 2
    runs, _ = simple("title", text, x, TITLE)
    return [mark, Text(TOP - BODY * 1.6 - ASCENT * TITLE, TITLE, runs, element=Element("H2"))]


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Column widths that fill the type area: as wide as the widest cell, within bounds.

    Where not everything fits, the narrow columns (a date, a number of copies) keep their width; the others share the
    rest.
    """
    wanted = []
    for place in range(len(rows[0])):
        widest = max(length("fang", row[place], SIZE) for row in rows)
        wanted.append(min(max(widest, NARROWEST), MEASURE * WIDEST) + 2 * PAD)
    if sum(wanted) <= MEASURE:
        return [width * MEASURE / sum(wanted) for width in wanted]
    rest, left = MEASURE, sorted(wanted)
    while left[0] <= rest / len(left) or (left[0] <= SHORT and rest - left[0] >= FAIR * (len(left) - 1)):
        rest -= left.pop(0)
    shrunk = rest / sum(left)
    return [width * shrunk if width >= left[0] else width for width in wanted]


def _cells(row: Sequence[str], widths: Sequence[float], style: str = "fang") -> list[list[tuple]]:
    x, cells = LEFT, []
    for text, width in zip(row, widths, strict=True):
        cells.append(lines([(style, text)], x + PAD, width - 2 * PAD, size=SIZE, justify=False) if text else [])
        x += width
    return cells


def _depth(row: Sequence[str], widths: Sequence[float]) -> float:
    return max(len(cell) for cell in _cells(row, widths)) * STEP + 2 * PAD


def _draw(
    page: Page,
    row: Sequence[str],
    widths: Sequence[float],
    y: float,
    elements: Sequence[Element],
    *,
    style: str = "fang",
    is_first: bool = False,
) -> float:
    """One row from `y` down, with the line under it and the lines between its cells; where it ends."""
    cells = _cells(row, widths, style)
    foot = y - max(len(cell) for cell in cells) * STEP - 2 * PAD
    for cell, element in zip(cells, elements, strict=True):
        for number, runs in enumerate(cell or [()]):  # an empty cell is read as one
            base = y - PAD - ASCENT * SIZE - number * STEP - (STEP - SIZE) / 2
            page.operations.append(Text(base, SIZE, runs, element=element))
    x = LEFT
    for width in [0.0, *widths]:
        x += width
        page.operations.append(Bar(min(x, RIGHT - LINE), foot, LINE, y - foot))
    page.operations.append(Bar(LEFT, foot, MEASURE, LINE))
    if is_first:
        page.operations.append(Bar(LEFT, y, MEASURE, LINE))
    return foot
