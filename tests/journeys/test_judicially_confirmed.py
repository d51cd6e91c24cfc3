"""工会调解+司法确认: both sides ask the court to confirm their agreement; it is performed."""

import pytest

from tests import cast
from tests.factories import (
    MONDAY,
    file_proceeding,
    finish_papers,
    fresh,
    later,
    make_dispute,
    perform,
    take,
)
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_judicially_confirmed():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("agreed")
    confirmation = file_proceeding(dispute, "judicial_confirmation", cast.court(), mediator, later(MONDAY, 10))
    assert fresh(dispute).state == "at_court"
    confirmation = take(confirmation, "accept", judge, later(MONDAY, 12), accepted_on=later(MONDAY, 12))
    take(confirmation, "conclude", judge, later(MONDAY, 24), outcome="confirmed", concluded_on=later(MONDAY, 24),
        received_on=later(MONDAY, 24),
    )  # fmt: skip
    assert fresh(dispute).state == "agreed"
    perform(dispute, mediator, later(MONDAY, 26))
    finish_papers(dispute, mediator, later(MONDAY, 26))
    dispute = take(dispute, "close", mediator, later(MONDAY, 27), outcome="R01")

    assert (dispute.state, dispute.outcome, dispute.stage) == ("closed", "R01", "union")
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
        "proceeding record_performance",
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
        "M11 2026-03-20 met",
        "A4 2026-03-16 met",
        "H1 2026-03-19 met",
        "A5 2026-04-13 met",
        "T12 2028-03-20 ended",
        "A6 2026-04-10 ended",
        "M12 2026-04-07 open",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "agreement served （2026）诸总工调字第1号",
    ]
