"""The statistical report (统计报告): a cover, then headings, text, tables of figures and charts; it knows no figure.

Any text is taken, what no font has is printed as 〓.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from documents.archive import Record
from documents.charts import Chart, Series, chart_operations
from documents.grid import Grid, draw_grid
from documents.render import render
from documents.rows import Row, draw_rows, flow, page_number, paragraph
from documents.sheet import BODY, BOTTOM, LEFT, MEASURE, PITCH, TOP, Page
from documents.volume import Cover, cover_pages, printable

FINE, FINE_STEPS = 10.5, (16.0, 15.5, 15.0, 16.5, 17.0)  # of captions, notes and definitions; the first that fits
GAP = 8.0  # between blocks, points
ROOM = 4 * PITCH  # that a heading wants under it
LEAST_LAST = 3 * PITCH  # that stands on the last page, if closer or wider lines can do it


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）)."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Prose:
    """A paragraph of the body; a fine one is a caption or a note."""

    text: str
    fine: bool = False
    strong: str = ""  # how it opens, in 黑体
    keep: bool = False  # with what follows


Block = Heading | Prose | Grid | Chart


@dataclass(frozen=True)
class Statistics:
    """All that one report prints. `at` is an aware instant, `author` the union."""

    title: str
    author: str
    cover: Cover
    blocks: Sequence[Block]
    at: datetime


def statistics_pdf(report: Statistics) -> bytes:
    """The report as an archival PDF; the same report has the same bytes."""
    record = Record(printable(report.title), printable(report.author), report.at)
    return render(statistics_pages(report), record)


def statistics_pages(report: Statistics) -> list[Page]:
    """The cover without a number, then the pages numbered from 1."""
    cover = cover_pages(report.cover)
    for step in FINE_STEPS:
        pages, y = _laid(report.blocks, step)
        if len(pages) == 1 or TOP - y >= LEAST_LAST:
            break
    else:
        pages, _y = _laid(report.blocks, FINE_STEPS[0])
    for number, page in enumerate(pages, 1):
        page.operations.append(page_number(number))
    return [*cover, *pages]


def _laid(blocks: Sequence[Block], step: float) -> tuple[list[Page], float]:
    """The pages, and where the last one ends; `step`: between lines of fine text."""
    pages, y = [Page()], TOP
    for number, block in enumerate(blocks):
        y = _put(pages, block, y, blocks[number + 1 : number + 3], step)
    return pages, y


def _put(pages: list[Page], block: Block, y: float, following: Sequence[Block], fine: float) -> float:
    """Put a block from `y` of the last page on; where the next one begins."""
    match block:
        case Heading():
            return _heading(pages, block, y, following)
        case Prose():
            return _prose(pages, block, y, following, fine)
        case Grid():
            return draw_grid(pages, _clean_grid(block), y) - GAP * 1.5
        case Chart():
            if y - block.depth < BOTTOM and y < TOP:
                pages.append(Page())
                y = TOP
            pages[-1].operations += chart_operations(_clean_chart(block), LEFT, y, MEASURE)
            return y - block.depth - GAP * 1.5


def _heading(pages: list[Page], block: Heading, y: float, following: Sequence[Block]) -> float:
    if y < TOP and (block.new_page or y - PITCH - _wanted(following) < BOTTOM):
        pages.append(Page())
        y = TOP
    style = "hei" if block.level == 1 else "kai"
    rows = paragraph([(style, printable(block.text))], kind=f"H{block.level + 1}", heading=True)
    return _flow(pages, rows, y, PITCH)


def _prose(pages: list[Page], block: Prose, y: float, following: Sequence[Block], fine: float) -> float:
    """A paragraph; one that keeps goes on to a new page with the chart or the table it belongs to."""
    size, step = (FINE, fine) if block.fine else (BODY, PITCH)
    runs = [("hei", printable(block.strong))] if block.strong else []
    rows = paragraph([*runs, ("fang", printable(block.text))], indent=0 if block.fine else 2, size=size)
    if block.keep and y < TOP and y - len(rows) * step - _wanted(following) < BOTTOM:
        pages.append(Page())
        y = TOP
    return _flow(pages, rows, y, step) - (GAP / 2 if block.fine else 0)


def _wanted(blocks: Sequence[Block]) -> float:
    """How much of a page the next blocks want, so that a heading or a caption does not stand alone."""
    match blocks:
        case [Chart(depth=depth), *_]:
            return min(depth, TOP - BOTTOM - ROOM)
        case [Prose(keep=True), Chart(depth=depth), *_]:
            return min(FINE_STEPS[0] + GAP + depth, TOP - BOTTOM - ROOM)
    return ROOM


def _flow(pages: list[Page], rows: Sequence[Row], y: float, step: float) -> float:
    spots = flow(rows, y, step)
    draw_rows(pages, spots, len(pages) - 1)
    return spots[-1].y - step


def _clean_grid(grid: Grid) -> Grid:
    rows = tuple(tuple(map(printable, row)) for row in grid.rows)
    return dataclasses.replace(grid, head=tuple(map(printable, grid.head)), rows=rows)


def _clean_chart(chart: Chart) -> Chart:
    series = tuple(Series(printable(row.name), row.values) for row in chart.series)
    return dataclasses.replace(chart, labels=tuple(map(printable, chart.labels)), series=series)
