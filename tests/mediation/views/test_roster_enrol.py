"""A list is looked at before it is written down; the good rows go in, the others come back; consent by tick."""

import re

import pytest
from django.urls import reverse

from tests import cast
from tests.factories import fresh, register_dispute
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db
ROWS = "姓名\t电话\t入职日期\t请求金额\n楼䶮\t13800000001\t2024-03-01\t100\n何青\t13800000002\t2024-02-31\t200\n"


def sealed(response):
    return re.search(r'name="sealed" value="([^"]+)"', response.content.decode())[1]


def test_look_then_enter_the_good_rows_and_get_the_marked_list(client):
    client.force_login(cast.city_mediator())
    dispute = register_dispute()
    with unchanged():
        page = client.post(reverse("roster-enrol", args=[dispute.pk]), {"text": ROWS})
    assert page.status_code == 200
    data = {"sealed": sealed(page), "version": fresh(dispute).version}
    with unchanged():
        marked = client.post(reverse("roster-marked", args=[dispute.pk]), data)
        assert client.post(reverse("roster-confirm", args=[dispute.pk]), data).status_code == 422  # not with a bad row
    assert ("no-store" in marked["Cache-Control"], marked.content[:2]) == (True, b"PK")
    rest = client.post(reverse("roster-confirm", args=[dispute.pk]), {**data, "good": "1"})
    assert rest.status_code == 200
    assert "何青" in rest.content.decode()
    assert list(dispute.parties.filter(kind="worker").values_list("name", flat=True)) == ["蒋喆", "楼䶮"]
    with unchanged():  # the same again: stale, and nothing is written
        again = client.post(reverse("roster-confirm", args=[dispute.pk]), {**data, "good": "1"})
    assert again.status_code in (200, 409)


def test_a_seal_of_another_case_or_none_is_no_list(client):
    client.force_login(cast.city_mediator())
    dispute, other = register_dispute(), register_dispute()
    page = client.post(reverse("roster-enrol", args=[dispute.pk]), {"text": ROWS})
    for text in (sealed(page), "nonsense"):
        with unchanged():
            data = {"sealed": text, "version": 0, "good": "1"}
            response = client.post(reverse("roster-confirm", args=[other.pk]), data)
        assert response.url == reverse("roster-enrol", args=[other.pk])


def test_consent_by_tick_and_the_filter_of_who_lacks_it(client):
    client.force_login(cast.city_mediator())
    dispute = register_dispute(workers=("甲", "乙"))
    url, person = reverse("roster-detail", args=[dispute.pk]), dispute.parties.get(name="甲")
    given = {"party": [person.pk], "purpose": "settle", "given_on": "2026-03-02"}
    with unchanged():
        assert client.post(url, given).status_code == 422
    assert client.post(url, {**given, "paper": "同意书"}).status_code == 302
    assert [consent.party for consent in dispute.consents.all()] == [person]
    assert [row.name for row in client.get(url, {"without": "settle"}).context["page"]] == ["乙"]


def test_the_roster_takes_as_many_queries_for_fifty_as_for_two(client, django_assert_max_num_queries):
    client.force_login(cast.city_mediator())
    dispute = register_dispute(workers=tuple(f"工友{chr(0x4E00 + number)}" for number in range(50)))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("roster-detail", args=[dispute.pk])).status_code == 200
