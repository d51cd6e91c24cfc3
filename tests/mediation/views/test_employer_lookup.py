"""Looking employers up while typing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Employer
from tests import cast, factories

pytestmark = pytest.mark.django_db


def look(client, text, user=None):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse("employer-lookup"), {"employer_name": text})


def names(answer):
    return re.findall(r'data-name="(.*?)"', answer.content.decode())


@pytest.fixture
def shirts():
    cast.other_employer()
    return cast.employer()


@pytest.mark.parametrize("text", ["枫裳", " 服饰有限 ", "91330681ma2feng", "浙江枫裳服饰有限公司"])
def test_it_is_found_by_a_part_of_the_name_or_the_head_of_the_code(client, shirts, text):
    assert names(look(client, text)) == [shirts.name]


@pytest.mark.parametrize("text", ["", "枫", " 枫 ", "\0\0\0"])
def test_below_two_characters_nothing_is_looked_up(client, shirts, text):
    answer = look(client, text)
    assert names(answer) == []
    assert 'role="option"' not in answer.content.decode()


def test_a_name_that_is_not_there_offers_a_new_employer(client, shirts):
    answer = look(client, "山下湖珍珠<b>")
    text = answer.content.decode()
    assert names(answer) == []
    assert "enter “山下湖珍珠&lt;b&gt;” as a new employer" in text
    assert "0 employers found" in text


def test_a_common_word_shows_the_first_few_and_says_so(client):
    Employer.objects.bulk_create(Employer(name=f"诸暨袜业{number:02}号") for number in range(20))
    answer = look(client, "袜业")
    assert names(answer) == [f"诸暨袜业{number:02}号" for number in range(8)]
    assert "type more of the name" in answer.content.decode()


def test_signs_of_patterns_are_taken_as_they_are(client, shirts):
    assert names(look(client, "%%")) == names(look(client, "__")) == []


def test_it_tells_nothing_of_the_cases(client, shirts):
    before = look(client, "枫裳").content
    factories.register_dispute(workers=("蒋喆",))
    assert look(client, "枫裳").content == before


@pytest.mark.parametrize(
    "person", [cast.volunteer, cast.worker_user, cast.employer_user, cast.inspector, cast.administrator]
)
def test_only_who_registers_cases_may_look(client, shirts, person):
    assert look(client, "枫裳", person()).status_code == 403


def test_queries_do_not_grow(client):
    Employer.objects.bulk_create(Employer(name=f"诸暨袜业{number}号", town=cast.town()) for number in range(8))
    look(client, "袜业0")
    with CaptureQueriesContext(connection) as one:
        look(client, "袜业0")
    with CaptureQueriesContext(connection) as eight:
        look(client, "袜业")
    assert len(one) == len(eight)
