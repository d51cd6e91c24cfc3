"""Pages of performance: payments, one taken back, reminders, the ways out of a default, the money of the case page."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.default_routes import ROUTES
from mediation.models import Instalment
from mediation.operations.performance import record_performance
from mediation.operations.shares import Rule, divide
from tests import cast, factories
from tests.factories import MONDAY, later, take
from tests.mediation.views.stepping import record_of, send, shown_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute():
    return factories.make_dispute("agreed")


@pytest.fixture
def line(dispute):
    return Instalment.objects.get(agreement__dispute=dispute)


def record_url(line):
    return reverse("performance-record", args=[line.pk])


def post(client, line, url, **answers):
    return send(client, cast.city_mediator(), url, line.agreement.proceeding, **answers)


def page(client, name, dispute, user=None):
    client.force_login(user or cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, args=[dispute.pk]))


def test_a_divided_instalment_is_recorded_worker_by_worker(client):
    agreement = factories.make_dispute("agreed", workers=("蒋喆", "何青")).agreements.get()
    divide(agreement, Rule.EQUAL, by=cast.city_mediator(), at=factories.at(later(MONDAY, 30)), amounts={})
    line = agreement.instalments.first()
    client.force_login(cast.city_mediator())
    assert client.get(record_url(line)).url == reverse("share-record", args=[line.pk])
    assert post(client, line, record_url(line), paid_on="2026-03-20", paid_amount="1", proof="回单").status_code == 422


def test_a_payment_is_added_to_those_before(client, line):
    answers = {"paid_on": "2026-03-20", "proof": "银行回单"}
    first = post(client, line, record_url(line), paid_amount="600", **answers)
    assert (first.status_code, first.url) == (302, f"/cases/{line.agreement.dispute_id}/#agreement-{line.agreement_id}")
    assert client.get(record_url(line)).context["form"]["paid_amount"].value() == line.amount - 600
    post(client, line, record_url(line), paid_amount="400.50", **answers)
    line.refresh_from_db()
    assert (line.paid_on, line.paid_amount) == (date(2026, 3, 20), Decimal("1000.50"))


@pytest.mark.parametrize(
    ("given", "field", "requirement"),
    [
        ({"paid_amount": "x"}, "paid_amount", ""),
        ({"paid_amount": "1234567890123"}, "paid_amount", ""),
        ({"paid_on": "2026-02-31"}, "paid_on", ""),
        ({"proof": ""}, "proof", ""),
        ({"paid_amount": "99999999"}, "", "the amount is above zero and at most what is still due (18600.00 yuan)"),
        ({"paid_on": "2026-01-01"}, "", "the day of performance lies between the agreement and today"),
    ],
)
def test_refused_performance_changes_nothing(client, dispute, line, given, field, requirement):
    before = record_of(dispute)
    answer = post(client, line, record_url(line),
        **{"paid_on": "2026-03-20", "paid_amount": "1.00", "proof": "银行回单", **given})  # fmt: skip
    errors, unmet = shown_errors(answer)
    assert (answer.status_code, list(errors)) == (422, [field] if field else [])
    assert unmet == ([requirement] if requirement else [])
    line.refresh_from_db()
    assert (line.paid_on, record_of(dispute)) == (None, before)


def test_unseen_instalment_is_missing(client):
    dispute = factories.make_dispute("agreed", holder=cast.town())
    line = Instalment.objects.get(agreement__dispute=dispute)
    client.force_login(cast.other_town_mediator())
    unseen, missing = client.get(record_url(line)), client.get(reverse("performance-record", args=[line.pk + 1000]))
    assert (unseen.status_code, missing.status_code) == (404, 404)
    assert unseen.content == missing.content


def test_a_payment_is_taken_back_with_a_reason(client, dispute, line):
    post(client, line, record_url(line), paid_on="2026-03-20", paid_amount="600", proof="回单")
    url = reverse("payment-strike", args=[line.pk, 1])
    before = record_of(dispute)
    assert post(client, line, url, reason="", seen=1).status_code == 422
    assert record_of(dispute) == before
    form = client.get(url)
    assert "2026-03-20 · ¥600.00 · 回单" in form.content.decode()
    assert '<input type="hidden" name="seen" value="1"' in form.content.decode()
    assert post(client, line, url, reason="银行退票", seen=1).status_code == 302
    line.refresh_from_db()
    assert (line.paid_amount, line.payments) == (None, [])
    assert shown_errors(post(client, line, url, reason="再退", seen=0))[1] == ["the payment is on record"]


def test_a_payment_is_not_taken_back_on_an_old_page(client, dispute, line):
    """The second click of two would take back the payment that has moved up."""
    for amount in ("600", "700"):
        post(client, line, record_url(line), paid_on="2026-03-20", paid_amount=amount, proof="回单")
    url = reverse("payment-strike", args=[line.pk, 1])
    assert post(client, line, url, reason="银行退票", seen=2).status_code == 302
    before = record_of(dispute)
    answer = post(client, line, url, reason="银行退票", seen=2)
    assert (answer.status_code, record_of(dispute)) == (409, before)
    assert "银行退票" in answer.content.decode()


def test_shares_are_not_recorded_on_an_old_page(client, dispute, line):
    divide(line.agreement, Rule.EQUAL, by=cast.city_mediator(), at=factories.at(later(MONDAY, 9)))
    share, url = line.shares.get(), reverse("share-record", args=[line.pk])
    typed = {"share": share.pk, "paid_on": "2026-03-20", "proof": "工资表", "seen": "0"}
    answers = [post(client, line, url, **typed, **{f"amount-{share.pk}": amount}) for amount in ("600", "700.50")]
    assert [answer.status_code for answer in answers] == [302, 409]
    share.refresh_from_db()
    assert share.paid_amount == Decimal("600.00")
    html = answers[1].content.decode()
    assert 'value="700.50"' in html
    assert '<input type="hidden" name="seen" value="600.00">' in html


def test_the_case_page_shows_money_payments_and_what_is_late(client, dispute, line):
    due = line.due_on
    record_performance(line, by=cast.city_mediator(), at=factories.at(later(due, 5)), paid_on=later(due, 3),
        paid_amount=Decimal("600.00"), proof="回单")  # fmt: skip
    found = page(client, "dispute-detail", dispute)
    money = found.context["money"]
    assert (money.received, money.overdue) == (Decimal("600.00"), line.amount - 600)
    html = found.content.decode()
    assert "3 days late" in html
    assert "18,000.00" in html
    assert reverse("dispute-default", args=[dispute.pk]) in html


def ways_of(answer):
    return {way.route.kind: way.is_open for way in answer.context["ways"]}


def test_ways_out_while_nothing_can_be_enforced(client, dispute, line):
    found = page(client, "dispute-default", dispute)
    assert ways_of(found) == {
        "payment_order": True, "litigation": True, "arbitration": True, "enforcement": False,
        "support_for_prosecution": False,
    }  # fmt: skip
    order = next(way for way in found.context["ways"] if way.route.kind == "payment_order")
    assert order.url == reverse("proceeding-prepare", args=[dispute.pk, "payment_order"]) + "?basis=agreement"
    form = client.get(order.url).context["form"]
    assert form["basis"].value() == "agreement"
    assert found.context["breach"].unmet == ()


def test_nothing_is_open_before_the_day_but_arbitration(client, dispute, line):
    Instalment.objects.update(due_on=later(date.today(), 30))
    found = page(client, "dispute-default", dispute)
    assert {kind for kind, is_open in ways_of(found).items() if is_open} == {"arbitration"}
    assert "Nothing is overdue" in found.content.decode()


def test_an_agreement_that_can_be_enforced_is_enforced(client):
    confirmation = confirmed(factories.make_dispute("at_court"))
    found = page(client, "dispute-default", confirmation.dispute)
    assert [kind for kind, is_open in ways_of(found).items() if is_open] == ["enforcement"]
    enforcement = found.context["ways"][0]
    assert [limit.rule for limit in enforcement.limits] == ["T12"]
    path = page(client, "dispute-confirmation", confirmation.dispute)
    assert path.context["enforcement"].url == enforcement.url


def confirmed(dispute):
    judge, on = cast.court_liaison(), later(MONDAY, 12)
    row = dispute.proceedings.get(kind="judicial_confirmation")
    row = take(row, "accept", judge, on, accepted_on=on)
    return take(row, "conclude", judge, on, outcome="confirmed", concluded_on=on, received_on=on)


def test_a_reader_sees_the_ways_without_buttons(client, dispute):
    found = page(client, "dispute-default", dispute, cast.auditor())
    assert found.status_code == 200
    assert [way.url for way in found.context["ways"]] == [""] * len(ROUTES)


def test_a_reminder_is_recorded_and_shown(client, dispute, line):
    url = reverse("debtor-remind", args=[line.agreement_id])
    before = record_of(dispute)
    assert post(client, line, url, reminded_on="2026-03-30", how="phone", words="").status_code == 422
    assert post(client, line, url, reminded_on="2026-03-12", how="phone", words="催告").status_code == 422
    assert record_of(dispute) == before
    answer = post(client, line, url, reminded_on="2026-03-30", how="phone", words="财务承诺月底付。")
    assert (answer.status_code, answer.url) == (302, reverse("dispute-default", args=[dispute.pk]))
    assert "财务承诺月底付。" in page(client, "dispute-default", dispute).content.decode()


def agreed_in(parts):
    dispute = factories.make_dispute("mediating")
    factories.reach_agreement(factories.mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), parts=parts)
    return dispute


@pytest.mark.parametrize("name", ["dispute-default", "dispute-confirmation", "dispute-detail"])
def test_queries_do_not_grow_with_instalments(client, name):
    counts = []
    for dispute in (agreed_in(1), agreed_in(9)):
        page(client, name, dispute)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[dispute.pk])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24
