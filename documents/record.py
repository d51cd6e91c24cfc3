"""The record (笔录): a table of time, place and people, what was asked and answered, and signatures on every page."""

import dataclasses
import re

from documents.annex import annex_pages
from documents.body import body_rows
from documents.cells import draw_table, table_of
from documents.content import Content, Paragraph
from documents.heading import title
from documents.sheet import (
    ARTIFACT,
    BOTTOM,
    HEIGHT,
    MM,
    PITCH,
    SMALL,
    TOP,
    WIDTH,
    Mark,
    Page,
    Text,
    draw_rows,
    flow,
    length,
    simple,
)
from documents.signatures import draw_foot, foot_depth

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
    draw_rows(pages, flow(body_rows(content), y, PITCH, bottom=bottom), len(pages) - 1)
    for page in pages:
        draw_foot(content, page)
    pages += annex_pages(content)
    for number, page in enumerate(pages, 1):
        page.operations.append(_page_of(number, len(pages)))
        if content.draft:
            page.operations.append(Mark(HEIGHT / 2, "草稿"))
    return pages


def _spoken(block: Paragraph) -> Paragraph:
    """A question or an answer, its first word in 黑体."""
    style, text = block.runs[0]
    if block.level or not SPEAKER.match(text):
        return block
    return dataclasses.replace(block, runs=(("hei", text[:2]), (style, text[2:]), *block.runs[1:]))


def _page_of(number: int, count: int) -> Text:
    """第1页 共2页, in the middle, 7 mm under the type area."""
    label = f"第{number}页　共{count}页"
    x = (WIDTH - length("fang", label, SMALL)) / 2
    return Text(BOTTOM - 7 * MM - 0.38 * SMALL, SMALL, simple("fang", label, x, SMALL)[0], element=ARTIFACT)
