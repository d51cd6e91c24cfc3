"""Clocks of a case: which step opens, meets, ends, pauses, extends or replaces which, with the day each falls due.

March 2026 has no holiday; 04-04 to 04-06 and 05-01 to 05-05 are days off, 05-09 is a working Saturday.
"""

from datetime import date

import pytest

from mediation.deadlines.reasons import Why
from mediation.models import Deadline
from mediation.operations.deadlines import due_of, dues_of
from mediation.operations.errors import StepRefused
from mediation.operations.limitation_course import limitation_clocks
from tests import cast
from tests.factories import (
    AWARD_ITEMS,
    AWARD_NOT_FINAL,
    FALLS_SHORT,
    MONDAY,
    draft,
    file_proceeding,
    finish_papers,
    fresh,
    issue,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    prepare_proceeding,
    register_dispute,
    report,
    serve,
    take,
)
from tests.refusals import refused, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]

WORKER = {"employment_ended_on": None, "category": "01"}  # wages while employed: no limitation runs
DAY = later(MONDAY, 3)


def clocks(dispute):
    """Every deadline of the case but those of its parcels, in the order of opening: "M3 2026-03-17 met"."""
    rows = dispute.deadlines.filter(hand_over=None).order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}" for row in rows]


def complaint(state="accepted", **given):
    """A complaint of wages: after acceptance no clock runs."""
    return make_dispute(state, **{"request": "supervision", **WORKER, **given})


def application(state="accepted", **given):
    return make_dispute(state, **WORKER | given)


def ends(dispute, rule):
    """By which act and on which day the clocks of the rule ended."""
    rows = dispute.deadlines.filter(rule=rule).select_related("ended_by").order_by("pk")
    return [(row.ended_by.kind, str(row.ended_on)) if row.ended_by else None for row in rows]


class TestIntake:
    def test_acceptance_meets_the_clock_of_acceptance(self):
        assert clocks(application()) == ["M2 2026-03-05 met", "M3 2026-03-17 open"]
        assert clocks(complaint()) == ["M1 2026-03-09 met"]

    def test_returned_the_clock_stops_and_starts_anew_with_completion(self):
        dispute = application("returned")
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 open"]
        take(dispute, "complete", cast.city_mediator(), later(MONDAY, 7), done_on=later(MONDAY, 5))
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 open", "M2 2026-03-11 open"]

    def test_a_complaint_that_was_completed_has_its_five_days_anew(self):
        dispute = complaint("returned")
        assert clocks(dispute) == ["M1 2026-03-09 met"]
        take(dispute, "complete", cast.city_mediator(), later(MONDAY, 7), done_on=later(MONDAY, 5))
        assert clocks(dispute) == ["M1 2026-03-09 met", "M1 2026-03-13 open"]

    def test_declined_nothing_runs_on(self):
        assert clocks(make_dispute("declined")) == ["M2 2026-03-05 met", "M3 2026-03-17 ended", "B1a 2027-02-22 ended"]
        assert clocks(complaint("declined")) == ["M1 2026-03-09 met"]

    def test_reconsidered_everything_starts_from_the_new_facts(self):
        dispute = make_dispute("declined")
        on = later(MONDAY, 14)
        take(dispute, "reconsider", cast.reviewer(), on, done_on=on, reason="补交了考勤记录。")
        assert clocks(dispute)[3:] == ["M2 2026-03-19 open", "M3 2026-03-31 open", "B1a 2027-02-22 open"]

    def test_a_complaint_reconsidered_has_no_clock_of_mediation(self):
        dispute, on = complaint("declined"), later(MONDAY, 14)
        take(dispute, "reconsider", cast.reviewer(), on, done_on=on, reason="补交了考勤记录。")
        assert clocks(dispute) == ["M1 2026-03-09 met", "M1 2026-03-23 open"]

    def test_lapsed_nothing_runs_on(self):
        dispute = application("returned")
        finish_papers(dispute, cast.city_mediator(), DAY)
        take(dispute, "lapse", cast.reviewer(), later(MONDAY, 9), reason="逾期未补正。")
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 ended"]
        assert ends(dispute, "M3") == [("lapse", "2026-03-11")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("B1a", date(2026, 2, 20))]),
        ({"employment_ended_on": None}, []),
        ({"category": "02"}, [("B1", date(2026, 1, 31))]),
        ({"category": "02", "knew_on": None, "occurred_on": date(2026, 1, 5)}, [("B1", date(2026, 1, 5))]),
        ({"category": "02", "knew_on": None, "occurred_on": None}, []),
        ({"category": "02", "relation": "service"}, []),
    ],
)
def test_limitation_of_arbitration(given, expected):
    assert limitation_clocks(register_dispute(**given)) == expected


