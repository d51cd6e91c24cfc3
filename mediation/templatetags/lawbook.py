"""How articles are shown, and what the page of a letter knows of the law: changed citations, fitting clauses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from documents.kinds import KINDS
from mediation.lawbook import Key
from mediation.lawbook.clauses import Clause, clauses_for
from mediation.lawbook.numerals import printed
from mediation.models import Letter
from mediation.operations.citing import amended, citation
from mediation.operations.lawbook import Article, articles_on
from mediation.operations.letter_content import groups_of

register = template.Library()
CITES = "legal_basis"  # the field that lists the articles


@dataclass(frozen=True)
class Choice:
    """A clause as it is offered: its articles, and for a letter that lists articles the line that cites each."""

    clause: Clause
    cited: tuple[tuple[Article, str], ...]
    articles: tuple[Article, ...]


@register.filter
def article_number(article: str) -> str:
    """The number of an article as laws print it: 38 as 第三十八条."""
    return printed(article)


@register.inclusion_tag("mediation/_letter_amended.html", takes_context=True)
def letter_amended(context: Context, letter: Letter, editing: Any) -> dict[str, Any]:
    """The cited articles that read otherwise today; two queries at most."""
    found = amended(letter, timezone.localdate())
    return {"amended": found, "letter": letter, "editing": bool(editing), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("mediation/_letter_clauses.html")
def letter_clauses(letter: Letter) -> dict[str, Any]:
    """Beside a draft: the clauses for its fields and its dispute, and the fields that list one item a line."""
    lists = " ".join(field.name for field in KINDS[letter.kind].fields if field.type == "lines")
    return {"clauses": _choices(letter, timezone.localdate()), "lists": lists}


def _choices(letter: Letter, today: date) -> list[tuple[str, Any, list[Choice]]]:
    """(field, label, choices) in the order of the fields."""
    fields = {field.name: field.label for field in KINDS[letter.kind].fields}
    found = clauses_for(letter.dispute.category, groups_of(letter.dispute), fields)
    known = articles_on({key for clause in found for key in clause.basis}, today)
    return [
        (name, label, rows)
        for name, label in fields.items()
        if (rows := [_choice(clause, known, CITES in fields) for clause in found if clause.field == name])
    ]


def _choice(clause: Clause, known: dict[Key, Article], cites: bool) -> Choice:
    articles = tuple(known[key] for key in clause.basis if key in known)
    return Choice(clause, tuple((row, citation(row)) for row in articles) if cites else (), articles)
