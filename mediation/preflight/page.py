"""How it is written and printed: characters that nobody sees, and pages that official letters avoid."""

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.sheet import BODY, Page, Text
from mediation.preflight.draft import Draft, Finding

MOST_PAGES = 6  # of a letter that people read


def hidden(draft: Draft) -> Iterator[Finding]:
    """Control, bidirectional and invisible characters, which are left out of the letter."""
    for field in draft.kind.fields:
        value = draft.typed.get(field.name)
        text = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
        found = {c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c not in "\r\n\t"}
        if found and field.type != "rows":
            words = ngettext(
                "It holds an invisible character, which is left out: %(codes)s.",
                "It holds invisible characters, which are left out: %(codes)s.",
                len(found),
            )
            codes = ", ".join(f"U+{ord(character):04X}" for character in sorted(found))
            yield draft.found(field.name, words % {"codes": codes})


def length(draft: Draft) -> Iterator[Finding]:
    """More pages than a reader has patience for."""
    if len(draft.pages) > MOST_PAGES:
        words = _("The letter has %(pages)d pages: can it be shorter, or part of it an attachment?")
        yield Finding("", "", words % {"pages": len(draft.pages)})


def signature(draft: Draft) -> Iterator[Finding]:
    """A page that holds the signature and no text of the letter (GB/T 9704-2012, 7.3.5.5)."""
    for page in draft.pages[1:]:
        place = _signature(page, draft.letter.issuer.name)
        if place is not None and not any(row.y > place for row in _texts(page)):
            yield Finding("", "", _("The signature stands on a page without text: shorten or lengthen the text."))


def _texts(page: Page) -> list[Text]:
    return [row for row in page.operations if isinstance(row, Text) and row.size == BODY]


def _signature(page: Page, name: str) -> float | None:
    """How high the name of the issuer stands on the page as a signature, in points."""
    said = [row.y for row in _texts(page) if "".join(run.text for run in row.runs) == name]
    return said[-1] if said else None
