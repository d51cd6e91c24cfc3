"""合并与拆分: two workers are split off with a case of their own; a third case of the same employer is merged."""

import pytest

from mediation import checks
from mediation.integrity import violations
from mediation.operations.filing import split
from tests import cast
from tests.factories import CLAIMED, MONDAY, at, finish_papers, later, make_dispute, take
from tests.journeys.story import acts, clocks, papers
from tests.refusals import refused

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
    main = make_dispute("accepted", workers=("蒋喆", "楼䶮"))
    dispute = make_dispute("accepted", workers=("楼䶮", "俞一"))
    finish_papers(dispute, mediator, later(MONDAY, 2))
    dispute = take(dispute, "merge", mediator, later(MONDAY, 3), merged_into=main, reason="同一用人单位同一请求。")

    assert (dispute.state, dispute.outcome, dispute.merged_into) == ("closed", "R13", main)
    assert acts(dispute) == ["dispute register", "dispute accept", "letter sign", "letter serve", "dispute merge"]
    assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 ended", "B1a 2027-02-22 ended"]
    assert papers(dispute) == ["acceptance_notice served （2026）诸总工调受字第1号"]
    assert [party.name for party in dispute.parties.order_by("pk")] == ["楼䶮", "俞一", dispute.employer.name]

    main.refresh_from_db()
    assert (main.state, acts(main)[-1]) == ("accepted", "dispute absorb")
    assert main.events.latest("number").data["source"] == {"id": dispute.pk, "label": dispute.number}
    assert [party.name for party in main.parties.filter(role="applicant").order_by("pk")] == ["蒋喆", "楼䶮", "俞一"]
    assert (main.parties.count(), main.worker_count) == (4, 3)
    assert (main.claims.count(), main.amount_claimed) == (2, 2 * CLAIMED)
    assert list(violations()) == []


def test_the_same_matter_registered_twice_counts_once():
    main, again = make_dispute("accepted"), make_dispute()
    take(again, "merge", cast.city_mediator(), later(MONDAY, 3), merged_into=main, reason="重复登记。")
    main.refresh_from_db()
    assert (main.parties.count(), main.claims.count()) == (2, 1)
    assert (main.worker_count, main.amount_claimed) == (1, CLAIMED)


def test_not_into_a_closed_case_nor_one_of_another_union():
    dispute = make_dispute(holder=cast.town())
    closed, above = make_dispute("closed", holder=cast.town()), make_dispute("accepted")
    answers = {"by": cast.town_mediator(), "on": later(MONDAY, 30), "reason": "同一请求。"}
    with refused(checks.same_employer):
        take(dispute, "merge", merged_into=closed, **answers)
    with refused(checks.may_move_the_other):
        take(dispute, "merge", merged_into=above, **answers)


def test_a_complaint_is_not_merged_into_a_case_of_the_union_of_its_employer():
    complaint = make_dispute(request="supervision")
    theirs = make_dispute("accepted", holder=cast.enterprise())
    with refused(checks.complaint_stays_hidden):
        take(complaint, "merge", cast.city_mediator(), later(MONDAY, 3), merged_into=theirs, reason="同一请求。")
