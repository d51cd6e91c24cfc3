"""Drawing operations to PDF through a reportlab canvas; the same operations give the same bytes."""

import functools
import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import segno
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from documents import fonts
from documents.sheet import HEIGHT, MM, WIDTH, Bar, Code, Mark, Operation, Page, Seal, Text, length, simple

COLOURS = {"black": Color(0, 0, 0), "red": Color(226 / 255, 0, 17 / 255), "grey": Color(0.88, 0.88, 0.88)}
UNDER = (Mark, Seal)  # drawn first: they lie under the text
MARK_SIZE = 150.0


def render(pages: Sequence[Page], *, title: str, author: str, seed: Mapping[str, str] | None = None) -> bytes:
    """The PDF of `pages`.

    seed: font role -> text that comes first in the embedded subsets; letters of one wording then share them.
    """
    loaded = fonts.load()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        invariant=True,
        lang="zh-CN",
        initialFontName=loaded["song"].fontName,  # else every page names an unembedded Helvetica
        pdfVersion=(1, 7),
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("labour-dispute-tracker")
    canvas._doc.info.producer = "reportlab"
    canvas.setSubject("")
    for role, text in (seed or {}).items():
        loaded[role].seed(canvas._doc, text)
    for page in pages:
        _draw_page(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_page(canvas: Any, page: Page) -> None:
    """Marks and seals first, then all text in one text object, then the rest."""
    for operation in page.operations:
        if isinstance(operation, UNDER):
            _DRAW[type(operation)](canvas, operation)
    _draw_text(canvas, [operation for operation in page.operations if isinstance(operation, Text)])
    for operation in page.operations:
        if not isinstance(operation, (*UNDER, Text)):
            _DRAW[type(operation)](canvas, operation)


def _draw_text(canvas: Any, texts: Sequence[Text]) -> None:
    out = canvas.beginText()
    font: tuple[str, float] | None = None
    colour, spacing = "", 0.0
    for text in texts:
        if text.colour != colour:
            colour = text.colour
            out.setFillColor(COLOURS[colour])
        for run in text.runs:
            if (run.font, text.size) != font:
                font = (run.font, text.size)
                out.setFont(*font)
            wanted = round(run.spacing, 3)
            if wanted != spacing:
                spacing = wanted
                out.setCharSpace(spacing)
            out.setTextOrigin(round(run.x, 2), round(text.y + fonts.rise(run.font) * text.size, 2))
            out.textOut(run.text)
    out.setCharSpace(0)
    canvas.drawText(out)


def _draw_bar(canvas: Any, bar: Bar) -> None:
    canvas.setFillColor(COLOURS[bar.colour])
    canvas.rect(bar.x, bar.y, bar.width, bar.height, stroke=0, fill=1)


def _draw_code(canvas: Any, code: Code) -> None:
    """A QR code as one path in module units; a fixed mask saves the search for the prettiest."""
    rows = _modules(code.data)
    unit = code.size / len(rows)
    canvas.saveState()
    canvas.setFillColor(COLOURS["black"])
    canvas.transform(unit, 0, 0, unit, code.x, code.y)
    for index, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                canvas._code.append(f"{start} {len(rows) - 1 - index} {end - start} 1 re")
            start = end + 1
    canvas._code.append("f")
    canvas.restoreState()


@functools.lru_cache(maxsize=64)
def _modules(data: str) -> tuple[bytes, ...]:
    code = segno.make(data, error="m", micro=False, boost_error=False, mask=2)
    return tuple(bytes(row) for row in code.matrix)


def _draw_mark(canvas: Any, mark: Mark) -> None:
    canvas.saveState()
    canvas.setFillColor(COLOURS["grey"])
    canvas.translate(WIDTH / 2, mark.y)
    canvas.rotate(30)
    _set(canvas, "hei", mark.text, -length("hei", mark.text, MARK_SIZE) / 2, -MARK_SIZE * 0.35, MARK_SIZE)
    canvas.restoreState()


def _set(canvas: Any, style: str, text: str, x: float, y: float, size: float, tracking: float = 0.0) -> None:
    for run in simple(style, text, x, size, tracking)[0]:
        out = canvas.beginText()
        out.setFont(run.font, size)
        out.setCharSpace(run.spacing)
        out.setTextOrigin(run.x, y)
        out.textOut(run.text)
        canvas.drawText(out)


def _draw_seal(canvas: Any, seal: Seal) -> None:
    """Wide border, thin inner line, five-pointed star, name around the top from left to right."""
    radius = seal.diameter / 2
    canvas.saveState()
    canvas.setStrokeColor(COLOURS["red"])
    canvas.setFillColor(COLOURS["red"])
    canvas.setLineWidth(seal.border)
    canvas.circle(seal.x, seal.y, radius - seal.border / 2, stroke=1, fill=0)
    canvas.setLineWidth(0.3 * MM)
    canvas.circle(seal.x, seal.y, radius - seal.border - 0.8 * MM, stroke=1, fill=0)
    _draw_star(canvas, seal)
    _draw_ring_text(canvas, seal, radius - seal.border - 2 * MM)
    if seal.note:
        size = seal.diameter * 0.069
        x = seal.x - length("title", seal.note, size, 1.5) / 2
        _set(canvas, "title", seal.note, x, seal.y - radius * 0.81, size, 1.5)
    canvas.restoreState()


def _draw_star(canvas: Any, seal: Seal) -> None:
    outer = seal.star / 2
    inner = outer * math.sin(math.radians(18)) / math.sin(math.radians(54))
    path = canvas.beginPath()
    for corner in range(10):
        angle = math.radians(90 + 36 * corner)
        reach = inner if corner % 2 else outer
        point = (seal.x + reach * math.cos(angle), seal.y + reach * math.sin(angle))
        (path.lineTo if corner else path.moveTo)(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_ring_text(canvas: Any, seal: Seal, reach: float) -> None:
    """The name on an arc of at most 262 degrees: the longer, the smaller and narrower."""
    count = len(seal.text)
    size = next(share for most, share in ((8, 0.176), (12, 0.157), (18, 0.133), (999, 0.105)) if count <= most)
    size = min(size, 4.0 / count) * seal.diameter
    narrow = 0.72 if count <= 12 else 0.6
    step = min(math.radians(32), math.radians(262) / max(1, count - 1))
    base = reach - 0.88 * size
    for index, character in enumerate(seal.text):
        angle = step * ((count - 1) / 2 - index)
        glyph = fonts.glyph("title", character)
        canvas.saveState()
        canvas.translate(seal.x, seal.y)
        canvas.rotate(math.degrees(angle))
        out = canvas.beginText()
        out.setFont(glyph.font, size)
        out.setHorizScale(narrow * 100)
        out.setTextOrigin(-glyph.advance * size * narrow / 2, base)
        out.textOut(character)
        canvas.drawText(out)
        canvas.restoreState()


_DRAW: dict[type[Operation], Callable[[Any, Any], None]] = {
    Bar: _draw_bar,
    Code: _draw_code,
    Mark: _draw_mark,
    Seal: _draw_seal,
}
