"""Sums of money in a report: against the money of each case, by days, without what was struck, merged or breached."""

from datetime import date
from decimal import Decimal

import pytest

from mediation.models import Claim, Dispute, Instalment
from mediation.operations.performance import record_performance, strike_payment
from mediation.operations.shares import Rule, divide, record_share_payments
from mediation.performance import money_of
from mediation.reports.money import Sums, sums_of
from mediation.reports.periods import Period
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute, mediation_of, perform, reach_agreement, take

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOTHING = Decimal("0.00")
DAY = later(MONDAY, 30)


def sums(period=YEAR, **chosen):
    return sums_of(Dispute.objects.filter(**chosen), [period])[0]


def agreed(parts=2, amount=Decimal("1000.00"), workers=None, **given):
    dispute = make_dispute("mediating", **given, **({"workers": workers} if workers else {}))
    reach_agreement(mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), parts=parts, amount=amount)
    return dispute.agreements.get()


def pay(row, amount, on):
    paid = {"paid_on": on, "paid_amount": Decimal(amount), "proof": f"回单{on}"}
    record_performance(Instalment.objects.get(pk=row.pk), by=cast.city_mediator(), at=at(DAY), **paid)


def test_of_all_cases_it_is_what_their_pages_add_up_to():
    for index in range(3):
        dispute = agreed(amount=Decimal("1000.01") * (index + 1)).dispute
        Claim.objects.create(dispute=dispute, category="02", text="加班费", amount=Decimal("0.10"))
        perform(dispute, cast.city_mediator(), later(MONDAY, 20 + index))
    make_dispute("accepted")
    pages = [money_of(dispute, DAY) for dispute in Dispute.objects.all()]
    assert sums() == Sums(
        sum(page.claimed for page in pages), sum(page.agreed for page in pages), sum(page.received for page in pages)
    )
    assert sums().money_received == Decimal("6000.06")
    assert {amount.as_tuple().exponent for amount in vars(sums()).values()} == {-2}


def test_each_payment_counts_on_its_own_day():
    first, second = agreed().instalments.order_by("pk")
    pay(first, "100.00", later(MONDAY, 10))
    pay(first, "50.00", later(MONDAY, 12))
    pay(second, "7.00", later(MONDAY, 29))
    periods = [Period(later(MONDAY, days), later(MONDAY, until)) for days, until in
               ((0, 9), (9, 10), (10, 11), (11, 12), (12, 28), (13, 28), (28, 29), (30, 99), (0, 99))]  # fmt: skip
    assert [str(row.money_received) for row in sums_of(Dispute.objects.all(), periods)] == [
        "0.00", "100.00", "100.00", "50.00", "50.00", "0.00", "7.00", "0.00", "157.00",
    ]  # fmt: skip


def test_claims_count_by_receipt_and_agreements_by_the_day_they_took_effect():
    agreement = agreed()
    claimed, last = money_of(agreement.dispute, DAY).claimed, agreement.effective_on
    assert last > MONDAY
    assert sums(Period(MONDAY, MONDAY)) == Sums(claimed, NOTHING, NOTHING)
    assert sums(Period(last, last)) == Sums(NOTHING, Decimal("1000.00"), NOTHING)


def test_a_struck_payment_is_none():
    first = agreed().instalments.first()
    pay(first, "100.00", later(MONDAY, 10))
    pay(first, "50.00", later(MONDAY, 12))
    strike_payment(first, 1, by=cast.city_mediator(), at=at(DAY), reason="银行退票。")
    assert sums().money_received == Decimal("50.00")
    strike_payment(first, 1, by=cast.city_mediator(), at=at(DAY), reason="银行退票。")
    assert sums().money_received == NOTHING


def test_what_was_recorded_before_there_was_a_list_counts():
    row = agreed().instalments.first()
    Instalment.objects.filter(pk=row.pk).update(paid_on=later(MONDAY, 10), paid_amount=Decimal("80.00"), payments=[])
    assert sums().money_received == Decimal("80.00")


def test_what_is_divided_counts_worker_by_worker():
    agreement = agreed(parts=1, workers=("甲", "乙", "丙"), amount=Decimal("900.00"))
    divide(agreement, Rule.EQUAL, by=cast.city_mediator(), at=at(later(MONDAY, 9)))
    instalment = agreement.instalments.get()
    for share, days in zip(instalment.shares.order_by("pk")[:2], (10, 20), strict=True):
        record_share_payments(
            Instalment.objects.get(pk=instalment.pk), {share.pk: share.amount}, by=cast.city_mediator(), at=at(DAY),
            paid_on=later(MONDAY, days), proof="签收表",
        )  # fmt: skip
    assert sums().money_received == Decimal("600.00")
    assert sums(Period(MONDAY, later(MONDAY, 15))).money_received == Decimal("300.00")


def test_a_breached_agreement_leaves_its_payments_and_no_amount_agreed():
    agreement = agreed()
    pay(agreement.instalments.first(), "100.00", later(MONDAY, 10))
    take(agreement.dispute, "breach_agreement", cast.city_mediator(), DAY, reason="逾期未付。")
    found = sums()
    assert (found.money_agreed, found.money_received) == (NOTHING, Decimal("100.00"))


def test_the_claims_of_a_merged_case_count_once():
    source, target = make_dispute(), make_dispute("accepted")
    Claim.objects.create(dispute=source, category="02", text="加班费", amount=Decimal("300.00"))
    before = sums(pk=target.pk).money_claimed
    take(source, "merge", cast.city_mediator(), DAY, merged_into=target, reason="同一用人单位。")
    whole = money_of(Dispute.objects.get(pk=target.pk), DAY).claimed
    assert whole >= before + Decimal("300.00")
    assert sums().money_claimed == sums(pk=target.pk).money_claimed == whole


def test_no_case_has_no_money():
    assert sums_of(Dispute.objects.none(), [YEAR, YEAR.before()]) == [Sums(), Sums()]


def test_queries_do_not_grow_with_cases_or_periods(django_assert_num_queries):
    for _index in range(2):
        perform(agreed().dispute, cast.city_mediator(), later(MONDAY, 20))
    with django_assert_num_queries(4):
        sums_of(Dispute.objects.all(), [YEAR, YEAR.before(), YEAR.after()])
