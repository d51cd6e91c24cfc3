"""The dispute machine: every edge as domain notes 4.2 and 4.3 draw it, and what each verb writes on the case."""

from datetime import datetime

import pytest
from django.utils.translation import override

from mediation import guards
from mediation.lifecycle import State, local_day
from mediation.models import Dispute
from mediation.operations.steps import unmet_now
from tests import cast
from tests.factories import (
    FALLS_SHORT,
    MONDAY,
    QUALITY,
    SHANGHAI,
    file_proceeding,
    finish_papers,
    fresh,
    later,
    make_dispute,
    mediation_of,
    papers_of,
    prepare_proceeding,
    register_dispute,
    report,
    take,
)
from tests.factories.disputes import _MAKERS as MAKERS
from tests.machines import edges, words
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)

PARTNERS = "at_hr at_court at_procuratorate"
HANDLED = f"accepted mediating agreed unresolved {PARTNERS}"
RUNNING = f"registered returned {HANDLED}"  # open and not suspended
EDGES = words(
    {
        # Intake, 4.2 rows 2 to 7
        "return_for_completion": "registered -> returned",
        "complete": "returned -> registered",
        "lapse": "returned -> closed",
        "decline": "registered -> declined",
        "reconsider": "declined -> registered",
        "accept": "registered -> accepted",
        # Who works on it, rows 8 to 14 and 20
        "assign": f"{HANDLED} -> stays",
        "hand_back": f"{HANDLED} -> stays",
        "delegate": f"{RUNNING} -> stays",
        "escalate": f"{RUNNING} -> stays",
        "transfer": f"{RUNNING} -> stays",
        "report_result": f"{HANDLED} -> stays",
        "approve_result": f"{HANDLED} -> stays",
        "send_back": f"{HANDLED} -> stays",
        "raise_alarm": f"{RUNNING} suspended -> stays",
        "merge": f"{RUNNING} -> closed",
        "absorb": f"{RUNNING} suspended -> stays",
        "split": f"{HANDLED} -> stays",
        # Mediation, 4.3
        "mediate": f"accepted unresolved {PARTNERS} -> mediating",
        "agree": "mediating -> agreed",
        "fail_mediation": "accepted mediating -> unresolved",
        "breach_agreement": f"agreed {PARTNERS} -> unresolved",
        # The partners, 4.5
        "refer_to_hr": f"{HANDLED} -> at_hr",
        "refer_to_court": f"{HANDLED} -> at_court",
        "refer_to_procuratorate": f"{HANDLED} -> at_procuratorate",
        "return_to_union": f"{PARTNERS} -> agreed unresolved accepted",
        # Pauses and ends, rows 15 to 19
        "suspend": f"{HANDLED} -> suspended",
        "resume": f"suspended -> {HANDLED}",
        "withdraw": f"{RUNNING} -> closed",
        "close": f"{HANDLED} -> closed",
        "archive": "closed -> archived",
        "reopen": "closed archived -> accepted registered",
    }
)


def test_the_graph_has_these_verbs_and_no_others():
    assert edges(Dispute).keys() == EDGES.keys()


@pytest.mark.parametrize("verb", EDGES)
def test_every_verb_leads_from_and_to_the_states_of_the_domain_notes(verb):
    assert edges(Dispute)[verb] == EDGES[verb]


def test_every_state_can_be_reached_and_left():
    left = set().union(*(sources for sources, _targets in EDGES.values()))
    reached = {"registered"}.union(*(targets for _sources, targets in EDGES.values())) - {"stays"}
    assert left == reached == set(State.values)


@pytest.mark.parametrize("state", MAKERS)
def test_a_real_case_offers_the_verbs_of_its_state(state):
    dispute = Dispute.objects.prefetch_related("proceedings", "letters", "parties", "deadlines").get(
        pk=make_dispute(state).pk
    )
    with override("en"):
        unmet = {verb: [str(row.what) for row in unmet_now(dispute, verb, cast.reviewer())] for verb in EDGES}
        wrong = f"the step is possible in the present state (now: {dispute.get_state_display()})"
    possible = {verb for verb, missing in unmet.items() if missing != [wrong]}
    assert possible == {verb for verb, (sources, _targets) in EDGES.items() if state in sources}


