"""What the page of a letter knows of the law: cited articles that changed, and the clauses that fit."""

from dataclasses import dataclass

from django.utils import timezone

from documents.kinds import KINDS
from mediation.lawbook import Key
from mediation.lawbook.clauses import Clause, clauses_for
from mediation.operations.citing import amended, citation
from mediation.operations.lawbook import Article, articles_on
from mediation.operations.letter_content import groups_of

CITES = "legal_basis"  # the field that lists the articles


@dataclass(frozen=True)
class Choice:
    """A clause as it is offered: the lines that cite its articles, and the articles themselves."""

    clause: Clause
    cited: tuple[str, ...]
    articles: tuple[Article, ...]


def law_of(letter, *, inside, editing):
    """Context of the page of a letter: `amended` and, for who edits it, `clauses` by field
    ((field, label, choices)…) and `lists`, the fields of one item a line.
    """
    if not inside:
        return {}
    today = timezone.localdate()
    context = {"amended": amended(letter, today), "editing": editing}
    if not editing:
        return context
    lists = " ".join(field.name for field in KINDS[letter.kind].fields if field.type == "lines")
    return context | {"clauses": _choices(letter, today), "lists": lists}


def _choices(letter, today):
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
    return Choice(clause, tuple(citation(row) for row in articles) if cites else (), articles)
