"""The cross-track guards G1 to G13 of the domain notes, one test each."""

import pytest
from django.db import IntegrityError, transaction

from mediation import checks, closing, grounds, guards, letters, proceeding_checks
from mediation.forms.letters import LetterForm
from mediation.models import Event
from mediation.operations.deadlines import due_of
from mediation.steps import LETTER_STEPS
from tests import cast
from tests.factories import (
    MONDAY,
    consent_of_all,
    draft,
    facts_of,
    file_proceeding,
    fresh,
    issue,
    later,
    make_dispute,
    make_letter,
    mediation_of,
    open_mediation,
    papers_of,
    perform,
    prepare_proceeding,
    register_dispute,
    serve,
    submit,
    take,
)
from tests.factories import finish_papers as finish
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 5)


def two_claims(dispute):
    first = dispute.claims.get()
    return first, dispute.claims.create(category="05", text="补缴社会保险")


class TestG1:
    """The same claim is not before the inspection and the commission at once; different claims may be."""

    def test_the_same_claim(self):
        dispute = make_dispute("at_hr")
        with refused("the same claim is not under inspection or before the court (G1)"):
            prepare_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)

    def test_different_claims(self):
        dispute, mediator = make_dispute("accepted"), cast.city_mediator()
        wages, insurance = two_claims(dispute)
        file_proceeding(dispute, "inspection", cast.inspection(), mediator, DAY, claims=[insurance])
        arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), mediator, DAY, claims=[wages])
        assert arbitration.state == "filed"

    def test_one_claim_of_several(self):
        dispute, mediator = make_dispute("accepted"), cast.city_mediator()
        wages, insurance = two_claims(dispute)
        file_proceeding(dispute, "inspection", cast.inspection(), mediator, DAY, claims=[insurance])
        both = prepare_proceeding(dispute, "arbitration", cast.arbitration(), mediator, DAY, claims=[wages, insurance])
        assert both.state == "prepared"
        with refused("the same claim is not under inspection or before the court (G1)"):
            take(both, "file", mediator, DAY, filed_on=DAY, papers=papers_of("arbitration"), **facts_of("arbitration"))


class TestG2:
    """What an authority has is no new complaint; mediation only on invitation."""

    @pytest.mark.parametrize("elsewhere", ["administration", "arbitration", "court"])
    def test_a_complaint(self, elsewhere):
        dispute = register_dispute(request="supervision", elsewhere=elsewhere, channel="court")
        with refused(guards.not_with_another_authority):
            take(dispute, "accept", cast.reviewer(), later(MONDAY, 1), handler=cast.city_mediator())

    def test_mediation_only_on_invitation(self):
        uninvited = register_dispute(elsewhere="court", channel="walk_in")
        with refused(guards.not_with_another_authority):
            take(uninvited, "accept", cast.reviewer(), later(MONDAY, 1), handler=cast.city_mediator())
        invited = register_dispute(elsewhere="court", channel="court")
        invited = take(invited, "accept", cast.reviewer(), later(MONDAY, 1), handler=cast.city_mediator())
        assert invited.state == "accepted"

    def test_no_ladder_on_it(self):
        dispute = make_dispute("accepted", elsewhere="court", channel="court")
        with refused(letters.not_before_an_authority):
            draft("reminder", dispute, DAY)


class TestG3:
    """Review by the commission and judicial confirmation exclude each other once one is accepted."""

    def test_after_acceptance(self):
        dispute = make_dispute("at_court")
        take(
            dispute.proceedings.get(kind="judicial_confirmation"), "accept", cast.court_liaison(), later(MONDAY, 11),
            accepted_on=later(MONDAY, 11),
        )  # fmt: skip
        with refused("the court has not taken up confirmation (G3)"):
            prepare_proceeding(
                dispute, "arbitration_review", cast.arbitration(), cast.city_mediator(), later(MONDAY, 12)
            )

    def test_not_before(self):
        dispute = make_dispute("at_court")
        review = prepare_proceeding(
            dispute, "arbitration_review", cast.arbitration(), cast.city_mediator(), later(MONDAY, 11)
        )
        assert review.state == "prepared"


