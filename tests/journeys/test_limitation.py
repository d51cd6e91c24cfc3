"""时效中断、中止与更正: interrupted twice, suspended twice, one entry struck; the last safe day follows each time."""

from datetime import date

import pytest

from mediation.integrity import violations
from mediation.operations.limitation import end_limitation, record_limitation, strike_limitation
from tests import cast
from tests.factories import MONDAY, at, file_proceeding, fresh, later, make_dispute
from tests.journeys.story import acts, clocks

pytestmark = pytest.mark.django_db
KNEW = date(2025, 11, 12)


def last_safe_day(dispute):
    row = dispute.deadlines.open().get(rule="B1")
    return str(row.due_on), str(row.paused_on)


def test_limitation():
    mediator = cast.city_mediator()
    dispute = make_dispute("accepted", category="02", knew_on=KNEW, occurred_on=KNEW)
    assert last_safe_day(dispute) == ("2026-11-12", "None")

    def record(cause, happened_on, ended_on=None, on=None):
        return record_limitation(
            dispute, cause=cause, happened_on=happened_on, ended_on=ended_on, proof="书面凭证", by=mediator,
            at=at(on or later(MONDAY, 60)),
        )  # fmt: skip

    record("claim", date(2026, 3, 4), on=date(2026, 3, 4))  # a written claim on the employer
    assert last_safe_day(dispute) == ("2027-03-04", "None")
    complaint = record("relief", date(2026, 3, 9), date(2026, 3, 25), on=date(2026, 3, 25))  # to another authority
    assert last_safe_day(dispute) == ("2027-03-25", "None")
    record("force_majeure", date(2026, 4, 1), date(2026, 4, 7), on=date(2026, 4, 8))
    assert last_safe_day(dispute) == ("2027-03-31", "None")
    illness = record("just_cause", date(2026, 4, 20), on=date(2026, 4, 21))
    assert last_safe_day(dispute) == ("2027-03-31", "2026-04-20")
    end_limitation(illness, ended_on=date(2026, 4, 27), proof="出院记录", by=mediator, at=at(date(2026, 4, 28)))
    assert last_safe_day(dispute) == ("2027-04-07", "None")
    strike_limitation(complaint, reason="系另一职工的投诉。", by=mediator, at=at(date(2026, 4, 29)))
    assert last_safe_day(dispute) == ("2027-03-17", "None")  # from the claim, and thirteen days longer

    file_proceeding(fresh(dispute), "arbitration", cast.arbitration(), mediator, date(2026, 5, 6))
    assert [row for row in clocks(dispute) if row.startswith("B")] == [
        "B1 2026-11-12 superseded",
        "B1 2027-03-04 superseded",
        "B1 2027-03-25 superseded",
        "B1 2027-03-31 superseded",
        "B1 2027-03-31 superseded",
        "B1 2027-04-07 superseded",
        "B1 2027-03-17 met",
        "B2 2026-05-12 open",
    ]
    assert acts(dispute)[2:8] == [
        *["dispute record_limitation"] * 4, "dispute end_limitation", "dispute strike_limitation",
    ]  # fmt: skip
    assert list(violations()) == []
