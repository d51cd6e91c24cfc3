"""中止与恢复: mediation waits for the recognition of an injury; its clock stands still and runs on."""

from datetime import date

import pytest

from tests import cast
from tests.factories import MONDAY, fresh, later, make_dispute, mediation_of, reach_agreement, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_suspended_and_resumed():
    mediator = cast.city_mediator()
    dispute = make_dispute("suspended", category="06", employment_ended_on=None)
    assert dispute.suspended_on == date(2026, 3, 6)
    assert dispute.deadlines.get(rule="M3").paused_on == date(2026, 3, 6)
    assert dispute.deadlines.get(rule="B1").paused_on is None  # limitation is not the union's to stop

    dispute = take(dispute, "resume", mediator, date(2026, 3, 26))
    assert (dispute.state, dispute.suspended_on) == ("mediating", None)
    clock = dispute.deadlines.open().get(rule="M3")
    assert (clock.pauses, clock.paused_on) == ([["2026-03-06", "2026-03-26"]], None)
    reach_agreement(mediation_of(dispute), mediator, later(MONDAY, 30))

    assert fresh(dispute).state == "agreed"
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "proceeding prepare",
        "proceeding accept",
        "dispute mediate",
        "dispute suspend",
        "dispute resume",
        "letter draft",
        "letter sign",
        "proceeding conclude",
        "dispute agree",
    ]
    assert clocks(dispute) == [
        "M2 2026-03-05 met",
        "M3 2026-03-17 superseded",
        "B1 2027-02-01 open",
        "M3 2026-04-07 met",
        "A1 2026-04-16 open",
        "A3 2026-05-06 open",
        "M11 2026-04-11 open",
    ]
    assert papers(dispute) == ["acceptance_notice draft", "agreement issued （2026）诸总工调字第1号"]
