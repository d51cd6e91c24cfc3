"""The words of a case (检索词): the pieces it is found by, cut the same way when they are kept and when they are asked.

Chinese has no spaces: names are found by their pieces of two characters. Runs of digits and Latin letters have pieces
of three as well, for two digits stand in half of all numbers.
"""

import re
import unicodedata
from collections.abc import Iterable

_RUN = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[0-9a-z]{3,}")
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")  # 张 三: a name of two characters is often set apart
SHORT, LONG = 2, 3


def fold(text: str) -> str:
    """The text in one form: width and case told no longer apart, one space at most, none between two characters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_GAP.sub("", plain).split())


def kept(fields: Iterable[str]) -> tuple[str, str]:
    """What is kept of a case whose fields these are: the folded text, a line a field, and its pieces, sorted."""
    lines = dict.fromkeys(folded for field in fields if (folded := fold(field)))
    found = {piece for line in lines for run in _RUN.findall(line) for piece in _pieces(run)}
    return "\n".join(lines), " ".join(sorted(found))


def asked(text: str) -> list[tuple[str, list[str]]]:
    """The terms of a question, each folded, with the pieces that a case must have to hold it; all terms must be held.

    Single characters alone are one term, as they are kept.
    """
    terms = [folded for term in text.split() if (folded := fold(term))]
    if all(len(term) == 1 and not term.isascii() for term in terms):
        terms = ["".join(terms)] if terms else []
    return [(term, list(dict.fromkeys(p for run in _RUN.findall(term) for p in _wanted(run)))) for term in terms]


def _cut(run: str, length: int) -> list[str]:
    return [run[start : start + length] for start in range(len(run) - length + 1)]


def _pieces(run: str) -> list[str]:
    return _cut(run, SHORT) + [piece for plain in _PLAIN.findall(run) for piece in _cut(plain, LONG)]


def _wanted(run: str) -> list[str]:
    """The pieces of a run that tell most: of digits and letters the long ones, of the rest those of two."""
    found = [piece for plain in _PLAIN.findall(run) for piece in _cut(plain, LONG)]
    for start, piece in enumerate(_cut(run, SHORT)):
        if not any(plain.start() <= start and start + SHORT <= plain.end() for plain in _PLAIN.finditer(run)):
            found.append(piece)
    return found
