"""What changed between two versions of a letter: field by field, with the words that went and came."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from documents.fields import Field, Text, printed
from documents.kinds import kind_of
from mediation.models import Letter, Paper, User

SAME, GONE, NEW = "same", "gone", "new"
WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:%-]*|.", re.DOTALL)  # a Latin word or number, else one character
SENTENCES = re.compile(r"[^。；\n]*[。；\n]?")
LONG = 4_000  # characters from which sentences are compared instead of words: the search is quadratic
PAIRS = 20_000  # of equal words to try against each other: where few words repeat all the time it is cubic
LAST = 8  # savings compared on one page
ISLAND = 2  # an unchanged run shorter than this between two changes reads better as changed


@dataclass(frozen=True)
class Part:
    """A run of text that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A field that differs."""

    name: str
    label: Text
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Saved:
    """One saving of a draft: who, when, and what it changed."""

    number: int
    by: User
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Version:
    """A text as it stood: the first as it was drafted, each later one as somebody saved it."""

    number: int
    by: User
    at: datetime
    content: dict[str, Any]


@dataclass(frozen=True)
class Read:
    """A field of two versions, read as one text."""

    name: str
    label: Text
    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        return any(part.kind != SAME for part in self.parts)


def versions_of(text: Letter | Paper, kept: Iterable[Any] | None = None) -> list[Version]:
    """Every version of a text, the first one first; `kept` are its revisions where they are at hand.

    A revision holds the text before the saving that made it.
    """
    revisions: list[Any] = list(text.revisions.select_related("by") if kept is None else kept)
    contents = [revision.content for revision in revisions] + [text.content]
    by, at = (text.drafter, text.drafted_at) if isinstance(text, Letter) else (text.by, text.at)
    later = zip(revisions, contents[1:], strict=True)
    return [
        Version(1, by, at, contents[0]),
        *(Version(number, row.by, row.at, content) for number, (row, content) in enumerate(later, 2)),
    ]


def history_of(text: Letter | Paper) -> list[Saved]:
    """The last savings of a text, the last one first; `redline` reads the earlier ones."""
    rows = versions_of(text)[-LAST - 1 :]
    saved = [
        Saved(new.number, new.by, new.at, tuple(changes_between(text.kind, old.content, new.content)))
        for old, new in pairwise(rows)
    ]
    return saved[::-1]


def redline(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Read]:
    """The whole text of two versions as one, field by field; KeyError for an unknown kind."""
    found = []
    for field in kind_of(kind).fields:
        old, new = text_of(field, before.get(field.name)), text_of(field, after.get(field.name))
        if old or new:
            parts = differences(old, new) if old != new else [Part(SAME, new)]
            found.append(Read(field.name, field.label, tuple(parts)))
    return found


def changes_between(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """The fields of a kind that differ; KeyError for an unknown kind."""
    for field in kind_of(kind).fields:
        old, new = text_of(field, before.get(field.name)), text_of(field, after.get(field.name))
        if old != new:
            yield Change(field.name, field.label, tuple(differences(old, new)))


def differences(old: str, new: str) -> list[Part]:
    """Both texts as one: joined without the new parts they give `old`, without the gone ones `new`.

    By words; what is long or repeats too much by sentences, and in the end as a single change.
    """
    for pattern in (SENTENCES,) if len(old) + len(new) > LONG else (WORDS, SENTENCES):
        a, b = pattern.findall(old), pattern.findall(new)
        head = _common(a, b)
        tail = _common(a[head:][::-1], b[head:][::-1])
        gone, came = a[head : len(a) - tail], b[head : len(b) - tail]
        if _pairs(gone, came) <= PAIRS:
            middle = list(_compared(gone, came))
            break
    else:
        middle = [Part(GONE, "".join(gone)), Part(NEW, "".join(came))]
    parts = [Part(SAME, "".join(a[:head])), *middle, Part(SAME, "".join(a[len(a) - tail :]))]
    return _joined([part for part in parts if part.text])


def _common(a: list[str], b: list[str]) -> int:
    """How many words both begin with."""
    return next((number for number, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _pairs(a: list[str], b: list[str]) -> int:
    """How many pairs of equal words there are."""
    counts = Counter(b)
    return sum(number * counts[word] for word, number in Counter(a).items())


def _compared(a: list[str], b: list[str]) -> Iterator[Part]:
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Part(SAME, "".join(a[i:j]))
        else:
            yield Part(GONE, "".join(a[i:j]))
            yield Part(NEW, "".join(b[k:m]))


def _joined(parts: list[Part]) -> list[Part]:
    """Changes with only a character or two between them become one."""
    found: list[Part] = []
    gone = new = ""
    for number, part in enumerate(parts):
        inside = 0 < number < len(parts) - 1 and bool(gone or new)
        if part.kind == SAME and not (inside and len(part.text) < ISLAND):
            found += [Part(kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text]
            found.append(part)
            gone = new = ""
            continue
        gone += part.text if part.kind != NEW else ""
        new += part.text if part.kind != GONE else ""
    return found + [Part(kind, text) for kind, text in ((GONE, gone), (NEW, new)) if text]


def text_of(field: Field, value: Any) -> str:
    """A fact as a reader compares it; what is not of the field's type is shown as it is stored."""
    if field.type in ("line", "text"):
        return str(value or "")
    if field.type in ("lines", "offices"):
        return "\n".join(value or ())
    if field.type == "rows":
        return "\n".join("，".join(map(str, row)) for row in value or ())
    try:
        return str(printed(field, value))
    except (ValueError, ArithmeticError, StopIteration):
        return str(value)