class TestG4:
    """A suggestion rests on an opinion refused, unanswered or not followed, and comes from the city."""

    @pytest.mark.parametrize("state", ["served", "answered", "issued"])
    def test_no_ground(self, state):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("opinion", state, dispute=dispute)
        with refused(letters.ground_of_article_23):
            draft("suggestion", fresh(dispute), later(MONDAY, 40), agency=cast.hr())

    def test_a_corrected_opinion_is_no_ground(self):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("opinion", "verified", dispute=dispute)
        with refused(letters.ground_of_article_23):
            draft("suggestion", fresh(dispute), later(MONDAY, 40), agency=cast.hr())

    @pytest.mark.parametrize("state", ["unanswered", "service_refused"])
    def test_a_ground(self, state):
        dispute = make_dispute("accepted", request="supervision")
        opinion = make_letter("opinion", state, dispute=dispute)
        suggestion = draft("suggestion", fresh(dispute), later(MONDAY, 40), agency=cast.hr())
        assert (suggestion.ground, suggestion.issuer) == (opinion, cast.city())

    def test_not_by_a_town(self):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("opinion", "service_refused", dispute=dispute)
        with refused(
            "the city union issues this letter", "the issuing union holds the case or stands above the one that does"
        ):
            draft("suggestion", fresh(dispute), later(MONDAY, 40), agency=cast.hr(), issuer=cast.town())

    def test_not_to_the_court(self):
        dispute = make_dispute("accepted", request="supervision")
        make_letter("opinion", "service_refused", dispute=dispute)
        with refused("a department this letter may go to is chosen"):
            draft("suggestion", fresh(dispute), later(MONDAY, 40), agency=cast.court())


class TestReplyLimit:
    """The time a reminder names is the one that counts; the opinion's is that of the law (ZJ-SUP 22)."""

    def served(self, kind, **content):
        letter = draft(kind, make_dispute("accepted"), DAY, content=content)
        return serve(issue(letter, DAY), DAY)

    @pytest.mark.parametrize(
        ("content", "length", "unit", "due"),
        [
            ({}, 15, "day", "2026-03-23"),  # the fifteenth day is a Sunday
            ({"reply_days": 30, "reply_unit": "days"}, 30, "day", "2026-04-07"),  # rolls past Qingming
            ({"reply_days": 5, "reply_unit": "working_days"}, 5, "working_day", "2026-03-13"),
        ],
    )
    def test_of_a_reminder(self, content, length, unit, due):
        letter = self.served("reminder", **content)
        row = letter.deadlines.get()
        assert (row.rule, row.length, row.unit, str(row.due_on)) == ("S2", length, unit, due)
        assert due_of(row).on == row.due_on == letter.reply_due_on
        with refused(checks.reply_limit_passed):
            take(letter, "mark_unanswered", cast.city_mediator(), row.due_on)
        assert take(letter, "mark_unanswered", cast.city_mediator(), later(row.due_on, 1)).state == "unanswered"

    def test_of_an_opinion(self):
        letter = self.served("opinion", reply_days=30, reply_unit="days")
        assert (letter.content["reply_days"], letter.content["reply_unit"]) == (15, "working_days")
        row = letter.deadlines.get()
        assert (row.rule, row.length, row.unit) == ("S1", 15, "working_day")
        assert not {"reply_days", "reply_unit"} & LetterForm(letter=letter).fields.keys()


class TestG5:
    """An opinion needs two supervisors with a card, none of them recused."""

    def letter(self, *supervisors):
        letter = make_letter("opinion")
        letter.supervisors.set(supervisors)
        return letter

    def test_one_is_not_enough(self):
        letter = self.letter(cast.city_mediator())
        with refused(letters.enough_supervisors):
            submit(letter, DAY)

    def test_one_has_no_card(self):
        letter = self.letter(cast.city_mediator(), cast.reviewer())
        with refused(letters.enough_supervisors):
            submit(letter, DAY)

    def test_one_has_an_interest(self):
        letter = self.letter(*cast.supervisors())
        cast.second_city_mediator().interests.create(employer=cast.employer(), note="亲属任职")
        with refused(letters.enough_supervisors):
            submit(letter, DAY)

    def test_the_card_of_one_has_ended(self):
        letter = self.letter(*cast.supervisors())
        cast.second_city_mediator().memberships.update(until=later(MONDAY, 1))
        with refused(letters.enough_supervisors):
            submit(letter, DAY)

    def test_two(self):
        assert submit(self.letter(*cast.supervisors()), DAY).state == "in_review"


