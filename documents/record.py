"""The record (笔录): a table of time, place and people, what was asked and answered, and signatures on every page."""

import dataclasses
import re

from documents.annex import annex_pages
from documents.body import body_rows
from documents.cells import draw_table, table_of
from documents.content import Content, Paragraph
from documents.heading import title
from documents.rows import Row, draw_rows, flow, length, simple
from documents.sheet import ARTIFACT, BOTTOM, HEIGHT, MM, PITCH, SMALL, TOP, WIDTH, Mark, Page, Text
from documents.signature_lines import draw_foot, foot_depth

FRONT, BACK = 0, 1  # last page of a record to be filled in by hand, from 0
MANY = 3  # lines to write on: there is something to be written down
SPEAKER = re.compile(r"(问|答)[：:]")


def record_pages(content: Content) -> list[Page]:
    """The pages of a record; each bears the signatures and says how many there are, so that none is exchanged."""
    content = dataclasses.replace(content, paragraphs=tuple(map(_spoken, content.paragraphs)))
    bottom = BOTTOM + foot_depth(content)
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    y = top - PITCH / 2
    if content.head:
        y = draw_table(pages, table_of(content.head), y, bottom) - 0.6 * PITCH
    rows = body_rows(content)
    if content.blank:
        rows = _filled_up(rows, y, bottom)
    draw_rows(pages, flow(rows, y, PITCH, bottom=bottom), len(pages) - 1)
    for page in pages:
        draw_foot(content, page)
    pages += annex_pages(content)
    for number, page in enumerate(pages, 1):
        page.operations.append(_page_of(number, len(pages)))
        if content.draft:
            page.operations.append(Mark(HEIGHT / 2, "草稿"))
    return pages


def _filled_up(rows: list[Row], top: float, bottom: float) -> list[Row]:
    """As many lines to write on as fill a sheet, front and back; one side where there is little to be written."""
    pens = [index for index, row in enumerate(rows) if row.rule]
    if not pens:
        return rows
    most = max(BACK if len(pens) >= MANY else FRONT, flow(rows, top, PITCH, 0, bottom)[-1].page)
    middle = pens[len(pens) // 2]
    while flow(longer := [*rows[:middle], *rows[middle:][:1], *rows[middle:]], top, PITCH, 0, bottom)[-1].page <= most:
        rows = longer
    return rows


def _spoken(block: Paragraph) -> Paragraph:
    """A question or an answer, its first word in 黑体."""
    if not block.runs:
        return block
    style, text = block.runs[0]
    if block.level or not SPEAKER.match(text):
        return block
    return dataclasses.replace(block, runs=(("hei", text[:2]), (style, text[2:]), *block.runs[1:]))


def _page_of(number: int, count: int) -> Text:
    """第1页 共2页, in the middle, 7 mm under the type area."""
    label = f"第{number}页　共{count}页"
    x = (WIDTH - length("fang", label, SMALL)) / 2
    return Text(BOTTOM - 7 * MM - 0.38 * SMALL, SMALL, simple("fang", label, x, SMALL)[0], element=ARTIFACT)
