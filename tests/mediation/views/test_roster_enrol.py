"""A list is looked at before it is written down; the good rows go in, the others come back; consent by tick."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.factories import CLAIMED, fresh, register_dispute
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


def test_whether_the_common_claims_contain_the_list_is_asked(client):
    client.force_login(cast.city_mediator())
    dispute = register_dispute(worker_count=3)
    page = client.post(reverse("roster-enrol", args=[dispute.pk]), {"text": ROWS.replace("2024-02-31", "2024-02-29")})
    common = page.context["common"]
    assert ([claim.amount for claim in common["claims"]], common["contained"], common["besides"]) == (
        [CLAIMED], CLAIMED, CLAIMED + 300,
    )  # fmt: skip
    data = {"sealed": sealed(page), "version": fresh(dispute).version, "all": "1"}
    with unchanged():
        assert client.post(reverse("roster-confirm", args=[dispute.pk]), data).status_code == 422
    assert client.post(reverse("roster-confirm", args=[dispute.pk]), {**data, "contained": "yes"}).status_code == 302
    assert fresh(dispute).amount_claimed == CLAIMED


def pasted(number):
    rows = (f"工友{chr(0x4E00 + place)}\t{13800000000 + place}\t{place + 1}" for place in range(number))
    return "\n".join(("姓名\t电话\t请求金额", *rows))


def test_roster_and_preview_take_as_many_queries_for_two_thousand_rows_as_for_twenty(client):
    client.force_login(cast.city_mediator())
    counts = []
    for number in (20, 2000):
        names = [f"工友{chr(0x4E00 + place)}" for place in range(number // 2)]
        dispute = register_dispute(workers=tuple(names))
        enrol, roster = (reverse(name, args=[dispute.pk]) for name in ("roster-enrol", "roster-detail"))
        client.get(enrol)
        with CaptureQueriesContext(connection) as looked:
            page = client.post(enrol, {"text": pasted(number)})
        assert (page.status_code, page.context["namesake_count"]) == (200, number // 2)
        assert len(page.content) < 1_500_000
        with CaptureQueriesContext(connection) as listed:
            assert len(client.get(roster).context["page"]) == min(number // 2, 50)
        counts.append((len(looked), len(listed)))
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 24