@pytest.mark.parametrize(("instant", "day"), [((2026, 3, 2, 23, 59), "2026-03-02"), ((2026, 3, 3, 0, 0), "2026-03-03")])
def test_the_legal_day_turns_at_midnight_in_shanghai(instant, day):
    assert str(local_day(datetime(*instant, tzinfo=SHANGHAI))) == day


class TestIntake:
    def test_returned_once_with_everything_that_is_missing(self):
        dispute = make_dispute("returned")
        assert dispute.missing_items == "身份证复印件\n劳动合同"
        dispute = take(dispute, "complete", cast.city_mediator(), DAY, done_on=DAY)
        assert dispute.state == "registered"
        with refused(guards.not_returned_before):
            take(dispute, "return_for_completion", cast.reviewer(), DAY, missing_items="工资条", complete_by=DAY)

    def test_what_is_not_completed_is_closed_without_acceptance(self):
        dispute = make_dispute("returned")
        with refused(guards.no_unfinished_letter):
            take(dispute, "lapse", cast.reviewer(), later(MONDAY, 9), reason="逾期未补正。")
        finish_papers(dispute, cast.city_mediator(), later(MONDAY, 2))
        dispute = take(dispute, "lapse", cast.reviewer(), later(MONDAY, 9), reason="逾期未补正。")
        assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("closed", "R07", "incomplete")
        assert (dispute.accepted_on, dispute.closed_on) == (None, later(MONDAY, 9))

    def test_declined_and_reconsidered_on_new_facts(self):
        dispute = make_dispute("declined")
        assert (dispute.outcome, dispute.outcome_detail, dispute.is_open) == ("R07", "not_labour", False)
        dispute = take(dispute, "reconsider", cast.reviewer(), DAY, done_on=DAY, reason="补交了考勤记录。")
        assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("registered", "", "")

    def test_accepted_without_a_handler_yet(self):
        dispute = take(make_dispute(), "accept", cast.reviewer(), later(MONDAY, 1))
        assert (dispute.state, dispute.handler, dispute.accepted_on) == ("accepted", None, later(MONDAY, 1))

    def test_not_without_both_sides(self):
        dispute = register_dispute()
        dispute.parties.filter(role="respondent").delete()
        with refused(guards.both_sides_named):
            take(dispute, "accept", cast.reviewer(), later(MONDAY, 1))

    def test_a_service_relation_is_mediated_but_not_supervised(self):
        assert make_dispute("accepted", relation="service").state == "accepted"
        complaint = register_dispute(relation="service", request="supervision")
        with refused(guards.in_scope):
            take(complaint, "accept", cast.reviewer(), later(MONDAY, 1))


