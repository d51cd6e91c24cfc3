"""The rows of text that every layout has, stood on pages: addressee, paragraphs, list of attachments."""

import dataclasses
from collections.abc import Sequence

from documents.content import Content, Paragraph
from documents.han import STOPS
from documents.rows import ROUNDING, Row, Spot, flow, lines, page_number, paragraph, simple
from documents.sheet import BODY, BOTTOM, CELL, DEPTH, HEIGHT, LEFT, PITCH, PITCHES, RIGHT, Element, Mark, Page

LONGEST_HEADING = 24  # characters
CARRIED = 2  # rows taken to the signature's page when no pitch helps: company enough, and the page before is full


def text_rows(content: Content, size: float = BODY) -> list[Row]:
    """The rows of addressee and paragraphs."""
    rows = paragraph([("fang", f"{content.addressee}：")], indent=0, size=size) if content.addressee else []
    deepest = 1
    for block in content.paragraphs:
        is_heading = is_whole_heading(block)
        deepest = min(block.level, deepest) + 1 if is_heading else deepest  # no level is skipped
        rows += paragraph(block.runs, heading=is_heading, kind=f"H{deepest}" if is_heading else "P", size=size)
    return rows


def is_whole_heading(block: Paragraph) -> bool:
    """True for a heading that is a paragraph by itself: from the second level on it may run on into its text.

    One of the third or fourth level is set like its text: it is short and does not end as a sentence.
    """
    if block.level <= 2:
        return block.level == 1 or (block.level == 2 and len(block.runs) == 1)
    text = "".join(part for _style, part in block.runs)
    return len(text) <= LONGEST_HEADING and text[-1] not in STOPS


def body_rows(content: Content) -> list[Row]:
    """The rows of addressee, paragraphs and list of attachments."""
    rows = text_rows(content)
    last = rows[-2:]
    if content.attachments:
        last += [Row(), *attachment_rows(content.attachments)]
    # two lines of body and the list of attachments go to the signature's page together
    return rows[:-2] + kept(last)


def kept(rows: Sequence[Row]) -> list[Row]:
    """Rows that stay on one page, if there are not too many."""
    return [*(dataclasses.replace(row, keep=True) for row in rows[:-1]), *rows[-1:]]


def attachment_rows(names: Sequence[str]) -> list[Row]:
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
    room = max(1, int((DEPTH - need) / PITCH))  # rows over a very deep closing
    cut = max(1, len(rows) - min(CARRIED, room))
    while cut > max(1, len(rows) - room) and (rows[cut - 1].keep or not rows[cut].runs):
        cut -= 1
    return flow(rows, top, PITCH, cut), PITCH


def numbered(content: Content, pages: list[Page], first: int = 1) -> list[Page]:
    """The pages with their numbers from page `first` on, and the mark of a draft."""
    for number, page in enumerate(pages, 1):
        if number >= first:
            page.operations.append(page_number(number))
        if content.draft:
            page.operations.append(Mark(HEIGHT / 2, "草稿"))
    return pages
