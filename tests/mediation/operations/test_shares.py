"""Shares: exact to the cent, each row and each column adds up; payments and what follows from them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.integrity import violations
from mediation.models import Claim, Share
from mediation.operations.performance import record_performance
from mediation.operations.shares import Rule, divide, parts_of, record_share_payments, spread
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, mediation_of, reach_agreement
from tests.refusals import forbidden, refused

CENTS = st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100)


@given(CENTS, st.lists(CENTS, min_size=1, max_size=60))
def test_the_parts_add_up_and_follow_the_weights(amount, weights):
    parts = parts_of(amount, weights)
    assert sum(parts) == amount
    assert min(parts) >= 0
    if total := sum(weights):
        assert all(
            abs(part - amount * weight / total) < Decimal("0.02") for part, weight in zip(parts, weights, strict=True)
        )


def test_what_is_left_over_goes_to_the_first_rows():
    assert parts_of(Decimal("100.00"), [Decimal(1)] * 3) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert parts_of(Decimal("0.05"), [Decimal(0), Decimal(1), Decimal(1)]) == [
        Decimal("0.00"), Decimal("0.03"), Decimal("0.02"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="nobody"):
        parts_of(Decimal(1), [])


@given(st.lists(CENTS, min_size=1, max_size=40), st.lists(st.integers(1, 100), min_size=1, max_size=6))
def test_instalments_and_people_both_add_up(totals, weights):
    amounts = parts_of(sum(totals, Decimal(0)), [Decimal(weight) for weight in weights])
    rows = spread(amounts, totals)
    assert [sum(row) for row in rows] == amounts
    assert [sum(column) for column in zip(*rows, strict=True)] == totals
    assert all(part >= 0 for row in rows for part in row)


@pytest.mark.django_db
@pytest.mark.usefixtures("cheap_letters")
class TestDivision:
    DAY = later(MONDAY, 5)

    def agreement(self, *, parts=2, amount=Decimal("1000.00"), claims=(100, 200, 300)):
        dispute = make_dispute("mediating", workers=("甲", "乙", "丙"))
        for party, sum_ in zip(dispute.parties.filter(kind="worker").order_by("pk"), claims, strict=False):
            Claim.objects.create(dispute=dispute, party=party, category="01", text="工资", amount=sum_)
        reach_agreement(mediation_of(dispute), cast.city_mediator(), self.DAY, amount=amount, parts=parts)
        return dispute.agreements.get()

    def divide(self, agreement, rule=Rule.CLAIMS, **given):
        return divide(agreement, rule, **{"by": cast.city_mediator(), "at": at(self.DAY)} | given)

    def pay(self, instalment, payments, **given):
        values = {
            "by": cast.city_mediator(),
            "at": at(later(self.DAY, 9)),
            "paid_on": later(self.DAY, 9),
            "proof": "签收表",
        }
        return record_share_payments(instalment, payments, **values | given)

    def shares(self, instalment):
        return [str(share.amount) for share in instalment.shares.order_by("party")]

    def test_by_what_each_claims(self):
        agreement = self.agreement()
        assert self.divide(agreement) == 3
        first, second = agreement.instalments.all()
        assert self.shares(first) == ["83.34", "166.66", "250.00"] or sum(map(Decimal, self.shares(first))) == 500
        totals = [sum(Share.objects.filter(party__name=name).values_list("amount", flat=True)) for name in "甲乙丙"]
        assert totals == [Decimal("166.67"), Decimal("333.33"), Decimal("500.00")]
        assert sum(map(Decimal, self.shares(second))) == second.amount
        assert agreement.proceeding.events.latest("number").data == {
            "rule": "claims",
            "amount": "1000.00",
            "workers": 3,
        }
        assert list(violations()) == []

    def test_equally_and_anew_by_a_list(self):
        agreement = self.agreement(parts=1)
        self.divide(agreement, Rule.EQUAL)
        people = list(agreement.dispute.parties.filter(kind="worker").order_by("pk"))
        amounts = dict(zip((row.pk for row in people), map(Decimal, ("500.00", "500.00", "0.00")), strict=True))
        self.divide(agreement, Rule.GIVEN, amounts=amounts)
        assert self.shares(agreement.instalments.get()) == ["500.00", "500.00", "0.00"]
        with refused("the list adds up to 1000.00 yuan, the amount agreed (now 500.00)"):
            self.divide(agreement, Rule.GIVEN, amounts=amounts | {people[0].pk: Decimal(0)})
        with refused(
            "every worker stands in the list; not so: 丙",
            "the list adds up to 1000.00 yuan, the amount agreed (now 999.00)",
        ):
            self.divide(agreement, Rule.GIVEN, amounts={people[0].pk: Decimal(999), people[1].pk: Decimal(0)})

    def test_by_claims_only_when_everybody_claims(self):
        agreement = self.agreement(claims=(100, 200))
        with refused("every worker has a claim of their own; not so: 丙"):
            self.divide(agreement)

    def test_payments_make_the_instalment_and_the_agreement(self):
        agreement = self.agreement(parts=1)
        self.divide(agreement, Rule.EQUAL)
        instalment = agreement.instalments.get()
        first, *others = instalment.shares.order_by("party")
        self.pay(instalment, {first.pk: first.amount})
        agreement.refresh_from_db()
        assert (fresh(instalment).paid_amount, agreement.performed_on) == (first.amount, None)
        self.pay(instalment, {share.pk: share.amount for share in others})
        agreement.refresh_from_db()
        assert fresh(instalment).paid_amount == Decimal("1000.00")
        assert agreement.performed_on == later(self.DAY, 9)
        assert list(violations()) == []

    def test_too_much_too_early_nobody_or_less_without_a_reason(self):
        agreement = self.agreement(parts=1)
        self.divide(agreement, Rule.EQUAL)
        instalment = agreement.instalments.get()
        share = instalment.shares.order_by("party").first()
        with refused("no worker receives more than the share; not so: 甲"):
            self.pay(instalment, {share.pk: share.amount + 1})
        with refused(
            "the day of performance lies between the agreement and today", "the paper that proves it is named"
        ):
            self.pay(instalment, {share.pk: share.amount}, paid_on=later(MONDAY, 1), proof="")
        with refused("at least one worker is ticked"):
            self.pay(instalment, {})
        self.pay(instalment, {share.pk: share.amount})
        with refused("a reason is given for an amount below the one recorded"):
            self.pay(instalment, {share.pk: Decimal(1)})
        with refused("nothing was paid on the agreement yet"):
            self.divide(agreement, Rule.EQUAL)

    def test_a_divided_instalment_is_recorded_by_worker(self):
        agreement = self.agreement(parts=1)
        self.divide(agreement, Rule.EQUAL)
        row = agreement.instalments.get()
        with refused("a divided instalment is recorded worker by worker"):
            record_performance(
                row, by=cast.city_mediator(), at=at(later(self.DAY, 9)), paid_on=later(self.DAY, 9),
                paid_amount=row.amount, proof="回单",
            )  # fmt: skip

    def test_who_may(self):
        agreement = self.agreement(parts=1)
        for person in (cast.volunteer(), cast.reviewer(), cast.court_liaison()):
            with forbidden():
                self.divide(agreement, by=person)
