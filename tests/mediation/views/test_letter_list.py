import pytest
from django.urls import reverse

from mediation import paging
from mediation.models import Letter
from tests import cast
from tests.factories import draft, later, make_dispute, make_letter

pytestmark = pytest.mark.django_db

LIST = "/letters/"


def shown(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    return {letter.pk for letter in response.context["page"].object_list}


def test_every_tab_holds_the_letters_of_its_states(client):
    letters = {
        state: make_letter("reminder", state)
        for state in ("draft", "returned", "in_review", "approved", "issued", "served", "answered", "withdrawn")
    }
    notices = {letter.pk for row in letters.values() for letter in row.dispute.letters.filter(kind="acceptance_notice")}
    pk = {state: letter.pk for state, letter in letters.items()}
    client.force_login(cast.city_mediator())
    assert shown(client, tab="write") == {pk["draft"], pk["returned"], *notices}
    assert shown(client, tab="review") == {pk["in_review"]}
    assert shown(client, tab="sign") == {pk["approved"], *notices}
    assert shown(client, tab="serve") == {pk["issued"]}
    assert shown(client, tab="wait") == {pk["served"]}
    assert shown(client, tab="all") == {*pk.values(), *notices}
    counts = {code: count for code, _label, count in client.get(LIST).context["tabs"]}
    assert counts == {"write": 10, "review": 1, "sign": 9, "serve": 1, "wait": 1, "all": 16}


def test_pages_go_from_the_drafts_to_the_oldest_letter_and_back(client, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 3)
    monkeypatch.setattr(paging, "MOST", 4)
    for state in ("draft", "issued", "served", "answered"):
        make_letter("reminder", state)
    rows = sorted(Letter.objects.all(), key=lambda row: (row.issued_on is None, row.issued_on, row.pk), reverse=True)
    expected = [row.pk for row in rows]
    client.force_login(cast.city_mediator())
    pages, asked = [], {}
    while asked is not None:
        answer = client.get(LIST, {"tab": "all", **asked})
        page = answer.context["page"]
        pages.append([letter.pk for letter in page.object_list])
        asked = {"after": page.after} if page.after else None
    assert pages == [expected[:3], expected[3:6], expected[6:]]
    assert 'class="tab-count">4+<' in answer.content.decode()
    assert answer.context["total"] == 5  # more than a batch takes would be so too
    back = client.get(LIST, {"tab": "all", "before": page.before}).context["page"]
    assert [letter.pk for letter in back.object_list] == expected[3:6]


def test_filters_by_kind_number_case_and_employer(client):
    opinion = make_letter("opinion", "issued")
    other = make_letter("reminder", dispute=make_dispute("accepted", employer=cast.other_employer()))
    client.force_login(cast.city_mediator())
    assert shown(client, tab="all", kind="opinion") == {opinion.pk}
    assert shown(client, tab="all", text=opinion.number) == {opinion.pk}
    assert shown(client, tab="all", kind="reminder", text="恒固") == {other.pk}
    of_case = set(opinion.dispute.letters.values_list("pk", flat=True))
    assert shown(client, tab="all", text=opinion.dispute.number) == of_case
    assert shown(client, tab="all", kind="novel") == set()
    assert shown(client, tab="all", text="没有这样的单位") == set()


def test_only_the_letters_open_to_the_reader(client):
    dispute = make_dispute("accepted", holder=cast.town())
    mine = draft("reminder", dispute, later(dispute.accepted_on, 1), drafter=cast.volunteer())
    client.force_login(cast.other_town_mediator())
    assert shown(client, tab="all") == set()
    client.force_login(cast.volunteer())
    assert shown(client, tab="all") == {mine.pk}


@pytest.mark.parametrize("person", [cast.inspector, cast.employer_user, cast.worker_user, cast.administrator])
def test_who_does_not_work_with_letters_has_no_desk(client, person):
    client.force_login(person())
    assert client.get(LIST).status_code == 403


def test_an_unknown_tab_falls_back_to_the_first_with_work(client):
    letter = make_letter("reminder", "served")
    letter.dispute.letters.exclude(pk=letter.pk).update(content={})
    client.force_login(cast.city_mediator())
    assert client.get(LIST, {"tab": "nowhere"}).context["tab"] == "write"


def test_queries_do_not_grow_with_letters(client, django_assert_max_num_queries):
    dispute = make_dispute("accepted")
    make_letter("reminder", "served", dispute=dispute)
    client.force_login(cast.city_mediator())
    client.get(LIST, {"tab": "all"})
    with django_assert_max_num_queries(15) as few:
        client.get(LIST, {"tab": "all"})
    for _number in range(4):
        make_letter("reminder", "served", dispute=dispute)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST, {"tab": "all"})


def test_the_list_does_not_carry_the_bytes_of_the_letters(client, django_assert_max_num_queries):
    make_letter("reminder", "issued")
    client.force_login(cast.city_mediator())
    with django_assert_max_num_queries(15) as queries:
        client.get(reverse("letter-list"), {"tab": "all"})
    assert [query["sql"] for query in queries if '"pdf"' in query["sql"]] == []
