"""May letters be set in a font? Outlines, licence bits and repertoire of an OpenType file."""

import struct
from typing import BinaryIO

from fontTools.ttLib import TTFont, TTLibError

from documents.casting import gb2312, is_han

RESTRICTED, NOT_SUBSET, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200  # fsType of OpenType's table OS/2
EMBEDDABLE = 0x000C  # for preview and print, or for editing: the least restrictive bit counts


def faults(file: BinaryIO) -> list[str]:
    """What speaks against the font in `file`; empty when nothing does."""
    try:
        with TTFont(file, lazy=True) as font:
            return _outlines(font) + _licence(font) + _repertoire(font)
    except (TTLibError, struct.error, KeyError, AssertionError):
        return ["This is not a font file (a collection, .ttc, is none either)."]


def _outlines(font: TTFont) -> list[str]:
    found = []
    if "glyf" not in font:
        found.append("Its outlines are not TrueType (CFF cannot be embedded): convert it to .ttf.")
    if "fvar" in font:
        found.append("It is a variable font: make one of its weights a font of its own.")
    return found


def _licence(font: TTFont) -> list[str]:
    bits = font["OS/2"].fsType
    if (bits & RESTRICTED and not bits & EMBEDDABLE) or bits & (NOT_SUBSET | BITMAPS_ONLY):
        return [f"Its licence forbids to embed parts of it in letters (fsType {bits:#06x})."]
    return []


def _repertoire(font: TTFont) -> list[str]:
    lacking = {code for code in gb2312() if is_han(code)} - set(font.getBestCmap() or ())
    return [f"It lacks {len(lacking):,} of the 6,763 Hanzi of GB 2312."] if lacking else []
