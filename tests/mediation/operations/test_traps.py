"""States and clocks that once were traps: every case can go on, and every open deadline can be met."""

import pytest

from mediation.models import Deadline
from tests import cast, factories
from tests.factories import MONDAY, fresh, later, take
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def open_rules(dispute):
    """But those of the parcels."""
    return sorted(dispute.deadlines.open().filter(hand_over=None).values_list("rule", flat=True))


@pytest.mark.parametrize("verb", ["conclude", "withdraw"])
def test_mediation_of_a_suspended_case_waits(verb):
    dispute = factories.make_dispute("mediating")
    mediator, day = factories.mediator_of(dispute.holder), later(MONDAY, 8)
    mediation = factories.mediation_of(dispute)
    dispute = take(dispute, "suspend", mediator, day, suspension="waits", reason="等待鉴定结论")
    answers = {
        "conclude": {"outcome": "disagreement", "concluded_on": day},
        "withdraw": {"withdrawn_on": day, "reason": "撤回"},
    }[verb]
    with refused("the case is not suspended"):
        take(mediation, verb, mediator, day, **answers)
    take(dispute, "resume", mediator, later(day, 1))
    take(fresh(mediation), verb, mediator, later(day, 1), **answers)
    assert fresh(dispute).state == "unresolved"


def test_withdrawing_a_proceeding_ends_its_own_clocks_and_no_others():
    dispute = factories.make_dispute("unresolved", category="03", knew_on=MONDAY)
    mediator, day = factories.mediator_of(dispute.holder), later(MONDAY, 40)
    arbitration = factories.file_proceeding(dispute, "arbitration", cast.arbitration(), mediator, day)
    aid = factories.file_proceeding(dispute, "legal_aid", cast.justice(), mediator, day)
    assert open_rules(dispute) == ["B2", "L1"]
    take(fresh(arbitration), "withdraw", mediator, later(day, 1), withdrawn_on=later(day, 1), reason="撤回仲裁")
    assert open_rules(dispute) == ["B1", "L1"]
    assert Deadline.objects.get(dispute=dispute, rule="B2").status == "ended"
    limit = dispute.deadlines.open().get(rule="B1")
    assert limit.trigger_on == MONDAY
    take(
        fresh(aid),
        "refuse",
        mediator,
        later(day, 2),
        refused_on=later(day, 2),
        received_on=later(day, 2),
        reason="不符合条件",
        paper="不予援助决定",
    )
    assert open_rules(dispute) == ["B1", "L2"]


def test_going_to_an_agency_at_once_meets_the_mediation_limit():
    dispute = factories.make_dispute("accepted")
    mediator, day = factories.mediator_of(dispute.holder), later(MONDAY, 4)
    factories.file_proceeding(dispute, "inspection", cast.inspection(), mediator, day)
    assert dispute.deadlines.get(rule="M3").status == "met"


def test_a_case_that_comes_back_without_ever_being_mediated_is_accepted_not_failed():
    dispute = factories.make_dispute("accepted")
    mediator, day = factories.mediator_of(dispute.holder), later(MONDAY, 4)
    inspection = factories.file_proceeding(dispute, "inspection", cast.inspection(), mediator, day)
    take(fresh(inspection), "withdraw", mediator, day, withdrawn_on=day, reason="撤回投诉")
    assert fresh(dispute).state == "accepted"


def test_a_case_that_was_never_accepted_reopens_to_intake():
    dispute = factories.make_dispute("registered")
    mediator, day = factories.mediator_of(dispute.holder), later(MONDAY, 2)
    dispute = take(dispute, "withdraw", mediator, day, free_will=True, reason="自愿撤回")
    dispute = take(dispute, "reopen", cast.reviewer(), later(day, 1), reason="申请人受到压力")
    assert (dispute.state, dispute.accepted_on, dispute.outcome) == ("registered", None, "")
    assert {"M2", "M3"} <= set(open_rules(dispute))


def test_reopening_leaves_a_performed_agreement_alone():
    dispute = factories.make_dispute("closed")
    agreement = dispute.agreements.get()
    assert agreement.performed_on is not None
    take(dispute, "reopen", cast.reviewer(), later(dispute.closed_on, 5), reason="新的请求")
    assert fresh(agreement).breached_on is None


def test_a_delegated_case_is_not_delegated_again_and_escalation_ends_its_clock():
    dispute = factories.make_dispute("accepted")
    day = later(MONDAY, 4)
    dispute = take(dispute, "delegate", cast.manager(), day, holder=cast.town(), reason="就地调解")
    with refused("the case is not delegated already: its result is approved, or the case escalated, first"):
        take(dispute, "delegate", cast.manager(), day, holder=cast.enterprise(), reason="再下沉")
    dispute = take(dispute, "escalate", cast.town_mediator(), day, holder=cast.city(), reason="难以处理")
    assert (dispute.delegated_by, dispute.result_report) == (None, "")
    assert dispute.deadlines.get(rule="U1").status == "met"