class TestWhoWorksOnIt:
    def test_assigned_handed_back_and_nobody_twice(self):
        dispute = take(make_dispute("accepted"), "assign", cast.manager(), DAY, handler=cast.second_city_mediator())
        assert dispute.handler == cast.second_city_mediator()
        dispute = take(dispute, "hand_back", cast.second_city_mediator(), DAY, reason="出差。")
        assert dispute.handler is None
        with refused(guards.has_handler):
            take(dispute, "hand_back", cast.second_city_mediator(), DAY, reason="出差。")

    def test_delegated_the_lower_union_holds_and_the_upper_keeps_watch(self):
        dispute = make_dispute("accepted")
        dispute = take(dispute, "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")
        assert (dispute.holder, dispute.delegated_by, dispute.handler) == (cast.town(), cast.city(), None)
        assert (dispute.state, dispute.level, dispute.result_report) == ("accepted", "town", "")

    def test_nothing_lies_below_an_enterprise_and_nothing_above_the_city(self):
        below, above = make_dispute("accepted", holder=cast.enterprise()), make_dispute("accepted")
        with refused(guards.not_at_enterprise, "the union lies below the holding union"):
            take(below, "delegate", cast.enterprise_mediator(), DAY, holder=cast.enterprise(), reason="下沉。")
        with refused(guards.not_at_city, "the union lies above the holding union"):
            take(above, "escalate", cast.city_mediator(), DAY, holder=cast.city(), reason="提级。")

    def test_transferred_sideways(self):
        dispute = make_dispute("accepted", holder=cast.town())
        dispute = take(dispute, "transfer", cast.town_mediator(), DAY, holder=cast.other_town(), reason="住所地变更。")
        assert (dispute.holder, dispute.handler, dispute.level) == (cast.other_town(), None, "town")

    def test_only_a_delegated_case_is_reported_upwards(self):
        dispute = make_dispute("accepted")
        with refused(guards.is_delegated):
            take(dispute, "report_result", cast.city_mediator(), DAY, **report("已办结。"))

    def test_one_result_at_a_time_waits_for_review(self):
        dispute = make_dispute("accepted")
        dispute = take(dispute, "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")
        with refused(guards.result_is_reported):
            take(dispute, "approve_result", cast.city_mediator(), DAY, **QUALITY)
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("双方和解。"))
        with refused(guards.nothing_reported):
            take(dispute, "report_result", cast.town_mediator(), DAY, **report("又报。"))
        dispute = take(dispute, "send_back", cast.city_mediator(), DAY, **FALLS_SHORT, reason="请补凭证。")
        assert (dispute.result_report, dispute.delegated_by) == ("", cast.city())
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("附凭证。"))
        dispute = take(dispute, "approve_result", cast.city_mediator(), DAY, **QUALITY)
        assert (dispute.delegated_by, dispute.holder, dispute.result_report) == (None, cast.town(), "")

    def test_not_delegated_twice_before_the_result(self):
        dispute = make_dispute("accepted")
        dispute = take(dispute, "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")
        with refused(guards.not_delegated):
            take(dispute, "delegate", cast.town_mediator(), DAY, holder=cast.enterprise(), reason="再下沉。")

    def test_escalated_the_delegation_is_over(self):
        dispute = make_dispute("accepted")
        dispute = take(dispute, "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")
        dispute = take(dispute, "escalate", cast.town_mediator(), DAY, holder=cast.city(), reason="难以处理。")
        assert (dispute.holder, dispute.delegated_by, dispute.level) == (cast.city(), None, "city")

    @pytest.mark.parametrize("state", ["registered", "suspended"])
    def test_an_alarm_is_raised_at_any_time(self, state):
        dispute = take(make_dispute(state), "raise_alarm", cast.city_mediator(), DAY, reason="扬言停工。")
        assert (dispute.state, dispute.alarmed_on) == (state, DAY)


class TestPauses:
    @pytest.mark.parametrize("state", ["accepted", "agreed", "unresolved", "at_hr"])
    def test_a_case_comes_back_to_where_it_stood(self, state):
        dispute, by = make_dispute(state), cast.city_mediator()
        dispute = take(dispute, "suspend", by, later(MONDAY, 15), reason="等待工伤认定结论。")
        assert (dispute.state, dispute.state_before, dispute.suspended_on) == ("suspended", state, later(MONDAY, 15))
        dispute = take(dispute, "resume", by, later(MONDAY, 16))
        assert (dispute.state, dispute.state_before, dispute.suspended_on) == (state, "", None)


