"""The number of queries of a page does not grow with its rows: on SQLite, which takes the smaller batches."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Dispute
from tests import cast, factories
from tests.factories.reports import frozen_report, kept_report
from tests.walks.world import cheap_print

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST = 16  # queries of a list, one of them the bell
FIGURES = ("dashboard", "report")  # a few queries a fact


@pytest.fixture
def world():
    return None


@pytest.fixture
def sessions():
    return {}


@pytest.fixture
def cheap_letters(monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)


def add_cases(count):
    """Cases in several states, of several workers, with letters to be signed, served and answered."""
    for number in range(count):
        case = factories.make_dispute("mediating", workers=(f"蒋{number}喆", f"丁{number}一"))
        letter = factories.draft("reminder", case, factories.later(factories.MONDAY, 3))
        if number % 2:
            factories.issue(letter, factories.later(factories.MONDAY, 3))
        factories.make_dispute("registered", workers=(f"何{number}",))
        factories.make_dispute("at_hr", workers=(f"吴{number}",))
        kept_report()
        frozen_report()


PEOPLE = {
    "city_mediator": ("desk", "dispute-list", "dispute-export", "letter-list", "learning"),
    "reviewer": ("desk", "dispute-list", "letter-list"),
    "chair": ("desk", "letter-list"),
    "manager": ("desk", "dispute-list", "dashboard", "report", "radar", "snapshot-list", "saved-report-list"),
    "inspector": ("desk", "dispute-list"),
    "auditor": ("desk", "dispute-list"),
    "archivist": ("desk",),
}


def count_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        if response.streaming:
            response.getvalue()
    assert response.status_code == 200, address
    return len(captured)


def measured(client):
    found = {}
    for name, pages in PEOPLE.items():
        client.force_login(getattr(cast, name)())
        for page in pages:
            found[name, page] = count_queries(client, reverse(page))
    return found


def test_lists_desks_and_reports_do_not_grow(client, cheap_letters):
    counts = []
    for more in (1, 2, 7):  # three cases each: 3, 9, 30
        add_cases(more)
        counts.append(measured(client))
    more = {key: count - counts[1][key] for key, count in counts[2].items() if count != counts[1][key]}
    assert counts[0] == counts[1]
    assert {(page, number) for (_person, page), number in more.items()} == {
        ("dispute-list", 1)
    }  # beyond a page: of how many
    assert {key: count for key, count in counts[0].items() if count > MOST and key[1] not in FIGURES} == {}


def grow(case):
    """A further party, claim, session, proceeding, letter, deadline and event."""
    day = factories.later(factories.MONDAY, 4)
    party = case.parties.filter(role="applicant").first()
    party.pk = None
    party.name += "甲"
    party.save()
    case.claims.create(category="01", text="支付加班费", amount="100.00")
    mediation = factories.mediation_of(case)
    case.sessions.create(
        proceeding=mediation, held_at=factories.at(day), place="调解室", attendees="双方", record="略", by=case.handler
    )
    aid = factories.prepare_proceeding(case, "legal_aid", cast.justice(), case.handler, day)
    factories.take(aid, "withdraw", case.handler, day, withdrawn_on=day, reason="职工已自行委托")
    letter = factories.draft("reminder", factories.fresh(case), day)
    factories.take(letter, "discard", letter.drafter, day, reason="重复")
    factories.take(factories.fresh(case), "raise_alarm", case.handler, day, reason="有人聚集")


def test_the_page_of_a_case_does_not_grow(client, cheap_letters):
    case, counts = factories.make_dispute("mediating"), []
    client.force_login(case.handler)
    address = f"{reverse('dispute-detail', args=[case.pk])}?parties=all&timeline=all"
    for more in (2, 1, 6):
        for _ in range(more):
            grow(Dispute.objects.get(pk=case.pk))
        client.get(address)
        counts.append(count_queries(client, address))
    assert len(set(counts)) == 1, counts


def add_answers(case, count):
    """Further workers who were asked and have answered, one of them on the phone after an attempt."""
    for _number in range(count):
        party = case.parties.filter(role="applicant").first()
        party.pk = None
        party.save()
        survey = case.surveys.create(
            party=party, closed_on=case.closed_on, unit=case.holder, state="answered", asked_on=case.closed_on,
            asked_by=case.handler,
        )  # fmt: skip
        survey.attempts.create(means="phone", result="not_reached", at=factories.at(case.closed_on), by=case.handler)
        said = {"satisfaction": "fair", "visited_on": case.closed_on, "note": "谢谢", "by": case.handler}
        case.follow_ups.create(survey=survey, means="phone", **said)
        case.follow_ups.create(means="visit", **said)


def test_what_follows_a_closing_does_not_grow(client, cheap_letters):
    case, counts = factories.make_dispute("closed"), []
    detail = f"{reverse('dispute-detail', args=[case.pk])}?parties=all"
    for more in (1, 2, 7):
        add_answers(case, more)
        found = []
        for person, address in ((case.handler, detail), (cast.manager(), f"{reverse('survey-list')}?first=2026-01-01")):
            client.force_login(person)
            client.get(address)
            found.append(count_queries(client, address))
        counts.append(found)
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][1] <= MOST
