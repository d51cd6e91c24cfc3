"""民事检察监督: a judgment takes effect, the court refuses the retrial, the procuratorate protests."""

import pytest

from tests import cast
from tests.factories import MONDAY, facts_of, file_proceeding, fresh, later, make_dispute, take
from tests.journeys.story import clocks
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_supervised_judgment():
    mediator, judge, prosecutor = cast.city_mediator(), cast.court_liaison(), cast.prosecutor()
    dispute = make_dispute("accepted", request="supervision")
    suit = file_proceeding(dispute, "litigation", cast.court(), mediator, later(MONDAY, 3), basis="wage_note")
    suit = take(suit, "accept", judge, later(MONDAY, 7), accepted_on=later(MONDAY, 7), procedure="simplified")
    got = later(MONDAY, 60)
    suit = take(suit, "conclude", judge, got, outcome="judgment", concluded_on=got, received_on=got)
    in_force = later(MONDAY, 78)
    take(suit, "mark", judge, in_force, stage="in_force", happened_on=in_force)
    retrial = file_proceeding(dispute, "litigation", cast.court(), mediator, later(MONDAY, 90), basis="retrial")
    retrial = take(retrial, "accept", judge, later(MONDAY, 92), accepted_on=later(MONDAY, 92))
    assert retrial.procedure == "retrial_review"
    day = later(MONDAY, 150)
    take(retrial, "conclude", judge, day, outcome="retrial_refused", concluded_on=day, received_on=day)
    assert fresh(dispute).state == "accepted"
    supervision = file_proceeding(dispute, "civil_supervision", cast.procuratorate(), mediator, later(MONDAY, 160))
    assert supervision.facts == facts_of("civil_supervision")["facts"]
    supervision = take(supervision, "accept", prosecutor, later(MONDAY, 162), accepted_on=later(MONDAY, 162))
    day = later(MONDAY, 230)
    supervision = take(supervision, "conclude", prosecutor, day, outcome="protest", concluded_on=day, received_on=day)
    assert fresh(dispute).state == "at_procuratorate"
    day = later(MONDAY, 250)
    take(supervision, "mark", prosecutor, day, stage="retrial_ordered", happened_on=day)
    with refused("the procuratorate has not decided on civil supervision before (CPL 220)"):
        file_proceeding(dispute, "civil_supervision", cast.procuratorate(), mediator, day)

    assert [row for row in clocks(dispute) if row[0] in "TP"] == [
        "T1 2026-03-12 met",
        "T4 2026-06-09 met",
        "T6 2026-05-18 ended",
        "T9 2026-11-19 met",
        "T12 2028-05-19 open",
        "T9c 2026-09-02 met",
        "P4b 2028-07-31 met",
        "P4 2026-11-09 met",
        "P5 2026-11-17 met",
    ]
