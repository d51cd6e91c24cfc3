"""What the page of a step of a letter says of its review."""

from typing import Any

from django import template
from django.utils import timezone

from documents.kinds import KINDS
from mediation.models import Letter, LetterAutosave, LetterComment
from mediation.operations.letters import sketch
from mediation.preflight import Severity
from mediation.preflight.amounts import FIGURES
from mediation.preflight.draft import Draft
from mediation.views.letter_sketch import findings_context, findings_of

register = template.Library()
HEEDED = ("submit", "approve", "sign", "return_for_changes")
GOING_ON = ("submit", "approve", "sign")
LEAVING = ("submit", "sign")  # the drafter's hands


@register.inclusion_tag("mediation/_open_comments.html")
def open_comments(subject: Any, verb: str) -> dict[str, Any]:
    """The open comments of a letter that goes on, and who has text that is not saved; two queries at most."""
    if not isinstance(subject, Letter) or verb not in HEEDED:
        return {"rows": []}
    rows = LetterComment.objects.filter(letter=subject, resolved_at=None).select_related("by")
    unsaved = LetterAutosave.objects.filter(letter=subject).select_related("person") if verb in LEAVING else []
    return {"rows": list(rows), "unsaved": list(unsaved), "letter": subject}


@register.inclusion_tag("mediation/_letter_brief.html")
def letter_brief(subject: Any, verb: str) -> dict[str, Any]:
    """What the letter is that goes on: title, addressee, amounts, pages, warnings; stops stand with the unmet."""
    if not isinstance(subject, Letter) or verb not in GOING_ON or subject.issued_id is not None:
        return {}
    pages = sketch(subject, timezone.now())
    warnings = [row for row in findings_of(subject, pages) if row.severity is Severity.WARN]
    texts = Draft(subject, subject.content, timezone.localdate(), subject.content).texts()
    amounts = dict.fromkeys(found[0] for _field, text in texts for found in FIGURES.finditer(text))
    return {
        "letter": subject, "title": KINDS[subject.kind].title, "pages": len(pages), "amounts": list(amounts)[:8],
        **findings_context(subject, warnings, editable=False),
    }  # fmt: skip
