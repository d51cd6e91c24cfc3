"""The list of cases as a page: what it shows, to whom, and what it costs."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.models import Dispute
from mediation.views import disputes
from tests import cast, factories
from tests.factories import later

pytestmark = pytest.mark.django_db
LIST = reverse("dispute-list")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def pages_of_three(monkeypatch):
    """Questions that were made for longer pages are forgotten, and these afterwards."""
    monkeypatch.setattr("mediation.paging.SIZE", 3)
    disputes._opening.cache_clear()
    yield
    disputes._opening.cache_clear()


def page(client, user, query="", language="en"):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.get(f"{LIST}{query}")


def numbers(answer):
    return [dispute.number for dispute in answer.context["page"].object_list]


def test_a_row_shows_the_case_with_its_people_masked(client, today):
    dispute = factories.register_dispute(later(today, -20), workers=("欧阳建国", "司马娜"), worker_count=12)
    text = page(client, cast.city_mediator()).content.decode()
    assert dispute.number in text
    assert dispute.employer.name in text
    assert "欧阳某某" in text
    assert "欧阳建国" not in text
    assert "12 workers" in text
    assert "collective" in text


def test_overdue_is_said_in_words(client, today):
    factories.register_dispute(later(today, -40))
    assert re.search(r"<strong>\d+ days overdue</strong>", page(client, cast.city_mediator()).content.decode())


def test_each_person_sees_their_own_cases_only(client, today):
    city = factories.register_dispute(later(today, -2)).number
    town = factories.register_dispute(later(today, -3), holder=cast.town()).number
    assert numbers(page(client, cast.city_mediator())) == [city, town]
    assert numbers(page(client, cast.town_mediator())) == [town]
    assert numbers(page(client, cast.other_town_mediator())) == []
    assert numbers(page(client, cast.employer_user())) == []
    assert numbers(page(client, cast.auditor())) == [city, town]


def test_who_reads_no_cases_is_refused(client):
    assert page(client, cast.administrator()).status_code == 403


def test_a_stranger_is_sent_to_the_sign_in_page(client):
    assert client.get(LIST).url == f"{reverse('sign-in')}?next={LIST}"


def test_empty_fields_of_the_form_leave_the_address(client):
    answer = page(client, cast.city_mediator(), "?q=&state=accepted&handler=&open=1")
    assert answer.status_code == 302
    assert answer.url == f"{LIST}?state=accepted&open=1"


def test_a_wrong_filter_keeps_what_was_typed_and_says_why(client, today):
    factories.register_dispute(later(today, -2))
    answer = page(client, cast.city_mediator(), "?q=%E5%BC%A0&category=01")
    assert answer.status_code == 422
    assert numbers(answer) == []
    text = answer.content.decode()
    assert "Enter at least two characters to search for." in text
    assert 'value="张"' in text
    assert re.search(r'<option value="01" selected>', text)


def test_markup_in_a_search_is_text(client):
    text = page(client, cast.city_mediator(), "?q=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


class TestEmpty:
    def test_no_cases_yet(self, client):
        assert "No cases yet" in page(client, cast.city_mediator()).content.decode()

    def test_none_matches(self, client):
        text = page(client, cast.city_mediator(), "?state=closed").content.decode()
        assert "No case matches" in text
        assert f'href="{LIST}"' in text


def test_pages_follow_each_other_keep_the_filter_and_answer_old_addresses(client, today, pages_of_three):
    many = [factories.register_dispute(later(today, -40 + number)).number for number in range(5)]
    user = cast.city_mediator()

    def led(answer, kind):
        return html.unescape(re.search(rf'rel="{kind}" href="([^"]*)"', answer.content.decode())[1])

    first = page(client, user, "?open=1&sort=number")
    second = page(client, user, led(first, "next"))
    assert (numbers(first), numbers(second)) == (many[:3], many[3:])
    assert numbers(page(client, user, led(second, "prev"))) == many[:3]
    assert led(first, "next").startswith("?open=1&sort=number&after=")
    assert "4–5" in second.content.decode()
    assert "5 cases" in second.content.decode()
    for asked in ("2", "99", "9" * 30):
        assert numbers(page(client, user, f"?sort=number&page={asked}"))[-1] == many[-1], asked
    for asked in ("page=1", "page=0", "page=-1", "page=x", "after=x", "before=0~x~1", "jump=2026-02-30", "after=0~1~"):
        assert numbers(page(client, user, f"?sort=number&{asked}")) == many[:3], asked
    days = page(client, user, f"?open=1&jump={later(today, -38)}")
    assert numbers(days)[0] == many[2]
    assert '<input type="hidden" name="open" value="1">' in days.content.decode()


def test_a_list_that_is_opened_again_shows_to_each_what_is_there_now(client, today):
    one, other = factories.register_dispute(later(today, -3)), factories.register_dispute(later(today, -2))
    people = cast.city_mediator(), cast.manager()
    Dispute.objects.filter(pk=one.pk).update(handler=people[0])
    Dispute.objects.filter(pk=other.pk).update(handler=people[1])
    query = "?handler=me&open=1"
    assert [numbers(page(client, person, query)) for person in people] == [[one.number], [other.number]]
    Dispute.objects.filter(pk=other.pk).update(handler=people[0])
    assert [numbers(page(client, person, query)) for person in people] == [[other.number, one.number], []]
    people[0].memberships.update(until=later(today, -1))
    assert page(client, people[0], query).status_code == 403


def test_words_of_one_shape_find_for_each_what_they_may_see(client, today, pages_of_three, monkeypatch):
    own = [factories.register_dispute(later(today, -9 + day), workers=("欧阳建国",)).number for day in range(5)]
    town = factories.register_dispute(later(today, -3), holder=cast.town(), workers=("司马建国",)).number
    city, below, beside = cast.city_mediator(), cast.town_mediator(), cast.other_town_mediator()
    for most in (1000, 3):  # few are put in order here, of many the database gives the first
        monkeypatch.setattr("mediation.paging.MOST", most)
        disputes._searching.cache_clear()
        assert numbers(page(client, city, "?q=欧阳")) == own[:1:-1], most
        assert numbers(page(client, city, "?q=欧阳&sort=received")) == own[:3], most
        assert numbers(page(client, city, "?q=司马")) == [town], most
        assert [numbers(page(client, below, f"?q={words}")) for words in ("欧阳", "司马")] == [[], [town]], most
        assert numbers(page(client, beside, "?q=司马")) == [], most
        assert page(client, city, "?q=欧阳").context["page"].total == min(5, most + 1)
    disputes._searching.cache_clear()


def test_more_than_a_thousand_are_not_counted_until_asked(client, today, monkeypatch, pages_of_three):
    monkeypatch.setattr("mediation.paging.MOST", 3)
    for number in range(5):
        factories.register_dispute(later(today, -number))
    text = page(client, cast.city_mediator()).content.decode()
    assert "More than 3 cases" in text
    assert 'href="?exact=1"' in text
    assert "5 cases" in page(client, cast.city_mediator(), "?exact=1").content.decode()


def test_queries_do_not_grow_with_rows(client, today):
    def queries(number):
        for _ in range(number):
            factories.register_dispute(later(today, -5), workers=("甲", "乙", "丙"))
        user = cast.city_mediator()
        page(client, user)
        with CaptureQueriesContext(connection) as counted:
            page(client, user, "?open=1")
        return len(counted)

    cast.town()
    assert queries(1) == queries(3) == queries(12)
    assert queries(1) <= 16  # one of them the bell
