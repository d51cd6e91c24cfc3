"""合并与拆分: two workers are split off with a case of their own; a third case of the same employer is merged."""

import pytest

from mediation.operations.filing import split
from tests import cast
from tests.factories import MONDAY, at, finish_papers, later, make_dispute, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_split():
    mediator = cast.city_mediator()
    dispute = make_dispute("accepted", workers=("蒋喆", "楼䶮", "俞一", "俞二"))
    leaving = dispute.parties.filter(role="applicant", name__in=["俞一", "俞二"])
    child = split(dispute, leaving, by=mediator, at=at(later(MONDAY, 3)), version=dispute.version, reason="请求不同。")
    dispute.refresh_from_db()

    assert [party.name for party in dispute.parties.filter(role="applicant")] == ["蒋喆", "楼䶮"]
    assert [party.name for party in child.parties.filter(role="applicant")] == ["俞一", "俞二"]
    assert [party.name for party in child.parties.filter(role="respondent")] == [dispute.employer.name]
    assert (dispute.worker_count, child.worker_count) == (2, 2)
    assert (child.state, child.split_from, child.received_on) == ("registered", dispute, dispute.received_on)
    assert (dispute.number, child.number) == ("诸总工调〔2026〕1号", "诸总工调〔2026〕2号")
    assert acts(dispute)[-1] == "dispute split"
    assert acts(child) == ["dispute register"]
    child = take(child, "accept", cast.reviewer(), later(MONDAY, 4), handler=mediator)
    assert child.state == "accepted"


def test_merged():
    mediator = cast.city_mediator()
    main = make_dispute("accepted")
    dispute = make_dispute("accepted")
    finish_papers(dispute, mediator, later(MONDAY, 2))
    dispute = take(dispute, "merge", mediator, later(MONDAY, 3), merged_into=main, reason="同一用人单位同一请求。")

    assert (dispute.state, dispute.outcome, dispute.merged_into) == ("closed", "R13", main)
    assert acts(dispute) == ["dispute register", "dispute accept", "letter sign", "letter serve", "dispute merge"]
    assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 ended", "B1a 2027-02-22 ended"]
    assert papers(dispute) == ["acceptance_notice served （2026）诸总工调受字第1号"]
