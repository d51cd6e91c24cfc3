"""The proceeding machine: its edges, what each verb writes, and the table of kinds as domain notes 4.5 have it."""

import pytest

from mediation import proceeding_guards
from mediation.deadline_rules import RULES
from mediation.models import Proceeding
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories import (
    AWARD_ITEMS,
    MONDAY,
    facts_of,
    file_proceeding,
    later,
    make_dispute,
    mediation_of,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.machines import edges, words
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("cheap_letters")
DAY = later(MONDAY, 3)

EDGES = words(
    {
        "file": "prepared -> filed",
        "accept": "prepared filed -> accepted",
        "refuse": "prepared filed -> refused",
        "extend": "accepted -> stays",
        "come_back": "filed -> prepared",
        "convert": "accepted -> stays",
        "restart": "filed accepted -> stays",
        "mark": "accepted concluded -> stays",
        "suspend": "filed accepted -> suspended",
        "resume": "suspended -> filed accepted",
        "conclude": "accepted -> concluded",
        "withdraw": "prepared filed accepted suspended -> withdrawn",
    }
)


def test_the_graph_has_these_verbs_and_no_others():
    assert edges(Proceeding).keys() == EDGES.keys()


@pytest.mark.parametrize("verb", EDGES)
def test_every_verb_leads_from_and_to_these_states(verb):
    assert edges(Proceeding)[verb] == EDGES[verb]


# Kind: from which states of the case, agency, verb of the case at filing, clocks opened and met, limit of the filing.
ALL = "accepted mediating agreed unresolved at_hr at_court at_procuratorate"
PARTNERS = "at_hr at_court at_procuratorate"
BASED_ON_AGREEMENT = f"agreed {PARTNERS}"
TABLE = {
    "union_mediation": (
        f"accepted mediating unresolved {PARTNERS}", "city_union town_union enterprise_union", "",
        "A1 A3 M3 M4 M5 M6 M6b", "M3 M4 M5 M6 M6b",
    ),
    "arbitration_review": (BASED_ON_AGREEMENT, "arbitration", "refer_to_hr", "A2 T12", "A1 A2"),
    "judicial_confirmation": (BASED_ON_AGREEMENT, "court", "refer_to_court", "A4 A5 A6 T12", "A3 A4 A5"),
    "payment_order": (ALL, "court", "refer_to_court", "T11 T11b T11c T11d T11e T12", "T11 T11b T11c T11e"),
    "inspection": (ALL, "inspection hr_bureau", "refer_to_hr", "I1 I2 I2b I3 I3b", "I1 I2 I2X I3 I3b"),
    "arbitration": (ALL, "arbitration", "refer_to_hr", "B2 B8 B9 B12 B13 B14 B15 T12", "B1 B1a B2 B8 B8X B9"),
    "litigation": (
        ALL, "court", "refer_to_court", "P4b T1 T3 T4 T5 T6 T6b T8 T9 T9c T12",
        "B1 B1a B12 B14 B15 B17 T1 T3 T4 T5 T6 T6b T8 T9 T9c",
    ),
    "enforcement": (ALL, "court", "refer_to_court", "B17", "T12"),
    "support_for_prosecution": (
        f"agreed unresolved {PARTNERS}", "procuratorate", "refer_to_procuratorate", "P1", "P1",
    ),
    "procuratorial_suggestion": (ALL, "procuratorate", "refer_to_procuratorate", "P2 P3 P3b", "P2 P3 P3b"),
    "civil_supervision": (ALL, "procuratorate", "refer_to_procuratorate", "P4 P5 P6", "P4 P4b P5 P6"),
    "legal_aid": (ALL, "justice_bureau", "", "L1 L1b L2 L5", "L1 L1b L5"),
    "hardship_relief": (ALL, "city_union town_union", "", "", ""),
    "emotional_support": (ALL, "city_union town_union enterprise_union", "", "", ""),
}  # fmt: skip


def test_every_kind_is_in_the_table():
    assert KINDS.keys() == TABLE.keys()


@pytest.mark.parametrize("code", TABLE)
def test_a_kind_comes_from_these_states_and_moves_the_case_and_its_clocks_so(code):
    row = KINDS[code]
    opened = {opens.rule for _verb, opens in row.all_opens()}
    met = {
        rule
        for rules in (row.meets, *(basis.meets for basis in row.bases))
        for codes in rules.values()
        for rule in codes
    }
    met |= {rule for stage in row.stages for rule in stage.meets}
    states, agencies, verb, opens, meets = TABLE[code]
    assert {str(state) for state in row.allowed_from} == set(states.split())
    assert set(row.agencies) == set(agencies.split())
    assert row.stage_verb == verb
    assert (opened, met) == (set(opens.split()), set(meets.split()))


OUTCOMES = {  # outcome: the verb of the case that follows, the clocks that start
    "union_mediation": {
        "agreement": "agree A1 A3", "oral": "", "disagreement": "fail_mediation", "expired": "fail_mediation",
        "refused": "fail_mediation", "unreachable": "fail_mediation", "not_signed": "fail_mediation",
        "sham": "fail_mediation",
    },
    "arbitration_review": {"reviewed": "return_to_union T12", "not_made": "return_to_union"},
    "judicial_confirmation": {"confirmed": "return_to_union T12 A6", "rejected": "return_to_union"},
    "payment_order": {
        "issued": " T12", "lapsed": "return_to_union T11d", "not_served": "return_to_union",
        "dismissed": "return_to_union",
    },
    "inspection": {
        "corrected": "", "order_unpaid": "", "penalty": "", "dropped": "return_to_union",
        "told_arbitration": "return_to_union",
    },
    "arbitration": {
        "final_award": " B12 B13 T12", "non_final_award": " B15", "mediated": " T12", "dropped": "return_to_union",
        "ended": "return_to_union", "overdue": "return_to_union",
    },
    "litigation": {
        "judgment": " T6", "final_judgment": " T9 T12", "court_mediation": " T12", "rejected": "return_to_union T6b",
        "dropped": "return_to_union", "remanded": "", "retrial_refused": "return_to_union P4b", "retrial_ordered": "",
    },
    "enforcement": {"fulfilled": "", "settled": "", "stayed": "", "not_enforced": "return_to_union B17"},
    "support_for_prosecution": {"supported": "", "not_supported": "return_to_union", "settled": "return_to_union"},
    "procuratorial_suggestion": {
        "issued": " P2", "public_interest": " P3", "urgent": " P3b", "no_action": "return_to_union",
    },
    "civil_supervision": {"protest": " P5", "retrial_suggestion": " P6", "not_supported": "return_to_union"},
    "legal_aid": {"completed": " L5", "stopped": ""},
    "hardship_relief": {"paid": "", "not_paid": ""},
    "emotional_support": {"ended": "", "referred": "", "crisis": ""},
}  # fmt: skip


@pytest.mark.parametrize("code", OUTCOMES)
def test_the_outcomes_of_a_kind(code):
    found = {
        row.code: " ".join([row.leads, *(opens.rule for opens in row.opens)]) for row in KINDS[code].outcomes
    }  # fmt: skip
    assert found == OUTCOMES[code]


@pytest.mark.parametrize("code", KINDS)
def test_a_day_of_receipt_is_asked_for_when_something_counts_from_it(code):
    for outcome in KINDS[code].outcomes:
        counted = any(opens.since == "received_on" for opens in outcome.opens)
        assert outcome.received or not counted


def test_only_these_filings_have_a_limit():
    """A late application for enforcement is taken in: lateness is the debtor's plea."""
    limits = {
        (code, basis.code if basis else ""): row.limits(basis.code if basis else "")
        for code, row in KINDS.items()
        for basis in row.bases or (None,)
    }
    assert {key: rules for key, rules in limits.items() if rules} == {
        ("arbitration_review", ""): ("A1",),
        ("judicial_confirmation", ""): ("A3",),
        ("litigation", "award"): ("B12", "B14", "B15", "B17"),
        ("litigation", "appeal"): ("T6", "T6b"),
        ("litigation", "retrial"): ("T9",),
    }


def test_only_these_can_be_extended_and_so_far():
    found = {
        code: {rule: RULES[rule].extension.most for rule in row.extends} for code, row in KINDS.items() if row.extends
    }
    assert found == {
        "union_mediation": {"M3": None, "M4": 15, "M5": None, "M6": None, "M6b": None},
        "arbitration_review": {"A2": 5}, "inspection": {"I2": 30}, "arbitration": {"B8": 15},
        "litigation": {"T3": None, "T4": 1, "T5": 1, "T8": None},
    }  # fmt: skip


@pytest.mark.django_db
class TestVerbs:
    def arbitration(self, **given):
        dispute = make_dispute("accepted", request="supervision")
        return file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), DAY, **given)

    def test_filed(self):
        proceeding = self.arbitration()
        assert (proceeding.state, proceeding.filed_on) == ("filed", DAY)
        assert proceeding.papers == ["application", "identity", "evidence"]

    def test_accepted_with_number_and_paper(self):
        proceeding = take(
            self.arbitration(), "accept", cast.arbitrator(), DAY,
            accepted_on=DAY, paper="受理通知书", external_number="诸劳人仲案字〔2026〕第0083号",
        )  # fmt: skip
        assert (proceeding.state, proceeding.accepted_on) == ("accepted", DAY)
        assert (proceeding.paper, proceeding.external_number) == ("受理通知书", "诸劳人仲案字〔2026〕第0083号")
        assert proceeding.papers == ["application", "identity", "evidence"]  # those of the filing stay

    def test_refused_with_a_reason(self):
        proceeding = self.arbitration()
        with refused("a reason is given"):
            take(proceeding, "refuse", cast.arbitrator(), DAY, refused_on=DAY)
        proceeding = take(proceeding, "refuse", cast.arbitrator(), DAY, refused_on=DAY, reason="不属于受理范围。")
        assert (proceeding.state, proceeding.ended_on, proceeding.is_running) == ("refused", DAY, False)

    @pytest.mark.parametrize("state", ["filed", "accepted"])
    def test_suspended_and_resumed_to_where_it_stood(self, state):
        proceeding = self.arbitration()
        if state == "accepted":
            proceeding = take(proceeding, "accept", cast.arbitrator(), DAY, accepted_on=DAY)
        proceeding = take(
            proceeding, "suspend", cast.arbitrator(), DAY, suspended_on=DAY, reason="等待鉴定。", cause="appraisal"
        )
        assert (proceeding.state, proceeding.state_before, proceeding.suspended_on) == ("suspended", state, DAY)
        assert (proceeding.is_running, proceeding.is_before_agency) == (True, True)
        proceeding = take(proceeding, "resume", cast.arbitrator(), later(DAY, 9), resumed_on=later(DAY, 9))
        assert (proceeding.state, proceeding.state_before, proceeding.suspended_on) == (state, "", None)

    def test_not_resumed_before_it_was_suspended(self):
        proceeding = take(
            self.arbitration(),
            "suspend",
            cast.arbitrator(),
            later(DAY, 2),
            suspended_on=later(DAY, 2),
            reason="鉴定。",
            cause="appraisal",
        )
        with refused(f"the date {DAY} is not before {later(DAY, 2)}"):
            take(proceeding, "resume", cast.arbitrator(), later(DAY, 9), resumed_on=DAY)

    def test_concluded(self):
        proceeding = take(self.arbitration(), "accept", cast.arbitrator(), DAY, accepted_on=DAY)
        proceeding = take(
            proceeding, "conclude", cast.arbitrator(), DAY, outcome="ended", concluded_on=DAY, paper="决定书"
        )
        assert (proceeding.state, proceeding.outcome, proceeding.ended_on) == ("concluded", "ended", DAY)
        assert (proceeding.paper, proceeding.is_running) == ("决定书", False)

    def test_withdrawn_by_the_union_without_a_paper_of_the_agency(self):
        proceeding = take(self.arbitration(), "withdraw", cast.city_mediator(), DAY, withdrawn_on=DAY, reason="和解。")
        assert (proceeding.state, proceeding.ended_on) == ("withdrawn", DAY)

    def test_mediation_is_not_filed(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        with refused(proceeding_guards.filing_applies):
            take(mediation, "file", by, DAY, filed_on=DAY, papers=papers_of("union_mediation"))

    def test_a_refusal_needs_a_filing_too(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        inspection = prepare_proceeding(dispute, "inspection", cast.inspection(), by, DAY)
        with refused(proceeding_guards.filed_first):
            take(inspection, "refuse", by, DAY, refused_on=DAY, reason="超期。", paper="不予受理通知书")

    def test_mediation_stands_still_with_its_case_and_not_by_itself(self):
        dispute = make_dispute("mediating")
        mediation = mediation_of(dispute)
        with refused(proceeding_guards.clock_of_an_agency):
            take(
                mediation,
                "suspend",
                cast.city_mediator(),
                DAY,
                suspended_on=DAY,
                reason="等待鉴定。",
                cause="appraisal",
            )
        take(dispute, "suspend", cast.city_mediator(), DAY, reason="等待鉴定。")
        for verb, answers in {
            "extend": {"agreed": True, "extra": 5},
            "conclude": {"outcome": "disagreement", "concluded_on": DAY},
            "withdraw": {"withdrawn_on": DAY},
        }.items():
            with refused(proceeding_guards.mediation_goes_on):
                take(mediation, verb, cast.city_mediator(), DAY, reason="因故。", **answers)

    def test_nothing_is_filed_while_the_case_is_suspended(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        inspection = prepare_proceeding(dispute, "inspection", cast.inspection(), by, DAY)
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        take(dispute, "suspend", by, DAY, reason="等待鉴定。")
        with refused(proceeding_guards.case_not_suspended):
            take(inspection, "file", by, DAY, filed_on=DAY, papers=papers_of("inspection"), **facts_of("inspection"))
        with refused(proceeding_guards.mediation_goes_on):
            take(mediation, "accept", by, DAY, accepted_on=DAY, papers=papers_of("union_mediation"))
        with refused(proceeding_guards.mediation_goes_on):
            take(mediation, "refuse", by, DAY, refused_on=DAY, reason="不同意调解。")

    def test_mediation_counts_its_extensions(self):
        dispute = make_dispute("mediating")
        mediation = mediation_of(dispute)
        for times in (1, 2, 3):
            mediation = take(mediation, "extend", cast.city_mediator(), DAY, reason="继续协商。", agreed=True, extra=1)
            assert (mediation.extensions, mediation.state) == (times, "accepted")

    def test_a_result_without_the_day_of_receipt_is_refused(self):
        proceeding = take(self.arbitration(), "accept", cast.arbitrator(), DAY, accepted_on=DAY)
        with refused("the day the parties received the paper"):
            take(
                proceeding,
                "conclude",
                cast.arbitrator(),
                DAY,
                outcome="final_award",
                concluded_on=DAY,
                award_items=AWARD_ITEMS,
            )
