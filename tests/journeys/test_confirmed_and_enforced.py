"""司法确认后强制执行: the confirmed agreement is not performed; the court enforces it."""

import pytest

from tests import cast
from tests.factories import MONDAY, file_proceeding, finish_papers, fresh, later, make_dispute, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_confirmed_and_enforced():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("at_court")
    confirmation = dispute.proceedings.get(kind="judicial_confirmation")
    confirmation = take(confirmation, "accept", judge, later(MONDAY, 12), accepted_on=later(MONDAY, 12))
    take(confirmation, "conclude", judge, later(MONDAY, 24), outcome="confirmed", concluded_on=later(MONDAY, 24),
        received_on=later(MONDAY, 24),
    )  # fmt: skip
    dispute = take(dispute, "breach_agreement", mediator, later(MONDAY, 40), reason="到期未付款。")
    assert dispute.state == "unresolved"
    enforcement = file_proceeding(dispute, "enforcement", cast.court(), mediator, later(MONDAY, 42))
    assert fresh(dispute).state == "at_court"
    enforcement = take(enforcement, "accept", judge, later(MONDAY, 45), accepted_on=later(MONDAY, 45))
    take(enforcement, "conclude", judge, later(MONDAY, 70), outcome="fulfilled", concluded_on=later(MONDAY, 70))
    finish_papers(dispute, mediator, later(MONDAY, 71))
    dispute = take(dispute, "close", mediator, later(MONDAY, 72), outcome="R10")

    assert (dispute.state, dispute.outcome, dispute.stage) == ("closed", "R10", "court")
    assert dispute.agreements.get().breached_on == later(MONDAY, 40)
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
        "proceeding prepare",
        "proceeding file",
        "hand_over send",
        "dispute refer_to_court",
        "proceeding accept",
        "hand_over accept",
        "proceeding conclude",
        "hand_over record_result",
        "dispute return_to_union",
        "dispute breach_agreement",
        "proceeding prepare",
        "proceeding file",
        "hand_over send",
        "dispute refer_to_court",
        "proceeding accept",
        "hand_over accept",
        "proceeding conclude",
        "hand_over record_result",
        "letter sign",
        "letter serve",
        "letter serve",
        "dispute close",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 met",
        "B1a 2027-02-22 ended",
        "A1 2026-03-25 ended",
        "A3 2026-04-09 met",
        "M11 2026-03-20 ended",
        "A4 2026-03-16 met",
        "H1 2026-03-19 met",
        "A5 2026-04-13 met",
        "T12 2028-03-20 met",
        "A6 2026-04-10 ended",
        "H1 2026-04-20 met",
        "H2 2026-06-01 met",
        "M12 2026-05-20 open",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "agreement served （2026）诸总工调字第1号",
    ]
