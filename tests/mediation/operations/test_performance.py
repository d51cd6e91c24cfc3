"""Performance of an agreement: payments add up, each instalment has its time limit, what is refused changes nothing."""

from decimal import Decimal

import pytest

from mediation.models import Deadline
from mediation.operations.performance import record_performance, remind_debtor, strike_payment
from mediation.performance import money_of
from tests import cast
from tests.factories import (
    CLAIMED,
    MONDAY,
    at,
    file_proceeding,
    finish_papers,
    fresh,
    later,
    make_dispute,
    mediation_of,
    perform,
    reach_agreement,
    take,
)
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 20)
REST = "the amount is above zero and at most what is still due (%s yuan)"


@pytest.fixture
def agreement():
    """Two instalments, due on days 18 and 28 after the Monday."""
    dispute = make_dispute("mediating")
    reach_agreement(mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), parts=2)
    return dispute.agreements.get()


@pytest.fixture
def lines(agreement):
    return list(agreement.instalments.order_by("pk"))


def record(row, **given):
    values = {"by": cast.city_mediator(), "at": at(DAY), "paid_on": DAY, "paid_amount": row.amount, "proof": "回单"}
    return record_performance(row, **values | given)


def strike(row, number, **given):
    return strike_payment(row, number, **{"by": cast.city_mediator(), "at": at(DAY), "reason": "银行退票。"} | given)


def clocks(agreement):
    """The time limits of the instalments, in the order of opening."""
    rows = Deadline.objects.filter(rule="M11", dispute=agreement.dispute_id).order_by("pk")
    return [(row.due_on, row.status, row.ended_on) for row in rows]


class TestPayments:
    def test_each_instalment_is_due_on_the_day_agreed(self, agreement):
        assert clocks(agreement) == [(later(MONDAY, 18), "open", None), (later(MONDAY, 28), "open", None)]

    def test_parts_add_up_and_the_last_day_counts(self, agreement, lines):
        first, second = lines
        record(first, paid_amount=Decimal("300.00"), paid_on=later(MONDAY, 17), proof="收条")
        assert clocks(agreement)[0] == (later(MONDAY, 18), "open", None)
        paid = record(first, paid_amount=first.amount - Decimal("300.00"))
        assert (paid.paid_amount, paid.paid_on, paid.rest) == (first.amount, DAY, Decimal("0.00"))
        assert paid.payments == [
            {"on": str(later(MONDAY, 17)), "amount": "300.00", "proof": "收条"},
            {"on": str(DAY), "amount": str(first.amount - Decimal("300.00")), "proof": "回单"},
        ]
        assert clocks(agreement) == [(later(MONDAY, 18), "met", DAY), (later(MONDAY, 28), "open", None)]
        assert fresh(agreement).performed_on is None
        record(second, paid_on=later(MONDAY, 19))
        assert fresh(agreement).performed_on == DAY
        told = [e.data for e in agreement.dispute.events.filter(kind="record_performance").order_by("number")]
        assert [(row["late"], row["received"]) for row in told] == [
            (False, "300.00"), (True, str(first.amount)), (False, str(second.amount)),
        ]  # fmt: skip

    def test_one_cent_less_is_not_performed(self, agreement, lines):
        first, second = lines
        paid = record(first, paid_amount=first.amount - Decimal("0.01"))
        record(second)
        assert (paid.is_performed, paid.rest, fresh(agreement).performed_on) == (False, Decimal("0.01"), None)
        assert money_of(fresh(agreement.dispute), DAY).overdue == Decimal("0.01")

    @pytest.mark.parametrize("amount", ["0.00", "-1.00", "too much"])
    def test_more_than_nothing_and_not_more_than_the_rest(self, agreement, lines, amount):
        record(lines[0], paid_amount=Decimal("100.00"))
        rest = lines[0].amount - Decimal("100.00")
        before = clocks(agreement)
        with refused(REST % rest):
            record(lines[0], paid_amount=rest + Decimal("0.01") if amount == "too much" else Decimal(amount))
        assert (fresh(lines[0]).paid_amount, clocks(agreement)) == (Decimal("100.00"), before)

    def test_not_twice(self, lines):
        record(lines[0])
        with refused("something is still due on this line"):
            record(lines[0])
        assert len(fresh(lines[0]).payments) == 1

    @pytest.mark.parametrize("days", [7, 21])
    def test_not_before_the_agreement_nor_in_the_future(self, lines, days):
        with refused("the day of performance lies between the agreement and today"):
            record(lines[0], paid_on=later(MONDAY, days))
        assert fresh(lines[0]).paid_amount is None

    def test_not_without_a_proof(self, lines):
        with refused("the paper that proves it is named"):
            record(lines[0], proof=" ")
        assert fresh(lines[0]).paid_amount is None

    def test_not_by_a_partner(self, agreement, lines):
        day = later(MONDAY, 10)
        file_proceeding(agreement.dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), day)
        with forbidden():
            record(lines[0], by=cast.court_liaison())
        with forbidden():
            strike(lines[0], 1, by=cast.court_liaison())
        with forbidden():
            remind_debtor(agreement, by=cast.court_liaison(), at=at(DAY), reminded_on=DAY, how="phone", words="催告")
        assert fresh(lines[0]).paid_amount is None

    def test_a_breach_ends_what_is_due(self, agreement, lines):
        record(lines[0], paid_amount=Decimal("100.00"))
        take(agreement.dispute, "breach_agreement", cast.city_mediator(), DAY, reason="未付款。")
        assert [(status, on) for _due, status, on in clocks(agreement)] == [("ended", DAY), ("ended", DAY)]
        for act in (lambda row: record(row, paid_amount=row.rest), lambda row: strike(row, 1)):
            with refused("the agreement is in force"):
                act(fresh(lines[0]))
        assert fresh(lines[0]).paid_amount == Decimal("100.00")

    def test_what_was_recorded_before_there_was_a_list_counts(self, lines):
        first = lines[0]
        first.paid_on, first.paid_amount, first.proof = later(MONDAY, 12), Decimal("50.00"), "旧收条"
        first.save()
        paid = record(first, paid_amount=Decimal("25.00"))
        assert (paid.paid_amount, [row["proof"] for row in paid.payments]) == (Decimal("75.00"), ["旧收条", "回单"])


