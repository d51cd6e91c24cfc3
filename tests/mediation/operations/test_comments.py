"""Comments at passages: who may make and resolve them, what is refused, and what the history keeps."""

import pytest
from django.utils import translation

from mediation.integrity import violations
from mediation.models import LetterComment
from mediation.operations.comments import comment_on, may_comment, resolve_comment
from mediation.operations.errors import StepForbidden, StepRefused
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_letter

pytestmark = pytest.mark.django_db
NOW = at(later(MONDAY, 3))


def trace(letter):
    row = fresh(letter)
    return row.version, row.state, row.content, row.dispute.events.count(), row.comments.count()


def test_a_comment_hangs_on_a_passage_and_leaves_the_version_alone():
    letter = make_letter("opinion", "in_review")
    before = fresh(letter).version
    quote = letter.content["facts_found"][:6]
    row = comment_on(letter, " 请写明月份。 ", by=cast.reviewer(), at=NOW, field="facts_found", quote=quote)
    assert (row.text, row.field, row.quote, row.version, row.is_open) == (
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
    before = trace(letter)
    with translation.override("en"), pytest.raises(StepRefused) as refused:
        comment_on(letter, given.pop("text", "请改。"), by=cast.reviewer(), at=NOW, **given)
    assert ([str(row.what) for row in refused.value.unmet], trace(letter)) == ([unmet], before)


def test_after_the_signature_nobody_comments_or_resolves():
    letter = make_letter("opinion", "issued")
    row = LetterComment.objects.create(letter=letter, version=1, text="晚了。", by=cast.reviewer(), at=NOW)
    before = trace(letter)
    with pytest.raises(StepRefused):
        comment_on(letter, "晚了。", by=cast.reviewer(), at=NOW)
    with pytest.raises(StepRefused):
        resolve_comment(row, by=cast.reviewer(), at=NOW)
    row.refresh_from_db()
    assert (trace(letter), row.is_open, may_comment(cast.reviewer(), letter)) == (before, True, False)


def test_strangers_do_not_comment_and_nothing_is_resolved_twice():
    letter = make_letter("opinion", "in_review")
    row = comment_on(letter, "请改。", by=cast.reviewer(), at=NOW)
    before = trace(letter)
    for person in (cast.auditor(), cast.manager()):
        with pytest.raises(StepForbidden):
            comment_on(letter, "请改。", by=person, at=NOW)
        with pytest.raises(StepForbidden):
            resolve_comment(row, by=person, at=NOW)
    assert trace(letter) == before
    resolve_comment(row, by=cast.reviewer(), at=NOW)
    after = trace(letter)
    with pytest.raises(StepRefused):
        resolve_comment(row, by=letter.drafter, at=NOW)
    assert trace(letter) == after
