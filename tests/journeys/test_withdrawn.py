"""撤回: the applicant withdraws of free will while mediation runs."""

import pytest

from tests import cast
from tests.factories import MONDAY, finish_papers, later, make_dispute, mediation_of, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_withdrawn():
    mediator = cast.city_mediator()
    dispute = make_dispute("mediating")
    take(
        mediation_of(dispute),
        "withdraw",
        mediator,
        later(MONDAY, 5),
        withdrawn_on=later(MONDAY, 5),
        reason="申请人撤回。",
    )
    finish_papers(dispute, mediator, later(MONDAY, 5))
    dispute = take(dispute, "withdraw", mediator, later(MONDAY, 5), reason="双方自行结清。", free_will=True)

    assert (dispute.state, dispute.outcome, dispute.closed_on) == ("closed", "R06", later(MONDAY, 5))
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "proceeding withdraw",
        "dispute fail_mediation",
        "letter sign",
        "letter serve",
        "letter sign",
        "letter serve",
        "dispute withdraw",
    ]
    assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 met", "B1a 2027-02-22 ended"]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "mediation_end_notice served （2026）诸总工调终字第1号",
    ]
