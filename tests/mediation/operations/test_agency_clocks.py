"""Clocks in their scope: what a filing, a stage or an end touches, and what runs again when nothing was decided."""

from datetime import date

import pytest

from mediation.integrity.deadlines import one_clock_each
from mediation.integrity.volume import volumes
from mediation.models import Dispute
from mediation.operations.clocks import started_by_steps
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories import (
    AWARD_ITEMS,
    AWARD_NOT_FINAL,
    MONDAY,
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
PAPER = {"paper": "浙0681号"}


def clocks(subject, *rules):
    """The deadlines of the rules, of a case or a proceeding, in the order of opening."""
    rows = subject.deadlines.filter(rule__in=rules).order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}" for row in rows]


def sound(dispute):
    volume = next(volumes(Dispute.objects.filter(pk=dispute.pk)))
    return list(one_clock_each(volume))


def end(proceeding, verb, on, **more):
    dated = {"withdraw": {"withdrawn_on": on}, "refuse": {"refused_on": on, **PAPER}}[verb]
    return take(fresh(proceeding), verb, cast.city_mediator(), on, reason="当事人决定。", **dated, **more)


def accept(proceeding, on, **more):
    return take(fresh(proceeding), "accept", cast.city_mediator(), on, accepted_on=on, **PAPER, **more)


def conclude(proceeding, outcome, on, *, received_on, **more):
    return take(
        fresh(proceeding), "conclude", cast.city_mediator(), received_on or on, outcome=outcome, concluded_on=on,
        received_on=received_on, **PAPER, **more,
    )  # fmt: skip


def award(dispute, on, claims=(), items=AWARD_ITEMS, outcome="final_award"):
    row = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), on, claims=claims)
    accept(row, on)
    return conclude(row, outcome, later(on, 20), received_on=later(on, 20), award_items=items)


def suit(dispute, on, basis="award", claims=()):
    return file_proceeding(
        dispute, "litigation", cast.court(), cast.city_mediator(), on, basis=basis, claims=claims,
    )  # fmt: skip


def two_claims(dispute):
    first = dispute.claims.order_by("pk").first()
    second = dispute.claims.create(category=first.category, text="经济补偿", amount=first.amount)
    return [first], [second]


class TestScope:
    def two_awards(self):
        dispute = make_dispute("unresolved")
        first, second = two_claims(dispute)
        one = award(dispute, later(MONDAY, 10), first)
        other = award(fresh(dispute), later(MONDAY, 31), second)
        return dispute, first, one, other

    def test_a_suit_touches_only_the_award_on_its_claims(self):
        dispute, first, one, other = self.two_awards()
        accept(suit(fresh(dispute), later(MONDAY, 32), claims=first), later(MONDAY, 53))
        assert clocks(one, "B12", "B13", "T12") == [
            "B12 2026-04-16 met", "B13 2026-05-06 ended", "T12 2028-04-03 ended",
        ]  # fmt: skip
        assert {row.split()[-1] for row in clocks(other, "B12", "B13", "T12")} == {"open"}

    def test_a_ruling_that_sets_one_award_aside_leaves_the_other(self):
        _dispute, _first, one, other = self.two_awards()
        take(fresh(one), "mark", cast.city_mediator(), later(MONDAY, 60), stage="set_aside",
            happened_on=later(MONDAY, 60), **PAPER)  # fmt: skip
        assert {row.split()[-1] for row in clocks(one, "B12", "B13", "T12")} == {"ended"}
        assert {row.split()[-1] for row in clocks(other, "B12", "B13", "T12")} == {"open"}

    def test_enforcement_of_one_award_leaves_the_other_to_be_enforced(self):
        dispute, first, one, other = self.two_awards()
        file_proceeding(
            fresh(dispute), "enforcement", cast.court(), cast.city_mediator(), later(MONDAY, 60), claims=first
        )
        assert clocks(one, "T12") == ["T12 2028-04-03 met"]
        assert {row.split()[-1] for row in clocks(other, "T12")} == {"open"}


