"""The fonts of the letters: loaded once a process, each character from the first font that has it."""

import functools
import threading
from bisect import bisect_right
from dataclasses import dataclass

from django.conf import settings
from reportlab.pdfbase import pdfmetrics

from documents import fontlock, ownfonts
from documents.typeface import PressFont

ROLES = ("fang", "kai", "hei", "title", "song", "rare")
# `rare` and `fang` end every chain, so the repertoire is the same in every style.
CHAINS = {role: tuple(dict.fromkeys((role, "rare", "fang"))) for role in ROLES}
# Fangsong's own digits look too heavy beside its Hanzi: ASCII of the body is set in Song.
ASCII_ROLE = {"fang": "song", "kai": "song"}
OWN = "own_"  # before a role: the font that the office owns for it
STAND_INS = frozenset({"title"})  # 小标宋 is in no open font: the bold Song of Fandol stands in for it
# em by which the ink centre of Noto is lowered to the centre of Fandol
LOWERED = {"rare": 0.070}


class MissingGlyph(ValueError):
    """No font has the character; a letter is refused rather than printed with a blank."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"No font has the character {character!r} (U+{ord(character):04X}).")


@dataclass(frozen=True)
class Glyph:
    """Where a character comes from: the font's name, a role, and the advance in em."""

    font: str
    advance: float


_load_lock = threading.Lock()


def load() -> dict[str, PressFont]:
    """The fonts by role, verified and registered with reportlab once a process.

    Roles that share a file share a font, named by the first of them. A font of the office comes under its own name.

    Raises fontlock.FontsMissing when the foundry was not run, or letters cannot be set in a font of the office.
    """
    with _load_lock:
        return _load()


@functools.cache
def _load() -> dict[str, PressFont]:
    manifest = fontlock.verify(settings.FONT_DIR)
    by_file: dict[str, PressFont] = {}
    for role in ROLES:
        file = manifest.roles[role]
        if file not in by_file:
            by_file[file] = PressFont(role, str(settings.FONT_DIR / file))
            pdfmetrics.registerFont(by_file[file])
    return {role: by_file[manifest.roles[role]] for role in ROLES} | _own()


def _own() -> dict[str, PressFont]:
    """The fonts of the office, registered as own_ and their role."""
    loaded = {}
    for role, path in ownfonts.configured().items():
        problems = ownfonts.problems(path)
        if problems:
            raise fontlock.FontsMissing(f"{path}: {' '.join(problems)}")
        loaded[OWN + role] = PressFont(OWN + role, str(path))
        pdfmetrics.registerFont(loaded[OWN + role])
    return loaded


def named(name: str) -> PressFont:
    """The loaded font of that name, which is the first role it plays."""
    return _load()[name]


def advance(name: str, character: str) -> float:
    """The advance in em of a character in the font of that name."""
    return named(name).face.getCharWidth(ord(character)) / 1000


@functools.cache
def glyph(style: str, character: str) -> Glyph:
    """The glyph of a character in a style (one of ROLES): a font of the office comes first.

    Raises MissingGlyph when no font of the chain has it.
    """
    fonts, code = load(), ord(character)
    chain = CHAINS[ASCII_ROLE.get(style, style) if character.isascii() else style]
    for role in (OWN + chain[0], *chain):
        font = fonts.get(role)
        if font is not None and code in font.face.charToGlyph:
            return Glyph(font.fontName, font.face.getCharWidth(code) / 1000)
    raise MissingGlyph(character)


@functools.cache
def _repertoire() -> tuple[list[int], list[int]]:
    ranges = fontlock.read_manifest(settings.FONT_DIR).repertoire
    return [low for low, _ in ranges], [high for _, high in ranges]


@functools.lru_cache(maxsize=8_192)  # the manifest is read once a process anyway
def has(character: str) -> bool:
    """True when a letter can print the character; asks the manifest, loads no font."""
    lows, highs = _repertoire()
    place = bisect_right(lows, ord(character)) - 1
    return place >= 0 and ord(character) <= highs[place]


def missing(text: str) -> list[str]:
    """The characters of `text` that no font has, each once, in order; line breaks are none of them."""
    return [character for character in dict.fromkeys(text) if character not in "\n\r\t" and not has(character)]


@functools.cache
def _out_of_reach() -> tuple[str, ...]:
    return tuple(fontlock.read_manifest(settings.FONT_DIR).substitutes)


def substitutes() -> list[str]:
    """Roles set in another face than the standard's: no open font has it, or it was out of reach at the making."""
    roles = STAND_INS.union(_out_of_reach())
    return [role for role in ROLES if role in roles and role not in ownfonts.configured()]


@functools.cache
def owned() -> dict[str, str]:
    """Role -> sha256 of the font of the office."""
    return {role: ownfonts.sha256(path) for role, path in sorted(ownfonts.configured().items())}


def rise(font: str) -> float:
    """em by which text of `font` is raised (negative: lowered) to sit level in a Fangsong line."""
    return -LOWERED.get(font, 0.0)
