"""The finder: who is found, who is not, and in how many queries."""

from datetime import date, timedelta

import pytest

from mediation.classification import Group
from mediation.operations.clues import dismiss_support
from mediation.reports import finder
from tests import cast
from tests.factories import (
    MONDAY,
    at,
    facts_of,
    file_proceeding,
    finish_papers,
    later,
    make_dispute,
    papers_of,
    prepare_proceeding,
    reach_agreement,
    take,
)
from tests.factories.deadlines import add_deadline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_letters")]
ON = later(MONDAY, 60)
AGED_63 = "330681196301011234"


def found(user=None, on=ON):
    return [row.number for row in finder.candidates(user or cast.city_mediator(), on)]


def one(on=ON):
    (row,) = finder.with_rows(finder.candidates(cast.city_mediator(), on), on)
    return finder.candidate(row, on)


def refuse_arbitration(dispute, *, filed=10, refused=14):
    row = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, filed))
    on = later(MONDAY, refused)
    return take(row, "refuse", cast.arbitrator(), on, refused_on=on, reason="主体已注销。", paper="诸劳人仲不字第1号")


def with_id(dispute, number=AGED_63):
    dispute.parties.filter(role="applicant").update(id_number=number)
    return dispute


class TestWhatFailed:
    def test_a_worker_of_63_whose_arbitration_was_refused(self):
        dispute = with_id(make_dispute("accepted"))
        assert found() == []
        refuse_arbitration(dispute)
        row = one()
        assert row.dispute.pk == dispute.pk
        assert [(person.name, person.age, person.groups) for person in row.people] == [
            ("蒋某", 63, [str(Group.OLDER.label)])
        ]
        assert row.failures == [(str(finder.WORDS["arbitration_refused"]), later(MONDAY, 14))]
        assert (row.safe_on, row.is_over, row.preparing) == (date(2027, 2, 22), False, False)

    def test_failed_mediation(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        assert [words for words, _on in one().failures] == [str(finder.WORDS["mediation_failed"])]
        assert found() == [dispute.number]

    def test_a_commission_that_lets_its_time_pass(self):
        dispute = make_dispute("accepted", groups=["disabled"])
        row = file_proceeding(dispute, "arbitration", cast.arbitration(), cast.city_mediator(), later(MONDAY, 3))
        due = row.deadlines.get(rule="B2").due_on
        assert found(on=due) == []
        assert found(on=later(due, 1)) == [dispute.number]

    def test_an_order_not_performed(self):
        dispute = make_dispute("at_hr", groups=["migrant"])
        row = dispute.proceedings.get(kind="inspection")
        row = take(row, "accept", cast.inspector(), later(MONDAY, 5), accepted_on=later(MONDAY, 5))
        assert found() == []
        take(row, "conclude", cast.inspector(), later(MONDAY, 20), outcome="order_unpaid",
            concluded_on=later(MONDAY, 20))  # fmt: skip
        assert found() == [dispute.number]


class TestWhoIsNotFound:
    def test_nobody_of_a_special_group(self):
        make_dispute("unresolved")
        with_id(make_dispute("unresolved"), "330681196701011234")  # 59
        assert found() == []

    def test_who_has_an_agreement_or_was_heard_elsewhere(self):
        dispute = make_dispute("unresolved", groups=["older"])
        mediator = cast.city_mediator()
        again = prepare_proceeding(dispute, "union_mediation", dispute.holder, mediator, later(MONDAY, 9))
        again = take(again, "accept", mediator, later(MONDAY, 10), accepted_on=later(MONDAY, 10), papers=[
            "applicant_consent", "respondent_consent", "rights_told"])  # fmt: skip
        assert found() == []
        reach_agreement(again, mediator, later(MONDAY, 12))
        assert found() == []

    def test_who_has_filed_for_support(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        mediator = cast.city_mediator()
        row = prepare_proceeding(dispute, "support_for_prosecution", cast.procuratorate(), mediator, later(MONDAY, 9))
        assert one().preparing
        take(row, "file", mediator, later(MONDAY, 10), filed_on=later(MONDAY, 10), papers=papers_of(row.kind),
            **facts_of(row.kind))  # fmt: skip
        assert found() == []

    def test_whose_case_ended_otherwise(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        finish_papers(dispute, cast.city_mediator(), later(MONDAY, 9))
        take(dispute, "close", cast.city_mediator(), later(MONDAY, 10), outcome="R05",
            reason="双方分歧过大。", routes_told=True, outcome_detail="disagreement")  # fmt: skip
        assert found() == [dispute.number]
        dispute.refresh_from_db()
        dispute.outcome = "R04"
        dispute.save()
        assert found() == []

    def test_who_was_dismissed_for_ninety_days(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        day = later(MONDAY, 20)
        dismiss_support(dispute, reason="不愿起诉。", by=cast.city_mediator(), at=at(day))
        assert found(on=day + timedelta(days=89)) == []
        assert found(on=day + timedelta(days=90)) == [dispute.number]


class TestFilters:
    def test_by_group_on_record_or_by_age(self):
        migrant = make_dispute("unresolved", groups=["migrant"])
        aged = with_id(make_dispute("unresolved"))
        rows = finder.candidates(cast.city_mediator(), ON)
        by_group = {code: [row.pk for row in finder.of_group(rows, code, ON)] for code in Group.values}
        assert by_group == {code: [] for code in Group.values} | {"migrant": [migrant.pk], "older": [aged.pk]}

    def test_of_several_limitations_the_first_to_end_counts(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        wages = dispute.deadlines.get(rule="B1a")
        for rule, days in (("B1", -20), ("B1a", 20)):
            add_deadline(dispute, rule, trigger_on=wages.trigger_on, due_on=wages.due_on + timedelta(days=days))
        assert one().safe_on == wages.due_on - timedelta(days=20)

    def test_a_limitation_that_ended_before_another_began_does_not_count(self):
        dispute = make_dispute("unresolved", groups=["migrant"])
        wages, event = dispute.deadlines.get(rule="B1a"), dispute.events.first()
        add_deadline(dispute, "B1", trigger_on=wages.trigger_on, due_on=wages.due_on - timedelta(days=20),
            status="ended", ended_on=later(MONDAY, 3), ended_by=event)  # fmt: skip
        assert one().safe_on == wages.due_on

    def test_a_limitation_that_is_over_stands_apart(self):
        late = make_dispute("unresolved", groups=["migrant"], employment_ended_on=later(MONDAY, -360))
        good = make_dispute("unresolved", groups=["migrant"])
        still = make_dispute("unresolved", groups=["migrant"], employment_ended_on=None)  # wages are not barred
        rows = finder.candidates(cast.city_mediator(), ON)
        assert [row.pk for row in finder.in_time(rows, ON)] == [good.pk, still.pk]
        assert [row.pk for row in finder.too_late(rows, ON)] == [late.pk]


class TestWhoLooks:
    def test_only_what_one_sees(self):
        here = make_dispute("unresolved", holder=cast.town(), groups=["migrant"])
        make_dispute("unresolved", groups=["migrant"])
        assert found(cast.town_mediator()) == [here.number]
        assert found(cast.other_town_mediator()) == []
        assert len(found(cast.manager())) == 2

    @pytest.mark.parametrize("name", ["volunteer", "enterprise_mediator", "prosecutor", "administrator", "worker_user"])
    def test_not_for(self, name):
        make_dispute("unresolved", holder=cast.enterprise(), groups=["migrant"])
        user = getattr(cast, name)()
        assert not finder.may_find(user)
        assert found(user) == []


def test_queries_do_not_grow_with_the_rows(django_assert_num_queries):
    on, user = ON, cast.city_mediator()

    def look():
        return [finder.candidate(row, on) for row in finder.with_rows(finder.candidates(user, on), on)]

    assert user.memberships_now
    make_dispute("unresolved", groups=["migrant"])
    with django_assert_num_queries(3):
        assert len(look()) == 1
    for _number in range(3):
        refuse_arbitration(make_dispute("unresolved", workers=("蒋喆", "楼䶮"), groups=["migrant"]))
    with django_assert_num_queries(3):
        assert len(look()) == 4
