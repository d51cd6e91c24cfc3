"""What single steps cause: steps that follow, who comes to see the case, agreements, and where the case then stands."""

from datetime import date
from decimal import Decimal

import pytest

from mediation import guards
from mediation.models import Involvement
from mediation.operations.effects import complete
from mediation.operations.following import involve
from tests import cast
from tests.factories import (
    CLAIMED,
    MONDAY,
    acts,
    draft,
    facts_of,
    file_proceeding,
    fresh,
    issue,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    papers_of,
    prepare_proceeding,
    reach_agreement,
    refuse_service,
    register_dispute,
    take,
)
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
DAY = later(MONDAY, 3)


def involved(dispute):
    """Who sees the case as what, since when."""
    rows = Involvement.objects.filter(dispute=dispute).order_by("pk")
    return [(row.organisation.code, row.role, str(row.since)) for row in rows]


def standing(dispute):
    dispute = fresh(dispute)
    return dispute.state, dispute.stage


def last_acts(dispute, number):
    return acts(dispute)[-number:]


class TestWhoHandles:
    def test_a_mediator_who_accepts_a_case_nobody_has_handles_it(self):
        dispute = take(register_dispute(), "accept", cast.city_mediator(), DAY)
        assert dispute.handler == cast.city_mediator()
        assert dispute.events.get(kind="accept").data["handler"]["id"] == cast.city_mediator().pk

    def test_a_reviewer_who_accepts_does_not(self):
        assert take(register_dispute(), "accept", cast.reviewer(), DAY).handler is None

    def test_the_one_chosen_goes_before_the_one_who_accepts(self):
        chosen = cast.second_city_mediator()
        assert take(register_dispute(), "accept", cast.city_mediator(), DAY, handler=chosen).handler == chosen


