"""Payments as rows and days of suspension: what the steps leave for the figures, and the migration that fills them."""

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from mediation.models import Dispute, Instalment, Payment
from mediation.operations.performance import record_performance, strike_payment
from mediation.operations.shares import Rule, divide, record_share_payments
from mediation.performance import money_of
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute, mediation_of, reach_agreement, take

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 30)
EDITOR = SimpleNamespace(connection=connection)
fill = import_module("mediation.migrations.0012_payments_and_pauses")


def agreed(parts, amount, workers=()):
    dispute = make_dispute("mediating", **({"workers": workers} if workers else {}))
    reach_agreement(mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), parts=parts, amount=amount)
    return dispute.agreements.get()


def pay(row, amount, on):
    paid = {"paid_on": on, "paid_amount": Decimal(amount), "proof": f"回单{on}"}
    record_performance(Instalment.objects.get(pk=row.pk), by=cast.city_mediator(), at=at(DAY), **paid)


def rows():
    return [(row.paid_on, str(row.amount)) for row in Payment.objects.order_by("paid_on", "pk")]


def filled_anew():
    """What the migration makes of the same instalments."""
    Payment.objects.all().delete()
    fill.fill_payments(apps, EDITOR)
    return rows()


def test_each_payment_is_a_row_and_a_struck_one_is_none():
    first, second = agreed(2, Decimal("1000.00")).instalments.order_by("pk")
    pay(first, "100.00", later(MONDAY, 10))
    pay(first, "50.00", later(MONDAY, 12))
    pay(second, "7.00", later(MONDAY, 29))
    expected = [(later(MONDAY, 10), "100.00"), (later(MONDAY, 12), "50.00"), (later(MONDAY, 29), "7.00")]
    assert rows() == expected == filled_anew()
    strike_payment(Instalment.objects.get(pk=first.pk), 1, by=cast.city_mediator(), at=at(DAY), reason="银行退票。")
    assert rows() == expected[1:] == filled_anew()
    assert money_of(Dispute.objects.get(), DAY).received == Decimal("57.00")


def test_what_is_divided_is_a_row_for_each_worker_who_was_paid():
    agreement = agreed(1, Decimal("900.00"), ("甲", "乙", "丙"))
    divide(agreement, Rule.EQUAL, by=cast.city_mediator(), at=at(later(MONDAY, 9)))
    instalment = agreement.instalments.get()
    shares = list(instalment.shares.order_by("pk"))
    for share, days in zip(shares[:2], (10, 20), strict=True):
        record_share_payments(
            Instalment.objects.get(pk=instalment.pk), {share.pk: share.amount}, by=cast.city_mediator(), at=at(DAY),
            paid_on=later(MONDAY, days), proof="签收表",
        )  # fmt: skip
    assert rows() == [(later(MONDAY, 10), "300.00"), (later(MONDAY, 20), "300.00")] == filled_anew()


def test_what_was_recorded_before_there_was_a_list_is_one_row():
    row = agreed(1, Decimal("900.00")).instalments.get()
    Instalment.objects.filter(pk=row.pk).update(paid_on=later(MONDAY, 10), paid_amount=Decimal("80.00"), payments=[])
    assert filled_anew() == [(later(MONDAY, 10), "80.00")]


def test_the_days_of_each_suspension_add_up():
    dispute, mediator = make_dispute("accepted"), cast.city_mediator()
    for since, until in ((10, 17), (20, 20), (25, 28)):
        dispute = take(dispute, "suspend", mediator, later(MONDAY, since), reason="等待鉴定。")
        assert dispute.suspended_on == later(MONDAY, since)
        dispute = take(dispute, "resume", mediator, later(MONDAY, until))
    assert (dispute.suspended_days, dispute.suspended_on) == (10, None)
    Dispute.objects.update(suspended_days=0)
    fill.fill_suspended_days(apps, EDITOR)
    assert Dispute.objects.get().suspended_days == 10
