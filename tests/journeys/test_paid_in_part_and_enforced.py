"""分期履行、逾期后强制执行: three parts, the first paid in two, the second late, the third enforced."""

from decimal import Decimal

import pytest

from mediation.operations.performance import record_performance, remind_debtor
from mediation.operations.proceedings import unmet_to_prepare
from mediation.performance import money_of
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    file_proceeding,
    finish_papers,
    fresh,
    later,
    make_dispute,
    mediation_of,
    reach_agreement,
    take,
)
from tests.journeys.story import acts, clocks

pytestmark = pytest.mark.django_db


def pay(line, day, amount, proof="银行回单"):
    by = cast.city_mediator()
    return record_performance(line, by=by, at=at(later(MONDAY, day)), paid_on=later(MONDAY, day), paid_amount=amount,
        proof=proof)  # fmt: skip


def test_paid_in_part_late_and_enforced():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("mediating")
    reach_agreement(mediation_of(dispute), mediator, later(MONDAY, 8), parts=3)
    confirmation = file_proceeding(fresh(dispute), "judicial_confirmation", cast.court(), mediator, later(MONDAY, 10))
    confirmation = take(confirmation, "accept", judge, later(MONDAY, 11), accepted_on=later(MONDAY, 11))
    take(confirmation, "conclude", judge, later(MONDAY, 14), outcome="confirmed", concluded_on=later(MONDAY, 14),
        received_on=later(MONDAY, 14))  # fmt: skip
    first, second, third = dispute.agreements.get().instalments.order_by("pk")
    assert [line.amount for line in (first, second, third)] == [Decimal("6200.00")] * 3

    pay(first, 16, Decimal("2000.00"), "收条")
    pay(first, 18, Decimal("4200.00"))
    remind_debtor(second.agreement, by=mediator, at=at(later(MONDAY, 29)), reminded_on=later(MONDAY, 29), how="phone",
        words="财务承诺下周付。")  # fmt: skip
    pay(second, 33, second.amount)
    today = later(MONDAY, 45)
    money = money_of(fresh(dispute), today)
    assert (money.agreed, money.received, money.overdue, money.percent) == (
        Decimal("18600.00"), Decimal("12400.00"), Decimal("6200.00"), Decimal(66),
    )  # fmt: skip

    assert unmet_to_prepare(fresh(dispute), "enforcement") == []
    enforcement = file_proceeding(fresh(dispute), "enforcement", cast.court(), mediator, today)
    enforcement = take(enforcement, "accept", judge, later(today, 2), accepted_on=later(today, 2))
    pay(third, 60, third.amount, "法院案款发放单")
    take(enforcement, "conclude", judge, later(MONDAY, 61), outcome="fulfilled", concluded_on=later(MONDAY, 61))
    finish_papers(dispute, mediator, later(MONDAY, 62))
    dispute = take(fresh(dispute), "close", mediator, later(MONDAY, 62), outcome="R10")

    assert dispute.agreements.get().performed_on == later(MONDAY, 60)
    assert [row for row in acts(dispute) if row.endswith(("record_performance", "remind_debtor"))] == [
        "proceeding record_performance",
        "proceeding record_performance",
        "proceeding remind_debtor",
        "proceeding record_performance",
        "proceeding record_performance",
    ]
    assert [row for row in clocks(dispute) if row.startswith(("M11", "T12"))] == [
        "M11 2026-03-20 met",
        "M11 2026-03-30 met",
        "M11 2026-04-09 met",
        "T12 2028-04-10 met",
    ]
    late = [event.data["late"] for event in dispute.events.filter(kind="record_performance").order_by("number")]
    assert late == [False, False, True, True]
