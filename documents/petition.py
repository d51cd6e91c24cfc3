"""The application (申请书) and the form (表格): papers for others to sign, with neither seal nor number of ours."""

from documents.annex import annex_pages
from documents.body import numbered, text_rows
from documents.cells import COMPACT, Table, draw_table, roomier, table_of
from documents.content import Content
from documents.heading import title
from documents.rows import draw_rows, flow, simple
from documents.sheet import BODY, BOTTOM, DEPTH, LEFT, MM, PITCH, PITCHES, SMALL, TOP, Code, Page, Text
from documents.signature_lines import STEP, closing_rows, short_rows, signature_rows

GAP = 0.6 * PITCH  # between a table and the text under it
SCAN, PAD = 26 * MM, 8.0  # side of the QR code of a sheet, and the gap beside it
SHRINKABLE = 1.6  # a table so many times too high may still fit in smaller type


def petition_pages(content: Content) -> list[Page]:
    """Title, parties, claims, facts and reasons, 此致 and the office, signatures, list of attachments, annex."""
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    rows = text_rows(content)
    closing = closing_rows(content, signature_rows(content), rows[-2:])
    # lines a little closer, where that saves a page
    draws = (flow([*rows[:-2], *closing], top - PITCH, pitch) for pitch in PITCHES)
    fewest = min(draws, key=lambda spots: spots[-1].page)
    draw_rows(pages, fewest)
    pages += annex_pages(content)
    return numbered(content, pages)


def _table(content: Content, room: float) -> Table:
    """The table of a form, in smaller type where it fits `room` or leaves more for pens, who get the rest."""
    table = table_of(content.head)
    if room < table.roomy and table.depth < SHRINKABLE * room:
        smaller = table_of(content.head, COMPACT)
        table = smaller if smaller.depth <= room else table
    return roomier(table, room - table.depth)


def form_pages(content: Content) -> list[Page]:
    """Title, a table of labelled cells, the declaration under it, signatures.

    All on one page, in smaller type if that helps; else the table goes on over pages, and the signatures follow it.
    """
    named, top = title(content.title, TOP)
    pages = [Page(named)]
    rows = text_rows(content, SMALL)
    rows = [*rows[:-2], *closing_rows(content, short_rows(content), rows[-2:], SMALL)]
    need = GAP + (len(rows) - 1) * STEP + BODY if rows else 0.0
    need += STEP + SCAN if content.scan_url else 0.0
    y = top
    if content.head:
        y -= PITCH / 2
        table = _table(content, y - BOTTOM - need)
        y = draw_table(pages, table, y, BOTTOM, need if need < DEPTH / 2 else 0.0)
    spots = flow(rows, y - GAP, STEP)
    draw_rows(pages, spots, len(pages) - 1)
    if content.scan_url:
        _draw_scan(pages, content.scan_url, spots[-1].y if spots else y)
    pages += annex_pages(content)
    return numbered(content, pages)


def _draw_scan(pages: list[Page], url: str, above: float) -> None:
    """The QR code of a sheet in the left corner under what ends at `above`, with its caption beside it."""
    y = above - STEP - SCAN
    if y < BOTTOM:
        pages.append(Page())
        y = TOP - SCAN
    beside = LEFT + SCAN + PAD
    pages[-1].operations += [
        Code(LEFT, y, SCAN, url, "作答二维码"),
        *(
            Text(y + SCAN / 2 + rise, SMALL, simple("fang", words, beside, SMALL)[0])
            for rise, words in ((6.0, "手机扫码作答"), (-16.0, "只能使用一次，不需登录"))
        ),
    ]
