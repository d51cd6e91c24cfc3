"""Names, identity numbers and telephone numbers without what gives a person away, and whether a text holds them."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

JOINING = dict.fromkeys(map(ord, "-‐‑‒–—·•・"))  # what stands inside a number or a name as it is written
MARKS = ("Mn", "Me")  # combining marks and variation selectors, which a reader does not see as letters
COMPOUND_SURNAMES = (
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟",
    "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "钟离",
)  # fmt: skip


def masked_name(name: str) -> str:
    """The surname and 某 for what follows it, as notices print a person: 张建国 becomes 张某某."""
    if not name:
        return ""
    if name[0].isascii():
        return f"{name[0]}***"
    surname = name[:2] if name.startswith(COMPOUND_SURNAMES) and len(name) > 2 else name[0]
    return surname + "某" * min(max(len(name) - len(surname), 1), 2)


def masked_id(number: str) -> str:
    """An identity number (公民身份号码) with its first six and last four characters."""
    return _masked(number, head=6, tail=4)


def masked_phone(number: str) -> str:
    """A telephone number with its first three and last four digits."""
    return _masked(number, head=3, tail=4)


def plain(text: str) -> str:
    """The text as names and numbers are compared: one width and case, without blanks, accents and invisible marks."""
    found = "".join(unicodedata.normalize("NFKD", text).split()).translate(JOINING)
    marks = {character for character in set(found) if unicodedata.category(character) in MARKS}
    found = unicodedata.normalize("NFKC", found.translate(dict.fromkeys(map(ord, marks)))).casefold()
    return found if found.isprintable() else "".join(filter(str.isprintable, found))


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of the names or numbers stands in the text, however it is spaced; a single character never does."""
    told = plain(text)
    return any(len(word) > 1 and word in told for word in map(plain, words))


def joined(value: Any) -> str:
    """All that stands in a value of JSON, line by line."""
    return "\n".join(map(str, _leaves(value)))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    elif value is not None:
        yield value


def _masked(text: str, *, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < 4:  # too short to show anything without giving it away
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[-tail:]
