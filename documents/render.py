"""Drawing operations to an archival, tagged PDF through a reportlab canvas; the same operations give the same bytes."""

import dataclasses
import functools
import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import segno
from reportlab.graphics import renderPDF
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from documents import archive, fonts
from documents.archive import Record
from documents.pdfobjects import packed
from documents.rows import length
from documents.script import COLOURS, RED, Script
from documents.sheet import HEIGHT, MM, WIDTH, Bar, Code, Element, Mark, Operation, Page, Picture, Seal, Text
from documents.tags import Tree

UNDER = (Mark, Seal)  # drawn first: they lie under the text
MARK_SIZE = 150.0


def render(pages: Sequence[Page], record: Record, *, seed: Mapping[str, str] | None = None) -> bytes:
    """The PDF of `pages`.

    seed: font role -> text that comes first in the embedded subsets; letters of one wording then share them.
    """
    loaded = fonts.load()
    canvas = _canvas(record)
    doc = canvas._doc
    for role, text in (seed or {}).items():
        loaded[role].seed(doc, text)
    tree, contents = Tree(), []
    for page in pages:
        _draw_page(canvas, tree, page)
        canvas.showPage()
        made = doc.Pages.pages[-1]
        drawn = made.stream.encode("latin-1")
        made.Contents = packed(drawn)
        # the codes drawn only number the characters in the order of their coming: the identifier needs the words
        words = "".join(run.text for op in page.operations if isinstance(op, Text) for run in op.runs)
        contents += [drawn, words.encode()]
    tree.write(doc, doc.Pages.pages)
    archive.finish(doc, record, contents)
    canvas.save()
    return canvas._filename.getvalue()


def _canvas(record: Record) -> Any:
    """An empty canvas of the right version and language."""
    return Canvas(
        io.BytesIO(),
        pagesize=(WIDTH, HEIGHT),
        invariant=True,
        lang=archive.LANGUAGE,
        initialFontName=fonts.load()["song"].fontName,  # else every page names an unembedded Helvetica
        pdfVersion=record.version,
    )


def _draw_page(canvas: Any, tree: Tree, page: Page) -> None:
    """Marks and seals first, then all text in one text object, then the rest; each part under its tag."""
    operations = tree.read(page)
    for operation, element in operations:
        if isinstance(operation, UNDER):
            _tagged(canvas, tree, operation, element)
    _draw_texts(canvas, tree, [(op, element) for op, element in operations if isinstance(op, Text) and op.runs])
    for operation, element in operations:
        if not isinstance(operation, (*UNDER, Text)):
            _tagged(canvas, tree, operation, element)


def _tagged(canvas: Any, tree: Tree, operation: Operation, element: Element) -> None:
    canvas._code.append(tree.open(element))
    _DRAW[type(operation)](canvas, operation)
    canvas._code.append("EMC")


def _draw_texts(canvas: Any, tree: Tree, texts: Sequence[tuple[Text, Element]]) -> None:
    script = Script(canvas)
    now: Element | None = None
    for text, element in texts:
        if element is not now:
            script.add("EMC" if now else "", tree.open(element))
            now = element
        script.colour(text.colour)
        for run in text.runs:
            script.spacing(run.spacing)
            script.at(run.x, text.y + fonts.rise(run.font) * text.size)
            script.show(run.font, text.size, run.text)
    script.add("EMC" if now else "")
    script.end()


def _draw_bar(canvas: Any, bar: Bar) -> None:
    rectangle = f"{bar.x:.3f} {bar.y:.3f} {bar.width:.3f} {bar.height:.3f} re f"
    canvas._code.append(f"{COLOURS[bar.colour]} {rectangle}")


def _draw_code(canvas: Any, code: Code) -> None:
    """A QR code as one path in module units; a fixed mask saves the search for the prettiest."""
    rectangles, count = modules(code.data)
    unit = code.size / count
    rows = "\n".join(f"{x} {y} {wide} 1 re" for x, y, wide in rectangles)
    canvas._code.append(f"q {COLOURS['black']} {unit:.5f} 0 0 {unit:.5f} {code.x:.3f} {code.y:.3f} cm {rows} f Q")


@functools.lru_cache(maxsize=64)
def modules(data: str) -> tuple[tuple[tuple[int, int, int], ...], int]:
    """The dark modules as rectangles (x and y from the lower left, width), and how many modules a side has."""
    matrix = segno.make(data, error="m", micro=False, boost_error=False, mask=2).matrix
    count = len(matrix)
    parts = []
    for index, row in enumerate(matrix):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = count if end < 0 else end
            parts.append((start, count - 1 - index, end - start))
            start = row.find(1, end)
    return tuple(parts), count


