"""The full numbers of a party: shown to the handler for a reason, written down without the numbers."""

import json

import pytest
from django.urls import reverse

from mediation.models import Party
from mediation.operations.people import reveal
from tests import cast, factories
from tests.refusals import forbidden, refused, unchanged

pytestmark = pytest.mark.django_db
NUMBER, PHONE = "330681199001011234", "13800001234"


@pytest.fixture
def worker():
    party = factories.make_dispute("accepted").parties.get(role="applicant")
    Party.objects.filter(pk=party.pk).update(id_number=NUMBER, phone=PHONE)
    party.refresh_from_db()
    return party


def address(party):
    return reverse("dispute-reveal", args=[party.dispute_id])


def asked(party, more=None):
    return {"version": party.dispute.version, "party": party.pk, "reason": "电话约调解时间", **(more or {})}


def test_numbers_are_shown_after_the_reason_and_the_history_keeps_only_whose(client, worker):
    client.force_login(cast.city_mediator())
    form = client.get(address(worker), {"party": worker.pk})
    assert f'value="{worker.pk}" selected' in form.content.decode()
    assert PHONE not in form.content.decode()
    answer = client.post(address(worker), asked(worker))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert NUMBER in answer.content.decode()
    assert f'href="tel:{PHONE}"' in answer.content.decode()
    event = worker.dispute.events.get(kind="reveal")
    assert (event.by, event.reason) == (cast.city_mediator(), "电话约调解时间")
    assert event.data == {"party": {"id": worker.pk, "label": worker.name}}
    assert PHONE not in json.dumps(event.data)
    shown = client.get(reverse("dispute-detail", args=[worker.dispute_id])).content.decode()
    assert PHONE not in shown
    assert "电话约调解时间" in shown  # the timeline tells of it


@pytest.mark.parametrize("more", [{"reason": ""}, {"reason": "  "}, {"party": ""}, {"party": "999999"}])
def test_without_a_reason_or_a_party_nothing_is_shown(client, worker, more):
    client.force_login(cast.city_mediator())
    with unchanged():
        answer = client.post(address(worker), asked(worker, more))
    assert answer.status_code == 422
    assert PHONE not in answer.content.decode()


@pytest.mark.parametrize(("person", "status"), [("volunteer", 403), ("auditor", 403), ("other_town_mediator", 404)])
def test_who_does_not_handle_the_case_sees_no_numbers(client, worker, person, status):
    user = getattr(cast, person)()
    factories.draft("reminder", worker.dispute, factories.later(factories.MONDAY, 3), drafter=cast.volunteer())
    client.force_login(user)
    with unchanged():
        answer = client.post(address(worker), asked(worker))
    assert answer.status_code == status
    assert PHONE not in answer.content.decode()


def test_operation_asks_for_right_reason_and_a_party_of_the_case(worker):
    other = factories.make_dispute("accepted")
    how = {"at": factories.at(factories.MONDAY)}
    with forbidden():
        reveal(worker.dispute, worker, by=cast.auditor(), reason="x", **how)
    with refused("a reason is given", "the party belongs to the case"):
        reveal(other, worker, by=cast.city_mediator(), reason=" ", **how)
