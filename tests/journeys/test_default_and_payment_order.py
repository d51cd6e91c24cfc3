"""未确认的协议逾期后申请支付令: nobody had the agreement confirmed; the court orders payment."""

import pytest

from mediation.operations.performance import remind_debtor
from tests import cast
from tests.factories import at, file_proceeding, finish_papers, fresh, later, make_dispute, take
from tests.journeys.story import clocks
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_unconfirmed_agreement_and_payment_order():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("agreed")
    due = dispute.agreements.get().instalments.get().due_on
    with refused("a performance date had passed unpaid on that day"):
        remind_debtor(dispute.agreements.get(), by=mediator, at=at(due), reminded_on=due, how="phone", words="催告")
    with refused("a confirmed agreement, award, judgment or mediation paper exists"):
        file_proceeding(dispute, "enforcement", cast.court(), mediator, later(due, 3))
    remind_debtor(dispute.agreements.get(), by=mediator, at=at(later(due, 1)), reminded_on=later(due, 1),
        how="letter", words="书面催告，限三日内付清。")  # fmt: skip

    on = later(due, 5)
    order = file_proceeding(dispute, "payment_order", cast.court(), mediator, on, basis="agreement")
    assert fresh(dispute).state == "at_court"
    order = take(order, "accept", judge, later(on, 3), accepted_on=later(on, 3))
    order = take(order, "mark", judge, later(on, 8), stage="order_issued", happened_on=later(on, 8))
    order = take(order, "mark", judge, later(on, 10), stage="order_served", happened_on=later(on, 10))
    end = later(on, 30)
    take(order, "conclude", judge, end, outcome="issued", concluded_on=end)
    enforcement = file_proceeding(fresh(dispute), "enforcement", cast.court(), mediator, later(end, 1))
    enforcement = take(enforcement, "accept", judge, later(end, 2), accepted_on=later(end, 2))
    take(enforcement, "conclude", judge, later(end, 20), outcome="fulfilled", concluded_on=later(end, 20))
    finish_papers(dispute, mediator, later(end, 21))
    dispute = take(fresh(dispute), "close", mediator, later(end, 21), outcome="R10")

    assert dispute.outcome == "R10"
    assert [row.split()[0] for row in clocks(dispute) if row.endswith(" open")] == ["M12"]
    assert f"M11 {due} ended" in clocks(dispute)
    assert "T12" in [row.split()[0] for row in clocks(dispute) if row.endswith(" met")]