class TestWhoSeesTheCase:
    def test_who_registers_and_who_holds_it(self):
        dispute = register_dispute(holder=cast.enterprise(), by=cast.town_mediator())
        assert involved(dispute) == [
            (cast.town().code, "registrar", "2026-03-02"), (cast.enterprise().code, "holder", "2026-03-02"),
        ]  # fmt: skip

    def test_every_holder_once_from_the_day_it_came(self):
        dispute = make_dispute("accepted")
        for days, verb, by, holder in (
            (3, "delegate", cast.city_mediator(), cast.town()),
            (5, "transfer", cast.town_mediator(), cast.other_town()),
            (6, "escalate", cast.other_town_mediator(), cast.city()),
            (7, "delegate", cast.city_mediator(), cast.town()),
        ):
            dispute = take(dispute, verb, by, later(MONDAY, days), holder=holder, reason="便于处理。")
        assert [row for row in involved(dispute) if row[1] == "holder"] == [
            (cast.city().code, "holder", "2026-03-02"), (cast.town().code, "holder", "2026-03-05"),
            (cast.other_town().code, "holder", "2026-03-07"),
        ]  # fmt: skip

    def test_an_agency_from_the_filing_and_not_from_the_preparation(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        inspection = prepare_proceeding(dispute, "inspection", cast.inspection(), by, DAY)
        assert "partner" not in {role for _code, role, _since in involved(dispute)}
        given = {"papers": papers_of("inspection"), **facts_of("inspection")}
        take(inspection, "file", by, later(DAY, 1), filed_on=DAY, **given)
        assert involved(dispute)[-1] == (cast.inspection().code, "partner", "2026-03-06")

    @pytest.mark.parametrize("received", [True, False])
    def test_a_department_from_the_service_of_a_letter_or_its_refusal(self, received):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("opinion", "service_refused", dispute=dispute, on=DAY)
        suggestion = issue(draft("suggestion", fresh(dispute), DAY, agency=cast.hr()), DAY)
        assert "partner" not in {role for _code, role, _since in involved(dispute)}
        if received:
            take(suggestion, "serve", cast.city_mediator(), DAY, served_on=DAY, served_how="direct", served_to="收发室")
        else:
            refuse_service(suggestion, DAY)
        assert involved(dispute)[-1] == (cast.hr().code, "partner", str(DAY))

    def test_a_letter_to_the_employer_involves_no_organisation(self):
        dispute = make_dispute("accepted", request="supervision")
        before = involved(dispute)
        make_letter("reminder", "served", dispute=dispute, on=DAY)
        assert involved(dispute) == before

    def test_twice_is_once(self):
        dispute = make_dispute()
        for day in (DAY, later(DAY, 9)):
            involve(dispute, cast.court(), Involvement.Role.PARTNER, day)
        assert involved(dispute)[-1] == (cast.court().code, "partner", str(DAY))
        assert len([row for row in involved(dispute) if row[1] == "partner"]) == 1


class TestLevel:
    @pytest.mark.parametrize(
        ("start", "verb", "goal", "level"),
        [
            (cast.city, "delegate", cast.town, "town"),
            (cast.city, "delegate", cast.enterprise, "enterprise"),
            (cast.town, "delegate", cast.enterprise, "enterprise"),
            (cast.town, "transfer", cast.other_town, "town"),
            (cast.enterprise, "escalate", cast.town, "town"),
            (cast.enterprise, "escalate", cast.city, "city"),
            (cast.town, "escalate", cast.city, "city"),
        ],
    )
    def test_it_follows_the_holder_and_the_state_stays(self, start, verb, goal, level):
        dispute = make_dispute("accepted", holder=start())
        moved = take(dispute, verb, cast.city_mediator(), DAY, holder=goal(), reason="便于处理。")
        assert (moved.holder, moved.level, moved.handler) == (goal(), level, None)
        assert (moved.state, moved.stage) == ("accepted", "union")


class TestMediation:
    def test_opened_by_the_consent_of_both(self):
        dispute = make_dispute("mediating")
        assert standing(dispute) == ("mediating", "union")
        assert last_acts(dispute, 2) == ["proceeding accept", "dispute mediate"]

    def test_refused_it_has_failed_and_the_applicant_is_told(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        take(mediation, "refuse", by, DAY, refused_on=DAY, reason="单位不同意调解。")
        assert standing(dispute) == ("unresolved", "union")
        assert last_acts(dispute, 2) == ["proceeding refuse", "dispute fail_mediation"]
        notice = dispute.letters.get(kind="mediation_end_notice")
        assert (notice.state, notice.origin.kind, notice.drafter) == ("draft", "fail_mediation", by)

    def test_withdrawn_before_it_opened_the_case_stays(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        take(mediation, "withdraw", by, DAY, withdrawn_on=DAY, reason="误操作。")
        assert standing(dispute) == ("accepted", "union")
        assert last_acts(dispute, 1) == ["proceeding withdraw"]

    def test_withdrawn_while_open_it_has_failed(self):
        dispute = make_dispute("mediating")
        take(mediation_of(dispute), "withdraw", cast.city_mediator(), DAY, withdrawn_on=DAY, reason="一方退出。")
        assert standing(dispute) == ("unresolved", "union")

    @pytest.mark.parametrize("prepared_only", [True, False])
    def test_another_route_ends_it(self, prepared_only):
        """G10; the withdrawal is dated on the day of the filing, and the case goes to the partner at once."""
        dispute = make_dispute("accepted" if prepared_only else "mediating")
        if prepared_only:
            prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), later(MONDAY, 2))
        file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)
        mediation = mediation_of(dispute)
        assert (mediation.state, mediation.ended_on) == ("withdrawn", DAY)
        assert standing(dispute) == ("at_hr", "hr")
        failed = [] if prepared_only else ["dispute fail_mediation"]
        followed = ["proceeding file", "hand_over send", "proceeding withdraw", *failed, "dispute refer_to_hr"]
        assert last_acts(dispute, len(followed)) == followed

    @pytest.mark.parametrize("kind", ["legal_aid", "hardship_relief", "emotional_support"])
    def test_help_beside_it_does_not(self, kind):
        dispute, by = make_dispute("mediating"), cast.city_mediator()
        agency = cast.justice() if kind == "legal_aid" else cast.city()
        help_ = prepare_proceeding(dispute, kind, agency, by, DAY)
        if help_.row.is_filed:
            help_ = take(help_, "file", by, DAY, filed_on=DAY, papers=papers_of(kind))
        help_ = take(help_, "accept", by, DAY, accepted_on=DAY, paper="决定书", papers=papers_of(kind))
        take(help_, "conclude", by, DAY, outcome=help_.row.outcomes[0].code, concluded_on=DAY, paper="报告")
        assert standing(dispute) == ("mediating", "union")
        assert mediation_of(dispute).state == "accepted"

    def test_with_a_tribunal_that_invites_it_the_case_goes_back_there_when_it_fails(self):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), by, DAY)
        take(arbitration, "accept", cast.arbitrator(), DAY, accepted_on=DAY)
        mediation = prepare_proceeding(fresh(dispute), "union_mediation", cast.city(), by, DAY, basis="tribunal")
        mediation = take(mediation, "accept", by, DAY, accepted_on=DAY, papers=papers_of("union_mediation"))
        assert standing(dispute) == ("mediating", "union")
        take(mediation, "conclude", by, later(DAY, 2), outcome="disagreement", concluded_on=later(DAY, 2))
        assert standing(dispute) == ("at_hr", "hr")
        assert last_acts(dispute, 3) == ["proceeding conclude", "dispute fail_mediation", "dispute refer_to_hr"]