class TestStrike:
    def test_a_payment_that_came_back_is_due_again(self, agreement, lines):
        for row in lines:
            record(row)
        struck = strike(lines[0], 1)
        assert (struck.paid_on, struck.paid_amount, struck.proof, struck.payments) == (None, None, "", [])
        assert fresh(agreement).performed_on is None
        assert [(due, status) for due, status, _on in clocks(agreement)] == [
            (later(MONDAY, 18), "met"), (later(MONDAY, 28), "met"), (later(MONDAY, 18), "open"),
        ]  # fmt: skip
        event = agreement.dispute.events.latest("number")
        assert (event.kind, event.reason, event.data["paid_amount"]) == (
            "strike_payment", "银行退票。", str(lines[0].amount),
        )  # fmt: skip
        record(lines[0])
        assert fresh(agreement).performed_on == DAY

    def test_only_the_one_that_is_named(self, lines):
        for amount, proof in (("10.00", "甲"), ("20.00", "乙"), ("30.00", "丙")):
            record(lines[0], paid_amount=Decimal(amount), proof=proof)
        left = strike(lines[0], 2)
        assert (left.paid_amount, [row["proof"] for row in left.payments]) == (Decimal("40.00"), ["甲", "丙"])

    @pytest.mark.parametrize(("number", "reason", "missing"), [
        (0, "错", "the payment is on record"), (2, "错", "the payment is on record"), (1, " ", "a reason is given"),
    ])  # fmt: skip
    def test_refused(self, lines, number, reason, missing):
        record(lines[0])
        with refused(missing):
            strike(lines[0], number, reason=reason)
        assert fresh(lines[0]).paid_amount == lines[0].amount

    def test_after_closing_nothing_runs_again(self, agreement, lines):
        by = cast.city_mediator()
        perform(agreement.dispute, by, DAY)
        finish_papers(agreement.dispute, by, DAY)
        take(agreement.dispute, "close", by, DAY, outcome="R01")
        strike(lines[0], 1)
        assert [status for _due, status, _on in clocks(agreement)] == ["met", "met"]


class TestReminder:
    def remind(self, agreement, **given):
        values = {
            "by": cast.city_mediator(),
            "at": at(DAY),
            "reminded_on": DAY,
            "how": "phone",
            "words": "答应月底付。",
        }
        return remind_debtor(agreement, **values | given)

    def test_the_history_keeps_it(self, agreement):
        event = self.remind(agreement)
        assert (event.kind, event.data) == (
            "remind_debtor", {"reminded_on": str(DAY), "how": "phone", "words": "答应月底付。"},
        )  # fmt: skip
        assert fresh(agreement.proceeding).version == agreement.proceeding.version

    def test_only_of_what_is_overdue_and_not_ahead_of_time(self, agreement, lines):
        before = agreement.dispute.events.count()
        with refused("a performance date had passed unpaid on that day"):
            self.remind(agreement, reminded_on=later(MONDAY, 18))
        with refused("the date 2026-03-23 is not in the future"):
            self.remind(agreement, reminded_on=later(MONDAY, 21))
        record(lines[0])
        with refused("a performance date had passed unpaid on that day"):
            self.remind(agreement)
        assert agreement.dispute.events.count() == before + 1


def test_money_of_a_case(agreement, lines):
    dispute = agreement.dispute
    money = money_of(dispute, later(MONDAY, 18))
    assert (money.claimed, money.agreed, money.received, money.overdue, money.percent) == (
        CLAIMED, CLAIMED, Decimal("0.00"), Decimal("0.00"), Decimal(0),
    )  # fmt: skip
    record(lines[0], paid_amount=Decimal("200.00"))
    money = money_of(fresh(dispute), later(MONDAY, 19))
    assert (money.received, money.overdue, money.percent) == (
        Decimal("200.00"), lines[0].amount - Decimal("200.00"), Decimal(1),
    )  # fmt: skip
    take(dispute, "breach_agreement", cast.city_mediator(), DAY, reason="未付款。")
    money = money_of(fresh(dispute), later(MONDAY, 90))
    assert (money.agreed, money.received, money.overdue, money.percent) == (
        Decimal("0.00"), Decimal("200.00"), Decimal("0.00"), None,
    )  # fmt: skip
