"""提级: logged by an enterprise union, escalated to the town and to the city, delegated back and reported."""

import pytest

from mediation.models import Dispute
from tests import cast
from tests.factories import FALLS_SHORT, MONDAY, QUALITY, later, register_dispute, report, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_escalated_to_the_city():
    lower, middle, upper = cast.enterprise_mediator(), cast.town_mediator(), cast.city_mediator()
    dispute = register_dispute(holder=cast.enterprise())
    dispute = take(dispute, "accept", lower, later(MONDAY, 1), handler=lower)
    dispute = take(dispute, "escalate", lower, later(MONDAY, 3), holder=cast.town(), reason="企业工会难以处理。")
    assert (dispute.level, dispute.holder, dispute.handler) == ("town", cast.town(), None)
    dispute = take(dispute, "escalate", middle, later(MONDAY, 4), holder=cast.city(), reason="涉及多个镇街。")
    assert (dispute.level, dispute.holder, dispute.delegated_by) == ("city", cast.city(), None)
    for person in (lower, middle, upper):
        assert list(Dispute.objects.visible_to(person)) == [dispute]
    assert not Dispute.objects.visible_to(cast.other_town_mediator()).exists()

    dispute = take(dispute, "assign", cast.manager(), later(MONDAY, 5), handler=upper)
    dispute = take(dispute, "delegate", upper, later(MONDAY, 6), holder=cast.town(), reason="由镇工会就地调处。")
    assert (dispute.level, dispute.delegated_by) == ("town", cast.city())
    dispute = take(dispute, "assign", middle, later(MONDAY, 6), handler=middle)
    dispute = take(dispute, "report_result", middle, later(MONDAY, 20), **report("已组织双方协商。"))
    dispute = take(dispute, "send_back", upper, later(MONDAY, 21), **FALLS_SHORT, reason="请补充付款凭证。")
    dispute = take(dispute, "report_result", middle, later(MONDAY, 24), **report("附付款凭证。"))
    dispute = take(dispute, "approve_result", upper, later(MONDAY, 25), **QUALITY)

    assert (dispute.state, dispute.holder, dispute.delegated_by) == ("accepted", cast.town(), None)
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "dispute escalate",
        "dispute escalate",
        "dispute assign",
        "dispute delegate",
        "dispute assign",
        "dispute report_result",
        "dispute send_back",
        "dispute report_result",
        "dispute approve_result",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 open",
        "B1a 2027-02-22 open",
        "U1 2026-04-20 met",
        "U1 2026-05-08 met",
    ]
    assert papers(dispute) == ["acceptance_notice draft"]
