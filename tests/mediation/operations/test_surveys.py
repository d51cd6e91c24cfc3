"""Workers asked after closing: one answer each, by whatever way; links wrong, used up, expired or overtaken."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from documents import freezing
from mediation.integrity import violations
from mediation.models import Dispute, FollowUp, Membership, Survey, SurveyAttempt, VisitPlan
from mediation.operations.people import plan_visit
from mediation.operations.surveys import Answer, answer_by_link, ask, record_answer, record_attempt, unanswered
from mediation.operations.visits import awaiting_visit
from mediation.operations.words import keep_words
from tests import cast
from tests.factories import MONDAY, acts, at, fresh, later, make_dispute, take
from tests.refusals import forbidden, refused, unchanged

pytestmark = pytest.mark.django_db
CLOSED = later(MONDAY, 15)
DAY = later(MONDAY, 18)
GOOD = Answer("satisfied", "good", "full", "谢谢王调解员。", note_is_open=False)
PLACE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def closed():
    return make_dispute("closed")


def worker_of(dispute):
    return Dispute.objects.get(pk=dispute.pk).parties.get(kind="worker")


def asked(dispute, *, on=DAY, means="link", by=None, made_from=PLACE):
    return ask(worker_of(dispute), by=by or cast.city_mediator(), at=at(on), means=means, made_from=made_from)


def answered(secret, *, on=DAY, came_from=ELSEWHERE, answer=GOOD):
    return answer_by_link(secret, answer, at=at(on, 15), came_from=came_from)


def typed(dispute, *, answer=GOOD, on=DAY, means="phone", answered_on=DAY, by=None):
    by = by or cast.city_mediator()
    return record_answer(worker_of(dispute), answer, by=by, at=at(on), means=means, answered_on=answered_on)


class TestLink:
    def test_opens_once_and_nobody_at_the_union_answered(self, closed):
        made = asked(closed)
        assert made.secret not in str(Survey.objects.values())
        assert unanswered(made.secret, at=at(DAY)) == made.survey
        row = answered(made.secret)
        assert (row.survey, row.by, row.means, row.visited_on) == (made.survey, None, "link", DAY)
        assert (row.satisfaction, row.conduct, row.performance, row.note_is_open) == (
            "satisfied",
            "good",
            "full",
            False,
        )
        survey = Survey.objects.get()
        assert (survey.state, survey.digest, survey.from_same_place) == ("answered", None, False)
        event = closed.events.latest("number")
        assert (event.kind, event.role, event.organisation) == ("answer_survey", "worker", closed.holder)
        assert event.data["means"] == "link"
        assert "谢谢" not in str(event.data)
        assert list(violations()) == []
        with unchanged():
            assert answered(made.secret) is None
        with refused("nobody has answered for this party yet"):
            typed(closed)
        with refused("nobody has answered for this party yet"):
            asked(closed)

    def test_who_answers_has_no_account_and_no_other_right(self, closed):
        answered(asked(closed).secret)
        post = Membership.objects.get(user__username="office-respondent")
        assert not post.user.has_usable_password()
        assert not Dispute.objects.visible_to(post.user).exists()
        assert not Membership.objects.of_people().filter(pk=post.pk).exists()

    def test_wrong_expired_replaced_and_overtaken_ones_open_nothing(self, closed):
        first, second = asked(closed), asked(closed, means="paper")
        after = later(DAY, 15)
        with unchanged():
            for secret, day in (("x" * 43, DAY), ("", DAY), (first.secret, DAY), (second.secret, after)):
                assert unanswered(secret, at=at(day, 15)) is None
                assert answered(secret, on=day) is None
        take(fresh(closed), "reopen", cast.reviewer(), later(DAY, 1), reason="单位未履行。")
        with unchanged():
            assert answered(second.secret, on=later(DAY, 2)) is None
        assert [row.means for row in SurveyAttempt.objects.all()] == ["link", "paper"]
        assert Survey.objects.count() == 1

    def test_an_answer_from_where_it_was_made_is_marked(self, closed):
        answered(asked(closed).secret, came_from=PLACE)
        survey = Survey.objects.get()
        assert survey.from_same_place
        assert PLACE not in survey.made_from

    def test_the_database_takes_no_second_answer(self, closed):
        row = answered(asked(closed).secret)
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUp.objects.create(dispute=closed, visited_on=DAY, satisfaction="fair")  # by nobody


class TestTyped:
    def test_calls_until_there_is_an_answer_with_who_typed_it(self, closed):
        by = cast.second_city_mediator()
        record_attempt(worker_of(closed), by=by, at=at(CLOSED), result="not_reached")
        row = typed(closed, by=by, answer=Answer("dissatisfied", "mixed", "part"))
        assert (row.by, row.means, row.performed, row.in_part, row.note_is_open) == (by, "phone", False, True, True)
        assert [(one.result, one.by) for one in SurveyAttempt.objects.all()] == [("not_reached", by)]
        assert acts(closed)[-2:] == ["dispute ask_survey", "dispute answer_survey"]
        assert list(violations()) == []

    def test_who_declines_is_not_asked_again_and_the_link_ends(self, closed):
        made = asked(closed)
        record_attempt(worker_of(closed), by=cast.city_mediator(), at=at(DAY), result="refused")
        assert (Survey.objects.get().state, Survey.objects.get().digest) == ("refused", None)
        with unchanged():
            assert answered(made.secret) is None
        for again in (asked, typed):
            with refused("the party has not declined to answer"):
                again(closed)

    @pytest.mark.parametrize("day", [later(CLOSED, -1), later(DAY, 1)])
    def test_between_closing_and_today(self, closed, day):
        with refused("the answer lies between closing and today"):
            typed(closed, means="paper", answered_on=day)

    def test_only_after_closing_with_a_result_and_by_who_works_on_the_case(self, closed):
        agreed = make_dispute("agreed")
        with refused("the case is closed with a result"):
            asked(agreed)
        third = closed.parties.create(role="third", kind="employer", name="劳务公司")
        with refused("it is a worker or an employer, and no third party"):
            ask(third, by=cast.city_mediator(), at=at(DAY), means="link")
        for ask_so, person in (
            (asked, cast.manager()),
            (typed, cast.other_town_mediator()),
            (asked, cast.worker_user()),
        ):
            with forbidden():
                ask_so(closed, by=person)
        Dispute.objects.filter(pk=closed.pk).update(outcome="R15")
        with refused("the case is closed with a result"):
            asked(closed)

    def test_the_employer_is_asked_for_itself_and_its_call_is_no_visit_to_the_worker(self, closed):
        by, employer = cast.city_mediator(), closed.parties.get(kind="employer")
        plan_visit(closed, by=by, at=at(CLOSED), planned_on=DAY)
        made = ask(employer, by=by, at=at(CLOSED), means="link")
        row = answered(made.secret, answer=Answer("fair", "good", "full"))
        assert (row.side, row.survey.party, row.by) == ("employer", employer, None)
        event = closed.events.latest("number")
        assert (event.role, event.by.display_name, event.data["party"]["id"]) == ("employer", "受访单位", employer.pk)
        second = closed.parties.create(role="respondent", kind="employer", name="劳务公司")
        keep_words(fresh(closed))
        record_answer(second, GOOD, by=by, at=at(DAY), means="phone", answered_on=DAY)
        assert VisitPlan.objects.get().visit is None
        assert [case.pk for case in awaiting_visit(Dispute.objects.all(), DAY)] == [closed.pk]
        assert typed(closed).side == "worker"
        assert not awaiting_visit(Dispute.objects.all(), DAY)
        assert list(violations()) == []

    def test_after_a_second_closing_the_worker_is_asked_anew(self, closed):
        made, again, day = asked(closed), later(DAY, 5), later(DAY, 6)
        Dispute.objects.filter(pk=closed.pk).update(closed_on=again, ended_on=again)
        with unchanged():
            assert answered(made.secret, on=day) is None
        typed(closed, on=day, answered_on=day)
        assert [row.closed_on for row in Survey.objects.order_by("pk")] == [CLOSED, again]


def lost_answer(survey):
    FollowUp.objects.all().delete()


def link_still_open(survey):
    Survey.objects.update(digest="0" * 64)


def answer_of_another_case(survey):
    FollowUp.objects.update(dispute=make_dispute("closed"))


CHANGES = {
    "mediation_followup": ("satisfaction = 'happy'", "survey_id = NULL", "id = id"),
    "mediation_surveyattempt": ("result = 'refused'",),
    "mediation_survey": ("state = 'asked'", "from_same_place = (1 = 1)", "digest = 'x'"),
    "mediation_visitplan": ("planned_on = '2026-01-01'", "visit_id = NULL"),
}
BEFORE_THE_END = {
    "mediation_survey": ("closed_on = '2026-01-01'", "asked_by_id = 0"),
    "mediation_visitplan": ("dispute_id = 0",),
}


def test_the_database_refuses_to_change_what_was_answered(closed):
    plan_visit(closed, by=cast.city_mediator(), at=at(DAY), planned_on=DAY)
    asked(closed)
    for table, changes in BEFORE_THE_END.items():
        refuses(table, changes)
    typed(closed)
    for table, changes in CHANGES.items():
        refuses(table, changes)


def refuses(table, changes):
    statements = [f"UPDATE {table} SET {change}" for change in changes]  # noqa: S608
    statements.append(f"DELETE FROM {table}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        rows = cursor.fetchall()
        assert rows
        for statement in statements:
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        assert cursor.fetchall() == rows


@pytest.mark.parametrize("wrong", [lost_answer, link_still_open, answer_of_another_case])
def test_i20_sees_what_the_door_would_never_write(closed, wrong):
    answered(asked(closed).secret)
    for table in ("mediation_followup", "mediation_survey"):
        freezing.remove(connection, table)  # the transaction of the test brings the triggers back
    wrong(Survey.objects.get())
    assert {violation.invariant for violation in violations()} == {"I32"}
