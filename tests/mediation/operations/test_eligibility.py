"""What is asked on filing, late filing, and the procedure, stages and restarts of an agency."""

from datetime import date
from decimal import Decimal

import pytest

from mediation import proceeding_guards
from mediation.models import MinimumWage
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories import (
    AWARD_ITEMS,
    AWARD_NOT_FINAL,
    MONDAY,
    facts_of,
    file_proceeding,
    fresh,
    later,
    make_dispute,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 3)


def clocks(dispute, *rules):
    rows = fresh(dispute).deadlines.filter(rule__in=rules).order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}" for row in rows]


def prepared(kind, agency, basis="", on=DAY, **given):
    dispute = make_dispute("accepted", request="supervision", **given)
    return prepare_proceeding(dispute, kind, agency, cast.city_mediator(), on, basis=basis)


def file_with(proceeding, on=DAY, **answers):
    answers = {"filed_on": on, "papers": papers_of(proceeding.kind), **answers}
    return take(proceeding, "file", cast.city_mediator(), on, **answers)


def with_facts(proceeding, **facts):
    return {"facts": facts_of(proceeding.kind, proceeding.basis).get("facts", {}) | facts}


class TestQuestions:
    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            ({"wages_only": "no"}, "a claim for wages alone (Labour Contract Law 30)"),
            ({"counter_debt": "yes"}, "no other debt between creditor and debtor (CPL 225)"),
            ({"serviceable": "no"}, "an employer on whom the order can be served (CPL 225)"),
            ({"serviceable": ""}, "answered: Can the order be served on the employer?"),
            ({"sum": "0.00"}, "a usable answer: Fixed sum that is due (yuan)"),
            ({"sum": "NaN"}, "a usable answer: Fixed sum that is due (yuan)"),
            ({"serviceable": "perhaps"}, "a usable answer: Can the order be served on the employer?"),
        ],
    )
    def test_a_payment_order_asks_for_its_conditions(self, facts, missing):
        proceeding = prepared("payment_order", cast.court(), "wages")
        with refused(missing):
            file_with(proceeding, **with_facts(proceeding, **facts))
        assert file_with(proceeding, **with_facts(proceeding)).facts["sum"] == "1800.00"

    def test_a_payment_order_on_an_agreement_waits_for_a_day_of_performance(self):
        dispute, by = make_dispute("agreed"), cast.city_mediator()  # payable on the 18th day
        last, after = later(MONDAY, 18), later(MONDAY, 19)
        order = prepare_proceeding(dispute, "payment_order", cast.court(), by, last, basis="agreement")
        with refused("an agreement of which a performance date has passed unpaid (LMA 16)"):
            file_with(order, last, **with_facts(order))
        with refused("a claim for wages, injury medical fees, compensation or damages (LMA 16)"):
            file_with(order, after, **with_facts(order, claim_kind="other"))
        assert file_with(order, after, **with_facts(order)).state == "filed"

    @pytest.mark.parametrize(
        ("basis", "missing"),
        [
            ("award", "an award in this case, or the day it was received"),
            ("refused", "arbitration refused, or the time limit of the commission really passed; else name the paper"),
            ("wage_agreement", "an agreement of which a performance date has passed unpaid"),
            ("payment_order",
             "a lapsed payment order on a mediation agreement; one for wages leads to arbitration first (LD-JI1 13)"),
            ("service", "the legal relation recorded in the case is one of service"),
            ("appeal", "a judgment of first instance that can be appealed; else name the paper"),
            ("retrial", "a judgment in force; else name the paper"),
        ],
    )  # fmt: skip
    def test_every_way_to_the_court_has_a_condition_of_its_own(self, basis, missing):
        proceeding = prepared("litigation", cast.court(), basis)
        with refused(missing):
            file_with(proceeding, **with_facts(proceeding))

    @pytest.mark.parametrize(
        ("basis", "fact"),
        [("refused", "refusal_paper"), ("payment_order", "order_paper"), ("appeal", "judgment_paper")],
    )
    def test_what_happened_without_this_tracker_is_shown_by_its_paper(self, basis, fact):
        proceeding = prepared("litigation", cast.court(), basis)
        assert file_with(proceeding, **with_facts(proceeding, **{fact: "诸劳人仲不字〔2026〕第3号"})).state == "filed"

    def test_overdue_means_that_the_limit_has_really_passed(self):
        dispute, by = make_dispute("accepted", request="supervision"), cast.city_mediator()
        arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), by, DAY)
        arbitration = take(arbitration, "accept", cast.arbitrator(), DAY, accepted_on=DAY)
        last = dispute.deadlines.get(rule="B8").due_on
        ended = {"outcome": "overdue", "concluded_on": last}
        with refused("the stage before this result is recorded, and the time limit it waits for has passed"):
            take(arbitration, "conclude", cast.arbitrator(), last, **ended)
        after = later(last, 1)
        take(arbitration, "withdraw", by, after, withdrawn_on=after, reason="逾期未裁决。")
        suit = prepare_proceeding(fresh(dispute), "litigation", cast.court(), by, after, basis="refused")
        assert file_with(suit, after).state == "filed"

    def test_civil_supervision_comes_after_the_court(self):
        proceeding = prepared("civil_supervision", cast.procuratorate())
        for facts, missing in (
            ({"retrial": "none"}, "a retrial asked of the court first (CPL 220)"),
            ({"first_time": "no"}, "a first application: the procuratorate decides once (CPL 220)"),
            ({"retrial_paper": " "}, "answered: Number and date of that paper, or day of the application"),
        ):
            with refused(missing):
                file_with(proceeding, **with_facts(proceeding, **facts))


