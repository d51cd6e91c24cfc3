"""三级联动: ten workers go up to the city, which delegates with a limit, sends the result back, then approves."""

import pytest

from mediation import linkage
from mediation.integrity import violations
from tests import cast
from tests.factories import (
    FALLS_SHORT,
    MONDAY,
    QUALITY,
    consent_of_all,
    later,
    mediation_of,
    open_mediation,
    perform,
    reach_agreement,
    register_dispute,
    report,
    take,
)
from tests.journeys.story import acts
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TEN = tuple(f"职工{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")


def test_taken_up_delegated_sent_back_and_approved():
    town, upper = cast.town_mediator(), cast.city_mediator()
    dispute = register_dispute(holder=cast.town(), workers=TEN)
    with refused("the case goes up to the city union, because it covers 10 or more workers"):
        take(dispute, "accept", town, later(MONDAY, 1))
    dispute = take(
        dispute, "escalate", town, later(MONDAY, 1), holder=cast.city(), ground="collective", reason="涉及十名职工。"
    )
    dispute = take(dispute, "accept", upper, later(MONDAY, 1))
    dispute = take(
        dispute, "delegate", upper, later(MONDAY, 2), holder=cast.town(), limit_days=15, reason="由属地就近调处。",
        instructions="逐人核对工资，注意保密。",
    )  # fmt: skip
    limit = dispute.deadlines.get(rule="U1")
    assert (limit.length, limit.due_on) == (15, later(MONDAY, 23))
    dispute = take(dispute, "assign", town, later(MONDAY, 2), handler=town)

    open_mediation(dispute, town, later(MONDAY, 2), later(MONDAY, 3))  # below, because the city knew
    dispute = take(dispute, "report_result", town, later(MONDAY, 7), **report("双方愿意和解。"))
    with refused(linkage.Quality.AMOUNT.label):
        take(dispute, "approve_result", upper, later(MONDAY, 8), quality=["worker", "facts", "letters", "limitation"])
    dispute = take(dispute, "send_back", upper, later(MONDAY, 8), **FALLS_SHORT, reason="请附付款凭证。")
    assert linkage.times_returned(dispute) == 1

    consent_of_all(dispute, later(MONDAY, 9), by=town)
    reach_agreement(mediation_of(dispute), town, later(MONDAY, 9))
    perform(dispute, town, later(MONDAY, 12))
    dispute = take(dispute, "report_result", town, later(MONDAY, 14), **report("协议已履行。"))
    dispute = take(dispute, "approve_result", upper, later(MONDAY, 15), **QUALITY)
    assert (dispute.state, dispute.holder, dispute.delegated_by) == ("agreed", cast.town(), None)
    assert linkage.standing(dispute) == []  # the town may end what the city knew
    moves = [act for act in acts(dispute) if act.split()[1] in linkage.MOVES]
    assert moves == [
        f"dispute {verb}"
        for verb in (
            "register", "escalate", "delegate", "report_result", "send_back", "report_result", "approve_result",
        )
    ]  # fmt: skip
    assert [str(one) for one in violations()] == []