class TestMediation:
    def test_a_complaint_gets_its_clock_when_both_sides_are_asked(self):
        dispute = complaint()
        prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), DAY)
        assert clocks(dispute) == ["M1 2026-03-09 met", "M3 2026-03-20 open"]

    def test_an_application_keeps_the_one_it_has(self):
        dispute = application()
        prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), DAY)
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 open"]

    def test_an_agreement_meets_it_and_starts_the_two_routes_from_the_last_signature(self):
        assert clocks(application("agreed")) == [
            "M2 2026-03-05 met", "M3 2026-03-17 met", "A1 2026-03-25 open", "A3 2026-04-09 open",
            "M11 2026-03-20 open",
        ]  # fmt: skip

    def test_failure_meets_it(self):
        dispute = application("unresolved")
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 met"]
        assert ends(dispute, "M3") == [("conclude", "2026-03-10")]

    def test_refusal_by_the_other_side_meets_it(self):
        dispute, by = application(), cast.city_mediator()
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        take(mediation, "refuse", by, DAY, refused_on=DAY, reason="不同意调解。")
        assert ends(dispute, "M3") == [("refuse", str(DAY))]

    def test_a_new_attempt_has_a_new_clock(self):
        dispute = application("unresolved")
        on = later(MONDAY, 20)
        prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), on)
        assert clocks(dispute)[-1] == "M3 2026-04-07 open"  # 04-06 is a holiday

    def test_extended_by_the_days_both_agreed_to_and_once_more(self):
        dispute, by = application("mediating"), cast.city_mediator()
        for extra in (5, 10):
            take(
                mediation_of(dispute), "extend", by, later(MONDAY, 10), reason="继续协商。", agreed=True,
                extra=extra,
            )  # fmt: skip
        rows = dispute.deadlines.filter(rule="M3").order_by("pk")
        assert [(str(row.due_on), row.status, row.extended) for row in rows] == [
            ("2026-03-17", "superseded", 0), ("2026-03-23", "superseded", 5), ("2026-04-01", "open", 15),
        ]  # fmt: skip
        assert [row.trigger_on for row in rows] == [MONDAY] * 3  # always counted from receipt
        assert ends(dispute, "M3") == [("extend", "2026-03-12"), ("extend", "2026-03-12"), None]


