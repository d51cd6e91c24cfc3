"""T1, T3 for what is no verb of a machine: the same act from two tabs is one act; two acts on one row lose nothing.

In each pair both people looked at the page before either acted.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mediation.integrity import violations
from mediation.models import Deadline, Event, Instalment, Mandate, Meeting, Share, Task
from mediation.operations import links, meetings
from mediation.operations.clocks import correct_clock, end_clock, extend_clock, meet_clock, start_clock
from mediation.operations.clues import add_evidence, strike_evidence
from mediation.operations.copying import record_number
from mediation.operations.limitation import end_limitation, record_limitation, strike_limitation
from mediation.operations.mandates import end_mandate, record_consents, record_mandate, withdraw_consent
from mediation.operations.minutes import issue_minutes
from mediation.operations.performance import record_performance, remind_debtor, strike_payment
from mediation.operations.shares import Rule, divide, record_share_payments
from mediation.operations.steps import take_step
from mediation.operations.tasks import Order, close_task, open_task
from mediation.performance import Reminding
from tests import cast
from tests.factories import (
    MONDAY,
    accept_hand_over,
    at,
    file_proceeding,
    fresh,
    hand_over,
    later,
    make_dispute,
    mediation_of,
    reach_agreement,
)
from tests.walks.crowd import at_once, committed

DAY = later(MONDAY, 40)
KNEW = date(2025, 11, 12)
STALE, REFUSED, BOTH = ["StepStale", "done"], ["StepRefused", "done"], ["done", "done"]


@pytest.fixture(autouse=True)
def emptied_afterwards(transactional_db, cheap_letters):
    with committed():
        yield


def by(**given):
    return {"by": cast.city_mediator(), "at": at(DAY), **given}


def limited():
    return make_dispute("accepted", category="02", knew_on=KNEW, occurred_on=KNEW)


def claim(case, **given):
    return record_limitation(case, **by(**{"cause": "claim", "happened_on": MONDAY, "proof": "催告函"} | given))


def agreed(parts=1, workers=("蒋喆",)):
    """An agreement on 1,000 yuan; its first instalment."""
    case = make_dispute("mediating", workers=workers)
    reach_agreement(mediation_of(case), cast.city_mediator(), later(MONDAY, 8), amount=Decimal("1000.00"), parts=parts)
    return case.agreements.get().instalments.order_by("pk")[0]


def pay(line, amount, **given):
    return record_performance(line, **by(**{"paid_on": DAY, "paid_amount": Decimal(amount), "proof": "回单"} | given))


def divided():
    """Two workers with 500 yuan each; the instalment and the keys of the shares."""
    line = agreed(workers=("蒋喆", "马骉"))
    divide(line.agreement, Rule.EQUAL, **by())
    return line, list(Share.objects.filter(instalment=line).order_by("pk").values_list("pk", flat=True))


def pay_shares(line, amounts, **given):
    return record_share_payments(line, amounts, **by(**{"paid_on": DAY, "proof": "工资表"} | given))


# The same act twice -----------------------------------------------------------------------------------------


def limitation_entry():
    case = limited()
    return lambda: claim(case)


def end_of_an_entry():
    entry = claim(limited())
    return lambda: end_limitation(entry, **by(ended_on=later(MONDAY, 3), proof="回执"))


def entry_struck():
    entry = claim(limited())
    return lambda: strike_limitation(entry, **by(reason="重复录入。"))


def payment():
    line = agreed()
    return lambda: pay(line, 300)


def payment_struck():
    line = agreed()
    for amount in (300, 400):
        line = pay(line, amount)
    return lambda: strike_payment(line, 1, **by(reason="退票。", seen=2))


def debtor_reminded():
    agreement = agreed().agreement
    return lambda: remind_debtor(agreement, **by(reminded_on=DAY, how=Reminding.PHONE, words="请付款"))


def division():
    agreement = agreed(workers=("蒋喆", "马骉")).agreement
    return lambda: divide(agreement, Rule.EQUAL, **by())


def shares_paid():
    line, keys = divided()
    return lambda: pay_shares(line, dict.fromkeys(keys, Decimal(200)))


def task_given():
    case = make_dispute("accepted")
    order = Order("催促企业付款", cast.city(), later(DAY, 5))
    return lambda: open_task(case, order, **by())


def task_done():
    task = task_given()()
    return lambda: close_task(task, **by(done_on=DAY, result="已催促。"))


def clock_started():
    case = make_dispute("accepted")
    return lambda: start_clock(case, "T7", **by(trigger_on=DAY, paper="告知书"))


def clock_met():
    row = clock_started()()
    return lambda: meet_clock(row, **by(met_on=DAY, paper="回执"))


def clock_corrected():
    row = clock_started()()
    return lambda: correct_clock(row, **by(trigger_on=later(DAY, -1), paper="告知书", reason="看错。"))


def clock_ended():
    row = clock_started()()
    return lambda: end_clock(row, **by(reason="不再需要。"))


def mandate():
    case = make_dispute("accepted", workers=("蒋喆", "马骉"))
    people = list(case.parties.filter(role="applicant"))[:1]
    return lambda: record_mandate(case, people, **by(extent="general", given_on=DAY, paper="推选书"))


def mandate_ended():
    row = mandate()()
    return lambda: end_mandate(row, **by(ended_on=DAY, reason="职工撤回。"))


def consent():
    case = make_dispute("accepted")
    return lambda: record_consents(case, None, **by(purpose="settle", given_on=DAY, paper="签名表"))


def consent_taken_back():
    case = make_dispute("accepted")
    record_consents(case, None, **by(purpose="settle", given_on=DAY, paper="签名表"))
    row = case.consents.get()
    return lambda: withdraw_consent(row, **by(withdrawn_on=DAY, reason="改变主意。"))


def hand_over_sent():
    case = make_dispute("accepted")
    return lambda: hand_over(case, DAY)


def link_revoked():
    row = hand_over(make_dispute("accepted"), DAY)
    links.create_link(row, **by(valid_for=timedelta(days=1)))
    return lambda: links.revoke_links(row, **by())


def number_kept():
    case = make_dispute("accepted")
    row = file_proceeding(case, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)
    return lambda: record_number(row, "浙诸劳人仲案〔2026〕3号", **by())


def evidence():
    case = make_dispute("accepted")
    return lambda: add_evidence(case, title="工资条", source="申请人", **by())


def evidence_struck():
    item = evidence()()
    return lambda: strike_evidence(item, **by(reason="重复。"))


TWICE = [
    (limitation_entry, REFUSED), (end_of_an_entry, STALE), (entry_struck, STALE), (payment, REFUSED),
    (payment_struck, STALE), (debtor_reminded, REFUSED), (division, BOTH), (shares_paid, BOTH),
    (task_given, REFUSED), (task_done, REFUSED), (clock_started, REFUSED), (clock_met, STALE),
    (clock_corrected, STALE), (clock_ended, STALE), (mandate, REFUSED), (mandate_ended, REFUSED), (consent, BOTH),
    (consent_taken_back, REFUSED), (hand_over_sent, REFUSED), (link_revoked, REFUSED), (number_kept, BOTH),
    (evidence, REFUSED), (evidence_struck, REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("make", "outcome"), TWICE, ids=[make.__name__ for make, _outcome in TWICE])
def test_the_same_act_from_two_tabs_is_one_act(make, outcome):
    act, before = make(), Event.objects.count()
    assert at_once(act, act) == outcome
    assert Event.objects.count() == before + 1
    assert [str(one) for one in violations()] == []


# Two acts on one row ----------------------------------------------------------------------------------------


def test_two_payments_at_once_both_count():
    line = agreed()
    assert at_once(lambda: pay(line, 300), lambda: pay(line, 400, proof="现金收条")) == BOTH
    line = Instalment.objects.get(pk=line.pk)
    assert line.paid_amount == Decimal("700.00")
    assert len(line.payments) == 2


def test_two_payments_that_are_more_than_what_is_due():
    line = agreed()
    assert at_once(lambda: pay(line, 600), lambda: pay(line, 600, proof="现金收条")) == REFUSED
    assert Instalment.objects.get(pk=line.pk).paid_amount == Decimal("600.00")


def test_a_payment_taken_back_while_another_is_recorded():
    line = agreed()
    for amount in (100, 200):
        line = pay(line, amount)
    strike = lambda: strike_payment(line, 1, **by(reason="退票。", seen=2))  # noqa: E731
    outcome = at_once(strike, lambda: pay(line, 400))
    left = [int(Decimal(row["amount"])) for row in Instalment.objects.get(pk=line.pk).payments]
    assert (outcome, left) in [(BOTH, [200, 400]), (STALE, [100, 200, 400])]


def test_shares_of_different_workers_recorded_at_once_add_up():
    line, keys = divided()
    acts = [lambda key=key: pay_shares(line, {key: Decimal(200)}) for key in keys]
    assert at_once(*acts) == BOTH
    assert Instalment.objects.get(pk=line.pk).paid_amount == Decimal("400.00")


def test_two_people_who_saw_the_same_share_unpaid():
    """The second is told: what the first recorded is not overwritten unseen."""
    line, keys = divided()
    nothing = Decimal("0.00")
    acts = [
        lambda: pay_shares(line, {keys[0]: Decimal(200)}, seen=nothing),
        lambda: pay_shares(line, {keys[0]: Decimal(300)}, seen=nothing, proof="现金收条"),
    ]
    assert at_once(*acts) == STALE
    assert Event.objects.filter(kind="record_shares").count() == 1


def test_dividing_while_a_share_is_paid():
    line, keys = divided()
    anew = lambda: divide(line.agreement, Rule.GIVEN, **by(amounts=uneven(line)))  # noqa: E731
    assert at_once(anew, lambda: pay_shares(line, {keys[0]: Decimal(200)})) == REFUSED
    assert [str(one) for one in violations()] == []


def uneven(line):
    first, second = line.agreement.dispute.parties.filter(role="applicant").order_by("pk")
    return {first.pk: Decimal(400), second.pk: Decimal(600)}


def test_two_extensions_do_not_add_up_unseen():
    case = make_dispute("accepted")
    row = start_clock(case, "W3", **by(trigger_on=later(DAY, -1), paper="告知书"))
    assert at_once(*[lambda: extend_clock(row, **by(extra=1, paper="批准书"))] * 2) == STALE
    assert Deadline.objects.open().get(rule=row.rule).extended == 1


ANSWERS = {
    "accept": {"accepted_on": DAY},
    "record_result": {"answered_on": DAY, "result": "已立案。", "result_paper": "反馈函"},
    "return_papers": {"returned_on": DAY, "reason": "不属于本单位。"},
}


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        ("sent", "accept", "accept"), ("sent", "accept", "return_papers"), ("sent", "return_papers", "withdraw"),
        ("accepted", "record_result", "record_result"), ("accepted", "record_result", "withdraw"),
    ],
)  # fmt: skip
def test_an_office_answers_by_link_and_at_its_desk(before, first, second):
    """The second act is that of the liaison at the desk, or of the union that takes it back."""
    row = hand_over(make_dispute("accepted"), DAY)
    row = accept_hand_over(row, DAY) if before == "accepted" else row
    link = links.create_link(row, **by(valid_for=timedelta(days=1)))
    links.open_link(link.secret, at=at(DAY))
    office, desk = links.office_user(row.agency, at(DAY)), cast.justice_liaison()
    back = {"withdrawn_on": DAY, "reason": "双方已和解。"}
    other = {"by": cast.city_mediator(), **back} if second == "withdraw" else {"by": desk, **ANSWERS[second]}
    row = fresh(row)
    acts = [
        lambda: take_step(row, first, by=office, at=at(DAY), version=row.version, **ANSWERS[first]),
        lambda: take_step(row, second, at=at(DAY), version=row.version, **other),
    ]
    assert at_once(*acts) == STALE
    assert [str(one) for one in violations()] == []


# Meetings ---------------------------------------------------------------------------------------------------


def held_meeting():
    """A meeting of the city on one case, ready for its minutes; the meeting and the item."""
    case = make_dispute("accepted", on=MONDAY)
    plan = meetings.Plan("joint", "联席会议", at(DAY, 9), "三楼", "沈丽", (cast.hr(),))
    given = {"by": cast.manager(), "at": at(DAY)}
    meeting = meetings.convene(plan, [meetings.Entry(case)], convener=cast.city(), **given)
    came = {row.pk: (True, "沈丽") for row in meeting.attendances.all()}
    meeting = meetings.hold(meeting, held_on=DAY, chair="沈丽", came=came, remarks="", version=meeting.version, **given)
    item = meetings.record_item(
        meeting.items.get(), discussion="愿付。", resolution="督促支付。", version=meeting.version, **given
    )
    return Meeting.objects.get(pk=meeting.pk), item


def test_a_meeting_is_convened_once():
    plan = meetings.Plan("joint", "联席会议", at(DAY, 9), "三楼", "沈丽", (cast.hr(),))
    city, leader = cast.city(), cast.manager()
    act = lambda: meetings.convene(plan, [], convener=city, by=leader, at=at(DAY))  # noqa: E731
    assert at_once(act, act) == REFUSED
    assert Meeting.objects.count() == 1


def test_minutes_are_issued_once():
    meeting, _item = held_meeting()
    act = lambda: issue_minutes(meeting, by=cast.manager(), at=at(DAY), version=meeting.version)  # noqa: E731
    assert at_once(act, act) == STALE
    assert Meeting.objects.get().minutes.serial == 1


def test_no_task_joins_a_meeting_behind_its_minutes():
    """The minutes name every task of the meeting, whichever came first."""
    meeting, item = held_meeting()
    order = Order("催促企业付款", cast.city(), later(DAY, 5))
    acts = [
        lambda: issue_minutes(meeting, by=cast.manager(), at=at(DAY), version=meeting.version),
        lambda: open_task(item.dispute, order, **by(agenda_item=item)),
    ]
    outcome = at_once(*acts)
    told = Meeting.objects.get().minutes.facts["tasks"]
    assert (outcome, Task.objects.count(), bool(told)) in [(REFUSED, 0, False), (BOTH, 1, True)]


def test_a_mandate_at_once_with_another_leaves_one_in_force():
    case = make_dispute("accepted", workers=("蒋喆", "马骉"))
    people = list(case.parties.filter(role="applicant"))
    acts = [
        lambda one=one: record_mandate(case, [one], **by(extent="general", given_on=DAY, paper="推选书"))
        for one in people
    ]
    assert at_once(*acts) == BOTH
    assert Mandate.objects.filter(ended_on=None).count() == 1
