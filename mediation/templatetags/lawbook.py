"""How articles are shown, and what the page of a letter knows of the law: changed articles, fitting clauses."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from documents.kinds import KINDS
from mediation.lawbook.numerals import printed
from mediation.models import Letter
from mediation.operations.citing import amended
from mediation.operations.clauses import choices_for

register = template.Library()


@register.filter
def article_number(article: str) -> str:
    """The number of an article as laws print it: 38 as 第三十八条."""
    return printed(article)


@register.inclusion_tag("mediation/_letter_amended.html", takes_context=True)
def letter_amended(context: Context, letter: Letter, editing: Any) -> dict[str, Any]:
    """The cited articles that read otherwise today. Two queries at most."""
    return {
        "amended": amended(letter, timezone.localdate()), "letter": letter, "editing": bool(editing),
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("mediation/_letter_clauses.html")
def letter_clauses(letter: Letter) -> dict[str, Any]:
    """Beside a draft: the clauses for its fields and its dispute, and the fields that list one item a line."""
    lists = " ".join(field.name for field in KINDS[letter.kind].fields if field.type == "lines")
    return {"clauses": choices_for(letter, timezone.localdate()), "lists": lists, "kind": letter.kind}