class TestSuspendedCase:
    def test_only_the_unions_own_clocks_stand_still(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        file_proceeding(dispute, "legal_aid", cast.justice(), by, DAY)
        take(dispute, "suspend", by, later(MONDAY, 4), reason="等待鉴定结论。")
        paused = {row.rule: row.paused_on for row in dispute.deadlines.open()}
        assert paused == {"M3": later(MONDAY, 4), "B1a": None, "L1": None, "H1": None}

    def test_a_clock_that_stands_still_is_never_overdue(self):
        dispute, by = application(), cast.city_mediator()
        take(dispute, "suspend", by, later(MONDAY, 4), reason="等待鉴定结论。")
        assert not Deadline.objects.overdue(date(2026, 6, 1)).exists()
        take(dispute, "resume", by, later(MONDAY, 6))
        assert Deadline.objects.overdue(date(2026, 6, 1)).get().rule == "M3"

    def test_every_pause_adds_exactly_its_length(self):
        dispute, by = application(), cast.city_mediator()
        for start, end in ((4, 9), (10, 13)):
            dispute = take(dispute, "suspend", by, later(MONDAY, start), reason="等待鉴定结论。")
            dispute = take(dispute, "resume", by, later(MONDAY, end))
        assert clocks(dispute)[1:] == ["M3 2026-03-17 superseded", "M3 2026-03-23 superseded", "M3 2026-03-25 open"]
        assert dispute.deadlines.open().get().pauses == [["2026-03-06", "2026-03-11"], ["2026-03-12", "2026-03-15"]]

    def test_the_clock_of_a_delegation_pauses_too(self):
        dispute = take(
            application(), "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。"
        )  # fmt: skip
        dispute = take(dispute, "suspend", cast.town_mediator(), later(MONDAY, 4), reason="等待鉴定结论。")
        take(dispute, "resume", cast.town_mediator(), later(MONDAY, 9))  # three working days
        assert sorted(clocks(dispute)[1:]) == [
            "M3 2026-03-17 superseded", "M3 2026-03-23 open", "U1 2026-04-17 superseded", "U1 2026-04-22 open",
        ]  # fmt: skip


class TestDelegation:
    def delegated(self):
        return take(complaint(), "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")

    def test_thirty_working_days_to_report(self):
        dispute = self.delegated()
        assert clocks(dispute)[1:] == ["U1 2026-04-17 open"]
        take(dispute, "report_result", cast.town_mediator(), later(MONDAY, 20), **report("双方和解。"))
        assert ends(dispute, "U1") == [("report_result", "2026-03-22")]

    def test_sent_back_they_run_again(self):
        dispute = take(
            self.delegated(), "report_result", cast.town_mediator(), later(MONDAY, 20), **report("双方和解。")
        )  # fmt: skip
        take(dispute, "send_back", cast.city_mediator(), later(MONDAY, 21), **FALLS_SHORT, reason="请补凭证。")
        assert clocks(dispute)[1:] == ["U1 2026-04-17 met", "U1 2026-05-08 open"]

    def test_escalated_nobody_owes_a_report(self):
        dispute = take(
            self.delegated(), "escalate", cast.town_mediator(), later(MONDAY, 9), holder=cast.city(), reason="难。"
        )
        assert ends(dispute, "U1") == [("escalate", "2026-03-11")]


AWARDED = {"final_award": AWARD_ITEMS, "non_final_award": AWARD_NOT_FINAL, "mediated": ()}


class TestAgencies:
    """What an agency owes from filing, acceptance and receipt; G12 lets the union record it with the paper."""

    def run(self, kind, agency, *steps, dispute=None, basis="", **given):
        """Filed on Thursday 2026-03-05; each step is a verb, the days after filing and its answers."""
        dispute = dispute or complaint(**given)
        proceeding = file_proceeding(dispute, kind, agency, cast.city_mediator(), DAY, basis=basis)
        for verb, days, answers in steps:
            on = later(DAY, days)
            dated = {"accept": "accepted_on", "refuse": "refused_on", "withdraw": "withdrawn_on",
                "suspend": "suspended_on", "resume": "resumed_on", "conclude": "concluded_on"}.get(verb)  # fmt: skip
            answers = {"paper": "文书", "reason": "依法。", **({dated: on} if dated else {}), **answers}
            proceeding = take(proceeding, verb, cast.city_mediator(), on, **answers)
        return clocks(dispute)[1:]

    def test_inspection(self):
        assert self.run("inspection", cast.inspection()) == ["I1 2026-03-12 open"]
        accepted = ("accept", 5, {})
        assert self.run("inspection", cast.inspection(), accepted) == ["I1 2026-03-12 met", "I2 2026-06-05 open"]
        extended = ("extend", 60, {"agreed": True, "extra": 30})
        assert self.run("inspection", cast.inspection(), accepted, extended) == [
            "I1 2026-03-12 met", "I2 2026-06-05 superseded", "I2b 2026-05-07 open", "I2 2026-07-20 open",
        ]  # fmt: skip
        concluded = ("conclude", 80, {"outcome": "corrected"})
        assert self.run("inspection", cast.inspection(), accepted, extended, concluded)[-1] == "I2 2026-07-20 met"

    def test_inspection_refused_or_withdrawn(self):
        assert self.run("inspection", cast.inspection(), ("refuse", 4, {})) == ["I1 2026-03-12 met"]
        assert self.run("inspection", cast.inspection(), ("withdraw", 4, {})) == ["I1 2026-03-12 ended"]

    def test_an_agencys_clock_stands_still_while_its_proceeding_does(self):
        steps = ("accept", 0, {}), ("suspend", 10, {"cause": "absconded"}), ("resume", 24, {})  # 10 working days
        assert self.run("inspection", cast.inspection(), *steps) == [
            "I1 2026-03-12 met", "I2 2026-06-02 superseded", "I2b 2026-03-18 open", "I2 2026-06-16 open",
        ]  # fmt: skip

    def test_arbitration(self):
        accepted = ("accept", 4, {})
        assert self.run("arbitration", cast.arbitration(), accepted) == ["B2 2026-03-12 met", "B8 2026-04-23 open"]
        extended = ("extend", 30, {"agreed": True, "extra": 15})
        assert self.run("arbitration", cast.arbitration(), accepted, extended)[1:] == [
            "B8 2026-04-23 superseded", "B8 2026-05-08 open",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("outcome", "opened"),
        [
            ("final_award", ["B12 2026-05-06 open", "B13 2026-05-20 open", "T12 2028-04-20 open"]),
            ("non_final_award", ["B15 2026-05-06 open"]),
            ("mediated", ["T12 2028-04-20 open"]),
        ],
    )
    def test_an_award_starts_the_limits_of_the_parties_from_its_receipt(self, outcome, opened):
        given = {"outcome": outcome, "received_on": date(2026, 4, 20), "award_items": AWARDED[outcome]}
        result = ("conclude", 46, given)
        found = self.run("arbitration", cast.arbitration(), ("accept", 4, {}), result)
        assert found == ["B2 2026-03-12 met", "B8 2026-04-23 met", *opened]

    def test_arbitration_interrupts_limitation_which_counts_again_when_it_is_refused_or_withdrawn(self):
        for verb, own in (("refuse", "met"), ("withdraw", "ended")):
            found = self.run("arbitration", cast.arbitration(), (verb, 4, {}), category="02")
            assert found == ["B1 2027-02-01 met", f"B2 2026-03-12 {own}", "B1 2027-02-01 open"]

    def test_a_suit(self):
        assert self.run("litigation", cast.court(), basis="wage_note") == ["T1 2026-03-12 open"]
        judgment = ("conclude", 40, {"outcome": "judgment", "received_on": date(2026, 4, 14)})
        assert self.run("litigation", cast.court(), ("accept", 4, {}), judgment, basis="wage_note") == [
            "T1 2026-03-12 met", "T3 2026-09-09 met", "T6 2026-04-29 open",
        ]  # fmt: skip

    def test_a_suit_in_time_meets_the_limit_of_the_award(self):
        dispute, by = complaint(), cast.city_mediator()
        award = file_proceeding(dispute, "arbitration", cast.arbitration(), by, DAY)
        award = take(award, "accept", by, DAY, accepted_on=DAY, paper="受理通知书")
        take(
            award, "conclude", by, later(DAY, 20), outcome="non_final_award", concluded_on=later(DAY, 20),
            received_on=later(DAY, 20), paper="裁决书", award_items=AWARD_NOT_FINAL,
        )  # fmt: skip
        file_proceeding(dispute, "litigation", cast.court(), by, later(DAY, 30))
        assert clocks(dispute)[-2:] == ["B15 2026-04-09 met", "T1 2026-04-13 open"]  # 04-11 is a Saturday

    def test_confirmation_by_the_court(self):
        dispute, by = application("agreed"), cast.city_mediator()
        on = later(MONDAY, 10)
        confirmation = file_proceeding(dispute, "judicial_confirmation", cast.court(), by, on)
        confirmation = take(confirmation, "accept", by, on, accepted_on=on, paper="受理通知书")
        assert clocks(dispute)[2:] == [
            "A1 2026-03-25 open", "A3 2026-04-09 met", "M11 2026-03-20 open", "A4 2026-03-16 met",
            "A5 2026-04-13 open",
        ]  # fmt: skip
        take(confirmation, "conclude", by, later(on, 9), outcome="confirmed", concluded_on=later(on, 9),
            received_on=later(on, 9), paper="裁定书",
        )  # fmt: skip
        # enforcement from the last day of performance
        assert clocks(dispute)[6:] == ["A5 2026-04-13 met", "T12 2028-03-20 open", "A6 2026-04-07 open"]

    def test_review_by_the_commission(self):
        dispute, by = application("agreed"), cast.city_mediator()
        on = later(MONDAY, 10)
        review = file_proceeding(dispute, "arbitration_review", cast.arbitration(), by, on)
        take(review, "accept", by, on, accepted_on=on, paper="受理通知书")
        assert clocks(dispute)[2:] == [
            "A1 2026-03-25 met", "A3 2026-04-09 open", "M11 2026-03-20 open", "A2 2026-03-19 open",
        ]  # fmt: skip

    def test_review_after_fifteen_days_is_too_late(self):
        dispute, by = application("agreed"), cast.city_mediator()
        late = later(MONDAY, 24)
        review = prepare_proceeding(dispute, "arbitration_review", cast.arbitration(), by, later(MONDAY, 23))
        papers = ["joint_form", "agreement", "identity"]
        with refused("why it is filed late: the time limit for the application has passed"):
            take(review, "file", by, late, filed_on=late, papers=papers)
        assert take(review, "file", by, late, filed_on=later(late, -1), papers=papers).state == "filed"

    def test_support_and_legal_aid(self):
        dispute, by = application("unresolved", groups=("migrant",)), cast.city_mediator()
        on = later(MONDAY, 10)
        file_proceeding(dispute, "support_for_prosecution", cast.procuratorate(), by, on)
        aid = file_proceeding(dispute, "legal_aid", cast.justice(), by, on)
        assert clocks(dispute)[2:] == ["P1 2026-03-27 open", "L1 2026-03-19 open"]
        take(aid, "accept", by, on, accepted_on=on, paper="给予法律援助决定书")
        assert clocks(dispute)[2:] == ["P1 2026-03-27 open", "L1 2026-03-19 met", "L1b 2026-03-16 open"]

    def test_going_to_an_agency_ends_the_wait_for_mediation(self):
        dispute = application()
        file_proceeding(dispute, "inspection", cast.inspection(), cast.city_mediator(), DAY)
        assert clocks(dispute)[1:] == ["M3 2026-03-17 met", "I1 2026-03-12 open"]
        assert ends(dispute, "M3") == [("refer_to_hr", str(DAY))]


class TestLetters:
    @pytest.mark.parametrize(("kind", "due"), [("reminder", "S2 2026-03-24"), ("opinion", "S1 2026-03-30")])
    def test_service_starts_the_clock_of_the_answer(self, kind, due):
        dispute = complaint()
        letter = serve(issue(draft(kind, dispute, later(MONDAY, 7)), later(MONDAY, 7)), later(MONDAY, 7))
        assert clocks(dispute)[1:] == [f"{due} open"]
        assert str(letter.reply_due_on) == due.split()[1]

    @pytest.mark.parametrize(
        ("state", "status"),
        [("answered", "met"), ("verified", "met"), ("unanswered", "ended"), ("served", "open")],
    )
    def test_what_becomes_of_it(self, state, status):
        dispute = complaint()
        make_letter("opinion", state, dispute=dispute, on=later(MONDAY, 7))
        assert clocks(dispute)[1:] == [f"S1 2026-03-30 {status}"]

    def test_refused_service_starts_none(self):
        dispute = complaint()
        make_letter("opinion", "service_refused", dispute=dispute, on=later(MONDAY, 7))
        assert clocks(dispute)[1:] == []

    def test_a_withdrawn_letter_ends_its_own_and_no_others(self):
        dispute, on = complaint(), later(MONDAY, 7)
        first = serve(issue(draft("reminder", dispute, on), on), on)
        serve(issue(draft("reminder", dispute, on), on), on)
        take(first, "withdraw", cast.chair(), on, reason="制发有误。")
        assert clocks(dispute)[1:] == ["S2 2026-03-24 ended", "S2 2026-03-24 open"]

    def test_an_answer_to_one_letter_leaves_the_clock_of_another(self):
        dispute, on = complaint(), later(MONDAY, 7)
        first = serve(issue(draft("reminder", dispute, on), on), on)
        serve(issue(draft("reminder", dispute, on), on), on)
        take(first, "answer_letter", cast.city_mediator(), on, answered_on=on, answer="已支付。")
        assert clocks(dispute)[1:] == ["S2 2026-03-24 met", "S2 2026-03-24 open"]

    @pytest.mark.parametrize(("taken_up", "result"), [(True, ["S4 2026-06-10 open"]), (False, [])])
    def test_a_department_that_takes_the_matter_up_has_a_day_for_its_result(self, taken_up, result):
        dispute, on, by = complaint(), later(MONDAY, 7), cast.city_mediator()
        make_letter("opinion", "service_refused", dispute=dispute, on=on)
        letter = make_letter("suggestion", "served", dispute=fresh(dispute), on=on, agency=cast.inspection())
        letter = take(
            letter, "answer_letter", by, later(on, 4), answered_on=later(on, 4), answer="已收悉。", taken_up=taken_up
        )
        assert clocks(dispute)[1:] == ["S3 2026-03-16 met", *result]
        verified = {"verified_on": later(on, 20), "corrected": True, "verification": "已责令支付。"}
        take(letter, "verify", by, later(on, 20), **verified)
        assert clocks(dispute)[2:] == [row.replace("open", "met") for row in result]

    def test_a_breach_that_is_not_corrected_is_checked_again_on_the_day_set(self):
        dispute, on, by = complaint(), later(MONDAY, 7), cast.city_mediator()
        letter = make_letter("opinion", "answered", dispute=dispute, on=on)
        found = {"verified_on": later(on, 4), "corrected": False, "verification": "仍未支付。", "reason": ""}
        for day, corrected in ((later(on, 4), False), (later(on, 9), True)):
            wrong = {**found, "corrected": corrected, "recheck_on": day}
            with unchanged(), pytest.raises(StepRefused):
                take(letter, "verify", by, later(on, 4), **wrong)
        letter = take(letter, "verify", by, later(on, 4), recheck_on=later(on, 9), **found)
        assert clocks(dispute)[1:] == ["S1 2026-03-30 met", "S5 2026-03-18 open"]
        letter = take(letter, "verify", by, later(on, 9), **found | {"verified_on": later(on, 9), "corrected": True})
        assert clocks(dispute)[1:] == ["S1 2026-03-30 met", "S5 2026-03-18 met"]
        with refused("the breach is not corrected yet, and no later letter rests on this one"):
            take(letter, "verify", by, later(on, 10), **found | {"verified_on": later(on, 10)})

    def test_refused_service_may_set_a_day_to_look_again(self):
        dispute, on = complaint(), later(MONDAY, 7)
        letter = issue(draft("opinion", dispute, on), on)
        take(
            letter, "refuse_service", cast.city_mediator(), on, served_on=on, witness="社区干部", reason="拒绝签收。",
            recheck_on=later(on, 7),
        )  # fmt: skip
        assert clocks(dispute)[1:] == ["S5 2026-03-16 open"]


class TestEnds:
    def test_closing_ends_what_still_runs(self):
        dispute = make_dispute("closed")
        assert clocks(dispute) == [
            "M2 2026-03-05 met", "M3 2026-03-17 met", "B1a 2027-02-22 ended", "A1 2026-03-25 ended",
            "A3 2026-04-09 ended", "M11 2026-03-20 met", "M12 2026-03-24 open",
        ]  # fmt: skip
        assert ends(dispute, "A3") == [("close", "2026-03-17")]

    def test_withdrawal_ends_all_of_them(self):
        dispute = application()
        finish_papers(dispute, cast.city_mediator(), DAY)
        take(dispute, "withdraw", cast.city_mediator(), DAY, reason="已解决。", free_will=True)
        assert clocks(dispute) == ["M2 2026-03-05 met", "M3 2026-03-17 ended"]

    def test_reopening_starts_new_ones_and_keeps_the_old(self):
        dispute = make_dispute("closed")
        take(dispute, "reopen", cast.manager(), later(MONDAY, 60), reason="未履行。")
        assert clocks(dispute)[6:] == ["M12 2026-03-24 ended", "M3 2026-05-18 open", "B1a 2027-02-22 open"]

    def test_a_refused_step_leaves_every_clock_alone(self):
        dispute = application("mediating")
        with unchanged(), refused("both sides signed the extension, or it is approved in writing"):
            take(mediation_of(dispute), "extend", cast.city_mediator(), DAY, reason="继续协商。", extra=5)


class TestWhyThisDate:
    def test_the_reasons_of_a_row_give_its_stored_date(self):
        dispute, by = application(), cast.city_mediator()
        dispute = take(dispute, "suspend", by, later(MONDAY, 4), reason="等待鉴定结论。")
        take(dispute, "resume", by, later(MONDAY, 9))
        file_proceeding(dispute, "arbitration", cast.arbitration(), by, later(MONDAY, 10))
        rows = list(dispute.deadlines.order_by("pk"))
        assert [due.on for due in dues_of(rows)] == [row.due_on for row in rows]
        assert [due_of(row).on for row in rows] == [row.due_on for row in rows]

    def test_a_pause_is_one_of_the_reasons(self):
        dispute, by = application(), cast.city_mediator()
        dispute = take(dispute, "suspend", by, later(MONDAY, 4), reason="等待鉴定结论。")
        take(dispute, "resume", by, later(MONDAY, 9))
        assert Why.PAUSED in {reason.kind for reason in due_of(fresh(dispute).deadlines.open().get()).reasons}

    def test_nothing_to_count(self):
        assert dues_of([]) == []
