"""OpenType with cubic (CFF) outlines in, small TrueType out: reportlab embeds only the latter."""

import functools
from collections.abc import Callable, Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

MAX_ERROR = 1.0  # font units (1/1000 em) a quadratic curve may stray from the cubic one
KEPT_NAMES = (0, 13, 14)  # copyright and licence must stay with the outlines
PRIVATE_USE = range(0xE000, 0xF900)
SURROGATES = range(0xD800, 0xE000)
HANGUL = range(0xAC00, 0xD7B0)


@functools.cache
def gb2312() -> frozenset[int]:
    """The code points of GB 2312-1980: 6,763 Hanzi and 682 symbols."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore")))


def is_han(code: int) -> bool:
    """True for unified Hanzi, the extensions included."""
    return 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF


def is_symbol(code: int) -> bool:
    """True for dashes, dots, circled numbers and signs; the codec gb2312 maps — and · elsewhere."""
    return code == 0xB7 or 0x2010 <= code <= 0x2BFF or 0x3000 <= code <= 0x33FF or code in gb2312()


def wanted(codes: Iterable[int], cover: str) -> list[int]:
    """The code points kept of a font, in order; `cover` as in fonts.lock."""
    ascii_codes = range(0x20, 0x7F)
    keep: dict[str, Callable[[int], bool]] = {
        "ascii": lambda code: code in ascii_codes,
        "han": lambda code: is_han(code) or code in ascii_codes or is_symbol(code),
        "gb": lambda code: code in ascii_codes or code in gb2312(),
        "all": lambda code: code >= 0x20 and not any(code in gap for gap in (PRIVATE_USE, SURROGATES, HANGUL)),
    }
    return sorted(code for code in codes if keep[cover](code))


def hanzi(source: Path) -> frozenset[int]:
    """The Hanzi of a font file."""
    with TTFont(source, lazy=True) as font:
        return frozenset(code for code in font.getBestCmap() if is_han(code))


def cast(
    source: Path, target: Path, cover: str, say: Callable[[str], None], without: frozenset[int] = frozenset()
) -> list[int]:
    """Convert `source`, keeping what `cover` asks for, `without` some; returns the code points."""
    with TTFont(source, lazy=True) as font:
        names_by_code = font.getBestCmap()
        codes = [code for code in wanted(names_by_code, cover) if code not in without]
        order = list(dict.fromkeys([".notdef", *(names_by_code[code] for code in codes)]))
        outlines = font.getGlyphSet()
        glyphs, widths = {}, {}
        for done, name in enumerate(order, 1):
            pen = TTGlyphPen(None)
            outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
            glyphs[name] = pen.glyph()
            widths[name] = outlines[name].width
            if done % 4000 == 0:
                say(f"{done:,} of {len(order):,} glyphs")
        build(font, order, {code: names_by_code[code] for code in codes}, glyphs, widths).save(target)
    return codes


def build(
    font: TTFont,
    order: list[str],
    characters: dict[int, str],
    glyphs: dict[str, object],
    widths: dict[str, int],
) -> TTFont:
    """A TrueType font of the given glyphs, with the metrics and the licence of `font`."""
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(characters)
    builder.setupGlyf(glyphs)
    lefts = {name: getattr(glyphs[name], "xMin", 0) for name in order}
    builder.setupHorizontalMetrics({name: (widths[name], lefts[name]) for name in order})
    ascent, descent = font["hhea"].ascent, font["hhea"].descent
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWeightClass=font["OS/2"].usWeightClass)
    builder.setupPost(keepGlyphNames=False)
    postscript = font["name"].getDebugName(6)
    builder.setupNameTable({"familyName": postscript, "styleName": "Regular", "psName": postscript})
    for name_id in KEPT_NAMES:
        text = font["name"].getDebugName(name_id)
        if text:
            builder.font["name"].setName(text, name_id, 3, 1, 0x409)
    builder.font["head"].created = builder.font["head"].modified = font["head"].created
    builder.font.recalcTimestamp = False
    return builder.font
