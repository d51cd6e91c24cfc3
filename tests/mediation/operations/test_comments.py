"""Comments at passages: who may make and resolve them, what is refused, and what the history keeps."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from mediation.integrity import violations
from mediation.models import LetterComment
from mediation.operations.comments import comment_on, may_comment, resolve_comment
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_letter
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
NOW = at(later(MONDAY, 3))


def test_a_comment_hangs_on_a_passage_and_leaves_the_version_alone():
    letter = make_letter("opinion", "in_review")
    before = fresh(letter).version
    quote = letter.content["facts_found"][:6]
    row = comment_on(letter, " 请写明月份。 ", by=cast.reviewer(), at=NOW, field="facts_found", quote=quote)
    assert (row.text, row.field, row.quote, row.revision, row.is_open) == (
        "请写明月份。", "facts_found", quote, 1, True,
    )  # fmt: skip
    row = resolve_comment(row, by=letter.drafter, at=NOW)
    assert (row.resolved_by, row.resolved_at, row.is_open) == (letter.drafter, NOW, False)
    events = list(letter.events.order_by("number"))[-2:]
    assert [(event.kind, event.reason, event.from_state, event.to_state) for event in events] == [
        ("comment", "请写明月份。", "in_review", "in_review"), ("resolve_comment", "", "in_review", "in_review"),
    ]  # fmt: skip
    assert fresh(letter).version == before
    assert list(violations()) == []


@pytest.mark.parametrize(
    ("given", "unmet"),
    [
        ({"text": "  "}, "the comment says something"),
        ({"field": "nothing"}, "the letter has this field"),
        ({"field": "facts_found", "quote": "没有这句"}, "the passage stands in the saved text of this field"),
    ],
)
def test_a_comment_that_says_nothing_or_hangs_on_nothing_is_refused(given, unmet):
    letter = make_letter("opinion", "in_review")
    with refused(unmet):
        comment_on(letter, **{"text": "请改。"} | given, by=cast.reviewer(), at=NOW)


def test_after_the_signature_nobody_comments_or_resolves():
    letter = make_letter("opinion", "issued")
    row = LetterComment.objects.create(letter=letter, revision=1, text="晚了。", by=cast.reviewer(), at=NOW)
    with refused("the letter is not signed yet"):
        comment_on(letter, "晚了。", by=cast.reviewer(), at=NOW)
    with refused("the letter is not signed yet"):
        resolve_comment(row, by=cast.reviewer(), at=NOW)
    assert not may_comment(cast.reviewer(), letter)


def test_strangers_do_not_comment_and_nothing_is_resolved_twice():
    letter = make_letter("opinion", "in_review")
    row = comment_on(letter, "请改。", by=cast.reviewer(), at=NOW)
    for person in (cast.auditor(), cast.manager()):
        with forbidden():
            comment_on(letter, "请改。", by=person, at=NOW)
        with forbidden():
            resolve_comment(row, by=person, at=NOW)
    resolve_comment(row, by=cast.reviewer(), at=NOW)
    with refused("the comment is still open"):
        resolve_comment(row, by=letter.drafter, at=NOW)


def test_a_comment_changes_by_being_resolved_and_then_no_more():
    letter = make_letter("reminder", "in_review")
    row = comment_on(letter, "请写明月份。", by=cast.reviewer(), at=NOW)
    rows, person = LetterComment.objects.filter(pk=row.pk), cast.reviewer()
    before = rows.values().get()
    for change in ({"text": "改"}, {"at": NOW + timedelta(days=1)}, {"resolved_by": person}, {"letter": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="改", resolved_at=NOW, resolved_by=person)
    assert rows.values().get() == before
    resolve_comment(row, by=letter.drafter, at=NOW)
    for act in (rows.delete, lambda: rows.update(resolved_at=None), lambda: rows.update(resolved_by=person)):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            act()
    assert rows.values().get() == {**before, "resolved_at": NOW, "resolved_by_id": letter.drafter_id}