class TestEnds:
    def withdraw(self, dispute, on=DAY):
        return take(dispute, "withdraw", cast.city_mediator(), on, reason="已自行解决。", free_will=True)

    def test_withdrawn(self):
        dispute = self.withdraw(make_dispute())
        assert (dispute.state, dispute.outcome, dispute.closed_on) == ("closed", "R06", DAY)

    def test_a_matter_of_safety_is_not_withdrawn(self):
        dispute = make_dispute(category="14")
        with refused(guards.not_a_safety_matter):
            self.withdraw(dispute)

    def test_not_while_an_agency_has_it(self):
        dispute = make_dispute("accepted", request="supervision")
        file_proceeding(dispute, "inspection", cast.inspection(), cast.city_mediator(), DAY)
        with refused(guards.only_mediation_runs, guards.no_waiting_hand_over):
            self.withdraw(dispute)

    def test_merged_into_another_case_of_the_employer_for_good(self):
        first, second = make_dispute(), register_dispute(workers=("楼䶮",))
        first = take(first, "merge", cast.city_mediator(), DAY, merged_into=second, reason="同一事由。")
        assert (first.state, first.outcome, first.merged_into) == ("closed", "R13", second)
        with refused(guards.not_merged):
            take(first, "reopen", cast.manager(), DAY, reason="另行处理。")

    def test_not_merged_while_something_runs(self):
        first, second = make_dispute("accepted", request="supervision"), register_dispute(workers=("楼䶮",))
        prepare_proceeding(first, "legal_aid", cast.justice(), cast.city_mediator(), DAY)
        with refused(guards.no_running_proceeding):
            take(first, "merge", cast.city_mediator(), DAY, merged_into=second, reason="同一事由。")

    def test_closed_with_outcome_and_detail(self):
        dispute = make_dispute("unresolved")
        finish_papers(dispute, cast.city_mediator(), later(MONDAY, 9))
        dispute = take(
            dispute, "close", cast.city_mediator(), later(MONDAY, 9), outcome="R05", outcome_detail="refused",
            routes_told=True,
        )  # fmt: skip
        assert (dispute.state, dispute.outcome, dispute.outcome_detail) == ("closed", "R05", "refused")
        assert dispute.closed_on == later(MONDAY, 9)

    def test_archived_when_no_clock_runs(self):
        dispute = make_dispute("closed")
        dispute.deadlines.update(status="open", ended_by=None)
        with refused(guards.no_open_deadline):
            take(
                dispute, "archive", cast.archivist(), later(MONDAY, 20), volume_complete=True, redaction_done=True
            )  # fmt: skip

    @pytest.mark.parametrize("state", ["closed", "archived"])
    def test_reopened_without_its_old_end(self, state):
        dispute = make_dispute(state)
        accepted_on = dispute.accepted_on
        dispute = take(dispute, "reopen", cast.manager(), later(MONDAY, 40), reason="未履行。")
        assert (dispute.state, dispute.stage, dispute.accepted_on) == ("accepted", "union", accepted_on)
        assert (dispute.outcome, dispute.outcome_detail, dispute.has_agreement) == ("", "", False)
        assert (dispute.closed_on, dispute.archived_on) == (None, None)

    def test_one_that_was_never_accepted_goes_back_to_intake(self):
        dispute = take(self.withdraw(make_dispute()), "reopen", cast.manager(), later(MONDAY, 7), reason="非本人意愿。")
        assert (dispute.state, dispute.accepted_on, dispute.closed_on) == ("registered", None, None)


class TestTheUnionTakesItBack:
    def test_not_while_a_partner_has_something(self):
        dispute = make_dispute("at_hr")
        with refused(guards.no_partner_proceeding):
            take(dispute, "return_to_union", cast.city_mediator(), DAY)

    @pytest.mark.parametrize("state", ["accepted", "unresolved", "agreed"])
    def test_to_where_mediation_stands(self, state):
        """The inspection ends with an order, after which the case stays with HR until somebody takes it back."""
        dispute, by, day = make_dispute(state), cast.city_mediator(), later(MONDAY, 12)
        inspection = file_proceeding(dispute, "inspection", cast.inspection(), by, day)
        inspection = take(inspection, "accept", cast.inspector(), day, accepted_on=day)
        take(inspection, "conclude", cast.inspector(), day, outcome="corrected", concluded_on=day)
        assert (fresh(dispute).state, fresh(dispute).stage) == ("at_hr", "hr")
        dispute = take(dispute, "return_to_union", by, day)
        assert (dispute.state, dispute.stage) == (state, "union")

    def test_a_breach_needs_an_agreement(self):
        dispute = make_dispute("at_hr")
        with refused(guards.agreement_in_force):
            take(dispute, "breach_agreement", cast.city_mediator(), DAY, reason="未付款。")


def test_mediation_that_fails_can_be_tried_again():
    dispute, by = make_dispute("unresolved"), cast.city_mediator()
    again = prepare_proceeding(dispute, "union_mediation", cast.city(), by, later(MONDAY, 20))
    take(again, "accept", by, later(MONDAY, 21), accepted_on=later(MONDAY, 21), papers=papers_of("union_mediation"))
    assert fresh(dispute).state == "mediating"
    assert mediation_of(dispute) == again
