"""The receipt and the reply form that go with an issued letter."""

from typing import Any

from django import template
from django.template import Context

from mediation.access import Act, may
from mediation.models import Letter, Paper
from mediation.papers import of_letter

register = template.Library()


@register.inclusion_tag("mediation/_letter_papers.html", takes_context=True)
def letter_papers(context: Context, letter: Letter) -> dict[str, Any]:
    """A row for each, with the paper where it is drawn up; one query. Nothing for who may neither draw nor see it."""
    request = context["request"]
    rows = of_letter(letter)
    drawn = {paper.kind: paper for paper in Paper.objects.visible_to(request.user).filter(letter=letter).live()}
    may_draw = bool(rows) and may(request.user, Act.DRAFT, letter.dispute)
    found = [(row, drawn.get(row.code)) for row in rows if may_draw or row.code in drawn]
    return {"csrf_token": context.get("csrf_token"), "letter": letter, "papers": found, "may_draw": may_draw}
