"""重新打开: closed on a schedule, not performed; reopened, breach on record, mediated again without result."""

import pytest

from tests import cast
from tests.factories import MONDAY, finish_papers, fresh, later, make_dispute, mediation_of, open_mediation, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_reopened():
    mediator = cast.city_mediator()
    dispute = make_dispute("agreed")
    finish_papers(dispute, mediator, later(MONDAY, 9))
    dispute = take(dispute, "close", mediator, later(MONDAY, 10), outcome="R01")
    dispute = take(dispute, "reopen", cast.manager(), later(MONDAY, 30), reason="到期未付款。")
    assert (dispute.state, dispute.outcome, dispute.closed_on) == ("accepted", "", None)
    assert dispute.agreements.get().breached_on == later(MONDAY, 30)

    open_mediation(dispute, mediator, later(MONDAY, 31), later(MONDAY, 32))
    take(
        mediation_of(dispute), "conclude", mediator, later(MONDAY, 40),
        outcome="refused", concluded_on=later(MONDAY, 40),
    )  # fmt: skip
    assert fresh(dispute).state == "unresolved"
    finish_papers(dispute, mediator, later(MONDAY, 41))
    dispute = take(
        dispute, "close", mediator, later(MONDAY, 41), outcome="R05", outcome_detail="refused", routes_told=True
    )

    assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("closed", "R05", "refused")
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "letter draft",
        "letter sign",
        "proceeding conclude",
        "dispute agree",
        "letter sign",
        "letter serve",
        "letter serve",
        "dispute close",
        "dispute reopen",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "proceeding conclude",
        "dispute fail_mediation",
        "letter sign",
        "letter serve",
        "dispute close",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 met",
        "B1a 2027-02-22 ended",
        "A1 2026-03-25 ended",
        "A3 2026-04-09 ended",
        "M11 2026-03-20 ended",
        "M12 2026-03-19 ended",
        "M3 2026-04-16 met",
        "B1a 2027-02-22 ended",
        "M12 2026-04-20 open",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "agreement served （2026）诸总工调字第1号",
        "mediation_end_notice served （2026）诸总工调终字第1号",
    ]
