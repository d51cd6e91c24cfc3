"""What a letter is set in."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import fonts
from mediation.models import Letter

register = template.Library()

FACES: dict[str, Promise] = {
    "fang": _("Fangsong (text)"),
    "kai": _("Kaiti (headings of the second level)"),
    "hei": _("Heiti (headings of the first level)"),
    "title": _("Xiaobiaosong (red header and title)"),
}


@register.inclusion_tag("mediation/_letter_faces.html")
def letter_faces(letter: Letter) -> dict[str, Any]:
    """The faces of the standard for which others stand in: as recorded at the issue, of a draft as it is now."""
    roles = letter.issued.engine.get("substitutes", []) if letter.issued else fonts.substitutes()
    return {"faces": [FACES[role] for role in roles if role in FACES]}