class TestLateFiling:
    LATE = "why it is filed late: the time limit for the application has passed"

    def late(self):
        dispute = make_dispute("agreed")
        limit = dispute.deadlines.get(rule="A3").due_on
        by = cast.city_mediator()
        return limit, prepare_proceeding(dispute, "judicial_confirmation", cast.court(), by, limit)

    def test_posted_in_time_is_in_time(self):
        limit, proceeding = self.late()
        arrived = later(limit, 3)
        with refused("the day of posting is not after the day it arrived"):
            file_with(proceeding, arrived, filed_on=limit, posted_on=later(limit, 1))
        filed = file_with(proceeding, arrived, posted_on=limit)
        assert (filed.posted_on, filed.filed_on, filed.late_ground) == (limit, arrived, "")

    def test_a_late_filing_is_recorded_with_what_happened(self):
        limit, proceeding = self.late()
        late = later(limit, 1)
        with refused(self.LATE):
            file_with(proceeding, late)
        filed = file_with(proceeding, late, late_how="body_decides", late_ground="单位迟延交付协议原件。")
        assert filed.late_ground == "单位迟延交付协议原件。"
        assert filed.events.get(kind="file").data["late_ground"] == "单位迟延交付协议原件。"

    def test_an_obstacle_excuses_ten_days_from_its_end(self):
        limit, proceeding = self.late()  # 2026-04-09
        given = {"late_how": "excuse", "late_ground": "台风致交通中断。"}
        with refused("the day the obstacle ended"):
            file_with(proceeding, later(limit, 5), **given)
        ended = date(2026, 4, 10)  # ten days later is Monday the 20th
        with refused("at most ten days since the obstacle ended; else choose “filed late, the body decides”"):
            file_with(proceeding, date(2026, 4, 21), obstacle_ended_on=ended, **given)
        assert file_with(proceeding, date(2026, 4, 20), obstacle_ended_on=ended, **given).state == "filed"