def _draw_mark(canvas: Any, mark: Mark) -> None:
    script = Script(canvas)
    script.colour("grey")
    script.turned(WIDTH / 2, mark.y, 30, -length("hei", mark.text, MARK_SIZE) / 2, -MARK_SIZE * 0.35)
    for character in mark.text:
        script.show(fonts.glyph("hei", character).font, MARK_SIZE, character)
    script.end()


def _draw_seal(canvas: Any, seal: Seal) -> None:
    """Wide border, thin inner line, five-pointed star, name around the top from left to right."""
    radius = seal.diameter / 2
    canvas.saveState()
    canvas.setStrokeColor(Color(*RED))
    canvas.setFillColor(Color(*RED))
    canvas.setLineWidth(seal.border)
    canvas.circle(seal.x, seal.y, radius - seal.border / 2, stroke=1, fill=0)
    canvas.setLineWidth(0.3 * MM)
    canvas.circle(seal.x, seal.y, radius - seal.border - 0.8 * MM, stroke=1, fill=0)
    _draw_star(canvas, seal)
    canvas.restoreState()
    script = Script(canvas)
    script.colour("red")
    _draw_ring_text(script, seal, radius - seal.border - 2 * MM)
    if seal.note:
        size = seal.diameter * 0.069
        script.add("100 Tz")
        script.spacing(1.5)
        script.at(seal.x - length("title", seal.note, size, 1.5) / 2, seal.y - radius * 0.81)
        for character in seal.note:
            script.show(fonts.glyph("title", character).font, size, character)
    script.end()


def seal_picture(seal: Seal) -> bytes:
    """A PDF of one page that the seal fills: the picture of a signature."""
    reach = seal.diameter / 2
    canvas = Canvas(
        io.BytesIO(),
        pagesize=(seal.diameter, seal.diameter),
        invariant=True,
        initialFontName=fonts.load()["song"].fontName,
        pdfVersion=(1, 4),
    )
    _draw_seal(canvas, dataclasses.replace(seal, x=reach, y=reach))
    canvas.save()
    return canvas._filename.getvalue()


def _draw_star(canvas: Any, seal: Seal) -> None:
    path = canvas.beginPath()
    for corner, point in enumerate(star(seal)):
        (path.lineTo if corner else path.moveTo)(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def star(seal: Seal) -> list[tuple[float, float]]:
    """The ten corners of the star, from its upper point."""
    outer = seal.star / 2
    inner = outer * math.sin(math.radians(18)) / math.sin(math.radians(54))
    reaches = [(inner if corner % 2 else outer, math.radians(90 + 36 * corner)) for corner in range(10)]
    return [(seal.x + reach * math.cos(angle), seal.y + reach * math.sin(angle)) for reach, angle in reaches]


def ring(text: str, diameter: float) -> tuple[float, float, list[float]]:
    """Size, width (of 1) and angles in degrees of a name on an arc of at most 262 degrees.

    The longer, the smaller and narrower.
    """
    count = len(text)
    size = next(share for most, share in ((8, 0.176), (12, 0.157), (18, 0.133), (999, 0.105)) if count <= most)
    size = min(size, 4.0 / count) * diameter
    step = min(32.0, 262.0 / max(1, count - 1))
    return size, 0.72 if count <= 12 else 0.6, [step * ((count - 1) / 2 - index) for index in range(count)]


def _draw_ring_text(script: Script, seal: Seal, reach: float) -> None:
    size, narrow, angles = ring(seal.text, seal.diameter)
    script.add(f"{narrow * 100:.0f} Tz")
    for character, angle in zip(seal.text, angles, strict=True):
        glyph = fonts.glyph("title", character)
        script.turned(seal.x, seal.y, angle, -glyph.advance * size * narrow / 2, reach - 0.88 * size)
        script.show(glyph.font, size, character)


def _draw_picture(canvas: Any, picture: Picture) -> None:
    renderPDF.draw(picture.drawing, canvas, picture.x, picture.y)


_DRAW: dict[type[Operation], Callable[[Any, Any], None]] = {
    Bar: _draw_bar,
    Code: _draw_code,
    Mark: _draw_mark,
    Picture: _draw_picture,
    Seal: _draw_seal,
}
