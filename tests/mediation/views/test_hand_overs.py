"""Pages of hand-overs for the union and for partners with an account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from mediation.models import AccessLink, Dispute, HandOver
from mediation.operations.foundation import enlist
from mediation.zhuji import AREA
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


def health():
    return cast.place(f"{AREA}HEAL")


def health_liaison():
    return enlist("health.lu", "鲁宁", health(), "liaison", since=later(factories.MONDAY, -30))


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


def test_only_what_the_office_is_competent_for_is_offered_and_taken(client, dispute):
    by, court = cast.city_mediator(), cast.court()
    address = f"{url('hand-over-new', dispute.pk)}?agency={court.pk}&aim="
    client.force_login(by)
    narrowed = client.get(address, headers={"HX-Request": "true"})
    assert (narrowed.status_code, narrowed.context["form"].is_bound) == (200, False)
    offered = [code for code, _label in narrowed.context["form"].fields["aim"].choices]
    assert offered == ["", "peoples_mediation", "other"]
    wrong = page(client, by, chosen(dispute, court, "police"))
    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {
        "aim": [gettext("This office does not receive cases for this. Choose one of the list.")]
    }
    answer = send(client, by, chosen(dispute, court, "police"), dispute, purpose="移送", ground="duty")
    assert answer.status_code == 422
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("agency", ["x", "0", "", "9" * 30])
def test_a_nonsense_office_is_refused(client, dispute, agency):
    address = f"{url('hand-over-new', dispute.pk)}?agency={agency}&aim=other"
    answer = page(client, cast.city_mediator(), address)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["agency"])


# Sent again -------------------------------------------------------------------------------------------------


@pytest.fixture
def came_back(dispute, today):
    row = factories.hand_over(
        dispute, later(today, -3), aim="peoples_mediation", purpose="委托调解（加急）", fields=["applicants", "summary"]
    )
    return factories.return_hand_over(row, later(today, -2), reason="请补充请求事项。", asked=["claims", "ids"])


def test_sent_again_from_what_came_back(client, dispute, came_back, today):
    by = cast.city_mediator()
    card = page(client, by, url("dispute-detail", dispute.pk)).context["hand_overs"][0]
    assert card.again_url == f"{url('hand-over-new', dispute.pk)}?again={came_back.pk}"
    assert [str(label) for label in card.asked] == ["Claims", "ID numbers"]
    shown = page(client, by, card.again_url)
    form = shown.context["form"]
    assert form["disclosed"].value() == ["number", "category", "summary", "applicants"]
    assert (form["ground"].value(), form["consent_paper"].value()) == ("consent", PAPER)
    assert form["purpose"].value() == "委托调解（加急）"
    assert [row.field.code for row in form.offered() if row.is_asked] == ["claims", "ids"]
    assert "请补充请求事项。" in shown.content.decode()
    answer = send(
        client, by, card.again_url, dispute, purpose="委托调解", sent_on=today.isoformat(), ground="consent",
        consent_paper=PAPER, disclosed=["applicants", "summary", "claims"],
    )  # fmt: skip
    assert answer.status_code == 302
    again = HandOver.objects.latest("pk")
    assert (again.follows, again.agency, again.aim) == (came_back, cast.justice(), "peoples_mediation")
    cards = page(client, by, url("dispute-detail", dispute.pk)).context["hand_overs"]
    assert [(card.row.pk, card.attempt, card.again_url) for card in cards] == [(again.pk, 2, ""), (came_back.pk, 1, "")]
    assert cards[1].later == again
    assert client.get(card.again_url).status_code == 404, "it was sent again"


def test_the_consent_to_one_office_is_not_that_to_another(client, dispute, came_back):
    address = f"{url('hand-over-new', dispute.pk)}?again={came_back.pk}"
    choice = page(client, cast.city_mediator(), f"{address}&other=1")
    assert (choice.status_code, choice.context["form"]["aim"].value()) == (200, "peoples_mediation")
    elsewhere = page(client, cast.city_mediator(), f"{address}&agency={cast.court().pk}&aim=peoples_mediation")
    form = elsewhere.context["form"]
    assert form["consent_paper"].value() == ""
    assert form["disclosed"].value() == ["number", "category", "summary", "applicants"]


@pytest.mark.parametrize("number", ["x", "999999", "0"])
def test_nothing_but_a_returned_one_of_this_case_is_sent_again(client, dispute, came_back, today, number):
    other = factories.make_dispute("accepted", on=later(today, -9))
    for pk, again in ((dispute.pk, number), (other.pk, came_back.pk)):
        answer = page(client, cast.city_mediator(), f"{url('hand-over-new', pk)}?again={again}")
        assert answer.status_code == 404


def test_an_application_that_came_back_is_filed_anew_from_it(client, today):
    dispute, by = factories.make_dispute("accepted", on=later(today, -9)), cast.city_mediator()
    row = factories.file_proceeding(dispute, "inspection", cast.inspection(), by, later(today, -5))
    parcel = row.hand_overs.get()
    factories.return_hand_over(parcel, later(today, -4), by=cast.inspector(), reason="请注明金额。", asked=["amount"])
    card = page(client, by, url("dispute-detail", dispute.pk)).context["hand_overs"][0]
    assert card.again_url == url("proceeding-step", row.pk, "file")
    shown = page(client, by, card.again_url)
    assert shown.context["form"].returned == parcel
    assert "请注明金额。" in shown.content.decode()


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
    factories.hand_over(dispute, today, aim="emotional", agency=health())
    text = page(client, health_liaison(), url("dispute-detail", dispute.pk)).content.decode()
    for word in (dispute.number, "蒋喆", "13800001234", "情绪疏导转介"):
        assert word in text
    hidden = ("330681199001011234", dispute.employer.name, "拖欠工资", "18,600", "王梅", "Accepted", "Reported")
    assert [word for word in hidden if word in text.replace("Accepted on", "")] == []


def test_after_a_return_the_partner_reads_nothing(client, dispute, today):
    factories.make_hand_over("returned", dispute, later(today, -1), aim="peoples_mediation")
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
    row = factories.hand_over(dispute, today, aim="emotional", agency=health())
    text = page(client, health_liaison(), url("hand-over-step", row.pk, "accept")).content.decode()
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
    factories.hand_over(hidden, today, fields=["applicants"], purpose="转办", ground="consent", consent_paper=PAPER)
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
