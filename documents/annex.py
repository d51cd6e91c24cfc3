"""The annex of a letter: a table that may run over many pages, its headings on each (附件)."""

from collections.abc import Sequence

from documents.content import Content
from documents.rows import length, lines, simple
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
)

SIZE, STEP = 12.0, 16.0  # 小四; points between the lines of a cell
PAD, LINE = 4.0, 0.5
NARROWEST, WIDEST = 24.0, 0.5  # of a column: points, and part of the type area
SHORT = 8 * SIZE + 2 * PAD  # of a column that is not broken, where the others keep what is fair: points
FAIR = 6 * SIZE + 2 * PAD
LEAST = 2  # lines of a torn row
TITLE_DEPTH = BODY * 1.6 + TITLE * 2.2


def annex_pages(content: Content) -> list[Page]:
    """The pages of the tables; none without rows. Raises MissingGlyph when a character is in no font."""
    if not content.annex:
        return []
    tables = ((content.annex_title, content.annex), *content.further)
    marks = [f"附件{number}" for number in range(1, len(tables) + 1)] if content.further else ["附件"]
    return [page for mark, table in zip(marks, tables, strict=True) for page in _annex(mark, *table)]


def _annex(mark: str, name: str, rows: Sequence[Sequence[str]]) -> list[Page]:
    return table_pages(rows, _title(mark, name), TOP - TITLE_DEPTH)


def table_pages(rows: Sequence[Sequence[str]], heading: Sequence[Operation], start: float) -> list[Page]:
    """One table under its `heading`, from `start` down, the first row on each page.

    A row that fits no page goes on over pages; any other stays whole.
    """
    head, *body = rows
    widths, table = _widths(rows), Element("Table")
    labels = _cells(head, widths, "hei")
    pages = [Page([*heading])]
    y = _draw(pages[-1], labels, widths, start, _elements(table, "TH", head), is_first=True)
    top = TOP - _depth(labels)
    for row in body:
        cells, elements = _cells(row, widths), _elements(table, "TD", row)
        while cells:
            depth, room = _depth(cells), max(1, int((y - BOTTOM - 2 * PAD) / STEP))
            if y - depth < BOTTOM and y < top and (room < LEAST or depth <= top - BOTTOM):
                pages.append(Page())
                y = _draw(pages[-1], labels, widths, TOP, [ARTIFACT] * len(head), is_first=True)
                continue
            y = _draw(pages[-1], [cell[:room] for cell in cells], widths, y, elements)
            rest = [cell[room:] for cell in cells]
            cells = rest if any(rest) else []
    return pages


def _elements(table: Element, kind: str, row: Sequence[str]) -> list[Element]:
    """The elements of the cells of one row."""
    line = Element("TR", table)
    return [Element(kind, line) for _text in row]


def _title(label: str, text: str) -> list[Operation]:
    """附件 (附件1 …) in the upper left corner, the title centred under it (GB/T 9704-2012, 7.3.4)."""
    mark = Text(TOP - ASCENT * BODY, BODY, simple("hei", label, LEFT, BODY)[0])
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


def _depth(cells: Sequence[Sequence[tuple]]) -> float:
    return max(len(cell) for cell in cells) * STEP + 2 * PAD


def _draw(
    page: Page,
    cells: Sequence[Sequence[tuple]],
    widths: Sequence[float],
    y: float,
    elements: Sequence[Element],
    *,
    is_first: bool = False,
) -> float:
    """One row from `y` down, with the line under it and the lines between its cells; where it ends."""
    foot = y - _depth(cells)
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
