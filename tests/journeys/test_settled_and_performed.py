"""调解成功并履行: logged, accepted, mediated, agreed in two instalments, performed, closed, visited, archived."""

from datetime import date
from decimal import Decimal

import pytest

from mediation.operations.people import follow_up
from mediation.operations.proceedings import hold_session
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    finish_papers,
    fresh,
    later,
    mediation_of,
    open_mediation,
    perform,
    reach_agreement,
    register_dispute,
    take,
)
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_settled_and_performed():
    mediator, reviewer = cast.town_mediator(), cast.reviewer()
    dispute = register_dispute(holder=cast.town())
    dispute = take(dispute, "accept", reviewer, later(MONDAY, 1), handler=mediator)
    open_mediation(dispute, mediator, later(MONDAY, 1), later(MONDAY, 2))
    assert fresh(dispute).state == "mediating"
    hold_session(
        mediation_of(dispute), by=mediator, at=at(later(MONDAY, 6), 16), held_at=at(later(MONDAY, 6), 14),
        place="枫桥镇工会调解室", attendees="双方当事人", record="双方同意分两期支付。",
    )  # fmt: skip
    reach_agreement(mediation_of(dispute), mediator, later(MONDAY, 8), amount=Decimal("18600.01"), parts=2)
    assert fresh(dispute).state == "agreed"
    perform(dispute, mediator, later(MONDAY, 20))
    assert dispute.agreements.get().performed_on == later(MONDAY, 20)
    assert dispute.agreements.get().amount_paid == Decimal("18600.01")
    finish_papers(dispute, mediator, later(MONDAY, 21))
    dispute = take(dispute, "close", mediator, later(MONDAY, 21), outcome="R01")
    follow_up(dispute, by=mediator, at=at(later(MONDAY, 25)), visited_on=later(MONDAY, 25), satisfaction="satisfied")
    dispute = take(dispute, "archive", cast.archivist(), later(MONDAY, 30), volume_complete=True, redaction_done=True)

    assert (dispute.state, dispute.outcome, dispute.closed_on) == ("archived", "R01", date(2026, 3, 23))
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "proceeding hold_session",
        "letter draft",
        "letter sign",
        "proceeding conclude",
        "dispute agree",
        "proceeding record_performance",
        "proceeding record_performance",
        "letter sign",
        "letter serve",
        "letter serve",
        "dispute close",
        "dispute follow_up",
        "dispute archive",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 met",
        "B1a 2027-02-22 ended",
        "A1 2026-03-25 ended",
        "A3 2026-04-09 ended",
        "M11 2026-03-20 met",
        "M11 2026-03-30 met",
        "M12 2026-03-30 met",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）枫总工调受字第1号",
        "agreement served （2026）枫总工调字第1号",
    ]
