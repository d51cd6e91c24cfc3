"""The clause library (条款库): text blocks by dispute type, each with its articles; files that a lawyer can edit.

A file has a head `type: 01` (`*`: every type), then blocks parted by empty lines: `[field] name`, `law: 劳动法50 …`,
perhaps `group: migrant`, then the text in one line. 【…】 is to be filled in by the drafter.
"""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mediation.lawbook.books import BookProblem
from mediation.lawbook.citing import Key, Wanted, looked_for

FOLDER = Path(__file__).parent / "blocks"
EVERY = "*"
_GAP = re.compile(r"【[^【】]+】")
_TITLE = re.compile(r"\[([a-z_]+)\] (.+)")


@dataclass(frozen=True)
class Clause:
    """A block of text for one field of a letter, in disputes of one type; `group` narrows it to special workers."""

    category: str
    field: str
    name: str
    text: str
    basis: tuple[Key, ...]
    group: str = ""


@functools.cache
def clauses() -> tuple[Clause, ...]:
    """The whole library, those for every type last. Raises BookProblem."""
    paths = sorted(FOLDER.glob("*.txt"))
    return tuple(clause for path in paths for clause in read(path.read_text("utf-8"), path.name))


def clauses_for(category: str, groups: Collection[str], fields: Collection[str]) -> list[Clause]:
    """What fits a dispute of the type with workers of these groups, for these fields of a letter."""
    return [
        clause
        for clause in clauses()
        if clause.category in (category, EVERY)
        and clause.field in fields
        and (not clause.group or clause.group in groups)
    ]


def search(wanted: Wanted, fields: Collection[str]) -> list[Clause]:
    """The clauses for these fields that rest on an article, or hold all the words; of every type of dispute."""
    return [clause for clause in clauses() if clause.field in fields and _answers(clause, wanted)]


def _answers(clause: Clause, wanted: Wanted) -> bool:
    if wanted.article:
        return any(wanted.law in law and wanted.article == article for law, article in clause.basis)
    words = wanted.words.split()
    return bool(words) and all(word in clause.name + clause.text for word in words)


@functools.cache
def gaps() -> frozenset[str]:
    """What the drafter has to fill in, as it stands in the texts: 【金额】."""
    return frozenset(gap for clause in clauses() for gap in _GAP.findall(clause.text))


def read(text: str, name: str = "") -> list[Clause]:
    """The clauses of one file. Raises BookProblem."""
    head, *blocks = text.strip().split("\n\n")
    if not head.startswith("type: "):
        raise BookProblem(f"{name}: the head names no type")
    return [_clause(head.removeprefix("type: "), block.split("\n"), name) for block in blocks]


def _clause(category: str, lines: list[str], name: str) -> Clause:
    title = _TITLE.fullmatch(lines[0])
    marks = dict(line.split(": ", 1) for line in lines[1:-1] if ": " in line)
    if title is None or len(lines) < 3 or not {"law"} <= marks.keys() <= {"law", "group"}:
        raise BookProblem(f"{name}: “{lines[0]}” is not a clause")
    basis = tuple((wanted.law, wanted.article) for part in marks["law"].split() for wanted in [looked_for(part)])
    return Clause(category, title[1], title[2], lines[-1], basis, marks.get("group", ""))
