"""Three levels: the grounds that send a case up, what a lower union may not do meanwhile, and what comes back."""

from decimal import Decimal

import pytest

from mediation import guards, linkage, linkage_checks
from mediation.linkage import GROUNDS, Quality
from mediation.operations.amending import amend
from tests import cast
from tests.factories import (
    FALLS_SHORT,
    MONDAY,
    QUALITY,
    at,
    draft,
    fresh,
    issue,
    later,
    make_dispute,
    refuse_service,
    register_dispute,
    report,
    take,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TEN = tuple(f"职工{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")
DAY = later(MONDAY, 5)


def codes(dispute):
    return [row.code for row in linkage.standing(fresh(dispute))]


def delegated(dispute, holder=None, **answers):
    holder = holder or cast.town()
    return take(dispute, "delegate", cast.reviewer(), DAY, holder=holder, reason="就地调处。", **answers)


class TestGrounds:
    def test_an_ordinary_case_stays(self):
        assert codes(register_dispute(holder=cast.enterprise())) == []

    @pytest.mark.parametrize(
        ("holder", "given", "expected"),
        [
            (cast.town, {"workers": TEN}, ["collective"]),
            (cast.enterprise, {"workers": TEN}, ["collective"]),
            (cast.town, {"workers": TEN[:9]}, []),
            (cast.town, {"crosses_towns": True}, ["several_towns"]),
            (cast.enterprise, {"union_conflict": True}, ["union_conflict"]),
            (cast.town, {"union_conflict": True}, []),
            (cast.enterprise, {"request": "supervision"}, ["own_union", "single_supervisor"]),
            (cast.city, {"workers": TEN, "crosses_towns": True, "union_conflict": True}, []),
        ],
    )
    def test_what_sends_a_case_up(self, holder, given, expected):
        assert codes(register_dispute(holder=holder(), **given)) == expected

    def test_two_cards_are_enough_supervisors(self):
        dispute = register_dispute(holder=cast.enterprise(), request="supervision", employer=cast.other_employer())
        assert codes(dispute) == ["single_supervisor"]
        for number, person in enumerate((cast.enterprise_mediator(), cast.employer_user())):
            person.memberships.update(supervisor_card=f"企劳监{number}")
        assert codes(dispute) == []

    @pytest.mark.usefixtures("cheap_letters")
    def test_a_suggestion_is_needed_until_one_is_issued(self):
        dispute = make_dispute("accepted", holder=cast.town(), request="supervision")
        opinion = issue(draft("opinion", dispute, DAY), DAY, by=cast.town_chair())
        assert codes(dispute) == []
        refuse_service(opinion, DAY)
        assert codes(dispute) == ["suggestion"]
        suggestion = draft("suggestion", fresh(dispute), DAY, agency=cast.inspection())
        assert codes(dispute) == ["suggestion"]  # a draft is not enough
        issue(suggestion, DAY)
        assert codes(dispute) == []

    def test_every_ground_has_words_and_a_source(self):
        assert all(str(row.label) and row.source and row.level in linkage.UNIONS for row in GROUNDS.values())


class TestWhileAGroundStands:
    def test_the_lower_union_neither_accepts_nor_mediates_nor_closes(self):
        dispute = register_dispute(holder=cast.town(), workers=TEN)
        words = "the case goes up to the city union, because it covers 10 or more workers"
        with refused(words):
            take(dispute, "accept", cast.town_mediator(), DAY)
        accepted = make_dispute("mediating", holder=cast.town())
        mediation = accepted.proceedings.get()
        accepted = amend_workers(accepted, 12)
        with refused(words):
            take(mediation, "conclude", cast.town_mediator(), DAY, outcome="disagreement", concluded_on=DAY)
        closing = [row.what for row in guards.held_high_enough.unmet(fresh(accepted))]
        assert closing == [words_of("collective")]

    def test_escalated_the_case_goes_on(self):
        dispute = register_dispute(holder=cast.town(), workers=TEN)
        dispute = take(dispute, "escalate", cast.town_mediator(), DAY, holder=cast.city(), reason="人数较多。")
        assert dispute.events.get(kind="escalate").data["ground"] == "collective"
        assert take(dispute, "accept", cast.reviewer(), DAY).state == "accepted"

    def test_knowingly_delegated_it_may_be_mediated_below_also_after_the_result_is_approved(self):
        dispute = delegated(make_dispute("accepted", workers=TEN))
        assert (dispute.level, codes(dispute)) == ("town", [])
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("双方和解。"))
        dispute = take(dispute, "approve_result", cast.reviewer(), DAY, **QUALITY)
        assert (dispute.delegated_by, codes(dispute)) == (None, [])

    def test_a_town_that_delegates_what_the_city_must_know_does_not_help(self):
        dispute = make_dispute("accepted", holder=cast.town())
        dispute = take(dispute, "delegate", cast.town_reviewer(), DAY, holder=cast.enterprise(), reason="就地调处。")
        assert codes(amend_workers(dispute, 12)) == ["collective"]

    def test_a_ground_that_is_named_must_stand(self):
        dispute = make_dispute("accepted", holder=cast.town())
        up = {"holder": cast.city(), "reason": "请提级。"}
        for ground in ("collective", "nonsense"):
            with refused(linkage_checks.ground_stands):
                take(dispute, "escalate", cast.town_mediator(), DAY, ground=ground, **up)
        dispute = take(dispute, "escalate", cast.town_mediator(), DAY, ground="refusal", **up)
        assert dispute.events.get(kind="escalate").data["ground"] == "refusal"


