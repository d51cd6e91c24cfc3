"""一裁终局: twelve months of the minimum wage decide; the employer has the award set aside; the worker sues in time."""

import pytest

from tests import cast
from tests.factories import AWARD_ITEMS, MONDAY, file_proceeding, fresh, later, make_dispute, take
from tests.journeys.story import clocks
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_final_award_set_aside():
    mediator, arbitrator = cast.city_mediator(), cast.arbitrator()
    dispute = make_dispute("unresolved")
    arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), mediator, later(MONDAY, 10))
    arbitration = take(arbitration, "accept", arbitrator, later(MONDAY, 14), accepted_on=later(MONDAY, 14))
    made, got = later(MONDAY, 42), later(MONDAY, 45)
    award = {"concluded_on": made, "received_on": got, "award_items": AWARD_ITEMS}  # 18,600 yuan of wages
    with refused("by its items the award is: final award (LMA 47); choose that, or say why the paper reads otherwise"):
        take(arbitration, "conclude", arbitrator, got, outcome="non_final_award", **award)
    arbitration = take(arbitration, "conclude", arbitrator, got, outcome="final_award", **award)
    assert [row for row in clocks(dispute) if row[:3] in ("B12", "B13", "T12")] == [
        "B12 2026-05-06 open",  # 05-01 to 05-05 are days off
        "B13 2026-05-18 open",
        "T12 2028-04-13 open",
    ]
    ruled = later(MONDAY, 90)
    take(arbitration, "mark", arbitrator, ruled, stage="set_aside", happened_on=ruled, paper="（2026）浙06民特3号")
    suit = file_proceeding(dispute, "litigation", cast.court(), mediator, later(MONDAY, 104), basis="award")
    assert (fresh(dispute).state, suit.late_ground) == ("at_court", "")
    assert [row for row in clocks(dispute) if row[:3] in ("B12", "B13", "B14", "T12")] == [
        "B12 2026-05-06 ended",
        "B13 2026-05-18 ended",
        "T12 2028-04-13 ended",
        "B14 2026-06-15 met",
    ]
