"""The page of the clue pack, and adding papers to it."""

import pytest
from django.urls import reverse

from mediation.models import EvidenceItem
from tests import cast
from tests.factories import MONDAY, later, make_dispute, make_letter
from tests.mediation.views.stepping import record_of, send, shown_errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)


def page(client, dispute, user=None):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse("clue-pack", args=[dispute.pk]))


def links(answer):
    """Which instruments have a next step on the page."""
    return [row["fit"].instrument.code for row in answer.context["fits"] if row["url"]]


def refused_opinion(**given):
    dispute = make_dispute("accepted", request="supervision", **given)
    make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
    return dispute


def test_what_is_given_and_what_is_missing(client):
    dispute = refused_opinion(groups=["woman"])
    answer = page(client, dispute)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "诸总工劳监意〔2026〕1号" in text
    assert "To be added: wage sheets, bank statements, attendance records, insurance record" in text
    assert links(answer) == ["suggestion", "public_interest"]
    assert [row["fit"].instrument.code for row in answer.context["fits"] if not row["fit"].missing] == ["suggestion"]


def test_without_the_ground_of_the_letter_there_is_no_button(client):
    answer = page(client, make_dispute("accepted", request="supervision"))
    assert links(answer) == []
    assert all(row["unmet"] for row in answer.context["fits"])


def test_who_only_reads_gets_no_buttons(client):
    answer = page(client, refused_opinion(groups=["woman"]), cast.auditor())
    assert (answer.status_code, links(answer), answer.context["may_add"]) == (200, [], False)


def test_queries_do_not_grow(client, django_assert_max_num_queries):
    dispute = refused_opinion(groups=["woman"])
    page(client, dispute)
    with django_assert_max_num_queries(36):
        page(client, dispute)
    for number in range(3):
        make_letter("reminder", "answered", dispute=dispute, on=later(DAY, 1 + number))
    add(client, dispute)
    with django_assert_max_num_queries(36):
        page(client, dispute)


def add(client, dispute, user=None, **given):
    url = reverse("evidence-new", args=[dispute.pk])
    given = {"title": "工资条", "source": "蒋喆", "copies": "1", **given}
    return send(client, user or cast.city_mediator(), url, dispute, **given)


def test_a_paper_is_added_and_taken_off(client):
    dispute = refused_opinion()
    answer = add(client, dispute, proves="wages", dated="2026-03-02")
    assert (answer.status_code, answer.url) == (302, reverse("clue-pack", args=[dispute.pk]) + "#evidence")
    item = EvidenceItem.objects.get()
    url = reverse("evidence-strike", args=[item.pk])
    assert url in page(client, dispute).content.decode()
    assert send(client, cast.city_mediator(), url, dispute, reason="重复。").status_code == 302
    assert not EvidenceItem.objects.exists()
    assert client.get(url).status_code == 404


def test_the_question_stands_in_the_address(client):
    dispute = refused_opinion()
    client.force_login(cast.city_mediator())
    answer = client.get(reverse("evidence-new", args=[dispute.pk]) + "?proves=wish")
    assert answer.context["form"]["proves"].value() == "wish"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "长" * 201}, "title"), ({"title": ""}, "title"), ({"dated": "2026-02-31"}, "dated"),
        ({"dated": "2999-01-01"}, "dated"), ({"dated": "1949-12-31"}, "dated"), ({"copies": "0"}, "copies"),
        ({"copies": "1234567890"}, "copies"), ({"proves": "women"}, "proves"), ({"note": "😀"}, "note"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_the_field(client, given, field):
    dispute = refused_opinion()
    before = record_of(dispute)
    answer = add(client, dispute, **{"source": "蒋喆的同事", **given})
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors), unmet) == (422, [field], [])
    assert "蒋喆的同事" in answer.content.decode()
    assert (record_of(dispute), EvidenceItem.objects.count()) == (before, 0)


def test_hidden_from_partners_and_strangers(client):
    dispute = make_dispute("at_procuratorate")
    assert page(client, dispute, cast.prosecutor()).status_code == 403
    assert page(client, dispute, cast.other_town_mediator()).status_code == 404
    assert add(client, dispute, cast.reviewer()).status_code == 403
