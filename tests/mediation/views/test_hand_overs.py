"""Pages of hand-overs for the union and for partners with an account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.models import AccessLink, Dispute, HandOver
from tests import cast, factories
from tests.factories import PAPER, later
from tests.mediation.views.stepping import record_of, send, shown_errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def dispute(today):
    row = factories.make_dispute("accepted", on=later(today, -9), facts="拖欠工资。")
    row.parties.filter(role="applicant").update(phone="13800001234", id_number="330681199001011234")
    return Dispute.objects.get(pk=row.pk)


def url(name, *args):
    return reverse(name, args=args)


def page(client, user, address):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(address)


def chosen(dispute, agency, aim):
    return f"{url('hand-over-new', dispute.pk)}?agency={agency.pk}&aim={aim}"


# Sending ----------------------------------------------------------------------------------------------------


def test_first_to_whom_then_what_with_masked_previews(client, dispute):
    by, agency = cast.city_mediator(), cast.justice()
    first = page(client, by, url("hand-over-new", dispute.pk))
    assert first.status_code == 200
    second = page(client, by, chosen(dispute, agency, "peoples_mediation"))
    text = second.content.decode()
    assert "138****1234" in text
    assert "13800001234" not in text
    assert second.context["form"]["ground"].value() == "consent"
    assert "ids" not in second.context["form"]["disclosed"].value()


def test_sent_from_the_page(client, dispute, today):
    address = chosen(dispute, cast.justice(), "peoples_mediation")
    answer = send(
        client, cast.city_mediator(), address, dispute, purpose="委托调解", sent_on=today.isoformat(), ground="consent",
        consent_paper=PAPER, disclosed=["applicants", "claims"],
    )  # fmt: skip
    assert (answer.status_code, answer.url) == (302, url("dispute-detail", dispute.pk) + "#hand-overs")
    assert HandOver.objects.get().fields == ["number", "category", "claims", "applicants"]


@pytest.mark.parametrize(
    ("given", "fields", "requirement"),
    [
        ({"consent_paper": ""}, [], ["the paper of the worker's consent is named"]),
        ({"ground": ""}, ["ground"], []),
        ({"purpose": "移" * 201}, ["purpose"], []),
        ({"sent_on": "2026-02-31"}, ["sent_on"], []),
        ({"disclosed": ["weather"]}, ["disclosed"], []),
        ({"sent_on": "2999-01-01"}, [], ["the day lies between the receipt of the case and today"]),
    ],
)
def test_refused_sending_changes_nothing_and_keeps_what_was_typed(client, dispute, today, given, fields, requirement):
    address, before = chosen(dispute, cast.justice(), "peoples_mediation"), record_of(dispute)
    answers = {
        "purpose": "委托调解", "sent_on": today.isoformat(), "ground": "consent", "consent_paper": PAPER,
        "disclosed": ["applicants"], **given,
    }  # fmt: skip
    answer = send(client, cast.city_mediator(), address, dispute, **answers)
    assert answer.status_code == 422
    errors, unmet = shown_errors(answer)
    assert (list(errors), unmet) == (fields, requirement)
    assert answers["purpose"] in answer.content.decode()
    assert record_of(dispute) == before
    assert not HandOver.objects.exists()


def test_filing_shows_what_goes_and_takes_what_was_ticked(client, today):
    dispute, by = factories.make_dispute("accepted", on=later(today, -9)), cast.city_mediator()
    row = factories.prepare_proceeding(dispute, "inspection", cast.inspection(), by, today)
    found = page(client, by, url("proceeding-step", row.pk, "file"))
    assert found.context["form"]["ground"].value() == "duty"
    assert "What the office will see" in found.content.decode()


# The case page ----------------------------------------------------------------------------------------------


def test_the_union_sees_the_record_and_how_long_it_waits(client, dispute, today):
    factories.hand_over(dispute, later(today, -7), aim="peoples_mediation")
    found = page(client, cast.city_mediator(), url("dispute-detail", dispute.pk))
    card = found.context["hand_overs"][0]
    assert 3 <= card.waiting <= 7
    assert [str(label) for label in card.disclosed][:2] == ["Case number", "Dispute type"]
    text = found.content.decode()
    assert PAPER in text
    assert "Make a one-time link" in text


def test_two_returns_are_flagged(client, dispute, today):
    factories.make_hand_over("returned", dispute, later(today, -5))
    text = page(client, cast.city_mediator(), url("dispute-detail", dispute.pk)).content.decode()
    assert "the coordinator of the city union decides" not in text
    factories.make_hand_over("returned", dispute, later(today, -3))
    text = page(client, cast.city_mediator(), url("dispute-detail", dispute.pk)).content.decode()
    assert "Sent back 2 times: the coordinator of the city union decides" in text


def test_a_partner_reads_what_was_disclosed_and_nothing_else(client, dispute, today):
    factories.hand_over(dispute, today, aim="emotional")
    text = page(client, cast.justice_liaison(), url("dispute-detail", dispute.pk)).content.decode()
    for word in (dispute.number, "蒋喆", "13800001234", "情绪疏导转介"):
        assert word in text
    hidden = ("330681199001011234", dispute.employer.name, "拖欠工资", "18,600", "王梅", "Accepted", "Reported")
    assert [word for word in hidden if word in text.replace("Accepted on", "")] == []


def test_after_a_return_the_partner_reads_nothing(client, dispute, today):
    factories.make_hand_over("returned", dispute, later(today, -1), aim="emotional")
    text = page(client, cast.justice_liaison(), url("dispute-detail", dispute.pk)).content.decode()
    assert "蒋喆" not in text
    assert "13800001234" not in text


def test_queries_do_not_grow_with_hand_overs(client, dispute, today):
    factories.hand_over(dispute, today)
    counts = []
    for _round in range(3):
        page(client, cast.city_mediator(), url("dispute-detail", dispute.pk))
        with CaptureQueriesContext(connection) as captured:
            client.get(url("dispute-detail", dispute.pk) + "?timeline=all")
        counts.append(len(captured))
        factories.make_hand_over("returned", dispute, later(today, -2), aim="petition")
    assert counts[1:] == counts[:-1]


# Steps and links --------------------------------------------------------------------------------------------


def test_the_partner_accepts_and_answers_on_its_pages(client, dispute, today):
    row = factories.hand_over(dispute, today)
    liaison = cast.justice_liaison()
    form = page(client, liaison, url("hand-over-step", row.pk, "accept")).context["form"]
    assert "receipt" not in form.fields
    answer = send(client, liaison, url("hand-over-step", row.pk, "accept"), row, accepted_on=today.isoformat())
    assert answer.status_code == 302
    row.refresh_from_db()
    answers = {"answered_on": today.isoformat(), "result": "已立案。"}
    assert send(client, liaison, url("hand-over-step", row.pk, "record_result"), row, **answers).status_code == 302
    row.refresh_from_db()
    assert row.state == "answered"


def test_the_step_page_of_a_partner_names_no_employer(client, dispute, today):
    row = factories.hand_over(dispute, today, aim="emotional")
    text = page(client, cast.justice_liaison(), url("hand-over-step", row.pk, "accept")).content.decode()
    assert dispute.employer.name not in text


def test_the_link_is_shown_once(client, dispute, today):
    row = factories.hand_over(dispute, today)
    answer = send(client, cast.city_mediator(), url("hand-over-link", row.pk), row, days="3")
    secret = answer.context["address"].rsplit("/link/", 1)[1].strip("/")
    assert answer.status_code == 200
    assert answer.context["address"] in answer.content.decode()
    assert AccessLink.objects.get().expires_at - AccessLink.objects.get().created_at == timedelta(days=3)
    for address in (url("hand-over-link", row.pk), url("dispute-detail", dispute.pk) + "?timeline=all"):
        assert secret not in client.get(address).content.decode()
    assert client.post(url("hand-over-revoke", row.pk)).status_code == 302
    assert AccessLink.objects.get().revoked_at is not None


# Desk, list, search -----------------------------------------------------------------------------------------


def sections(client, user):
    return {
        section.key: [str(row.note) for row in section.rows]
        for section in page(client, user, url("desk")).context["sections"]
    }


def test_desks_of_both_sides(client, dispute, today):
    row = factories.hand_over(dispute, later(today, -1))
    assert sections(client, cast.justice_liaison()) == {"parcels": ["accept or return"]}
    factories.accept_hand_over(row, today)
    assert sections(client, cast.justice_liaison()) == {"parcels": ["tell the result"]}
    assert "hand_overs" not in sections(client, cast.city_mediator())
    factories.answer_hand_over(row, today)
    assert sections(client, cast.city_mediator())["hand_overs"] == ["result arrived"]
    assert sections(client, cast.justice_liaison()) == {}


def test_silence_and_returns_on_the_unions_desk(client, today):
    dispute = factories.make_dispute("accepted", on=later(today, -60))
    factories.hand_over(dispute, later(today, -40))
    assert sections(client, cast.city_mediator())["hand_overs"] == ["no answer within the set days"]
    other = factories.make_dispute("accepted", on=later(today, -60))
    factories.make_hand_over("returned", other, later(today, -40))
    factories.make_hand_over("returned", other, later(today, -20))
    found = sections(client, cast.manager())["hand_overs"]
    assert sorted(found) == ["no answer within the set days", "sent back 2 times: the coordinator decides"]


def test_the_list_of_a_partner_shows_and_finds_what_was_disclosed(client, dispute, today):
    hidden = factories.make_dispute("accepted", on=later(today, -9), employer=cast.other_employer())
    factories.hand_over(dispute, today, aim="petition")
    factories.hand_over(hidden, today, aim="emotional")
    liaison = cast.justice_liaison()
    text = page(client, liaison, url("dispute-list")).content.decode()
    assert dispute.employer.name in text
    assert hidden.employer.name not in text
    assert "蒋" not in text

    def found(**query):
        client.force_login(liaison)
        return {row.pk for row in client.get(url("dispute-list"), query).context["page"].object_list}

    assert found() == {dispute.pk, hidden.pk}
    assert found(q=dispute.employer.name) == {dispute.pk}
    assert found(q=hidden.employer.name) == set()
    assert found(q="蒋喆") == set()
    assert found(state="closed", stage="court", received_from="2999-01-01") == {dispute.pk, hidden.pk}, "no such filter"
