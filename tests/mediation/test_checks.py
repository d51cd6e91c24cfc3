"""Duties and checks of the steps: for each a case that passes and one that fails.

Those of closing stand in `test_closing`; papers, bases and paper of the agency (G12) stand in `test_guards`.
"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from mediation import checks, conclusion_checks
from mediation.proceeding_kinds import KINDS
from tests import cast
from tests.factories import (
    CLAIMED,
    MONDAY,
    QUALITY,
    consent_of_all,
    draft,
    issue,
    later,
    make_dispute,
    make_letter,
    mandate_of,
    mediation_of,
    register_dispute,
    report,
    take,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 5)
(
    OUTCOME_KNOWN, _PAPER, _NOT_EARLY, RECEIVED, IN_MEDIATION, ISSUED, ALL_SIGNED, AMOUNT_GIVEN, SCHEDULE_ADDS_UP,
    CONSENTED, _ITEMS, _AS_PROPOSED,
) = conclusion_checks.CONCLUSION  # fmt: skip


class TestDuties:
    def test_two_people_look_at_a_refusal(self):
        cast.reviewer()
        cast.enlist("zhou.min", "周敏", cast.city(), "mediator", since=cast.SINCE)
        dispute = register_dispute(by=cast.reviewer())
        answers = {"decline_reason": "not_labour", "reason": "双方系承揽关系。"}
        with refused(checks.not_the_registrar):
            take(dispute, "decline", cast.reviewer(), DAY, **answers)
        assert take(dispute, "decline", cast.second_reviewer(), DAY, **answers).state == "declined"

    def test_the_drafter_of_a_reviewed_letter_does_not_sign_it(self):
        letter = make_letter("reminder", "approved", on=DAY)
        cast.enlist(letter.drafter.username, "王梅", cast.city(), "signer", since=cast.SINCE, position="chair")
        with refused(checks.not_the_drafter):
            take(letter, "sign", cast.city_mediator(), DAY)
        assert take(letter, "sign", cast.vice_chair(), DAY).signer == cast.vice_chair()

    def test_only_the_chair_and_the_vice_chair_of_the_issuing_union_hold_the_office(self):
        letter = make_letter("reminder", "approved", on=DAY)
        people = (cast.chair(), cast.vice_chair(), cast.town_chair(), cast.reviewer(), cast.manager())
        assert [checks.in_signing_position.test(letter, person) for person in people] == [
            True, True, False, False, False,
        ]  # fmt: skip

    def test_a_notice_needs_no_office(self):
        notice = make_dispute("accepted").letters.get()
        assert checks.in_signing_position.test(notice, cast.second_city_mediator())

    def test_a_letter_is_withdrawn_by_the_office_that_signs(self):
        letter = make_letter("reminder", "issued", on=DAY)
        with refused(checks.in_signing_position):
            take(letter, "withdraw", cast.city_mediator(), DAY, reason="制发有误。")
        assert take(letter, "withdraw", cast.vice_chair(), DAY, reason="制发有误。").state == "withdrawn"

    def test_the_delegating_union_judges_the_reported_result(self):
        dispute = make_dispute("accepted")
        dispute = take(dispute, "delegate", cast.city_mediator(), DAY, holder=cast.town(), reason="就地调处。")
        dispute = take(dispute, "report_result", cast.town_mediator(), DAY, **report("双方和解。"))
        for verb in ("approve_result", "send_back"):
            with refused(checks.from_the_delegating_union):
                take(dispute, verb, cast.town_mediator(), DAY, reason="自己审自己。", **QUALITY, shortcomings=["facts"])
        assert take(dispute, "approve_result", cast.reviewer(), DAY, **QUALITY).delegated_by is None


class TestHandler:
    def assign(self, dispute, handler):
        return take(dispute, "assign", cast.manager(), DAY, handler=handler)

    @pytest.mark.parametrize("person", [cast.town_mediator, cast.city_mediator])
    def test_a_mediator_of_the_holding_union_or_above(self, person):
        dispute = make_dispute("accepted", holder=cast.town())
        assert self.assign(dispute, person()).handler == person()

    @pytest.mark.parametrize(
        "person",
        [cast.other_town_mediator, cast.enterprise_mediator, cast.volunteer, cast.town_reviewer, cast.inspector],
    )
    def test_nobody_else(self, person):
        dispute = make_dispute("accepted", holder=cast.town())
        person()
        with refused(checks.handler_belongs):
            self.assign(dispute, person())

    def test_nobody_with_an_interest_already_at_acceptance(self):
        dispute, handler = make_dispute(), cast.second_city_mediator()
        handler.interests.create(employer=cast.employer(), note="亲属任职")
        with refused(checks.handler_not_recused):
            take(dispute, "accept", cast.reviewer(), DAY, handler=handler)


class TestLevels:
    def move(self, dispute, verb, holder):
        return take(dispute, verb, cast.city_mediator(), DAY, holder=holder, reason="便于处理。")

    @pytest.mark.parametrize("holder", [cast.city, cast.other_town])
    def test_down_means_below_the_holder(self, holder):
        dispute = make_dispute("accepted", holder=cast.town())
        with refused(checks.holder_is_below):
            self.move(dispute, "delegate", holder())

    def test_up_means_above_the_holder(self):
        dispute = make_dispute("accepted", holder=cast.enterprise())
        with refused(checks.holder_is_above):
            self.move(dispute, "escalate", cast.other_town())
        assert self.move(dispute, "escalate", cast.city()).level == "city"  # the city may take it over directly

    @pytest.mark.parametrize("holder", [cast.town, cast.city, cast.enterprise])
    def test_sideways_means_another_of_the_level(self, holder):
        dispute = make_dispute("accepted", holder=cast.town())
        with refused(checks.holder_is_beside):
            self.move(dispute, "transfer", holder())

    def test_a_complaint_stays_hidden_from_the_employers_own_union_until_service(self):
        dispute = make_dispute("accepted", request="supervision", holder=cast.town())
        with refused(checks.complaint_stays_hidden):
            self.move(dispute, "delegate", cast.enterprise())
        letter = draft("reminder", dispute, DAY)
        letter = take(letter, "submit", cast.town_mediator(), DAY)
        letter = take(letter, "approve", cast.town_reviewer(), DAY)
        letter = take(letter, "sign", cast.town_chair(), DAY)
        with refused(checks.complaint_stays_hidden):
            self.move(dispute, "delegate", cast.enterprise())
        take(letter, "serve", cast.town_mediator(), DAY, served_on=DAY, served_how="direct", served_to="前台")
        assert self.move(dispute, "delegate", cast.enterprise()).holder == cast.enterprise()

    def test_an_application_for_mediation_hides_nothing(self):
        dispute = make_dispute("accepted", holder=cast.town())
        assert self.move(dispute, "delegate", cast.enterprise()).level == "enterprise"


class TestMerge:
    def merge(self, dispute, other):
        return take(dispute, "merge", cast.city_mediator(), DAY, merged_into=other, reason="同一事由。")

    def test_not_into_itself(self):
        dispute = make_dispute()
        with refused(checks.same_employer):
            self.merge(dispute, dispute)

    def test_not_with_another_employer(self):
        dispute, other = make_dispute(), register_dispute(employer=cast.other_employer())
        with refused(checks.same_employer):
            self.merge(dispute, other)

    def test_not_into_one_that_nobody_works_on(self):
        dispute, other = make_dispute(), make_dispute("declined")
        with refused(checks.same_employer):
            self.merge(dispute, other)


class TestIntake:
    @pytest.mark.parametrize(("days", "passes"), [(-1, False), (0, True), (7, True)])
    def test_time_is_left_to_complete(self, days, passes):
        dispute = make_dispute()
        answers = {"missing_items": "劳动合同", "complete_by": later(DAY, days)}
        if passes:
            assert take(dispute, "return_for_completion", cast.reviewer(), DAY, **answers).state == "returned"
        else:
            with refused(checks.time_left_to_complete):
                take(dispute, "return_for_completion", cast.reviewer(), DAY, **answers)

    def test_completed_after_receipt(self):
        dispute = make_dispute("returned")
        with refused(f"the date {later(MONDAY, -1)} is not before {MONDAY}"):
            take(dispute, "complete", cast.city_mediator(), DAY, done_on=later(MONDAY, -1))

    @pytest.mark.parametrize("free_will", [None, False])
    def test_withdrawn_only_of_free_will(self, free_will):
        dispute = make_dispute()
        with refused(checks.free_will):
            take(dispute, "withdraw", cast.city_mediator(), DAY, reason="不想追究。", free_will=free_will)


class TestArchive:
    @pytest.mark.parametrize("missing", ["volume_complete", "redaction_done"])
    def test_an_archive_is_complete_and_redacted(self, missing):
        dispute = make_dispute("closed")
        answers = {"volume_complete": True, "redaction_done": True} | {missing: False}
        with refused(checks.volume_complete):
            take(dispute, "archive", cast.archivist(), later(MONDAY, 20), **answers)


SIGNED = dict.fromkeys(("applicant_signed_on", "respondent_signed_on", "mediator_signed_on"), DAY)
SCHEDULE = [{"due_on": later(DAY, 10), "amount": CLAIMED, "what": "工资"}]
AGREED = {"outcome": "agreement", "concluded_on": DAY, "amount": CLAIMED, "instalments": SCHEDULE, **SIGNED}


class TestAgreement:
    def mediation(self, **given):
        """In mediation, with the agreement printed."""
        dispute = make_dispute("mediating", **given)
        issue(draft("agreement", dispute, DAY, content={"amount": str(CLAIMED)}), DAY)
        return mediation_of(dispute)

    def conclude(self, mediation, **given):
        return take(mediation, "conclude", cast.city_mediator(), DAY, **AGREED | given)

    def test_concluded(self):
        mediation = self.conclude(self.mediation())
        assert (mediation.state, mediation.outcome, mediation.dispute.state) == ("concluded", "agreement", "agreed")

    def test_the_paper_is_issued_first(self):
        mediation = mediation_of(make_dispute("mediating"))
        with refused(ISSUED):
            self.conclude(mediation)

    @pytest.mark.parametrize("side", SIGNED)
    def test_all_three_sign(self, side):
        mediation = self.mediation()
        with refused(ALL_SIGNED):
            self.conclude(mediation, **{side: None})

    @pytest.mark.parametrize("side", SIGNED)
    def test_nobody_signs_before_mediation_opened(self, side):
        mediation = self.mediation()
        with refused(f"the date {later(MONDAY, 1)} is not before {later(MONDAY, 2)}"):
            self.conclude(mediation, **{side: later(MONDAY, 1)})

    def test_the_amount_is_named_even_when_nothing_is_paid(self):
        mediation = self.mediation()
        with refused(AMOUNT_GIVEN, SCHEDULE_ADDS_UP):
            self.conclude(mediation, amount=None)
        nothing = [{"due_on": later(DAY, 10), "amount": Decimal("0.00"), "what": "恢复工作岗位"}]
        assert self.conclude(mediation, amount=Decimal("0.00"), instalments=nothing).state == "concluded"

    @pytest.mark.parametrize("rows", [[], [{**SCHEDULE[0], "amount": CLAIMED - Decimal("0.01")}], SCHEDULE * 2])
    def test_the_instalments_add_up(self, rows):
        mediation = self.mediation()
        with refused(SCHEDULE_ADDS_UP):
            self.conclude(mediation, instalments=rows)

    def test_a_group_agrees_only_with_the_consent_of_all(self):
        mediation = self.mediation(workers=tuple("甲乙丙丁戊己庚辛壬癸"))
        missing = [*(f"{name} has consented (G9)" for name in "甲乙丙丁戊"), "and 5 more workers"]
        with refused(*missing):
            self.conclude(mediation, represented_consent=True)
        consent_of_all(mediation.dispute, DAY)
        assert self.conclude(mediation).state == "concluded"

    def test_a_special_mandate_with_a_sheet_that_names_all_is_consent(self):
        mediation = self.mediation(workers=tuple("甲乙丙丁戊己庚辛壬癸"))
        mandate_of(mediation.dispute, DAY, extent="special")
        with refused(CONSENTED):
            self.conclude(mediation)
        assert self.conclude(mediation, represented_consent=True).state == "concluded"

    def test_not_while_the_case_is_elsewhere(self):
        """A tribunal has the case, and mediation runs beside it without the tribunal's case in mediation."""
        mediation = self.mediation()
        elsewhere = SimpleNamespace(dispute=SimpleNamespace(state="at_hr"))
        assert IN_MEDIATION.test(mediation, AGREED) is True
        assert IN_MEDIATION.test(elsewhere, AGREED) is False
        assert IN_MEDIATION.test(elsewhere, {"outcome": "disagreement"}) is True

    @pytest.mark.parametrize(("received_on", "passes"), [(None, False), (DAY, True)])
    def test_the_day_an_award_was_received(self, received_on, passes):
        award = SimpleNamespace(row=KINDS["arbitration"], procedure="ordinary")
        assert RECEIVED.test(award, {"outcome": "final_award", "received_on": received_on}) is passes
        assert RECEIVED.test(award, {"outcome": "ended", "received_on": received_on}) is True

    @pytest.mark.parametrize("outcome", ["", "confirmed", None])
    def test_an_outcome_of_its_kind(self, outcome):
        mediation = self.mediation()
        with refused(OUTCOME_KNOWN):
            self.conclude(mediation, outcome=outcome)