def amend_workers(dispute, count):
    dispute = fresh(dispute)
    amend(
        dispute,
        fields={"worker_count": count},
        by=cast.reviewer(),
        at=at(DAY),
        version=dispute.version,
        reason="补充。",
    )
    return fresh(dispute)


def words_of(code):
    return str(linkage.goes_up(GROUNDS[code]))


class TestSideways:
    def move(self, dispute, holder, **more):
        return take(dispute, "transfer", cast.reviewer(), DAY, holder=holder, reason="住所地变更。", **more)

    def test_at_most_twice_then_it_goes_up_and_counts_anew(self):
        dispute = make_dispute("accepted", holder=cast.town())
        dispute = self.move(dispute, cast.other_town())
        with refused(linkage_checks.back_for_a_reason):
            self.move(dispute, cast.town())
        dispute = self.move(dispute, cast.town(), back_because="mistaken")
        with refused(guards.may_go_sideways):
            self.move(dispute, cast.other_town(), back_because="asked")
        dispute = take(dispute, "escalate", cast.town_mediator(), DAY, holder=cast.city(), reason="请提级。")
        dispute = delegated(dispute)
        assert linkage.transfers(dispute) == 0
        assert self.move(dispute, cast.other_town()).holder == cast.other_town()


class TestDelegation:
    def test_the_upper_union_sets_the_limit_and_a_sent_back_one_counts_it_anew(self):
        dispute = delegated(make_dispute("accepted"), limit_days=5, instructions="核对台账。")
        assert [(row.length, row.due_on.isoformat()) for row in dispute.deadlines.filter(rule="U1")] == [
            (5, "2026-03-13")
        ]
        dispute = take(dispute, "report_result", cast.town_mediator(), later(DAY, 2), **report("已办。"))
        back = later(DAY, 3)
        dispute = take(dispute, "send_back", cast.reviewer(), back, **FALLS_SHORT, reason="补证。")
        assert dispute.deadlines.filter(rule="U1", status="open").get().length == 5
        dispute = take(dispute, "report_result", cast.town_mediator(), later(DAY, 4), **report("补办。"))
        dispute = take(
            dispute, "send_back", cast.reviewer(), later(DAY, 5), **FALLS_SHORT, reason="再补。", limit_days=2
        )
        assert dispute.deadlines.filter(rule="U1", status="open").get().length == 2
        assert linkage.times_returned(fresh(dispute)) == 2

    @pytest.mark.parametrize("days", [0, 366, -1, "5", Decimal(5)])
    def test_a_limit_that_is_none(self, days):
        dispute = make_dispute("accepted")
        with refused(linkage_checks.limit_fits):
            delegated(dispute, limit_days=days)

    def test_who_complained_is_kept_secret(self):
        dispute = make_dispute("accepted", request="supervision")
        with refused(linkage_checks.secret_kept):
            delegated(dispute, keep_secret=False)
        assert delegated(make_dispute("accepted"), keep_secret=False).level == "town"


class TestReport:
    def test_every_item_is_asked_for(self):
        dispute = delegated(make_dispute("accepted"))
        with refused("the report is complete: People heard", "the report is complete: Papers"):
            take(dispute, "report_result", cast.town_mediator(), DAY, result_report="和解。", found="属实。", heard=" ")
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("和解。"))
        assert linkage.reported(dispute) == report("和解。")
        assert linkage.reported(register_dispute()) == {}

    def test_approved_only_when_every_item_of_quality_is_ticked(self):
        dispute = delegated(make_dispute("accepted"))
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("和解。"))
        with refused(*[Quality(code).label for code in ("letters", "limitation", "amount")]):
            take(dispute, "approve_result", cast.reviewer(), DAY, quality=["worker", "facts", "nonsense"])
        with refused(linkage_checks.shortcoming_named):
            take(dispute, "send_back", cast.reviewer(), DAY, reason="补证。", shortcomings=["nonsense"])
