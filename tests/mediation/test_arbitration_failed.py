"""One answer to whether the arbitration of a case has failed: for the suit, the clue pack and the finder."""

import pytest

from mediation.clues.evidence import arbitration_closed
from mediation.proceeding_kinds.proofs import arbitration_failed, arbitration_refused_or_overdue
from mediation.reports.finder import _tried
from tests import cast
from tests.factories import MONDAY, file_proceeding, fresh, later, make_dispute, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
LATE = later(MONDAY, 80)


class Asking:
    pk = None

    def __init__(self, dispute):
        self.dispute = dispute


def answers(row, on):
    """What each of the places says of the arbitration on a day."""
    dispute = fresh(row.dispute)
    (own,) = dispute.proceedings.all()
    suit = arbitration_refused_or_overdue(Asking(dispute), {"filed_on": on})
    found = _tried(on).get(pk=row.pk).failure is not None
    return {arbitration_failed(own, on), suit, bool(arbitration_closed(dispute, on)), found}


@pytest.fixture
def filed():
    dispute = make_dispute("accepted")
    return file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), MONDAY)


def test_applied_for_and_nothing_heard(filed):
    assert answers(filed, later(MONDAY, 3)) == {False}
    assert answers(filed, LATE) == {True}


def test_accepted_and_no_award_in_time(filed):
    day = later(MONDAY, 2)
    row = take(
        filed, "accept", cast.city_mediator(), day, accepted_on=day, paper="受理通知书", external_number="诸劳仲案1号"
    )
    assert answers(row, later(MONDAY, 30)) == {False}
    assert answers(row, LATE) == {True}


def test_refused(filed):
    day = later(MONDAY, 2)
    row = take(filed, "refuse", cast.city_mediator(), day, refused_on=day, reason="材料不齐。", paper="不予受理通知书")
    assert answers(row, day) == {True}
