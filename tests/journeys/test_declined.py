"""不予受理: not a labour dispute, decided by a second person; a new paper reopens the question; accepted."""

import pytest

from mediation.operations.errors import StepRefused
from tests import cast
from tests.factories import MONDAY, finish_papers, later, register_dispute, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_declined():
    mediator = cast.city_mediator()
    dispute = register_dispute()
    dispute = take(
        dispute, "decline", cast.reviewer(), later(MONDAY, 1), decline_reason="not_labour", reason="双方系承揽关系。"
    )
    assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("declined", "R07", "not_labour")
    finish_papers(dispute, mediator, later(MONDAY, 2))
    notice = dispute.letters.get()
    assert notice.content["reason"] == "所反映的事项不属于劳动争议处理和工会劳动法律监督的范围。\n双方系承揽关系。"
    with pytest.raises(StepRefused):
        take(dispute, "accept", cast.reviewer(), later(MONDAY, 3), handler=mediator)

    dispute = take(
        dispute, "reconsider", cast.reviewer(), later(MONDAY, 9), done_on=later(MONDAY, 9), reason="提交了劳动合同。"
    )
    dispute = take(dispute, "accept", cast.reviewer(), later(MONDAY, 10), handler=mediator)

    assert (dispute.state, dispute.outcome) == ("accepted", "")
    assert acts(dispute) == [
        "dispute register",
        "dispute decline",
        "letter sign",
        "letter serve",
        "dispute reconsider",
        "dispute accept",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 ended",
        "B1a 2027-02-22 ended",
        "M2 2026-03-16 met",
        "M3 2026-03-26 open",
        "B1a 2027-02-22 open",
    ]
    assert papers(dispute) == ["non_acceptance_notice served （2026）诸总工调不受字第1号", "acceptance_notice draft"]
