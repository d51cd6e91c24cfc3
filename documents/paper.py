"""The layouts of the house by name, as drawing operations; here those of papers that bear a number or a seal."""

import dataclasses
from collections.abc import Callable, Sequence

from documents.annex import annex_pages
from documents.body import body_rows, fit, numbered
from documents.closing import Closing, agreement_closing, letter_closing, minutes_closing
from documents.content import Content
from documents.heading import THICK, double_rule, file_header, header, header_lines, title
from documents.imprint import STEP, FootRow, copies_rows, draw_foot, imprint_rows
from documents.petition import form_pages, petition_pages
from documents.record import record_pages
from documents.rows import Row, draw_rows, flow, length, lines, simple
from documents.sheet import (
    ASCENT,
    BODY,
    CELL,
    DEPTH,
    LEFT,
    MEASURE,
    MM,
    PITCH,
    RIGHT,
    TOP,
    WIDTH,
    Bar,
    Element,
    Operation,
    Page,
    Text,
)


def lay_out(content: Content) -> list[Page]:
    """The pages of a letter.

    Raises MissingGlyph when a character is in no font.
    """
    return _LAYOUTS[content.layout](content)


def _finish(
    content: Content,
    pages: list[Page],
    rows: list[Row],
    top: float,
    close: Callable[[Content], Closing],
    feet: Sequence[FootRow] = (),
) -> float:
    """Flow the rows, then the closing and its note, on `pages`, leaving room for `feet`; where the last page ends."""
    closing = close(content)
    after = len(closing.note) * PITCH + len(feet) * STEP
    # A long note or list of copies goes on by itself.
    need = closing.depth + (after if after < min(DEPTH / 2, DEPTH - closing.depth - 3 * PITCH) else 0)
    spots, pitch = fit(rows, top, need)
    draw_rows(pages, spots)
    base = spots[-1].y - BODY
    pages[-1].operations += [_moved(operation, base) for operation in closing.operations]
    tail = flow(closing.note, base - closing.depth - (pitch - BODY) / 2, pitch)
    first = len(pages) - 1
    draw_rows(pages, tail, first)
    return tail[-1].y - BODY if tail else base - closing.depth


def _moved(operation: Operation, up: float) -> Operation:
    return dataclasses.replace(operation, y=operation.y + up)


def _letter(content: Content) -> list[Page]:
    """信函格式 (GB/T 9704-2012, 10.1): no page number on the first page, a second double rule at its foot."""
    head, top = header(content)
    named, top = title(content.title, top)
    pages = [Page([*head, *double_rule(20 * MM, thick_above=False), *named])]
    copies = copies_rows(content)
    draw_foot(pages, copies, _finish(content, pages, body_rows(content), top - PITCH, letter_closing, copies))
    pages += annex_pages(content)
    return numbered(content, pages, first=2)


def _file(content: Content) -> list[Page]:
    """文件格式 (GB/T 9704-2012, 7): red header of the office and 文件, and an imprint at the foot of the last page."""
    head, top = file_header(content)
    named, top = title(content.title, top)
    pages = [Page([*head, *named])]
    imprint = imprint_rows(content)
    low = _finish(content, pages, body_rows(content), top - PITCH, letter_closing, () if content.annex else imprint)
    if content.annex:
        pages += annex_pages(content)
        low = min(operation.y for operation in pages[-1].operations)
    draw_foot(pages, imprint, low)
    return numbered(content, pages)


def _agreement(content: Content) -> list[Page]:
    """The agreement: the same grid without a header, with a table for signatures."""
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    if content.number:
        x = (WIDTH - length("fang", content.number, BODY)) / 2
        runs, _ = simple("fang", content.number, x, BODY)
        pages[0].operations.append(Text(top - ASCENT * BODY - 6, BODY, runs))
    copies = copies_rows(content)
    draw_foot(pages, copies, _finish(content, pages, body_rows(content), top - 2 * PITCH, agreement_closing, copies))
    pages += annex_pages(content)
    return numbered(content, pages)


def _minutes(content: Content) -> list[Page]:
    """纪要格式 (GB/T 9704-2012, 10.3): red mark, number, issuer and date over a red rule; no signature and no seal."""
    parts, size = header_lines(f"{content.issuer.name}{content.title}")
    head: list[Operation] = []
    mark, issuer = Element("H1"), Element("P")
    top = TOP
    for part in parts:
        runs, _ = simple("title", part, (WIDTH - length("title", part, size)) / 2, size)
        head.append(Text(top - 0.84 * size, size, runs, "red", mark))
        top -= size * 1.2
    top -= PITCH / 2
    if content.number:
        runs, _ = simple("fang", content.number, (WIDTH - length("fang", content.number, BODY)) / 2, BODY)
        head.append(Text(top - ASCENT * BODY, BODY, runs))
    top -= 1.5 * PITCH
    date_x = RIGHT - CELL - length("fang", content.date, BODY)
    for row in lines([("fang", content.issuer.name)], LEFT + CELL, date_x - LEFT - 2 * CELL, justify=False):
        head.append(Text(top - ASCENT * BODY, BODY, row, element=issuer))
        top -= PITCH
    head.append(Text(top + PITCH - ASCENT * BODY, BODY, simple("fang", content.date, date_x, BODY)[0]))
    head.append(Bar(LEFT, top, MEASURE, THICK, "red"))
    pages = [Page(head)]
    copies = copies_rows(content)
    draw_foot(pages, copies, _finish(content, pages, body_rows(content), top - PITCH, minutes_closing, copies))
    return numbered(content, pages)


_LAYOUTS: dict[str, Callable[[Content], list[Page]]] = {
    "letter": _letter,
    "file": _file,
    "agreement": _agreement,
    "minutes": _minutes,
    "petition": petition_pages,
    "record": record_pages,
    "form": form_pages,
}
