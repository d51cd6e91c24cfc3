"""The layouts of the house, as drawing operations: the letter (信函格式), the agreement and the minutes (纪要格式)."""

import dataclasses
from collections.abc import Callable, Sequence

from documents.annex import annex_pages
from documents.closing import Closing, agreement_closing, copies_rows, letter_closing, minutes_closing
from documents.content import Content
from documents.heading import THICK, double_rule, header, header_lines, title
from documents.justify import Run
from documents.sheet import (
    ASCENT,
    BODY,
    BOTTOM,
    CELL,
    DEPTH,
    HEIGHT,
    LEFT,
    MEASURE,
    MM,
    PITCH,
    PITCHES,
    RIGHT,
    ROUNDING,
    SMALL,
    TOP,
    WIDTH,
    Bar,
    Element,
    Mark,
    Operation,
    Page,
    Row,
    Spot,
    Text,
    draw_rows,
    flow,
    length,
    lines,
    page_number,
    paragraph,
    simple,
)

COPIES_STEP = 24.5  # pitch of the imprint
CARRIED = 3  # rows taken to the signature's page when no pitch helps


def lay_out(content: Content) -> list[Page]:
    """The pages of a letter.

    Raises MissingGlyph when a character is in no font.
    """
    return _LAYOUTS[content.layout](content)


def body_rows(content: Content) -> list[Row]:
    """The rows of addressee, paragraphs and list of attachments."""
    rows = paragraph([("fang", f"{content.addressee}：")], indent=0) if content.addressee else []
    deepest = 2
    for block in content.paragraphs:
        # a heading of the second level that runs on into its text is a paragraph
        is_heading = block.level == 1 or (block.level == 2 and len(block.runs) == 1)
        kind = f"H{min(block.level + 1, deepest)}" if is_heading else "P"
        deepest = 3 if block.level == 1 else deepest  # no level is skipped
        rows += paragraph(block.runs, heading=block.level == 1, kind=kind)
    last = rows[-2:]
    if content.attachments:
        last += [Row(), *_attachment_rows(content.attachments)]
    # two lines of body and the list of attachments go to the signature's page together
    return rows[:-2] + [dataclasses.replace(row, keep=True) for row in last[:-1]] + last[-1:]


def _attachment_rows(names: Sequence[str]) -> list[Row]:
    """附件：1.… with turned lines under the first character of the name (7.3.4)."""
    rows: list[Row] = []
    listed = Element("L")
    for index, name in enumerate(names, 1):
        item = Element("LBody", Element("LI", listed))
        lead = simple("fang", "附件：", LEFT + 2 * CELL, BODY, CELL - BODY)[0] if index == 1 else ()
        label, x = simple("fang", f"{index}." if len(names) > 1 else "", LEFT + 5 * CELL, BODY)
        placed = lines([("fang", name)], x, RIGHT - x)
        rows += [Row((*lead, *label, *run) if number == 0 else run, element=item) for number, run in enumerate(placed)]
    return rows


def fit(rows: Sequence[Row], top: float, need: float) -> tuple[list[Spot], float]:
    """Rows on pages so that a closing of `need` points follows text on its page; and the pitch."""
    for pitch in PITCHES:
        spots = flow(rows, top, pitch)
        if spots[-1].y - BODY - need >= BOTTOM - ROUNDING:
            return spots, pitch
    cut = max(1, len(rows) - CARRIED)
    while cut > 1 and (rows[cut - 1].keep or not rows[cut].runs):
        cut -= 1
    return flow(rows, top, PITCH, cut), PITCH


def _finish(content: Content, pages: list[Page], rows: list[Row], top: float, close: Callable[..., Closing]) -> None:
    """Flow the rows, then the closing, the note and the copies, on `pages`."""
    closing, copies = close(content), copies_rows(content)
    after = len(closing.note) * PITCH + len(copies) * COPIES_STEP
    # A list of copies longer than half a page goes on by itself.
    need = closing.depth + (after if after < DEPTH / 2 else 0)
    spots, pitch = fit(rows, top, need)
    draw_rows(pages, spots)
    base = spots[-1].y - BODY
    pages[-1].operations += [_moved(operation, base) for operation in closing.operations]
    tail = flow(closing.note, base - closing.depth - (pitch - BODY) / 2, pitch)
    first = len(pages) - 1
    draw_rows(pages, tail, first)
    low = tail[-1].y - BODY if tail else base - closing.depth
    _draw_copies(pages, copies, low)


def _draw_copies(pages: list[Page], rows: Sequence[tuple[Run, ...]], low: float) -> None:
    """抄送 at the foot of the last page, or of pages of its own when there are many."""
    rows = list(rows)
    element = Element("P")
    while rows:
        room = int((low - BOTTOM) // COPIES_STEP)
        taken, rows = (rows, []) if len(rows) <= room else ([], rows) if low < TOP else (rows[:room], rows[room:])
        for number, runs in zip(range(len(taken) - 1, -1, -1), taken, strict=True):
            text = Text(BOTTOM + (number + 0.3) * COPIES_STEP, SMALL, runs, element=element)
            pages[-1].operations.append(text)
        if rows:
            pages.append(Page())
            low = TOP


def _moved(operation: Operation, up: float) -> Operation:
    return dataclasses.replace(operation, y=operation.y + up)


def _letter(content: Content) -> list[Page]:
    """信函格式 (GB/T 9704-2012, 10.1): no page number on the first page, a second double rule at its foot."""
    head, top = header(content)
    named, top = title(content.title, top)
    pages = [Page([*head, *double_rule(20 * MM, thick_above=False), *named])]
    _finish(content, pages, body_rows(content), top - PITCH, letter_closing)
    pages += annex_pages(content)
    return _numbered(content, pages, first=2)


def _agreement(content: Content) -> list[Page]:
    """The agreement: the same grid without a header, with a table for signatures."""
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    if content.number:
        x = (WIDTH - length("fang", content.number, BODY)) / 2
        runs, _ = simple("fang", content.number, x, BODY)
        pages[0].operations.append(Text(top - ASCENT * BODY - 6, BODY, runs))
    _finish(content, pages, body_rows(content), top - 2 * PITCH, agreement_closing)
    pages += annex_pages(content)
    return _numbered(content, pages, first=1)


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
    _finish(content, pages, body_rows(content), top - PITCH, minutes_closing)
    return _numbered(content, pages, first=1)


def _numbered(content: Content, pages: list[Page], first: int) -> list[Page]:
    for number, page in enumerate(pages, 1):
        if number >= first:
            page.operations.append(page_number(number))
        if content.draft:
            page.operations.append(Mark(HEIGHT / 2, "草稿"))
    return pages


_LAYOUTS: dict[str, Callable[[Content], list[Page]]] = {
    "letter": _letter,
    "agreement": _agreement,
    "minutes": _minutes,
}