class TestProcedures:
    def suit(self, procedure="", basis="wage_note"):
        suit = prepared("litigation", cast.court(), basis, relation="service" if basis == "service" else "labour")
        suit = file_with(suit, **with_facts(suit))
        return take(suit, "accept", cast.court_liaison(), DAY, accepted_on=DAY, procedure=procedure)

    @pytest.mark.parametrize(
        ("procedure", "clock"),
        [("", "T3 2026-09-07 open"), ("ordinary", "T3 2026-09-07 open"), ("simplified", "T4 2026-06-05 open"),
         ("small_claims", "T5 2026-05-06 open")],
    )  # fmt: skip
    def test_the_procedure_sets_the_clock(self, procedure, clock):
        suit = self.suit(procedure)
        assert clocks(suit.dispute, "T3", "T4", "T5") == [clock]
        assert suit.procedure == (procedure or "ordinary")

    def test_an_appeal_has_no_procedure_of_first_instance(self):
        suit = prepared("litigation", cast.court(), "appeal")
        suit = file_with(suit, **with_facts(suit, judgment_paper="（2026）浙0681民初1号"))
        with refused("a procedure that this agency can take"):
            take(suit, "accept", cast.court_liaison(), DAY, accepted_on=DAY, procedure="simplified")
        take(suit, "accept", cast.court_liaison(), DAY, accepted_on=DAY)
        assert clocks(suit.dispute, "T1", "T8") == ["T8 2026-06-05 open"]

    def test_small_claims_end_at_first_instance(self):
        suit, judge, day = self.suit("small_claims"), cast.court_liaison(), later(DAY, 30)
        given = {"concluded_on": day, "received_on": day, "performance_ends_on": later(day, 10)}
        with refused("an outcome of this kind of proceeding"):
            take(suit, "conclude", judge, day, outcome="judgment", **given)
        take(suit, "conclude", judge, day, outcome="final_judgment", **given)
        assert clocks(suit.dispute, "T6", "T9", "T12") == ["T9 2026-10-08 open", "T12 2028-04-14 open"]

    def test_a_simplified_procedure_becomes_ordinary_and_counts_from_acceptance(self):
        suit, judge = self.suit("simplified"), cast.court_liaison()
        given = {"converted_on": later(DAY, 40), "reason": "案情复杂。"}
        with refused("a procedure into which this one can be changed"):
            take(suit, "convert", judge, later(DAY, 40), procedure="small_claims", **given)
        suit = take(suit, "convert", judge, later(DAY, 40), procedure="ordinary", **given)
        assert clocks(suit.dispute, "T3", "T4") == ["T4 2026-06-05 superseded", "T3 2026-09-07 open"]
        with refused(proceeding_guards.other_procedure, "a procedure into which this one can be changed"):
            take(suit, "convert", judge, later(DAY, 41), procedure="simplified", **given)

    def test_a_month_more_and_then_no_more(self):
        suit, judge = self.suit("simplified"), cast.court_liaison()
        given = {"reason": "案情复杂。", "agreed": True}
        with refused("a whole number from 1 to 1"):
            take(suit, "extend", judge, later(DAY, 40), extra=2, **given)
        suit = take(suit, "extend", judge, later(DAY, 40), extra=1, **given)
        assert clocks(suit.dispute, "T4") == ["T4 2026-06-05 superseded", "T4 2026-07-06 open"]
        assert suit.extension_room == 0

    @pytest.mark.parametrize(
        ("basis", "procedure", "clock", "room"),
        [("application", "", "M3 2026-03-17", None), ("one_stop", "", "M4 2026-03-20", 15),
         ("court", "", "M5 2026-04-03", None), ("entrusted", "", "M6 2026-03-19", None),
         ("entrusted", "simplified", "M6b 2026-03-11", None)],
    )  # fmt: skip
    def test_who_asked_for_mediation_sets_its_limit(self, basis, procedure, clock, room):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY, basis=basis)
        given = {"accepted_on": DAY, "papers": papers_of("union_mediation"), "procedure": procedure}
        if basis in ("court", "entrusted"):
            with refused("answered: Assignment of the court received on"):
                take(mediation, "accept", by, DAY, **given)
        given |= facts_of("union_mediation", basis, later(DAY, -1), "accept")
        mediation = take(mediation, "accept", by, DAY, **given)
        open_rows = dispute.deadlines.open().filter(rule__startswith="M")
        assert [f"{row.rule} {row.due_on}" for row in open_rows] == [clock]
        assert mediation.extension_room == room


class TestArbitrationClock:
    def arbitration(self, accepted=True, **given):
        dispute = make_dispute("accepted", request="supervision")
        proceeding = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)
        if accepted:
            proceeding = take(proceeding, "accept", cast.arbitrator(), DAY, accepted_on=DAY, **given)
        return proceeding

    def test_a_changed_claim_starts_the_award_clock_anew_with_its_extension(self):
        arbitration, by = self.arbitration(), cast.arbitrator()
        arbitration = take(arbitration, "extend", by, later(DAY, 9), reason="疑难。", agreed=True, extra=15)
        on = later(DAY, 10)
        with refused("a cause for which the law restarts the clock of this agency"):
            take(arbitration, "restart", by, on, restarted_on=on, cause="weather")
        arbitration = take(arbitration, "restart", by, on, restarted_on=on, cause="claim_changed")
        assert clocks(arbitration.dispute, "B8") == [
            "B8 2026-04-20 superseded", "B8 2026-05-06 superseded", "B8 2026-04-29 open",
        ]  # fmt: skip
        assert (arbitration.extensions, arbitration.extension_room) == (0, 15)

    def test_cured_papers_start_the_decision_on_acceptance_anew(self):
        arbitration, on = self.arbitration(accepted=False), later(DAY, 5)
        take(arbitration, "restart", cast.arbitrator(), on, restarted_on=on, cause="cured")
        assert clocks(arbitration.dispute, "B2") == ["B2 2026-03-12 superseded", "B2 2026-03-17 open"]

    def test_a_court_case_under_way_is_not_restarted(self):
        suit = TestProcedures().suit()
        with pytest.raises(AttributeError):
            _ = suit.restart_now.causes
        assert proceeding_guards.restart_known.unmet(suit) != []

    def test_the_clock_stands_still_only_for_a_cause_of_the_law(self):
        arbitration, given = self.arbitration(), {"suspended_on": DAY, "reason": "等待。"}
        for cause in ({}, {"cause": "holiday"}):
            with refused("a cause for which the law lets the clock of this agency stand still"):
                take(arbitration, "suspend", cast.arbitrator(), DAY, **given, **cause)
        assert take(arbitration, "suspend", cast.arbitrator(), DAY, **given, cause="injury").state == "suspended"

    def test_simplified_is_thirty_days_and_cannot_be_extended(self):
        arbitration = self.arbitration(procedure="simplified")
        assert clocks(arbitration.dispute, "B8", "B9") == ["B9 2026-04-07 open"]
        assert arbitration.may_extend is False


