"""The hand-over machine: its edges, and what each verb writes."""

import pytest

from mediation.hand_overs import DISCLOSING, WAITING, State
from mediation.models import HandOver
from tests import factories
from tests.factories import MONDAY, later
from tests.machines import edges, words

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 4)
EDGES = words(
    {
        "accept": "sent -> accepted",
        "return_papers": "sent accepted -> returned",
        "record_result": "sent accepted -> answered",
        "withdraw": "sent accepted -> withdrawn",
    }
)


def test_the_graph():
    assert edges(HandOver) == EDGES


def test_what_each_verb_writes():
    dispute = factories.make_dispute("accepted")
    rows = {state: factories.make_hand_over(state, dispute, DAY) for state in State if state not in WAITING}
    after = later(DAY, 1)
    assert {state: (row.state, row.ended_on) for state, row in rows.items()} == {
        state: (state, after) for state in ("returned", "answered", "withdrawn")
    }
    assert rows["returned"].return_reason == "不属于本单位管辖。"
    assert (rows["answered"].result, rows["answered"].result_paper) == ("已立案调查。", "诸司〔2026〕3号")


@pytest.mark.parametrize("state", State)
def test_what_came_back_or_was_taken_back_discloses_nothing(state):
    row = factories.make_hand_over(state, factories.make_dispute("accepted"), DAY)
    assert row.discloses is (state in DISCLOSING)
    assert HandOver.objects.disclosing("employer").filter(pk=row.pk).exists() is row.discloses
    assert not HandOver.objects.disclosing("ids").exists()
