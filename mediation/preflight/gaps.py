"""What a clause of the library leaves to the drafter."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mediation.lawbook.clauses import gaps
from mediation.preflight.draft import Draft, Finding


def unfilled(draft: Draft) -> Iterator[Finding]:
    """A clause was put in, and its 【金额】 still stands there."""
    for field, text in draft.texts():
        left = sorted(gap for gap in gaps() if gap in text)
        if left:
            yield draft.found(field.name, _("Still to be filled in: %(gaps)s.") % {"gaps": "、".join(left)})
