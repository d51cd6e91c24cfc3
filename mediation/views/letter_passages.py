"""What the page of a letter shows of its comments: beside the fields, in the text, and the resolved ones."""

from dataclasses import dataclass

from documents.kinds import KINDS
from mediation.forms.review import CommentForm
from mediation.letters import EDITABLE, State
from mediation.models import LetterComment
from mediation.operations.comments import may_comment, value_of

READ = {*EDITABLE, State.IN_REVIEW, State.APPROVED}  # the states in which the text is read field by field


@dataclass(frozen=True)
class Paragraph:
    """A line of a field as it is read: runs of text, each with the comment that quotes it or None, and under it the
    comments whose passage ends here.
    """

    runs: list
    comments: list


@dataclass(frozen=True)
class Passage:
    """A field of a letter as it is read."""

    name: str
    label: object
    paragraphs: list


def comments_context(user, letter, *, inside, editing, form=None):
    """Comments by field, those on the whole, the resolved ones, and the text to be read where it is not edited."""
    if not inside:
        return {}
    rows = list(letter.comments.select_related("by", "resolved_by"))
    still_open = [row for row in rows if row.is_open]
    by_field: dict[str, list[LetterComment]] = {}
    for row in still_open:
        by_field.setdefault(row.field, []).append(row)
    may = may_comment(user, letter)
    reads = letter.state in READ and not editing
    return {
        "comments": by_field, "comments_on_all": by_field.get("", []), "comments_open": len(still_open),
        "comments_resolved": [row for row in rows if not row.is_open], "may_comment": may,
        "comment_form": (form or CommentForm(letter=letter)) if may else None,
        "passages": _passages(letter, by_field) if reads else [],
    }  # fmt: skip


def _passages(letter, by_field):
    found = []
    for field in KINDS[letter.kind].fields:
        text = value_of(letter, field.name)
        if text:
            found.append(Passage(field.name, field.label, _paragraphs(text, by_field.get(field.name, []))))
    return found


def _paragraphs(text, comments):
    """The lines of a text; a comment stands under the one in which its passage ends, else under the last."""
    lines = [Paragraph([], []) for _line in text.split("\n")]
    number = 0
    for part, comment in _runs(text, comments):
        for place, line in enumerate(part.split("\n")):
            number += bool(place)
            if line:
                lines[number].runs.append((line, comment))
    for comment in comments:
        start = text.find(comment.quote) if comment.quote else -1
        end = len(text) if start < 0 else start + len(comment.quote)
        lines[text[:end].count("\n")].comments.append(comment)
    return lines


def _runs(text, comments):
    """The text cut where comments quote it; of two that overlap the first counts."""
    taken: list[tuple[int, int, LetterComment]] = []
    for comment in comments:
        start = text.find(comment.quote) if comment.quote else -1
        if start >= 0 and all(start >= end or start + len(comment.quote) <= begin for begin, end, _row in taken):
            taken.append((start, start + len(comment.quote), comment))
    place = 0
    for start, end, comment in sorted(taken, key=lambda row: row[0]):
        yield from ((part, row) for part, row in ((text[place:start], None), (text[start:end], comment)) if part)
        place = end
    if text[place:]:
        yield text[place:], None
