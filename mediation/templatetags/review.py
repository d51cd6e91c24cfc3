"""What the page of a step of a letter says of its review."""

from typing import Any

from django import template

from mediation.models import Letter, LetterAutosave, LetterComment

register = template.Library()
HEEDED = ("submit", "approve", "sign", "return_for_changes")
LEAVING = ("submit", "sign")  # the drafter's hands


@register.inclusion_tag("mediation/_open_comments.html")
def open_comments(subject: Any, verb: str) -> dict[str, Any]:
    """The open comments of a letter that goes on, and who has text that is not saved; two queries at most."""
    if not isinstance(subject, Letter) or verb not in HEEDED:
        return {"rows": []}
    rows = LetterComment.objects.filter(letter=subject, resolved_at=None).select_related("by")
    unsaved = LetterAutosave.objects.filter(letter=subject).select_related("person") if verb in LEAVING else []
    return {"rows": list(rows), "unsaved": list(unsaved), "letter": subject}
