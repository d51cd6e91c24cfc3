"""A hand-over bounces twice, goes to the coordinator, and is answered by a one-time link.

Wage arrears with violence feared: the justice bureau sends the papers back, the HR bureau too; the city's reviewer sees
it, the case goes to the court's mediation room, which has no account and answers by link; the case closes.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation.integrity import violations
from mediation.models import HandOver
from mediation.operations.hand_overs import bounced
from mediation.operations.links import create_link
from tests import cast, factories
from tests.factories import fresh, later, take
from tests.walks.world import cheap_print

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]


@pytest.fixture
def cheap_letters(monkeypatch):
    monkeypatch.setattr("documents.press.printed", cheap_print)


def test_journey():
    today, by = timezone.localdate(), cast.city_mediator()
    begun = later(today, -30)
    dispute = factories.make_dispute("accepted", on=begun)

    # The justice bureau sends it back, and so does the HR bureau: now the coordinator sees it.
    first = factories.hand_over(dispute, later(begun, 3), aim="peoples_mediation")
    factories.return_hand_over(first, later(begun, 5), reason="当事人已向人社投诉。")
    assert not bounced(HandOver.objects.all()).exists()
    second = factories.hand_over(dispute, later(begun, 6), aim="petition", agency=cast.hr())
    factories.return_hand_over(second, later(begun, 8), by=cast.hr_liaison(), reason="应由司法行政部门调解。")
    assert [(row.pk, row.bounces) for row in bounced(HandOver.objects.all())] == [(second.pk, 2)]

    # It goes to an office without an account, by a link that opens once.
    third = factories.hand_over(dispute, today, aim="peoples_mediation", agency=cast.court())
    assert not bounced(HandOver.objects.all()).exists()
    made = create_link(third, by=by, at=timezone.now(), valid_for=timedelta(days=3))
    address = reverse("access-link", args=[made.secret])
    client = Client()
    assert client.get(address).status_code == 200
    client.post(address)
    assert Client().post(address).status_code == 404
    assert "蒋喆" in client.get(reverse("office")).content.decode()
    signed = {"person": "方园", "post": "诉前调解室主任"}
    day = today.isoformat()
    client.post(reverse("office-step", args=["accept"]), {"version": 0, "accepted_on": day, **signed})
    told = {"result": "双方和解，工资当场付清。", "result_paper": "调解笔录"}
    answer = {"version": 1, "answered_on": day, **told, **signed}
    assert client.post(reverse("office-step", args=["record_result"]), answer).status_code == 302
    third = HandOver.objects.get(pk=third.pk)
    assert (third.state, third.result_paper) == ("answered", "调解笔录")
    names = [event.data["person"] for event in third.events.filter(kind__in=("accept", "record_result"))]
    assert names == ["方园", "方园"]

    # Nothing waits any more: the case closes, and every invariant holds.
    factories.finish_papers(fresh(dispute), by, today)
    closed = take(fresh(dispute), "close", by, today, outcome="R03", reason="双方自行和解，工资当场付清。")
    assert closed.state == "closed"
    assert [str(found) for found in violations()] == []
