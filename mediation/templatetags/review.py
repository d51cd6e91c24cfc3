"""What the page of a step of a letter says of its review."""

from typing import Any

from django import template

from mediation.models import Letter, LetterComment

register = template.Library()
HEEDED = ("submit", "approve", "sign", "return_for_changes")


@register.inclusion_tag("mediation/_open_comments.html")
def open_comments(subject: Any, verb: str) -> dict[str, Any]:
    """The open comments of a letter that goes on; one query."""
    if not isinstance(subject, Letter) or verb not in HEEDED:
        return {"rows": []}
    rows = LetterComment.objects.filter(letter=subject, resolved_at=None).select_related("by")
    return {"rows": list(rows), "letter": subject}
