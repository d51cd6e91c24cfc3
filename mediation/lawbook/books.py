"""The laws that come with the product: one readable text file an edition of a law.

A file is a head of `name: value` lines, an empty line, then the articles: `第三十八条 ` opens one, every further
line is a paragraph of it, and `[2013-07-01]` after the number says from when this wording holds, where not from
the day of the head. `standing: copy` means: read in a public copy and still to be compared with the official text.
"""

import functools
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from mediation.lawbook.numerals import kept

FOLDER = Path(__file__).parent / "laws"
REPUBLIC = "中华人民共和国"
_OPENING = re.compile(r"(第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?) (?:\[([0-9-]{10})\] )?(.*)")
_NEEDED = {"title", "short", "rank", "since", "source", "standing"}


class Rank(StrEnum):
    """What kind of instrument it is (效力层级), in the order of the list."""

    LAW = "law"  # 法律
    REGULATION = "regulation"  # 行政法规
    INTERPRETATION = "interpretation"  # 司法解释
    RULE = "rule"  # 部门规章
    LOCAL = "local"  # 地方性法规
    OTHER = "other"


@dataclass(frozen=True)
class Law:
    """A law by its names; `short` is what addresses, searches and rows of the database call it."""

    title: str
    short: str
    rank: Rank = Rank.OTHER


@dataclass(frozen=True)
class ArticleText:
    """One wording of one article (条文). Holds from `since` to `until` inclusive; None: not repealed.

    `entered` counts what was put right: of two wordings with the same first day the greater one holds.
    """

    law: Law
    article: str
    text: str
    since: date
    until: date | None
    source: str
    entered: int = 0

    @property
    def sha256(self) -> str:
        return text_hash(self.text)


class BookProblem(ValueError):
    """A file of the lawbook is not readable; the message names file and line."""


def text_hash(text: str) -> str:
    """sha256 of a wording, by which a confirmation or a snapshot knows it again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def short_name(title: str) -> str:
    """《中华人民共和国劳动合同法》, 中华人民共和国劳动合同法 and 劳动合同法 are all 劳动合同法."""
    bare = title.strip().strip("《》").strip()
    return _shorts().get(bare) or bare.removeprefix(REPUBLIC)


@functools.cache
def _shorts() -> dict[str, str]:
    return {law.title: law.short for law in laws().values()}


@functools.cache
def laws() -> dict[str, Law]:
    """The laws of the files by short name."""
    return {row.law.short: row.law for row in seeds()}


@functools.cache
def seeds() -> tuple[ArticleText, ...]:
    """Every article text of the files. Raises BookProblem."""
    return tuple(row for path in sorted(FOLDER.glob("*.txt")) for row in read(path.read_text("utf-8"), path.name))


@functools.cache
def wordings() -> dict[tuple[str, str], tuple[ArticleText, ...]]:
    """The texts of the files by law and article."""
    found: dict[tuple[str, str], tuple[ArticleText, ...]] = {}
    for row in seeds():
        key = (row.law.short, row.article)
        found[key] = (*found.get(key, ()), row)
    return found


def holding(texts: Iterable[ArticleText], on: date) -> ArticleText | None:
    """The wording in force on a day; None before the first and after a repeal."""
    begun = [text for text in texts if text.since <= on]
    last = max(begun, key=lambda text: (text.since, text.entered), default=None)
    return last if last is not None and (last.until is None or on <= last.until) else None


def read(text: str, name: str = "") -> list[ArticleText]:
    """The articles of one file. Raises BookProblem."""
    top, _gap, body = text.partition("\n\n")
    head = dict(line.split(": ", 1) for line in top.split("\n") if ": " in line)
    if missing := _NEEDED - head.keys():
        raise BookProblem(f"{name}: the head lacks {', '.join(sorted(missing))}")
    law = Law(head["title"], head["short"], Rank(head["rank"]))
    until = date.fromisoformat(head["until"]) if "until" in head else None
    found: dict[str, tuple[date, list[str]]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(body.split("\n"), len(top.split("\n")) + 2):
        if opening := _OPENING.fullmatch(line):
            article, lines = kept(opening[1]), [opening[3]]
            if article in found:
                raise BookProblem(f"{name}:{number}: {opening[1]} stands there twice")
            found[article] = (date.fromisoformat(opening[2] or head["since"]), lines)
        elif line and lines is None:
            raise BookProblem(f"{name}:{number}: text before the first article")
        elif line and lines is not None:
            lines.append(line)
    return [
        ArticleText(law, article, "\n".join(paragraphs), since, until, head["source"])
        for article, (since, paragraphs) in found.items()
    ]