class TestG6:
    """R01 needs an agreement in force with its schedule; R05 the routes told."""

    def test_r01_without_agreement(self):
        dispute = make_dispute("unresolved")
        finish(dispute, cast.city_mediator(), later(MONDAY, 9))
        with refused(closing.agreement_settled):
            take(dispute, "close", cast.city_mediator(), later(MONDAY, 9), outcome="R01")

    def test_r01_after_the_breach(self):
        dispute = make_dispute("agreed")
        finish(dispute, cast.city_mediator(), later(MONDAY, 9))
        take(dispute, "breach_agreement", cast.city_mediator(), later(MONDAY, 30), reason="未付款。")
        with refused(closing.agreement_settled):
            take(dispute, "close", cast.city_mediator(), later(MONDAY, 30), outcome="R01")

    @pytest.mark.parametrize(
        "answers",
        [{}, {"routes_told": True}, {"outcome_detail": "refused"}, {"routes_told": False, "outcome_detail": "x"}],
    )
    def test_r05_without_routes_or_reason(self, answers):
        dispute = make_dispute("unresolved")
        finish(dispute, cast.city_mediator(), later(MONDAY, 9))
        with refused(closing.routes_told):
            take(dispute, "close", cast.city_mediator(), later(MONDAY, 9), outcome="R05", **answers)

    @pytest.mark.parametrize("code", ["R06", "R07", "R13", "R99", ""])
    def test_codes_that_belong_to_other_steps(self, code):
        dispute = make_dispute("unresolved")
        finish(dispute, cast.city_mediator(), later(MONDAY, 9))
        with refused(closing.outcome_by_hand):
            take(dispute, "close", cast.city_mediator(), later(MONDAY, 9), outcome=code)

    def test_r02_without_mediation(self):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.mediation_was_opened):
            take(dispute, "close", cast.city_mediator(), DAY, outcome="R02")

    def test_r02_after_an_oral_settlement(self):
        dispute = make_dispute("mediating")
        finish(dispute, cast.city_mediator(), DAY)
        mediation = take(mediation_of(dispute), "conclude", cast.city_mediator(), DAY, outcome="oral", concluded_on=DAY)
        assert (mediation.state, fresh(dispute).state) == ("concluded", "mediating")
        closed = take(dispute, "close", cast.city_mediator(), DAY, outcome="R02")
        assert (closed.state, closed.outcome) == ("closed", "R02")

    def test_an_oral_settlement_that_does_not_hold_is_mediated_again(self):
        dispute, by = make_dispute("mediating"), cast.city_mediator()
        with refused(grounds.one_at_a_time("union_mediation")):
            prepare_proceeding(dispute, "union_mediation", cast.city(), by, DAY)
        take(mediation_of(dispute), "conclude", by, DAY, outcome="oral", concluded_on=DAY)
        again = prepare_proceeding(fresh(dispute), "union_mediation", cast.city(), by, DAY)
        take(again, "accept", by, DAY, accepted_on=DAY, papers=papers_of("union_mediation"))
        take(again, "conclude", by, DAY, outcome="refused", concluded_on=DAY)
        assert fresh(dispute).state == "unresolved"

    @pytest.mark.parametrize("answers", [{}, {"reason": "  "}])
    def test_r03_without_a_word_about_the_settlement(self, answers):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.own_settlement_told):
            take(dispute, "close", cast.city_mediator(), DAY, outcome="R03", **answers)

    def test_r03_told(self):
        dispute = make_dispute("accepted", request="supervision")
        take(dispute, "close", cast.city_mediator(), DAY, outcome="R03", reason="双方已自行和解。")
        assert fresh(dispute).outcome == "R03"
        assert dispute.events.get(kind="close").reason == "双方已自行和解。"

    def test_r04_without_a_corrected_letter(self):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.corrected_letter):
            take(dispute, "close", cast.city_mediator(), DAY, outcome="R04")

    @pytest.mark.parametrize("code", ["R08", "R09", "R10"])
    def test_a_referral_without_a_filing(self, code):
        dispute = make_dispute("accepted", request="supervision")
        with refused(closing.referred):
            take(dispute, "close", cast.city_mediator(), DAY, outcome=code)