class TestAgreement:
    def agreement(self, **given):
        dispute = make_dispute("mediating")
        reach_agreement(mediation_of(dispute), cast.city_mediator(), later(MONDAY, 8), **given)
        return dispute.agreements.get()

    def test_it_takes_effect_with_the_last_signature(self):
        signed = {
            "applicant_signed_on": date(2026, 3, 4), "respondent_signed_on": date(2026, 3, 9),
            "mediator_signed_on": date(2026, 3, 6),
        }  # fmt: skip
        completed = complete(None, "conclude", None, {"outcome": "agreement", **signed})
        assert completed == {"outcome": "agreement", **signed, "effective_on": date(2026, 3, 9)}
        assert complete(None, "conclude", None, {"outcome": "expired"}) == {"outcome": "expired"}
        assert complete(None, "accept", None, {"outcome": "agreement"}) == {"outcome": "agreement"}

    def test_its_row_and_its_instalments(self):
        agreement = self.agreement(parts=3)
        assert (agreement.proceeding, agreement.amount) == (mediation_of(agreement.dispute), CLAIMED)
        assert (agreement.effective_on, agreement.performed_on, agreement.breached_on) == (later(MONDAY, 8), None, None)
        assert [(str(row.due_on), row.amount, row.paid_on) for row in agreement.instalments.all()] == [
            ("2026-03-20", Decimal("6200.00"), None), ("2026-03-30", Decimal("6200.00"), None),
            ("2026-04-09", Decimal("6200.00"), None),
        ]  # fmt: skip
        assert fresh(agreement.dispute).has_agreement

    def test_no_agreement_no_row(self):
        dispute = make_dispute("unresolved")
        assert (dispute.agreements.count(), dispute.has_agreement) == (0, False)

    def test_a_breach_is_written_on_it(self):
        agreement, by = self.agreement(), cast.city_mediator()
        dispute = take(agreement.dispute, "breach_agreement", by, later(MONDAY, 20), reason="逾期未付。")
        agreement.refresh_from_db()
        assert agreement.breached_on == later(MONDAY, 20)
        assert (dispute.state, dispute.stage, dispute.has_agreement) == ("unresolved", "union", False)

    def test_a_breach_after_another_leaves_the_first_day_alone(self):
        first, by = self.agreement(), cast.city_mediator()
        dispute = take(first.dispute, "breach_agreement", by, later(MONDAY, 20), reason="逾期未付。")
        again = prepare_proceeding(dispute, "union_mediation", cast.city(), by, later(MONDAY, 21))
        again = take(
            again, "accept", by, later(MONDAY, 22), accepted_on=later(MONDAY, 22), papers=papers_of("union_mediation")
        )
        reach_agreement(again, by, later(MONDAY, 23))
        take(dispute, "breach_agreement", by, later(MONDAY, 40), reason="再次未付。")
        assert [str(row.breached_on) for row in dispute.agreements.order_by("pk")] == ["2026-03-22", "2026-04-11"]