class TestAward:
    """Tiers 2490, 2260 and 2010 yuan are on record: twelve months are 29880, 27120 and 24120."""

    def conclude(self, outcome, items, arbitration=None, **given):
        arbitration, day = arbitration or self.accepted(), later(DAY, 20)
        return take(
            arbitration, "conclude", cast.arbitrator(), day, outcome=outcome, concluded_on=day, received_on=day,
            award_items=items, **given,
        )  # fmt: skip

    def accepted(self):
        return TestArbitrationClock().arbitration()

    def test_the_tiers_on_record_are_marked_as_to_be_verified(self):
        rows = MinimumWage.objects.order_by("amount").values_list("amount", flat=True)
        assert list(rows) == [Decimal("2010.00"), Decimal("2260.00"), Decimal("2490.00")]
        assert all("待核实" in row.source for row in MinimumWage.objects.all())

    def test_the_items_are_asked_for(self):
        arbitration = self.accepted()
        with refused("the items of the award, one a line"):
            self.conclude("final_award", [], arbitration)

    def test_what_contradicts_the_items_needs_a_reason(self):
        arbitration = self.accepted()
        with refused(
            "by its items the award is: final award (LMA 47); choose that, or say why the paper reads otherwise"
        ):
            self.conclude("non_final_award", AWARD_ITEMS, arbitration)
        told = self.conclude("non_final_award", AWARD_ITEMS, award_reason="裁决书载明为非终局裁决。")
        assert told.facts["award_reason"] == "裁决书载明为非终局裁决。"
        assert told.facts["award"] == [{"what": "支付拖欠的工资", "kind": "remuneration", "amount": "18600.00"}]

    def test_a_mixed_award_is_not_final(self):
        arbitration = self.accepted()
        with refused(
            "by its items the award is: award, not final (LMA 47); choose that, or say why the paper reads otherwise"
        ):
            self.conclude("final_award", AWARD_NOT_FINAL, arbitration)

    @pytest.mark.parametrize("outcome", ["final_award", "non_final_award"])
    def test_between_the_tiers_the_recorder_decides_until_the_tier_is_set(self, outcome, settings):
        items = [{"what": "工资", "kind": "remuneration", "amount": Decimal("25000.00")}]
        assert self.conclude(outcome, items).outcome == outcome
        settings.MINIMUM_WAGE_AREA = "浙江省第三档"
        arbitration = self.accepted()
        with refused(
            "by its items the award is: award, not final (LMA 47); choose that, or say why the paper reads otherwise"
        ):
            self.conclude("final_award", items, arbitration)

    def test_an_award_nobody_sued_against_is_in_force_after_the_limit(self):
        award = self.conclude("non_final_award", AWARD_NOT_FINAL)
        limit = award.dispute.deadlines.get(rule="B15").due_on
        given = {"stage": "in_force", "happened_on": limit}
        with refused("the stage follows the one before it and the time limit it waits for"):
            take(award, "mark", cast.arbitrator(), limit, **given)
        after = later(limit, 1)
        award = take(award, "mark", cast.arbitrator(), after, stage="in_force", happened_on=after)
        assert award.dispute.deadlines.get(rule="T12").trigger_on == after
        with refused(proceeding_guards.stage_left, "a stage of this kind that is still to be recorded"):
            take(award, "mark", cast.arbitrator(), after, stage="in_force", happened_on=after)

    def test_an_award_set_aside_is_no_title_and_opens_the_suit(self):
        award, on = self.conclude("final_award", AWARD_ITEMS), later(DAY, 50)
        take(award, "mark", cast.arbitrator(), on, stage="set_aside", happened_on=on)
        assert [row.split()[2] for row in clocks(award.dispute, "B12", "B13", "T12")] == ["ended"] * 3
        assert clocks(award.dispute, "B14") == ["B14 2026-05-09 open"]  # a Saturday made a working day
        assert [str(row.what) for row in KINDS["enforcement"].unmet(fresh(award.dispute))] != []
