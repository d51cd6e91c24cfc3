"""The list of cases asks the same few questions however many cases there are, and an index answers each of them.

Deterministic companions of `benchmarks.scale`: no time is taken here.
"""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.filters import DisputeFilter
from mediation.models import Dispute, DisputeWords
from mediation.models.searching import Search
from mediation.paging import MOST, page_of
from mediation.word_index import INDEX
from tests import cast
from tests.scale.crowd import many_cases
from tests.scale.plans import planned, read_whole, sorts

pytestmark = pytest.mark.django_db
MANY, MOST_QUESTIONS = 2_500, 9
LIST = reverse("dispute-list")
# One of each kind of filter; those of which an index also holds the order.
IN_ORDER = ("", "state=mediating", "open=1", "received_from=2019-01-01&sort=received", "sort=number", "sort=-amount")
FOUND = ("q=赵伟", "q=公司", "q=赵伟娜", "q=1234", "closed_from=2019-01-01", "overdue=on")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def crowd(today):
    return many_cases(MANY, today)


def asked(user, query, today):
    """The page of the list, its ids alone."""
    rows = Dispute.objects.visible_to(user)
    found = DisputeFilter(QueryDict(query), rows, user=user, today=today)
    assert found.form.is_valid(), query
    return page_of(found.cases, found.order, QueryDict(query))


def plans_of(user, query, today):
    asked(user, query, today)  # what is read but once
    with planned(in_order=query not in FOUND) as plans:
        page = asked(user, query, today)
    assert page.places, query
    return [plan for plan in plans if "mediation_dispute" in plan]  # not of the towns and people that are offered


def test_an_index_answers_every_filter_and_holds_the_order(crowd, today):
    city, town = cast.city_mediator(), cast.town_mediator()
    unit = cast.town().pk
    queries = (*IN_ORDER, f"town={unit}", f"town={unit}&state=closed", f"handler={town.pk}", *FOUND)
    plans = {query: plans_of(city, query, today) for query in queries}
    assert {query: found for query, part in plans.items() if (found := read_whole(part))} == {}
    assert [query for query in queries if query not in FOUND and sorts(plans[query])] == []
    with planned() as plans:
        assert DisputeWords.objects.filter(pieces__all=Search.of("赵伟").pieces).exists()
    assert INDEX in plans[-1]
    assert read_whole(plans_of(town, "", today)) == set()
    page = asked(city, "", today)
    assert (page.total, page.capped) == (MOST + 1, True)


@pytest.mark.once  # the questions are the same
def test_a_page_asks_as_many_questions_of_many_cases_as_of_few(client, today):
    many_cases(150, today)
    client.force_login(cast.city_mediator())
    queries = ("", "state=mediating", "q=赵伟", "q=公司&sort=due", "overdue=on", "sort=-amount")
    few = {query: len(statements(client, query)) for query in queries}
    many_cases(150, today, Dispute.objects.order_by("pk").first())
    many = {query: statements(client, query) for query in queries}
    assert {query: len(found) for query, found in many.items()} == few
    assert max(map(len, many.values())) <= MOST_QUESTIONS
    sent = [sql for found in many.values() for sql in found]
    assert [sql for sql in sent if sql.startswith('SELECT COUNT(*) AS "__count" FROM "mediation_dispute"')] == []
    assert sum(sql.startswith("SELECT COUNT(*) FROM (SELECT") and f"LIMIT {MOST + 1}" in sql for sql in sent) > 1


@pytest.mark.once  # SQLite alone reads texts
def test_words_of_very_many_cases_are_found_in_the_texts(today, monkeypatch):
    many_cases(150, today)
    words = ("公司", "赵伟", "赵伟娜", "1234", "12 公司", "髙髙", "2026 赵伟")
    ways = {}
    for common in (20_000, 0):
        monkeypatch.setattr("mediation.models.searching.COMMON", common)
        with CaptureQueriesContext(connection) as captured:
            ways[common] = {text: set(Dispute.objects.search(text).values_list("pk", flat=True)) for text in words}
        by_index = sum("IN (SELECT rowid" in row["sql"] for row in captured)
        assert (by_index == len(words)) is (common > 0)
    assert ways[0] == ways[20_000]
    assert ways[0]["公司"] > ways[0]["赵伟"] > ways[0]["髙髙"] == set()


def statements(client, query):
    address = f"{LIST}?{query}"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [row["sql"] for row in captured]