class TestNothingDecided:
    @pytest.mark.parametrize("verb", ["refuse", "withdraw"])
    def test_a_confirmation_that_led_to_nothing_met_nothing(self, verb):
        dispute = make_dispute("agreed")
        first = clocks(dispute, "A3")
        row = file_proceeding(
            dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), later(MONDAY, 12),
        )  # fmt: skip
        end(row, verb, later(MONDAY, 13))
        assert first == ["A3 2026-04-09 open"]
        assert clocks(dispute, "A3") == ["A3 2026-04-09 met", "A3 2026-04-09 open"]
        assert sound(dispute) == []

    def test_enforcement_withdrawn_the_next_day_can_still_be_asked_for(self):
        dispute = make_dispute("unresolved")
        one = award(dispute, later(MONDAY, 10))
        row = file_proceeding(fresh(dispute), "enforcement", cast.court(), cast.city_mediator(), later(MONDAY, 32))
        assert clocks(one, "T12") == ["T12 2028-04-03 met"]
        end(row, "withdraw", later(MONDAY, 33))
        assert clocks(one, "T12") == ["T12 2028-04-03 met", "T12 2028-04-03 open"]
        assert sound(dispute) == []

    def test_an_appeal_is_used_up_once_it_was_accepted(self):
        dispute = make_dispute("unresolved")
        award(dispute, later(MONDAY, 10), items=AWARD_NOT_FINAL, outcome="non_final_award")
        first = suit(fresh(dispute), later(MONDAY, 32))
        accept(first, later(MONDAY, 33))
        conclude(first, "judgment", later(MONDAY, 60), received_on=later(MONDAY, 60))
        appeal = suit(fresh(dispute), later(MONDAY, 62), basis="appeal")
        end(appeal, "withdraw", later(MONDAY, 63))
        assert clocks(first, "T6") == ["T6 2026-05-18 met", "T6 2026-05-18 open"]
        appeal = suit(fresh(dispute), later(MONDAY, 64), basis="appeal")
        accept(appeal, later(MONDAY, 66))
        end(appeal, "withdraw", later(MONDAY, 67))
        assert clocks(first, "T6") == ["T6 2026-05-18 met", "T6 2026-05-18 met"]

    @pytest.mark.parametrize("outcome", ["dropped", "rejected"])
    def test_a_suit_without_a_decision_gives_the_award_its_effect_back(self, outcome):
        dispute = make_dispute("unresolved")
        one = award(dispute, later(MONDAY, 10))
        row = suit(fresh(dispute), later(MONDAY, 32))
        accept(row, later(MONDAY, 35))
        assert clocks(one, "T12", "B13", "B13b") == ["B13 2026-05-06 ended", "T12 2028-04-03 ended"]
        with refused("the day the parties received the paper"):
            conclude(row, outcome, later(MONDAY, 70), received_on=None)
        conclude(row, outcome, later(MONDAY, 70), received_on=later(MONDAY, 72))
        assert clocks(one, "T12", "B13", "B13b") == [
            "B13 2026-05-06 ended", "T12 2028-04-03 ended", "B13b 2026-06-12 open", "T12 2028-04-03 open",
        ]  # fmt: skip
        assert one.deadlines.get(rule="B13b").trigger_on == later(MONDAY, 72)
        assert sound(dispute) == []

    def test_what_was_met_stays_met_when_the_papers_come_back(self):
        dispute = make_dispute("agreed")
        row = file_proceeding(
            dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), later(MONDAY, 12),
        )  # fmt: skip
        parcel = row.hand_overs.get()
        take(parcel, "return_papers", cast.court_liaison(), later(MONDAY, 13), returned_on=later(MONDAY, 13),
            reason="材料不齐。", paper="补正通知")  # fmt: skip
        assert clocks(dispute, "A3") == ["A3 2026-04-09 met", "A3 2026-04-09 open"]
        assert sound(dispute) == []


