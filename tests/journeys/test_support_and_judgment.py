"""支持起诉: mediation fails, arbitration is refused; the procuratorate supports the suit of a migrant worker."""

import pytest

from tests import cast
from tests.factories import MONDAY, file_proceeding, finish_papers, fresh, later, make_dispute, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_support_and_judgment():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("at_procuratorate")
    arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), mediator, later(MONDAY, 10))
    take(
        arbitration, "refuse", cast.arbitrator(), later(MONDAY, 14), refused_on=later(MONDAY, 14), reason="主体已注销。"
    )
    assert fresh(dispute).state == "at_procuratorate"
    support = dispute.proceedings.get(kind="support_for_prosecution")
    support = take(support, "accept", cast.prosecutor(), later(MONDAY, 15), accepted_on=later(MONDAY, 15))
    take(support, "conclude", cast.prosecutor(), later(MONDAY, 22), outcome="supported", concluded_on=later(MONDAY, 22))
    suit = file_proceeding(dispute, "litigation", cast.court(), mediator, later(MONDAY, 23), basis="refused")
    assert fresh(dispute).state == "at_court"
    suit = take(suit, "accept", judge, later(MONDAY, 28), accepted_on=later(MONDAY, 28))
    take(
        suit, "conclude", judge, later(MONDAY, 90),
        outcome="judgment", concluded_on=later(MONDAY, 88), received_on=later(MONDAY, 90),
    )  # fmt: skip
    finish_papers(dispute, mediator, later(MONDAY, 91))
    dispute = take(dispute, "close", mediator, later(MONDAY, 91), outcome="R10")

    assert (dispute.state, dispute.stage) == ("closed", "court")
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "proceeding conclude",
        "dispute fail_mediation",
        "proceeding prepare",
        "proceeding file",
        "hand_over send",
        "dispute refer_to_procuratorate",
        "proceeding prepare",
        "proceeding file",
        "hand_over send",
        "dispute refer_to_hr",
        "proceeding refuse",
        "hand_over record_result",
        "dispute refer_to_procuratorate",
        "proceeding accept",
        "hand_over accept",
        "proceeding conclude",
        "hand_over record_result",
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
        "letter sign",
        "letter serve",
        "dispute close",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 met",
        "B1a 2027-02-22 met",
        "P1 2026-03-27 met",
        "H1 2026-03-19 met",
        "B2 2026-03-19 met",
        "H1 2026-03-19 met",
        "B1a 2027-02-22 met",
        "H2 2026-04-29 met",
        "T1 2026-04-01 met",
        "H1 2026-04-01 met",
        "T3 2026-09-30 met",
        "T6 2026-06-15 ended",
        "M12 2026-06-08 open",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "mediation_end_notice served （2026）诸总工调终字第1号",
    ]
