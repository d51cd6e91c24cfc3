"""The page of a copy-out card: masked, shown whole with an event, and the number of the platform."""

import pytest
from django.urls import reverse

from mediation.models import Proceeding
from tests import cast, factories
from tests.factories import MONDAY, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
ID = "330681199001011234"


@pytest.fixture
def row():
    dispute = factories.make_dispute("accepted")
    dispute.parties.filter(role="applicant").update(id_number=ID)
    return factories.prepare_proceeding(
        dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 3)
    )


def address(row):
    return reverse("copy-out", args=[row.pk])


def acts(row):
    return [event.kind for event in row.events.order_by("number")]


def test_looking_masked_leaves_no_trace_and_whole_does(client, row):
    client.force_login(cast.city_mediator())
    assert ID not in client.get(address(row)).content.decode()
    assert acts(row) == ["prepare"]
    answer = client.post(address(row))
    assert ID in answer.content.decode()
    assert acts(row) == ["prepare", "copy_out"]
    assert ID not in str(row.events.last().data)


def test_the_number_of_the_platform_is_kept(client, row):
    client.force_login(cast.city_mediator())
    assert client.post(address(row), {"external_number": " 诸劳人仲案字〔2026〕第88号 "}).status_code == 302
    row = Proceeding.objects.get(pk=row.pk)
    assert (row.external_number, acts(row), row.version) == (
        "诸劳人仲案字〔2026〕第88号",
        ["prepare", "record_number"],
        0,
    )


@pytest.mark.parametrize("number", ["", "  ", "号" * 81])
def test_a_refused_number_changes_nothing(client, row, number):
    client.force_login(cast.city_mediator())
    answer = client.post(address(row), {"external_number": number})
    assert answer.status_code == 422
    assert number.strip() in answer.content.decode()
    assert (Proceeding.objects.get(pk=row.pk).external_number, acts(row)) == ("", ["prepare"])


def test_only_who_works_on_the_case_copies(client, row):
    for person, status in ((cast.reviewer(), 403), (cast.auditor(), 403), (cast.arbitrator(), 404)):
        client.force_login(person)
        assert client.get(address(row)).status_code == status
        assert client.post(address(row)).status_code == status
    assert acts(row) == ["prepare"]


def test_a_kind_without_a_form_has_no_card(client):
    mediation = factories.mediation_of(factories.make_dispute("mediating"))
    client.force_login(cast.city_mediator())
    assert client.get(address(mediation)).status_code == 404