class TestStages:
    """Where a case stands that is before one partner or two."""

    def case(self):
        """Wages before the inspection, insurance still with the union."""
        dispute, by = make_dispute("agreed", groups=("migrant",)), cast.city_mediator()
        inspection = file_proceeding(dispute, "inspection", cast.inspection(), by, later(MONDAY, 9))
        assert standing(dispute) == ("at_hr", "hr")
        confirmation = file_proceeding(dispute, "judicial_confirmation", cast.court(), by, later(MONDAY, 10))
        assert standing(dispute) == ("at_court", "court")
        return dispute, inspection, confirmation

    def end(self, proceeding, outcome, days):
        by, on = cast.city_mediator(), later(MONDAY, days)
        accepted = take(proceeding, "accept", by, on, accepted_on=on, paper="受理通知书")
        take(accepted, "conclude", by, on, outcome=outcome, concluded_on=on, received_on=on, paper="决定书")

    def test_the_last_filing_leads_and_the_other_partner_has_it_when_that_one_is_done(self):
        dispute, inspection, confirmation = self.case()
        self.end(confirmation, "confirmed", 12)
        assert standing(dispute) == ("at_hr", "hr")
        self.end(inspection, "dropped", 14)
        assert standing(dispute) == ("agreed", "union")

    def test_the_first_one_done_leaves_the_case_with_the_second(self):
        dispute, inspection, confirmation = self.case()
        self.end(inspection, "dropped", 12)
        assert standing(dispute) == ("at_court", "court")
        self.end(confirmation, "rejected", 14)
        assert standing(dispute) == ("agreed", "union")

    @pytest.mark.parametrize("verb", ["refuse", "withdraw"])
    def test_refused_or_withdrawn_is_done_too(self, verb):
        dispute, inspection, confirmation = self.case()
        by, on = cast.city_mediator(), later(MONDAY, 12)
        dated = {"refuse": {"refused_on": on, "paper": "通知书"}, "withdraw": {"withdrawn_on": on}}[verb]
        take(confirmation, verb, by, on, reason="材料不足。", **dated)
        assert standing(dispute) == ("at_hr", "hr")
        take(inspection, verb, by, on, reason="材料不足。", **dated)
        assert standing(dispute) == ("agreed", "union")

    def test_support_for_the_suit(self):
        dispute = make_dispute("at_procuratorate")
        assert standing(dispute) == ("at_procuratorate", "procuratorate")
        self.end(dispute.proceedings.get(kind="support_for_prosecution"), "supported", 12)
        assert standing(dispute) == ("at_procuratorate", "procuratorate")  # the court comes next
        file_proceeding(
            fresh(dispute), "litigation", cast.court(), cast.city_mediator(), later(MONDAY, 13), basis="wage_note"
        )
        assert standing(dispute) == ("at_court", "court")

    def test_something_only_prepared_keeps_nobody(self):
        dispute = make_dispute("agreed")
        inspection = file_proceeding(dispute, "inspection", cast.inspection(), cast.city_mediator(), later(MONDAY, 9))
        prepare_proceeding(
            fresh(dispute), "judicial_confirmation", cast.court(), cast.city_mediator(), later(MONDAY, 9)
        )
        self.end(inspection, "dropped", 10)
        assert standing(dispute) == ("agreed", "union")

    def test_a_breach_leaves_the_case_with_the_partner_that_has_it(self):
        dispute, inspection, confirmation = self.case()
        self.end(confirmation, "rejected", 12)
        dispute = take(dispute, "breach_agreement", cast.city_mediator(), later(MONDAY, 30), reason="逾期未付。")
        assert standing(dispute) == ("at_hr", "hr")
        assert last_acts(dispute, 2) == ["dispute breach_agreement", "dispute refer_to_hr"]
        self.end(inspection, "dropped", 31)
        assert standing(dispute) == ("unresolved", "union")

    def test_a_second_filing_at_the_same_stage_does_not_move_it_again(self):
        dispute, by = make_dispute("accepted", request="supervision"), cast.city_mediator()
        wages, insurance = dispute.claims.get(), dispute.claims.create(category="05", text="补缴社会保险")
        file_proceeding(dispute, "inspection", cast.inspection(), by, DAY, claims=[insurance])
        file_proceeding(dispute, "arbitration", cast.arbitration(), by, DAY, claims=[wages])
        assert standing(dispute) == ("at_hr", "hr")
        assert acts(dispute).count("dispute refer_to_hr") == 1


class TestSuspendedCase:
    def test_a_partners_result_reaches_it_and_the_union_takes_it_back_after_resuming(self):
        dispute, by = make_dispute("at_hr"), cast.city_mediator()
        inspection = take(dispute.proceedings.get(), "accept", cast.inspector(), DAY, accepted_on=DAY)
        dispute = take(dispute, "suspend", by, later(MONDAY, 4), reason="等待鉴定结论。")
        take(
            inspection, "conclude", cast.inspector(), later(MONDAY, 9), outcome="dropped", concluded_on=later(MONDAY, 9)
        )
        assert standing(dispute) == ("suspended", "hr")
        assert last_acts(dispute, 2) == ["proceeding conclude", "hand_over record_result"]  # nothing follows yet
        dispute = take(dispute, "resume", by, later(MONDAY, 10))
        assert standing(dispute) == ("at_hr", "hr")
        dispute = take(dispute, "return_to_union", by, later(MONDAY, 10))
        assert standing(dispute) == ("accepted", "union")

    @pytest.mark.parametrize("verb", ["refuse", "suspend"])
    def test_so_does_what_else_a_partner_decides(self, verb):
        dispute = make_dispute("at_hr")
        take(dispute, "suspend", cast.city_mediator(), later(MONDAY, 4), reason="等待鉴定结论。")
        on = later(MONDAY, 5)
        dated = {"refuse": {"refused_on": on}, "suspend": {"suspended_on": on, "cause": "absconded"}}[verb]
        take(dispute.proceedings.get(), verb, cast.inspector(), on, reason="依法。", **dated)
        assert standing(dispute) == ("suspended", "hr")


