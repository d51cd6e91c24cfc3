"""Text that is typed and not saved: kept a person and draft, offered when the draft is opened, dropped on saving."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.kinds import KINDS
from mediation import access
from mediation.access import Act
from mediation.letters import EDITABLE
from mediation.models import Letter, LetterAutosave, User
from mediation.operations.errors import StepForbidden

MOST = 250_000  # characters of all fields together

Typed = dict[str, Any]


def keep_unsaved(letter: Letter, typed: Typed, *, by: User, at: datetime, version: int) -> LetterAutosave | None:
    """Keep what a person has typed on the version they saw; None when that is the saved text, and nothing is kept.

    Raises StepForbidden without the right, or when the letter has left the drafter; ValueError when it is too much.
    """
    with transaction.atomic():
        rows = Letter.objects.select_for_update(of=("self",))
        letter = rows.select_related("dispute__holder__parent__parent", "issuer").get(pk=letter.pk)
        if letter.state not in EDITABLE or not access.may(by, Act.DRAFT, letter):
            raise StepForbidden(_("You may not edit this letter."))
        if sum(len(str(text)) for text in typed.values()) > MOST:
            raise ValueError(MOST)
        if typed == as_typed(letter, typed):
            drop_unsaved(letter, by)
            return None
        row, _created = LetterAutosave.objects.update_or_create(
            letter=letter, person=by, defaults={"typed": typed, "base_version": version, "at": at}
        )
    return row


def drop_unsaved(letter: Letter, by: User) -> None:
    """Forget what the person had typed."""
    LetterAutosave.objects.filter(letter=letter, person=by).delete()


def unsaved_of(letter: Letter, person: User) -> LetterAutosave | None:
    """What the person typed and did not save."""
    return LetterAutosave.objects.filter(letter=letter, person=person).first()


def as_typed(letter: Letter, like: Typed) -> Typed:
    """The saved text as a form sends it back, of the fields that `like` has."""
    text: Typed = {}
    for name in like:
        value = letter.content.get(name)
        text[name] = "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
    if "supervisors" in like:
        text["supervisors"] = sorted(str(pk) for pk in letter.supervisors.values_list("pk", flat=True))
    return text


def names_of(letter: Letter) -> list[str]:
    """The fields of the letter that somebody types."""
    return [row.name for row in KINDS[letter.kind].fields if row.name not in letter.row.fixed and row.type != "rows"]
