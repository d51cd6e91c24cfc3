"""Preparing proceedings, sessions and performance: what is refused, and by whom it may be done."""

from datetime import date, timedelta

import pytest

from mediation import proceeding_checks, proceeding_guards
from mediation.operations.proceedings import hold_session
from tests import cast
from tests.factories import (
    AWARD_ITEMS,
    MONDAY,
    at,
    facts_of,
    file_proceeding,
    fresh,
    later,
    make_dispute,
    mediation_of,
    papers_of,
    prepare_proceeding,
    take,
)
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 3)
LATE = "why it is filed late: the time limit for the application has passed"


class TestPrepare:
    def test_the_wrong_agency(self):
        dispute = make_dispute("accepted")
        with refused("the agency is one that is in charge of this kind"):
            prepare_proceeding(dispute, "inspection", cast.court(), cast.city_mediator(), DAY)

    def test_no_known_basis(self):
        dispute = make_dispute("accepted")
        with refused("a legal basis is chosen"):
            prepare_proceeding(dispute, "litigation", cast.court(), cast.city_mediator(), DAY, basis="none")

    def test_forbidden_for_those_who_do_not_handle_cases(self):
        dispute = make_dispute("accepted")
        for person in (cast.reviewer(), cast.volunteer(), cast.inspector(), cast.manager()):
            with forbidden():
                prepare_proceeding(dispute, "inspection", cast.inspection(), person, DAY)

    def test_not_twice_at_a_time(self):
        dispute = make_dispute("mediating")
        with refused("no other proceeding of this kind is running"):
            prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), DAY)

    def test_not_before_the_case_came_in(self):
        dispute = make_dispute("accepted")
        with refused("the day lies between the receipt of the case and today"):
            prepare_proceeding(
                dispute, "inspection", cast.inspection(), cast.city_mediator(), DAY, prepared_on=later(MONDAY, -1)
            )


class TestFiling:
    def test_papers_are_missing(self):
        proceeding = prepare_proceeding(
            make_dispute("accepted"), "inspection", cast.inspection(), cast.city_mediator(), DAY
        )
        with refused("still missing: evidence and list of evidence"):
            take(
                proceeding,
                "file",
                cast.city_mediator(),
                DAY,
                filed_on=DAY,
                papers=["complaint"],
                **facts_of("inspection"),
            )

    def test_confirmation_after_thirty_days_is_too_late(self):
        dispute = make_dispute("agreed")
        limit = dispute.deadlines.get(rule="A3").due_on
        late = later(limit, 1)
        proceeding = prepare_proceeding(dispute, "judicial_confirmation", cast.court(), cast.city_mediator(), limit)
        with refused(LATE):
            take(
                proceeding, "file", cast.city_mediator(), late,
                filed_on=late, papers=papers_of("judicial_confirmation"),
            )  # fmt: skip
        filed = take(
            proceeding, "file", cast.city_mediator(), limit,
            filed_on=limit, papers=papers_of("judicial_confirmation"),
        )  # fmt: skip
        assert filed.state == "filed"

    def test_a_limit_that_was_met_does_not_come_back(self):
        """Filed in time, withdrawn, and filed again too late."""
        dispute, by = make_dispute("at_court"), cast.city_mediator()
        limit = dispute.deadlines.get(rule="A3")
        day, confirmation = limit.due_on, dispute.proceedings.get(kind="judicial_confirmation")
        take(confirmation, "withdraw", by, day, withdrawn_on=day, reason="补充。")
        assert limit.status == "met"
        again = prepare_proceeding(fresh(dispute), "judicial_confirmation", cast.court(), by, day)
        papers, late = papers_of("judicial_confirmation"), later(day, 1)
        with refused(LATE):
            take(again, "file", by, late, filed_on=late, papers=papers)
        assert take(again, "file", by, late, filed_on=day, papers=papers).state == "filed"

    @pytest.mark.parametrize("award", ["final_award", "non_final_award"])
    def test_who_sues_against_an_award_keeps_its_fifteen_days(self, award):
        dispute, by = make_dispute("accepted"), cast.city_mediator()
        arbitration = file_proceeding(dispute, "arbitration", cast.arbitration(), by, DAY)
        arbitration = take(arbitration, "accept", cast.arbitrator(), later(DAY, 2), accepted_on=later(DAY, 2))
        day = later(DAY, 10)
        take(
            arbitration, "conclude", cast.arbitrator(), day, outcome=award, concluded_on=day, received_on=day,
            award_reason="以裁决书为准。", award_items=AWARD_ITEMS,
        )  # fmt: skip
        limit = dispute.deadlines.get(rule__in=("B12", "B15")).due_on
        suit = prepare_proceeding(fresh(dispute), "litigation", cast.court(), by, limit, basis="award")
        late = later(limit, 1)
        with refused(LATE):
            take(suit, "file", by, late, filed_on=late, papers=papers_of("litigation"))
        assert take(suit, "file", by, late, filed_on=limit, papers=papers_of("litigation")).state == "filed"

    def test_enforcement_counts_from_the_last_day_of_performance(self):
        dispute = make_dispute("at_court")
        confirmation, judge, day = dispute.proceedings.get(state="filed"), cast.court_liaison(), later(MONDAY, 12)
        confirmation = take(confirmation, "accept", judge, day, accepted_on=day)
        take(confirmation, "conclude", judge, day, outcome="confirmed", concluded_on=day, received_on=day)
        last = dispute.agreements.get().instalments.latest("due_on").due_on
        assert dispute.deadlines.get(rule="T12").trigger_on == last == later(MONDAY, 18)

    def test_the_inspection_is_asked_within_two_years_and_may_answer_later(self):
        dispute, by = make_dispute("accepted", employment_ended_on=date(2024, 3, 4)), cast.city_mediator()
        proceeding = prepare_proceeding(dispute, "inspection", cast.inspection(), by, date(2026, 3, 3))
        last, papers = date(2026, 3, 4), papers_of("inspection")
        facts = facts_of("inspection")
        with refused(LATE):
            take(proceeding, "file", by, later(last, 1), filed_on=later(last, 1), papers=papers, **facts)
        filed = take(proceeding, "file", by, later(last, 1), filed_on=last, papers=papers, **facts)
        day = later(last, 6)
        assert take(filed, "accept", cast.inspector(), day, accepted_on=day).state == "accepted"

    def test_support_asked_for_before_the_suit_is_granted_after_it(self):
        dispute, by = make_dispute("at_procuratorate", groups=("migrant",)), cast.city_mediator()
        support, day = dispute.proceedings.get(kind="support_for_prosecution"), later(MONDAY, 12)
        suit = file_proceeding(dispute, "litigation", cast.court(), by, day, basis="wage_note")
        take(suit, "accept", cast.court_liaison(), later(day, 1), accepted_on=later(day, 1))
        granted = take(support, "accept", cast.prosecutor(), later(day, 2), accepted_on=later(day, 2))
        assert granted.state == "accepted"

    def test_an_agency_accepts_only_what_was_filed(self):
        proceeding = prepare_proceeding(
            make_dispute("accepted"), "inspection", cast.inspection(), cast.city_mediator(), DAY
        )
        with refused(proceeding_guards.filed_first):
            take(proceeding, "accept", cast.city_mediator(), DAY, accepted_on=DAY, paper="受理通知")