class TestLetters:
    @pytest.mark.parametrize(("how", "proof", "passes"), [
        ("direct", {"served_to": "前台"}, True), ("direct", {}, False), ("post", {"mail_number": "EMS 1"}, True),
        ("post", {"witness": "社区干部"}, False), ("left", {"witness": "社区干部"}, True), ("left", {}, False),
    ])  # fmt: skip
    def test_the_way_of_service_is_proved(self, how, proof, passes):
        assert checks.way_of_service_proved.test(None, {"served_how": how, **proof}) is passes

    @pytest.mark.parametrize(("given", "passes"), [
        ({}, True), ({"verified_how": "on_paper"}, True), ({"verified_how": "on_the_spot"}, False),
        ({"verified_how": "on_the_spot", "verified_with": " "}, False),
        ({"verified_how": "on_the_spot", "verified_with": "何喆"}, True),
    ])  # fmt: skip
    def test_two_people_verify_on_the_spot(self, given, passes):
        assert checks.two_on_the_spot.test(None, given) is passes

    @pytest.mark.parametrize(("due", "passes"), [
        (None, False), (date(2026, 3, 10), True), (date(2026, 3, 11), False), (date(2026, 3, 12), False),
    ])  # fmt: skip
    def test_silence_counts_from_the_day_after_the_limit(self, due, passes):
        letter = SimpleNamespace(reply_due_on=due)
        assert checks.reply_limit_passed.test(letter, {"today": date(2026, 3, 11)}) is passes
