"""What a letter tells of its service, its answer and its verification."""

import pytest
from django.utils.translation import override

from mediation.models import Letter
from mediation.templatetags.files import particulars
from tests import cast
from tests.factories import fresh, later, make_letter, take


def told(letter=None, **known):
    with override("en"):
        rows = particulars(letter or Letter(kind="reminder", **known))
        return {str(label): str(words) for label, words in rows}


def test_nothing_of_a_letter_that_only_left_the_house():
    assert told() == {}


def test_the_way_of_service_to_the_hour():
    assert told(service={"mail_number": "EMS 1", "hour": 9, "of_a_later_version": "x"}) == {
        "Number of the mail": "EMS 1", "Hour of receipt": "09:00",
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("cheap_letters")
@pytest.mark.parametrize(("days", "words"), [(0, "in time"), (1, "late")])
def test_whether_the_answer_came_in_time(days, words):
    letter = make_letter("reminder", "served")
    day = later(letter.reply_due_on, days)
    take(letter, "answer_letter", cast.city_mediator(), day, answered_on=day, answer="已付清。", answered_how="post")
    found = told(fresh(letter))
    assert found["Answer due"] == f"{letter.reply_due_on} · {words}"
    assert found["How the answer came"] == "By post"


def test_who_verified_with_whom():
    found = told(verified_how="on_the_spot", verified_with="何喆")
    assert found == {"How it was verified": "On the spot, by two people", "The second person": "何喆"}
