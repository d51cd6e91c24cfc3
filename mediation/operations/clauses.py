"""The clause library beside a draft: what fits the dispute, what is looked for, each with its articles of the day."""

import functools
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from documents.fields import Text
from documents.kinds import KINDS
from mediation import lawbook
from mediation.classification import Category, Group
from mediation.lawbook import Key, Law
from mediation.lawbook.clauses import Clause, clauses, clauses_for, search
from mediation.models import Letter
from mediation.operations.citing import citation
from mediation.operations.lawbook import Article, articles_on
from mediation.operations.legal_basis import legal_basis
from mediation.operations.letter_content import groups_of

CITES = "legal_basis"  # the field that lists the articles
MOST_FOUND = 20


@dataclass(frozen=True)
class Choice:
    """A clause as it is offered: its articles, and for a letter that lists articles the line that cites each."""

    clause: Clause
    cited: tuple[tuple[Article, str], ...]
    articles: tuple[Article, ...]


def choices_for(letter: Letter, today: date) -> list[tuple[str, Text, list[Choice]]]:
    """(field, label, clauses for the dispute of the letter) in the order of its fields; two queries."""
    fields = {field.name: field.label for field in KINDS[letter.kind].fields}
    found = _choices(clauses_for(letter.dispute.category, groups_of(letter.dispute), fields), fields, today)
    return [
        (name, label, rows)
        for name, label in fields.items()
        if (rows := [row for row in found if row.clause.field == name])
    ]


def choices_found(query: str, kind: str, today: date) -> list[Choice]:
    """Clauses of all types of dispute for a kind of letter, by article or by words; at most MOST_FOUND."""
    fields = {field.name for field in KINDS[kind].fields}
    wanted = lawbook.looked_for(query)
    return _choices(search(wanted, fields)[:MOST_FOUND], fields, today)


@functools.cache
def offered() -> frozenset[Key]:
    """The articles that clauses and new drafts cite by themselves."""
    drafts = "\n".join(line for category in Category.values for line in legal_basis(category, Group.values))
    return frozenset(lawbook.citations(drafts)) | {key for clause in clauses() for key in clause.basis}


def to_compare(today: date) -> list[tuple[Law, int]]:
    """How many of the offered articles nobody compared yet, by law, the most first; two queries."""
    rows = articles_on(offered(), today).values()
    return Counter(row.text.law for row in rows if not row.quotable).most_common()


def _choices(found: list[Clause], fields: Collection[str], today: date) -> list[Choice]:
    known = articles_on({key for clause in found for key in clause.basis}, today)
    rows = []
    for clause in found:
        articles = tuple(known[key] for key in clause.basis if key in known)
        cited = tuple((row, citation(row)) for row in articles) if CITES in fields else ()
        rows.append(Choice(clause, cited, articles))
    return rows
