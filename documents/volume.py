"""The sheets a volume (案卷) is bound with: cover, index of what is in it, sheet of a file, notes, numbers of pages.

Cover and index as archives keep them (DA/T 22-2015); any text is taken, what no font has is printed as 〓.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents import fonts
from documents.annex import table_pages
from documents.archive import EPOCH, Record
from documents.cells import draw_table, roomier, table_of
from documents.heading import title
from documents.render import render
from documents.rows import balanced, draw_rows, flow, length, paragraph, simple
from documents.sheet import ARTIFACT, ASCENT, BOTTOM, PITCH, SMALL, TOP, WIDTH, Element, Operation, Page, Text

COVER_TITLE = 36.0
COVER_LINE = 12  # characters
NUMBER_SIZE = 12.0
NUMBER_BOX = (40.0, 16.0)  # points, of the number of a page
FINE = 12.0  # of the note of a cover
STEP = 1.6  # em between the lines of a note

SPACES = re.compile(r"[^\S\u3000]+")  # the wide space leaves room for a pen
Rows = Sequence[Sequence[str]]
Cells = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Cover:
    """What the cover says; `note` stands under its table."""

    union: str
    title: str
    cells: Cells
    note: Sequence[str] = ()


def printable(text: str) -> str:
    """The text with 〓 for what no font has, in one line."""
    line = SPACES.sub(" ", text).strip(" ")
    return "".join("〓" if fonts.missing(character) else character for character in line)


def cover_pages(cover: Cover) -> list[Page]:
    """The union, the title in large type, the particulars, the note."""
    page, top = Page(), TOP - PITCH
    top = _centred(page, cover.union, top, 22.0) - PITCH
    top = _centred(page, cover.title, top, COVER_TITLE) - PITCH
    pages = [page]
    y = draw_table(pages, table_of([(label, printable(text)) for label, text in cover.cells]), top, BOTTOM)
    _note(pages, cover.note, y - PITCH / 2, FINE)
    return pages


def _centred(page: Page, text: str, top: float, size: float) -> float:
    """A name in the middle of the page, in several lines when it is long; where it ends."""
    text, element = printable(text), Element("H1")
    for part in balanced(text, math.ceil(len(text) * size / (COVER_LINE * COVER_TITLE))):
        runs, _ = simple("title", part, (WIDTH - length("title", part, size)) / 2, size)
        page.operations.append(Text(top - ASCENT * size, size, runs, element=element))
        top -= size * 1.4
    return top


def _note(pages: list[Page], lines: Sequence[str], top: float, size: float = SMALL) -> None:
    rows = [row for line in lines for row in paragraph([("fang", printable(line))], size=size)]
    draw_rows(pages, flow(rows, top, size * STEP), len(pages) - 1)


def list_pages(name: str, rows: Rows, lines: Sequence[str] = (), cells: Cells = ()) -> list[Page]:
    """A titled table, its headings on each page: the index, the list of acts; `cells`, then `lines` over it."""
    heading, top = title(name, TOP)
    if lines:
        pages = [Page([*heading])]
        if cells:
            form = roomier(table_of([(label, printable(text)) for label, text in cells]), -1)
            top = draw_table(pages, form, top - PITCH / 2, BOTTOM)
        _note(pages, lines, top - PITCH / 2)
        if len(rows) < 2:
            return pages
        low = min(operation.y for operation in pages[-1].operations) - PITCH
        if low > BOTTOM + 6 * PITCH:
            return [*pages[:-1], *table_pages(_clean(rows), pages[-1].operations, low)]
        return [*pages, *table_pages(_clean(rows), [], TOP)]
    return table_pages(_clean(rows), heading, top - PITCH / 2)


def _clean(rows: Rows) -> list[list[str]]:
    return [[printable(text) for text in row] for row in rows]


def file_sheet(name: str, cells: Cells, note: str) -> list[Page]:
    """The sheet that stands for a file which is no page: a recording, a table, a damaged PDF."""
    heading, top = title(printable(name), TOP)
    pages = [Page([*heading])]
    y = draw_table(pages, table_of([(label, printable(text)) for label, text in cells]), top - PITCH, BOTTOM)
    _note(pages, [note], y - PITCH)
    return pages


def number_pages(count: int) -> list[Page]:
    """The numbers 1 to `count`, each at the right end of a box of its own in the lower left corner of a page."""
    return [Page([_number(str(number))]) for number in range(1, count + 1)]


def _number(label: str) -> Operation:
    x = NUMBER_BOX[0] - length("song", label, NUMBER_SIZE)
    return Text(3.0, NUMBER_SIZE, simple("song", label, x, NUMBER_SIZE)[0], element=ARTIFACT)


def printed(pages: Sequence[Page], name: str, author: str) -> bytes:
    """The sheets as a PDF."""
    return render(pages, Record(printable(name), printable(author), EPOCH))
