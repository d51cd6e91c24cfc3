"""Pages as SVG for the browser, from the same operations as the PDF; the fonts are those of the reader's machine.

A run of text has its start and its length (textLength), so that lines end where they end in the PDF whatever the font.
All typed text is escaped; looks are attributes and classes, never style or script, as the content policy demands.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from documents import fonts
from documents.render import MARK_SIZE, modules, ring, star
from documents.rows import length
from documents.script import RED
from documents.sheet import HEIGHT, MM, WIDTH, Bar, Code, Mark, Operation, Page, Seal, Text

RED_HEX = "#{:02x}{:02x}{:02x}".format(*(round(part * 255) for part in RED))
COLOURS = {"black": "#000", "red": RED_HEX, "grey": "#e0e0e0"}
# Classes letter-fang, letter-kai … of the stylesheet name fonts that Chinese systems bring, by role; `rare`, the
# substitute of single characters, is left to the browser's own fallback.
FAMILIES = ("fang", "kai", "hei", "title", "song")


def svg(pages: Sequence[Page], title: str) -> list[str]:
    """One SVG element a page, to be put into HTML as it is; `title` names the pages for those who cannot see them."""
    return [_page(page, f"{title}，第{number}页") for number, page in enumerate(pages, 1)]


def _page(page: Page, name: str) -> str:
    under = [operation for operation in page.operations if isinstance(operation, (Mark, Seal))]
    over = [operation for operation in page.operations if not isinstance(operation, (Mark, Seal))]
    parts = "".join(_DRAW[type(operation)](operation) for operation in [*under, *over])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="letter-page" viewBox="0 0 {WIDTH:.2f} {HEIGHT:.2f}"'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'{head} role="img"><title>{escape(name)}</title>{paper}{parts}</svg>'


def _letters(font: str, size: float, text: str, x: float, y: float, wide: float, colour: str, more: str = "") -> str:
    """One <text>; y counts from the foot of the page, `wide` is the length in points."""
    family = font.removeprefix(fonts.OWN)
    family = family if family in FAMILIES else "fang"
    # a single character cannot be spaced out
    fitted = f' textLength="{wide:.2f}"' if len(text) > 1 else ""
    paint = "" if colour == "black" else f' fill="{COLOURS[colour]}"'
    looks = f'class="letter-{family}" x="{x:.2f}" y="{HEIGHT - y:.2f}" font-size="{size:g}"{fitted}{paint}{more}'
    return f'<text {looks} xml:space="preserve">{escape(text)}</text>'


def _text(text: Text) -> str:
    out = []
    for run in text.runs:
        shown = run.text.rstrip(" ")
        wide = sum(fonts.advance(run.font, character) for character in shown) * text.size
        wide += run.spacing * (len(shown) - 1)
        out.append(_letters(run.font, text.size, shown, run.x, text.y, wide, text.colour) if shown else "")
    return "".join(out)


def _bar(bar: Bar) -> str:
    top = HEIGHT - bar.y - bar.height
    place = f'x="{bar.x:.2f}" y="{top:.2f}" width="{bar.width:.2f}" height="{bar.height:.2f}"'
    return f'<rect {place} fill="{COLOURS[bar.colour]}"/>'


def _code(code: Code) -> str:
    rectangles, count = modules(code.data)
    unit = code.size / count
    path = "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in rectangles)
    return f'<path transform="matrix({unit:.5f} 0 0 {-unit:.5f} {code.x:.2f} {HEIGHT - code.y:.2f})" d="{path}"/>'


def _mark(mark: Mark) -> str:
    wide = length("hei", mark.text, MARK_SIZE)
    turn = f' transform="rotate(-30 {WIDTH / 2:.2f} {HEIGHT - mark.y:.2f})"'
    return _letters("hei", MARK_SIZE, mark.text, (WIDTH - wide) / 2, mark.y - MARK_SIZE * 0.35, wide, "grey", turn)


def _seal(seal: Seal) -> str:
    radius, y, red = seal.diameter / 2, HEIGHT - seal.y, COLOURS["red"]
    circles = "".join(
        f'<circle cx="{seal.x:.2f}" cy="{y:.2f}" r="{reach:.2f}" fill="none" stroke="{red}" stroke-width="{wide:.2f}"/>'
        for reach, wide in ((radius - seal.border / 2, seal.border), (radius - seal.border - 0.8 * MM, 0.3 * MM))
    )
    corners = " ".join(f"{across:.2f},{HEIGHT - up:.2f}" for across, up in star(seal))
    out = [circles, f'<polygon points="{corners}" fill="{red}"/>']
    size, narrow, angles = ring(seal.text, seal.diameter)
    base = radius - seal.border - 2 * MM - 0.88 * size
    for character, angle in zip(seal.text, angles, strict=True):
        glyph = fonts.glyph("title", character)
        turned, move = math.radians(angle), -glyph.advance * size * narrow / 2
        cos, sin = math.cos(turned), math.sin(turned)
        place = f"{seal.x + move * cos - base * sin:.2f} {HEIGHT - seal.y - move * sin - base * cos:.2f}"
        matrix = f' transform="matrix({cos * narrow:.4f} {-sin * narrow:.4f} {sin:.4f} {cos:.4f} {place})"'
        out.append(_letters("title", size, character, 0, HEIGHT, 0, "red", matrix))
    if seal.note:
        size = seal.diameter * 0.069
        wide = length("title", seal.note, size, 1.5)
        out.append(_letters("title", size, seal.note, seal.x - wide / 2, seal.y - radius * 0.81, wide, "red"))
    return "".join(out)


_DRAW: dict[type[Operation], Callable[[Any], str]] = {Text: _text, Bar: _bar, Code: _code, Mark: _mark, Seal: _seal}