class TestG7:
    """A suit needs its basis; whether a labour relation exists is not for the commission's review."""

    def test_no_basis(self):
        dispute = make_dispute("unresolved")
        with refused("a legal basis is chosen"):
            prepare_proceeding(dispute, "litigation", cast.court(), cast.city_mediator(), later(MONDAY, 9), basis="x")

    def test_the_relation_itself(self):
        dispute = make_dispute("agreed", category="04")
        with refused(grounds.not_about_the_relation_itself):
            prepare_proceeding(
                dispute, "arbitration_review", cast.arbitration(), cast.city_mediator(), later(MONDAY, 9)
            )

    def test_a_service_relation_does_not_go_to_arbitration(self):
        dispute = make_dispute("unresolved", relation="service")
        with refused(grounds.is_labour_relation):
            prepare_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 9))


def test_g8_support_needs_the_signed_application_of_the_worker():
    dispute = make_dispute("unresolved", groups=("migrant",))
    support = prepare_proceeding(
        dispute, "support_for_prosecution", cast.procuratorate(), cast.city_mediator(), later(MONDAY, 9)
    )
    papers = [paper for paper in papers_of("support_for_prosecution") if paper != "worker_application"]
    with refused("still missing: application signed by the worker"):
        take(support, "file", cast.city_mediator(), later(MONDAY, 9), filed_on=later(MONDAY, 9), papers=papers,
            **facts_of("support_for_prosecution"),
        )  # fmt: skip


def test_g8_support_is_for_special_groups():
    dispute = make_dispute("unresolved")
    with refused(grounds.applicant_is_vulnerable):
        prepare_proceeding(
            dispute, "support_for_prosecution", cast.procuratorate(), cast.city_mediator(), later(MONDAY, 9)
        )


def test_g9_a_group_withdraws_only_with_the_consent_of_all():
    dispute = make_dispute("accepted", request="supervision", workers=tuple("甲乙丙丁戊己庚辛壬癸"))
    given = {"reason": "已结清。", "free_will": True}
    names = [f"{name} has consented (G9)" for name in "甲乙丙丁戊"]
    with refused(*names, "and 5 more workers"):
        take(dispute, "withdraw", cast.city_mediator(), DAY, **given, represented_consent=True)
    consent_of_all(dispute, DAY, purpose="withdraw")
    assert take(dispute, "withdraw", cast.city_mediator(), DAY, **given).outcome == "R06"


def test_g9_while_not_everybody_is_named_their_consent_is_told():
    dispute = make_dispute("accepted", request="supervision", workers=("甲", "乙"), worker_count=12)
    given = {"reason": "已结清。", "free_will": True}
    with refused(checks.represented_consent):
        take(dispute, "withdraw", cast.city_mediator(), DAY, **given)
    assert take(dispute, "withdraw", cast.city_mediator(), DAY, **given, represented_consent=True).outcome == "R06"


def test_g10_mediation_never_blocks_another_route():
    dispute = make_dispute("mediating")
    mediation = mediation_of(dispute)
    file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), DAY)
    assert fresh(mediation).state == "withdrawn"
    assert (fresh(dispute).state, fresh(dispute).stage) == ("at_hr", "hr")


@pytest.mark.parametrize("before", [True, False])
def test_g11_a_former_handler_and_who_ran_the_mediation_are_no_agents_later(before):
    dispute = make_dispute("accepted")
    first, second, day = cast.city_mediator(), cast.second_city_mediator(), later(MONDAY, 9)
    if before:
        take(dispute, "assign", cast.reviewer(), later(MONDAY, 3), handler=second)
    else:
        open_mediation(dispute, second, later(MONDAY, 3), later(MONDAY, 4))
    with refused("the agent did not mediate this case (G11)"):
        prepare_proceeding(
            dispute, "legal_aid", cast.justice(), first, day,
            agent=first if before else second,
        )  # fmt: skip
    aid = prepare_proceeding(dispute, "legal_aid", cast.justice(), first, day, agent=cast.volunteer())
    assert aid.agent == cast.volunteer()


