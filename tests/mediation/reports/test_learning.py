"""What a drafter learned, and who may read it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mediation.classification import Fault
from mediation.models import Letter
from mediation.operations.comments import comment_on
from mediation.operations.letters import edit_letter
from mediation.reports.learning import learned
from tests import cast
from tests.factories import MONDAY, at, later, make_letter, take

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 5)


@pytest.fixture
def letter():
    """A volunteer's letter: returned twice, commented on, changed by the mediator."""
    volunteer = cast.volunteer()
    letter = make_letter("reminder", drafter=volunteer)
    for codes in (["facts", "amount"], ["facts"]):
        letter = take(letter, "submit", volunteer, DAY)
        comment_on(letter, "请写明月份。", by=cast.reviewer(), at=at(DAY))
        letter = take(letter, "return_for_changes", cast.reviewer(), DAY, codes=codes, reason="请补充。")
    content = {**letter.content, "facts_found": "三月未发工资。"}
    return edit_letter(letter, content, by=cast.city_mediator(), at=at(DAY))


def test_returns_comments_and_changes_of_others_count(letter):
    first = make_letter("reminder", "approved", drafter=cast.volunteer())
    found = learned(cast.volunteer(), cast.volunteer(), DAY)
    assert (found.drafted, found.at_once.numerator, found.at_once.denominator) == (2, 1, 2)
    assert found.faults == [(Fault.FACTS.label, 2), (Fault.AMOUNT.label, 1)]
    assert [event.reason for event in found.returns] == ["请补充。"] * 2
    assert [comment.letter for comment in found.comments] == [letter] * 2
    assert [(row.letter, row.by, [change.name for change in row.changes]) for row in found.changed] == [
        (letter, cast.city_mediator(), ["facts_found"])
    ]
    assert first.state == "approved"


def test_letters_of_others_and_of_another_year_do_not_count(letter):
    make_letter("reminder", "returned")
    assert learned(cast.volunteer(), cast.volunteer(), later(DAY, 400)).drafted == 0
    assert learned(cast.volunteer(), cast.volunteer(), DAY).drafted == 1


def test_the_person_and_who_leads_in_the_union_read_it_and_nobody_else(client, letter):
    Letter.objects.update(drafted_at=timezone.now())  # the page counts the last year
    key = {"person": cast.volunteer().pk}
    statuses = {}
    for name in ("volunteer", "reviewer", "manager", "city_mediator", "town_mediator", "chair", "auditor"):
        client.force_login(getattr(cast, name)())
        statuses[name] = client.get(reverse("learning"), key).status_code
    assert statuses == {
        "volunteer": 200, "reviewer": 200, "manager": 200, "city_mediator": 404, "town_mediator": 404, "chair": 403,
        "auditor": 403,
    }  # fmt: skip


def test_queries_do_not_grow_with_letters(client, letter, django_assert_max_num_queries):
    client.force_login(cast.volunteer())
    counts = []
    for _round in range(2):
        other = make_letter("reminder", drafter=cast.volunteer())
        edit_letter(other, {**other.content, "facts_found": "改。"}, by=cast.city_mediator(), at=at(DAY))
        with django_assert_max_num_queries(25) as seen:
            client.get(reverse("learning"))
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]
