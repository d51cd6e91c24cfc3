"""集体争议: twelve workers with representatives; nothing that disposes of their rights without their consent (G9)."""

from decimal import Decimal

import pytest

from tests import cast
from tests.factories import (
    MONDAY,
    consent_of_all,
    draft,
    finish_papers,
    issue,
    later,
    make_dispute,
    mediation_of,
    perform,
    serve,
    take,
)
from tests.journeys.story import acts, clocks, papers
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WORKERS = tuple(f"职工{number:02d}" for number in range(1, 13))
AMOUNT = Decimal("240000.00")


def test_collective_with_representatives():
    mediator = cast.city_mediator()
    dispute = make_dispute("mediating", workers=WORKERS)
    assert dispute.is_collective
    assert [party.name for party in dispute.parties.filter(is_representative=True)] == ["职工01", "职工02", "职工03"]
    dispute = take(dispute, "raise_alarm", mediator, later(MONDAY, 3), reason="有人扬言停工。")
    assert dispute.alarmed_on == later(MONDAY, 3)

    letter = issue(draft("agreement", dispute, later(MONDAY, 8)), later(MONDAY, 8))
    assert letter.content["worker"] == "、".join(f"职工{number:02}" for number in range(1, 13))
    serve(letter, later(MONDAY, 9))
    terms = {
        "outcome": "agreement", "concluded_on": later(MONDAY, 10), "amount": AMOUNT,
        "applicant_signed_on": later(MONDAY, 9), "respondent_signed_on": later(MONDAY, 8),
        "mediator_signed_on": later(MONDAY, 10),
        "instalments": [{"due_on": later(MONDAY, 20), "amount": AMOUNT, "what": "工资"}],
    }  # fmt: skip
    names = [f"职工{number:02} has consented (G9)" for number in range(1, 6)]  # no mandate yet
    with refused(*names, "and 7 more workers"):
        take(mediation_of(dispute), "conclude", mediator, later(MONDAY, 10), **terms)
    consent_of_all(dispute, later(MONDAY, 10))
    take(mediation_of(dispute), "conclude", mediator, later(MONDAY, 10), **terms)
    assert dispute.agreements.get().effective_on == later(MONDAY, 10)  # the last signature (LMA 14)
    perform(dispute, mediator, later(MONDAY, 20))
    finish_papers(dispute, mediator, later(MONDAY, 20))
    dispute = take(dispute, "close", mediator, later(MONDAY, 21), outcome="R01")

    assert dispute.state == "closed"
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "dispute raise_alarm",
        "letter draft",
        "letter sign",
        "letter serve",
        "dispute consent",
        "proceeding conclude",
        "dispute agree",
        "proceeding record_performance",
        "letter sign",
        "letter serve",
        "dispute close",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 met",
        "B1a 2027-02-22 ended",
        "A1 2026-03-27 ended",
        "A3 2026-04-13 ended",
        "M11 2026-03-22 met",
        "M12 2026-03-30 open",
    ]
    assert papers(dispute) == [
        "acceptance_notice served （2026）诸总工调受字第1号",
        "agreement served （2026）诸总工调字第1号",
    ]