def test_g11_who_mediated_is_no_agent_later():
    dispute = make_dispute("unresolved")
    with refused("the agent did not mediate this case (G11)"):
        prepare_proceeding(
            dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 9),
            agent=cast.city_mediator(),
        )  # fmt: skip
    arbitration = prepare_proceeding(
        dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 9), agent=cast.volunteer()
    )
    assert arbitration.agent == cast.volunteer()


class TestG12:
    """A result of an agency is recorded by the agency, or by the union with the paper."""

    def test_the_union_without_the_paper(self):
        inspection = make_dispute("at_hr").proceedings.get()
        with refused(proceeding_checks.partner_or_paper):
            take(inspection, "accept", cast.city_mediator(), DAY, accepted_on=DAY)

    def test_the_union_with_the_paper(self):
        inspection = make_dispute("at_hr").proceedings.get()
        assert (
            take(inspection, "accept", cast.city_mediator(), DAY, accepted_on=DAY, paper="受理通知书").paper
            == "受理通知书"
        )

    @pytest.mark.parametrize("person", [cast.inspector, cast.hr_liaison])
    def test_the_agency_itself_or_the_one_above_it(self, person):
        inspection = make_dispute("at_hr").proceedings.get()
        assert take(inspection, "accept", person(), DAY, accepted_on=DAY).state == "accepted"


class TestG13:
    """Papers and events are only ever added to."""

    def test_a_correction_is_a_new_letter_with_a_number_of_its_own(self):
        dispute = make_dispute("accepted", request="supervision")
        first = make_letter("reminder", "issued", dispute=dispute)
        second = issue(draft("reminder", dispute, DAY, replaces=first), DAY)
        assert [fresh(first).state, second.state] == ["superseded", "issued"]
        assert [fresh(first).number, second.number] == ["诸总工劳监提〔2026〕1号", "诸总工劳监提〔2026〕2号"]
        assert second.issued.replaces == first.issued

    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_an_event_never_changes(self, act):
        make_dispute()
        rows = Event.objects.all()
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(reason="x") if act == "update" else rows.delete()
        assert rows.get().reason == ""


def test_no_letter_moves_in_an_archived_case():
    dispute = make_dispute("accepted", request="supervision")
    letter = make_letter("reminder", "verified", dispute=dispute)
    take(dispute, "close", cast.city_mediator(), later(MONDAY, 20), outcome="R04")
    take(dispute, "archive", cast.archivist(), later(MONDAY, 40), volume_complete=True, redaction_done=True)
    with refused(letters.case_not_archived):
        take(letter, "withdraw", cast.chair(), later(MONDAY, 50), reason="制发有误。")


def test_every_verb_of_a_letter_asks_whether_the_case_is_archived():
    asks = {
        verb: all(letters.case_not_archived in row.conditions for row in machine.transitions.values())
        for verb in LETTER_STEPS
        if (machine := getattr(getattr(letters.LetterMachine, verb, None), "_django_fsm", None))
    }
    assert asks == dict.fromkeys((verb for verb, step in LETTER_STEPS.items() if not step.creates), True)


def test_a_case_closes_only_when_everything_is_finished():
    dispute = make_dispute("agreed")
    perform(dispute, cast.city_mediator(), later(MONDAY, 9))
    with refused(guards.no_unfinished_letter):
        take(dispute, "close", cast.city_mediator(), later(MONDAY, 10), outcome="R01")
    finish(dispute, cast.city_mediator(), later(MONDAY, 10))
    prepare_proceeding(dispute, "legal_aid", cast.justice(), cast.city_mediator(), later(MONDAY, 10))
    with refused(guards.no_running_proceeding):
        take(dispute, "close", cast.city_mediator(), later(MONDAY, 10), outcome="R01")
