"""退回补正: papers are missing; one applicant brings them, another does not."""

import pytest

from mediation.guards import no_unfinished_letter
from tests import cast
from tests.factories import MONDAY, finish_papers, later, make_dispute, take
from tests.journeys.story import acts, clocks, papers
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_completed():
    dispute = make_dispute("returned")
    assert dispute.letters.get().content["missing_items"] == ["身份证复印件", "劳动合同"]
    dispute = take(dispute, "complete", cast.city_mediator(), later(MONDAY, 5), done_on=later(MONDAY, 5))
    dispute = take(dispute, "accept", cast.reviewer(), later(MONDAY, 7), handler=cast.city_mediator())

    assert dispute.state == "accepted"
    assert acts(dispute) == ["dispute register", "dispute return_for_completion", "dispute complete", "dispute accept"]
    assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 open", "B1a 2027-02-22 open", "M2 2026-03-11 met"]
    assert papers(dispute) == ["completion_notice draft", "acceptance_notice draft"]


def test_lapsed():
    dispute = make_dispute("returned")
    with refused(no_unfinished_letter):
        take(
            dispute, "lapse", cast.reviewer(), later(MONDAY, 15), reason="逾期未补正。"
        )  # the applicant was never told
    finish_papers(dispute, cast.city_mediator(), later(MONDAY, 2))
    dispute = take(dispute, "lapse", cast.reviewer(), later(MONDAY, 15), reason="逾期未补正。")

    assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("closed", "R07", "incomplete")
    assert acts(dispute) == [
        "dispute register",
        "dispute return_for_completion",
        "letter sign",
        "letter serve",
        "dispute lapse",
    ]
    assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 ended", "B1a 2027-02-22 ended"]
    assert papers(dispute) == ["completion_notice served （2026）诸总工调补字第1号"]
