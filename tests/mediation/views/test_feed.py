"""The feed behind its secret address: no sign-in, nothing personal, nothing twice over the wire."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Deadline, User
from mediation.operations.subscriptions import renew
from tests import factories
from tests.factories import MONDAY, at
from tests.factories.deadlines import add_deadline, only_deadline
from tests.mediation.test_feeds import read

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


@pytest.fixture
def case(cheap_letters):
    case = factories.make_dispute("accepted")
    only_deadline(case, trigger_on=MONDAY, due_on=FRIDAY)
    return case


@pytest.fixture
def address(case):
    return reverse("feed", args=[renew(case.handler, at=at(MONDAY))])


def test_a_calendar_program_reads_it_without_signing_in(client, case, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]
    ((_kind, event, alarms),) = read(response.content)[2]
    assert event["SUMMARY"][1].startswith(case.number)
    assert event["UID"][1] == f"deadline-{case.deadlines.get().pk}@tiaojie.example.org"
    assert len(alarms) == 2
    text = response.content.decode().replace("\r\n ", "")
    assert not [word for word in (case.employer.name, "枫裳", "蒋喆", case.summary) if word in text]


def test_a_wrong_secret_gets_what_any_missing_page_gets(client, address):
    missing = client.get("/no/such/page/")
    for secret in ("x", "A" * 43, address.split("/")[-1][:-5], "%00", "..%2f"):
        response = client.get(f"/feed/{secret}.ics")
        assert response.status_code == 404
        assert response.content == missing.content


def test_a_closed_account_has_no_feed(client, case, address):
    User.objects.filter(pk=case.handler_id).update(is_active=False)
    assert client.get(address).status_code == 404


def test_what_did_not_change_is_not_sent_again(client, case, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    row = case.deadlines.get()
    Deadline.objects.filter(pk=row.pk).update(status="met", ended_by=row.opened_by)
    after = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (after.status_code, read(after.content)[2]) == (200, [])
    dated = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(address, headers=dated).status_code == 200


def test_it_is_only_read(client, address):
    assert client.post(address).status_code == 405


def test_the_queries_do_not_grow(client, case, address):
    counts = []
    for more in (1, 30):
        for _number in range(more):
            add_deadline(case, trigger_on=MONDAY, due_on=FRIDAY)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
