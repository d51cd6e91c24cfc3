"""Comments at passages of a letter before its signature (批注): made, and resolved by whoever works on the letter."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents.kinds import KINDS
from mediation import access
from mediation.letters import BEFORE_ISSUE
from mediation.machine import Unmet
from mediation.models import Letter, LetterComment, Membership, User
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock
from mediation.operations.revisions import text_of
from mediation.steps import step_of

MOST = 200  # comments of one letter


def comment_on(letter: Letter, text: str, *, by: User, at: datetime, field: str = "", quote: str = "") -> LetterComment:
    """Hang a remark on a passage of a field, on a field, or on the letter as a whole.

    Raises StepForbidden, or StepRefused when the letter is signed or the passage does not stand there.
    """
    with transaction.atomic():
        letter, actor = _lock(letter, by, "comment")
        if unmet := _unmet(letter, text, field, quote):
            raise StepRefused(unmet)
        row = LetterComment.objects.create(
            letter=letter, revision=letter.revisions.count() + 1, field=field, quote=quote, text=text.strip(), by=by,
            at=at,
        )  # fmt: skip
        answers = {"comment": row.pk, "field": field, "quote": quote}
        record_event(letter, "comment", actor=actor, at=at, from_state=letter.state, reason=row.text, answers=answers)
    return row


def resolve_comment(comment: LetterComment, *, by: User, at: datetime) -> LetterComment:
    """The remark is dealt with; once. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        letter, actor = _lock(comment.letter, by, "resolve_comment")
        row = LetterComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        if unmet := _unmet_state(letter):
            raise StepRefused(unmet)
        if not row.is_open:
            raise StepRefused([Unmet(_("the comment is still open"), _("nobody"))])
        row.resolved_by, row.resolved_at = by, at
        row.save()
        answers = {"comment": row.pk}
        record_event(letter, "resolve_comment", actor=actor, at=at, from_state=letter.state, answers=answers)
    return row


def may_comment(user: User, letter: Letter) -> bool:
    """Whoever drafts, reviews or signs the letter, until it is signed."""
    return letter.state in BEFORE_ISSUE and _membership(user, letter, "comment") is not None


def value_of(letter: Letter, field: str) -> str:
    """The text of a field as it is read and quoted, a list one item a line; empty for a field the kind has not."""
    row = next((row for row in KINDS[letter.kind].fields if row.name == field and row.type != "rows"), None)
    value = letter.content.get(field)
    return text_of(row, value) if row is not None and value is not None else ""


def _membership(user: User, letter: Letter, verb: str) -> Membership | None:
    found = (access.membership_for(user, act, letter) for act in step_of(letter, verb).acts)
    return next((membership for membership in found if membership is not None), None)


def _lock(letter: Letter, by: User, verb: str) -> tuple[Letter, Membership]:
    letter = lock(letter)
    actor = _membership(by, letter, verb)
    if actor is None:
        raise StepForbidden(_("You may not comment on this letter."))
    return letter, actor


def _unmet_state(letter: Letter) -> list[Unmet]:
    return [] if letter.state in BEFORE_ISSUE else [Unmet(_("the letter is not signed yet"), _("nobody"))]


def _unmet(letter: Letter, text: str, field: str, quote: str) -> list[Unmet]:
    unmet = _unmet_state(letter)
    if not text.strip():
        unmet.append(Unmet(_("the comment says something"), _("you")))
    if field and field not in {row.name for row in KINDS[letter.kind].fields}:
        unmet.append(Unmet(_("the letter has this field"), _("you")))
    if quote and _bare(quote) not in _bare(value_of(letter, field)):
        unmet.append(Unmet(_("the passage stands in the saved text of this field"), _("you")))
    if LetterComment.objects.filter(letter=letter).count() >= MOST:
        unmet.append(Unmet(_("the letter has fewer than %(most)d comments") % {"most": MOST}, _("nobody")))
    return unmet


def _bare(text: str) -> str:
    """Without blanks and line ends, which a selection in a browser changes."""
    return "".join(text.split())
