"""支付令失效转诉讼: the agreement is not kept; the employer objects to the payment order; the worker sues at once."""

import pytest

from tests import cast
from tests.factories import (
    MONDAY,
    file_proceeding,
    finish_papers,
    fresh,
    later,
    make_dispute,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.journeys.story import acts, clocks
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_payment_order_lapses_and_leads_to_a_suit():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("agreed")  # payable on the 18th day
    dispute = take(dispute, "breach_agreement", mediator, later(MONDAY, 20), reason="到期未付款。")
    order = file_proceeding(dispute, "payment_order", cast.court(), mediator, later(MONDAY, 21), basis="agreement")
    assert fresh(dispute).state == "at_court"
    order = take(order, "accept", judge, later(MONDAY, 24), accepted_on=later(MONDAY, 24))
    order = take(order, "mark", judge, later(MONDAY, 30), stage="order_issued", happened_on=later(MONDAY, 30))
    order = take(order, "mark", judge, later(MONDAY, 36), stage="order_served", happened_on=later(MONDAY, 36))
    with refused("the stage before this result is recorded, and the time limit it waits for has passed"):
        take(order, "conclude", judge, later(MONDAY, 45), outcome="issued", concluded_on=later(MONDAY, 45))
    objected = {"outcome": "lapsed", "concluded_on": later(MONDAY, 45), "received_on": later(MONDAY, 46)}
    take(order, "conclude", judge, later(MONDAY, 46), **objected)
    assert fresh(dispute).state == "unresolved"
    suit = file_proceeding(dispute, "litigation", cast.court(), mediator, later(MONDAY, 50), basis="payment_order")
    suit = take(suit, "accept", judge, later(MONDAY, 53), accepted_on=later(MONDAY, 53), procedure="small_claims")
    day = later(MONDAY, 80)
    take(suit, "conclude", judge, day, outcome="final_judgment", concluded_on=day, received_on=day)
    finish_papers(dispute, mediator, later(MONDAY, 81))
    dispute = take(dispute, "close", mediator, later(MONDAY, 81), outcome="R10")

    assert [act for act in acts(dispute)[9:] if "hand_over" not in act and "letter" not in act] == [
        "dispute breach_agreement",
        "proceeding prepare",
        "proceeding file",
        "dispute refer_to_court",
        "proceeding accept",
        "proceeding mark",
        "proceeding mark",
        "proceeding conclude",
        "dispute return_to_union",
        "proceeding prepare",
        "proceeding file",
        "dispute refer_to_court",
        "proceeding accept",
        "proceeding conclude",
        "dispute close",
    ]
    assert [row for row in clocks(dispute) if row.startswith("T")] == [
        "T11 2026-03-30 met",  # the 28th is a Saturday
        "T11b 2026-04-10 met",
        "T11e 2026-05-06 met",
        "T11c 2026-04-22 met",
        "T11d 2026-04-24 ended",
        "T1 2026-04-28 met",
        "T5 2026-06-24 met",
        "T9 2026-11-23 ended",  # the 21st is a Saturday
        "T12 2028-05-22 ended",
    ]


def test_payment_order_for_wages_leads_to_arbitration_first():
    mediator, judge = cast.city_mediator(), cast.court_liaison()
    dispute = make_dispute("accepted", request="supervision")
    order = file_proceeding(dispute, "payment_order", cast.court(), mediator, later(MONDAY, 3), basis="wages")
    order = take(order, "accept", judge, later(MONDAY, 5), accepted_on=later(MONDAY, 5))
    order = take(order, "mark", judge, later(MONDAY, 6), stage="order_issued", happened_on=later(MONDAY, 6))
    day = later(MONDAY, 40)
    take(order, "conclude", judge, day, outcome="not_served", concluded_on=day)
    assert fresh(dispute).state == "accepted"
    suit = prepare_proceeding(dispute, "litigation", cast.court(), mediator, day, basis="payment_order")
    with refused(
        "a lapsed payment order on a mediation agreement; one for wages leads to arbitration first (LD-JI1 13)"
    ):
        take(suit, "file", mediator, day, filed_on=day, papers=papers_of("litigation"))
    assert file_proceeding(dispute, "arbitration", cast.arbitration(), mediator, day).state == "filed"