class TestWithdrawal:
    def withdraw(self, dispute, **given):
        return take(
            dispute, "withdraw", cast.city_mediator(), later(MONDAY, 9), reason="已解决。", free_will=True, **given
        )

    def test_an_open_mediation_ends_with_the_case_and_without_a_notice(self):
        dispute = make_dispute("mediating")
        for letter in dispute.letters.all():
            take(letter, "discard", cast.city_mediator(), DAY, reason="不再需要。")
        dispute = self.withdraw(dispute)
        assert (dispute.state, dispute.outcome) == ("closed", "R06")
        mediation = mediation_of(dispute)
        assert (mediation.state, mediation.ended_on) == ("withdrawn", later(MONDAY, 9))
        assert last_acts(dispute, 2) == ["dispute withdraw", "proceeding withdraw"]
        assert list(dispute.letters.values_list("kind", "state")) == [("acceptance_notice", "withdrawn")]

    def test_one_only_prepared_ends_too(self):
        dispute = make_dispute("accepted", request="supervision")
        mediation = prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), DAY)
        assert self.withdraw(dispute).state == "closed"
        assert fresh(mediation).state == "withdrawn"

    def test_not_while_help_runs_beside(self):
        dispute = make_dispute("accepted", request="supervision")
        aid = file_proceeding(dispute, "legal_aid", cast.justice(), cast.city_mediator(), DAY)
        with refused(guards.only_mediation_runs, guards.no_waiting_hand_over):
            self.withdraw(dispute)
        assert fresh(aid).state == "filed"


class TestReopening:
    def test_an_agreement_that_was_not_performed_is_broken(self):
        dispute = make_dispute("closed")
        dispute.agreements.update(performed_on=None)
        take(dispute, "reopen", cast.manager(), later(MONDAY, 40), reason="未履行。")
        assert dispute.agreements.get().breached_on == later(MONDAY, 40)

    def test_one_that_was_performed_stays_so(self):
        dispute = make_dispute("closed")
        take(dispute, "reopen", cast.manager(), later(MONDAY, 40), reason="又有新的请求。")
        agreement = dispute.agreements.get()
        assert (agreement.performed_on, agreement.breached_on) == (later(MONDAY, 12), None)


class TestPapersOfSteps:
    @pytest.mark.parametrize(
        ("state", "request_", "drafted"),
        [
            ("registered", "mediation", []),
            ("accepted", "mediation", ["acceptance_notice"]),
            ("accepted", "supervision", []),  # ZJ-SUP 17 asks for a notice of non-acceptance only
            ("returned", "supervision", ["completion_notice"]),
            ("declined", "supervision", ["non_acceptance_notice"]),
            ("unresolved", "mediation", ["acceptance_notice", "mediation_end_notice"]),
        ],
    )
    def test_a_step_drafts_its_paper(self, state, request_, drafted):
        dispute = make_dispute(state, request=request_)
        assert list(dispute.letters.order_by("pk").values_list("kind", flat=True)) == drafted

    def test_without_a_handler_the_paper_belongs_to_whoever_took_the_step(self):
        notice = make_dispute("declined").letters.get()
        assert (notice.drafter, notice.issuer, notice.origin.kind) == (cast.reviewer(), cast.city(), "decline")

    def test_the_signature_replaces_the_letter_it_corrects(self):
        first = make_letter("reminder", "issued", on=DAY)
        second = draft("reminder", first.dispute, DAY, replaces=first)
        assert fresh(first).state == "issued"
        issue(second, DAY)
        assert fresh(first).state == "superseded"
        assert last_acts(first.dispute, 2) == ["letter sign", "letter supersede"]
