"""The application (申请书) and the form (表格): papers for others to sign, with neither seal nor number of ours."""

from documents.annex import annex_pages
from documents.body import numbered, text_rows
from documents.cells import bands, depth, draw_bands, roomier
from documents.content import Content
from documents.heading import title
from documents.sheet import BOTTOM, PITCH, TOP, Page, draw_rows, flow
from documents.signatures import signed_rows

GAP = 0.6 * PITCH  # between a table and the text under it


def petition_pages(content: Content) -> list[Page]:
    """Title, parties, claims, facts and reasons, 此致 and the office, signatures, list of attachments, annex."""
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    rows = text_rows(content)
    draw_rows(pages, flow([*rows[:-2], *signed_rows(content, rows[-2:])], top - PITCH, PITCH))
    pages += annex_pages(content)
    return numbered(content, pages)


def form_pages(content: Content) -> list[Page]:
    """Title, a table of labelled cells over as many pages as it takes, the declaration under it, signatures."""
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    rows = text_rows(content)
    rows = [*rows[:-2], *signed_rows(content, rows[-2:])]
    table = bands(content.head)
    spare = top - BOTTOM - depth(table) - GAP - len(rows) * PITCH
    y = draw_bands(pages, roomier(table, spare), top - PITCH / 2, BOTTOM) if table else top
    draw_rows(pages, flow(rows, y - GAP, PITCH), len(pages) - 1)
    pages += annex_pages(content)
    return numbered(content, pages)