class TestReceipt:
    @pytest.mark.parametrize(("kind", "agency", "outcome"), [
        ("arbitration_review", cast.arbitration, "reviewed"), ("judicial_confirmation", cast.court, "confirmed"),
    ])  # fmt: skip
    def test_enforcement_counts_from_receipt_where_no_day_of_performance_is_set(self, kind, agency, outcome):
        dispute = make_dispute("agreed")
        row = file_proceeding(dispute, kind, agency(), cast.city_mediator(), later(MONDAY, 12))
        accept(row, later(MONDAY, 13))
        dispute.agreements.update(breached_on=later(MONDAY, 13))  # else the last part of the agreement sets the day
        with refused("the day the parties received the paper"):
            conclude(row, outcome, later(MONDAY, 14), received_on=None)
        conclude(row, outcome, later(MONDAY, 14), received_on=later(MONDAY, 16))
        assert row.deadlines.get(rule="T12").trigger_on == later(MONDAY, 16)

    def test_supervision_can_be_asked_for_from_the_refusal_of_a_retrial(self):
        dispute = make_dispute("unresolved")
        by, paper = cast.city_mediator(), {"facts": {"judgment_paper": "（2026）浙0681民初1号"}}
        row = prepare_proceeding(dispute, "litigation", cast.court(), by, later(MONDAY, 10), basis="retrial")
        row = take(
            row, "file", by, later(MONDAY, 10), filed_on=later(MONDAY, 10), papers=papers_of("litigation"), **paper
        )
        accept(row, later(MONDAY, 13))
        conclude(row, "retrial_refused", later(MONDAY, 40), received_on=later(MONDAY, 42))
        assert clocks(row, "P4b") == ["P4b 2028-04-13 open"]
        file_proceeding(fresh(dispute), "civil_supervision", cast.procuratorate(), by, later(MONDAY, 50))
        assert clocks(row, "P4b") == ["P4b 2028-04-13 met"]

    def test_the_refusal_of_legal_aid_counts_from_the_day_it_was_received(self):
        row = file_proceeding(
            make_dispute("unresolved"), "legal_aid", cast.justice(), cast.city_mediator(), later(MONDAY, 10)
        )
        with refused("the day the parties received the paper"):
            end(row, "refuse", later(MONDAY, 12))
        end(row, "refuse", later(MONDAY, 14), received_on=later(MONDAY, 14))
        assert row.deadlines.get(rule="L2").trigger_on == date(2026, 3, 16)


def test_the_complainant_is_told_of_a_suspension_while_the_investigation_stands_still():
    dispute, by = make_dispute("accepted"), cast.city_mediator()
    row = file_proceeding(dispute, "inspection", cast.inspection(), by, later(MONDAY, 4))
    accept(row, later(MONDAY, 5))
    take(fresh(row), "extend", by, later(MONDAY, 8), extra=10, agreed=True, reason="案情复杂。")
    take(fresh(row), "suspend", by, later(MONDAY, 9), suspended_on=later(MONDAY, 9), cause="absconded", reason="失联。")
    told, runs = row.deadlines.open().get(rule="I2b"), row.deadlines.open().get(rule="I2")
    assert (told.trigger_on, told.paused_on, runs.paused_on) == (later(MONDAY, 8), None, later(MONDAY, 9))


def test_every_rule_that_a_kind_starts_is_started_by_steps():
    named = {opens.rule for kind in KINDS.values() for _verb, opens in kind.all_opens()}
    named |= {opens.rule for kind in KINDS.values() for outcome in kind.outcomes for opens in outcome.opens}
    assert named | {"B13b"} <= started_by_steps()
    assert all(
        ("conclude", opens) in set(kind.all_opens())
        for kind in KINDS.values() for outcome in kind.outcomes for opens in outcome.opens
    )  # fmt: skip
