"""The page of the finder, its Excel file, and leaving a case out."""

import io
import logging
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.factories import acts, later, make_dispute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


@pytest.fixture
def day():
    """A month ago: mediation has failed, the limitation runs."""
    return later(timezone.localdate(), -30)


def look(client, user=None, query="", name="finder"):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse(name) + query)


def numbers(answer):
    return [line["found"].dispute.number for line in answer.context["lines"]]


def test_masked_with_the_next_step(client, day):
    dispute = make_dispute("unresolved", on=day, workers=("䶮喆",), groups=["platform"])
    text = look(client).content.decode()
    assert "䶮某" in text
    assert "䶮喆" not in text
    assert reverse("proceeding-prepare", args=[dispute.pk, "support_for_prosecution"]) in text


def test_who_only_reads_gets_no_buttons(client, day):
    dispute = make_dispute("unresolved", on=day, groups=["platform"])
    text = look(client, cast.manager()).content.decode()
    assert dispute.number in text
    assert reverse("support-dismiss", args=[dispute.pk]) not in text


def test_filters_by_group_town_and_day(client, day):
    here = make_dispute("unresolved", on=day, holder=cast.town(), groups=["woman"], town=cast.town())
    there = make_dispute("unresolved", on=later(day, 5), groups=["platform"])
    assert sorted(numbers(look(client))) == sorted([here.number, there.number])
    assert numbers(look(client, query="?group=woman")) == [here.number]
    assert numbers(look(client, query=f"?town={cast.town().pk}")) == [here.number]
    assert numbers(look(client, query=f"?since={later(day, 10)}")) == [there.number]
    assert numbers(look(client, query="?group=older")) == []


@pytest.mark.parametrize("query", ["?group=rich", "?town=x", "?since=2026-02-31"])
def test_a_filter_that_cannot_be_read(client, day, query):
    make_dispute("unresolved", on=day, groups=["woman"])
    answer = look(client, query=query)
    assert (answer.status_code, numbers(answer)) == (422, [])
    assert look(client, query=query, name="finder-export").status_code == 302


def test_those_whose_limitation_is_over_have_their_own_tab(client, day):
    late = make_dispute("unresolved", on=day, groups=["woman"], employment_ended_on=later(day, -400))
    answer = look(client)
    assert (numbers(answer), answer.context["counts"]) == ([], {"0": 0, "1": 1})
    assert numbers(look(client, query="?over=1")) == [late.number]


def test_the_excel_file_is_masked_and_logged(client, day, caplog):
    make_dispute("unresolved", on=day, workers=("欧阳建国",), groups=["woman"])
    with caplog.at_level(logging.INFO, "mediation.views.finder"):
        answer = look(client, query="?group=woman", name="finder-export")
        body = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if "/sheet" in name)
    assert "欧阳某某" in sheets
    assert "欧阳建国" not in sheets
    assert "王梅" in sheets  # who made it
    assert [row.message for row in caplog.records if row.name == "mediation.views.finder"] == [
        f"export of the finder: user={cast.city_mediator().pk} rows=1 filter={{'group': 'woman'}}"
    ]


def test_not_suitable(client, day):
    dispute = make_dispute("unresolved", on=day, groups=["woman"])
    url = reverse("support-dismiss", args=[dispute.pk])
    look(client)
    assert client.post(url, {"version": dispute.version}).status_code == 422
    assert acts(dispute)[-1] != "dispute dismiss_support"
    answer = client.post(url, {"version": dispute.version, "reason": "职工不愿起诉。"})
    assert (answer.status_code, answer.url) == (302, reverse("finder"))
    assert numbers(look(client)) == []


@pytest.mark.parametrize("name", ["volunteer", "enterprise_mediator", "prosecutor", "administrator"])
def test_not_for(client, name):
    assert look(client, getattr(cast, name)()).status_code == 403
    assert look(client, getattr(cast, name)(), name="finder-export").status_code == 403


def test_queries_stay_flat(client, day, django_assert_max_num_queries):
    make_dispute("unresolved", on=day, groups=["woman"])
    look(client)
    with django_assert_max_num_queries(26):
        look(client)
    for _number in range(4):
        make_dispute("unresolved", on=day, groups=["woman"], handler=cast.second_city_mediator())
    with django_assert_max_num_queries(26):
        assert len(numbers(look(client))) == 5