class TestExtension:
    def test_inspection_may_be_extended_once(self):
        dispute = make_dispute("at_hr")
        proceeding = take(
            dispute.proceedings.get(), "accept", cast.inspector(), later(MONDAY, 4), accepted_on=later(MONDAY, 4)
        )
        with refused("a reason is given", proceeding_checks.both_agreed):
            take(proceeding, "extend", cast.inspector(), later(MONDAY, 60), extra=30)
        proceeding = take(
            proceeding, "extend", cast.inspector(), later(MONDAY, 60), reason="案情复杂。", agreed=True, extra=30
        )
        assert [(row.rule, row.status) for row in dispute.deadlines.filter(rule="I2").order_by("pk")] == [
            ("I2", "superseded"), ("I2", "open"),
        ]  # fmt: skip
        assert dispute.deadlines.open().filter(rule="I2b").count() == 1  # the complainant is told
        with refused(proceeding_guards.extension_left):
            take(proceeding, "extend", cast.inspector(), later(MONDAY, 90), reason="仍未查清。", agreed=True, extra=1)

    @pytest.mark.parametrize("days", [None, 0, -1, 366, "7", 2.5])
    def test_mediation_not_by_days_that_are_none(self, days):
        dispute = make_dispute("mediating")
        with refused("a whole number from 1 to 365"):
            take(
                mediation_of(dispute), "extend", cast.city_mediator(), later(MONDAY, 10),
                reason="继续协商。", agreed=True, extra=days,
            )  # fmt: skip

    def test_mediation_as_often_as_both_agree(self):
        dispute = make_dispute("mediating")
        for extra, due in ((5, "2026-03-23"), (10, "2026-04-01")):
            take(
                mediation_of(dispute), "extend", cast.city_mediator(), later(MONDAY, 10),
                reason="继续协商。", agreed=True, extra=extra,
            )  # fmt: skip
            assert str(dispute.deadlines.open().get(rule="M3").due_on) == due


class TestSession:
    def hold(self, proceeding, **given):
        values = {
            "by": cast.city_mediator(), "at": at(DAY), "held_at": at(DAY, 9), "place": "调解室", "attendees": "双方",
            "record": "记录。",
        }  # fmt: skip
        return hold_session(proceeding, **values | given)

    def test_held(self):
        dispute = make_dispute("mediating")
        session = self.hold(mediation_of(dispute))
        assert (session.dispute, session.by) == (dispute, cast.city_mediator())

    def test_the_button_pressed_twice(self):
        proceeding = mediation_of(make_dispute("mediating"))
        self.hold(proceeding)
        with refused("no session at this hour is recorded yet"):
            self.hold(proceeding, record="另一份记录。")
        self.hold(proceeding, held_at=at(DAY, 8))
        assert proceeding.sessions.count() == 2

    def test_not_in_the_future(self):
        proceeding = mediation_of(make_dispute("mediating"))
        with refused("the session is not in the future"):
            self.hold(proceeding, held_at=at(DAY) + timedelta(minutes=1))

    def test_not_before_both_sides_consent(self):
        dispute = make_dispute("accepted")
        proceeding = prepare_proceeding(dispute, "union_mediation", cast.city(), cast.city_mediator(), DAY)
        with refused("union mediation is open"):
            self.hold(proceeding)

    def test_not_by_a_reviewer(self):
        proceeding = mediation_of(make_dispute("mediating"))
        with forbidden():
            self.hold(proceeding, by=cast.reviewer())
