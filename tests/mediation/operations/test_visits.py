"""Visits after closing: the clock that closing starts, what moves, meets and ends it, who is told, and the desk."""

from datetime import timedelta

import pytest

from mediation.integrity import violations
from mediation.models import Deadline, Dispute, Reminder, RuleSetting, VisitPlan
from mediation.operations.papers import draw_paper
from mediation.operations.people import follow_up, plan_visit
from mediation.operations.reminders import remind
from mediation.operations.subscriptions import entries
from mediation.operations.surveys import Answer, answer_by_link, ask, record_answer
from mediation.operations.visits import awaiting_visit, visits_due
from tests import cast
from tests.factories import MONDAY, at, fresh, later, make_dispute, take
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
CLOSED = later(MONDAY, 15)
DAY = later(MONDAY, 18)
DUE = later(CLOSED, 7)


@pytest.fixture
def closed():
    return make_dispute("closed")


def awaiting(today):
    return [(due.dispute.pk, due.on, due.planned) for due in visits_due(awaiting_visit(Dispute.objects.all(), today))]


def visit(dispute, day, **given):
    return follow_up(dispute, by=cast.city_mediator(), at=at(day), visited_on=day, satisfaction="satisfied", **given)


def plan(dispute, planned_on, *, on=DAY, by=None):
    return plan_visit(dispute, by=by or cast.city_mediator(), at=at(on), planned_on=planned_on)


def clocks():
    return list(Deadline.objects.filter(rule="M12").order_by("pk").values_list("due_on", "status", "ended_on"))


def test_due_seven_days_after_closing_until_somebody_has_talked_to_the_worker(closed):
    make_dispute("agreed")
    assert (awaiting(DAY), clocks()) == ([(closed.pk, DUE, False)], [(DUE, "open", None)])
    assert awaiting(CLOSED + timedelta(days=180)) == []
    secret = ask(closed.parties.get(kind="worker"), by=cast.city_mediator(), at=at(DAY), means="link").secret
    answer_by_link(secret, Answer("fair", "good"), at=at(DAY, 15), came_from="")
    employer = closed.parties.get(kind="employer")
    by = cast.city_mediator()
    record_answer(employer, Answer("fair", "good"), by=by, at=at(DAY), means="phone", answered_on=DAY)
    waits = (awaiting(DAY), clocks())
    assert waits == ([(closed.pk, DUE, False)], [(DUE, "open", None)]), "neither the link nor the employer is a visit"
    visit(closed, DAY, means="phone", performance="part", note="已付一半。")
    assert (awaiting(DAY), clocks()) == ([], [(DUE, "met", DAY)])
    paper = draw_paper(closed, "follow_up_record", by=cast.city_mediator(), at=at(DAY))
    told = [paper.content[name] for name in ("visited_on", "manner", "performed", "satisfaction", "note")]
    assert told == [DAY.isoformat(), "电话", "part", "satisfied", "已付一半。"]
    assert list(violations()) == []


def test_the_worker_on_the_phone_is_a_visit(closed):
    worker = closed.parties.get(kind="worker")
    by = cast.city_mediator()
    record_answer(worker, Answer("fair", "good"), by=by, at=at(DAY), means="phone", answered_on=CLOSED)
    assert (awaiting(DAY), clocks()) == ([], [(DUE, "met", CLOSED)])


def test_the_office_sets_the_days():
    RuleSetting.objects.create(
        code="M12", length=30, reason="本市回访办法", valid_from=MONDAY, set_by="朱凯", set_at=at(MONDAY)
    )
    closed = make_dispute("closed")
    assert awaiting(DAY) == [(closed.pk, later(CLOSED, 30), False)]
    Deadline.objects.filter(rule="M12").delete()  # as of a case closed before there was a clock
    assert awaiting(DAY) == [(closed.pk, later(CLOSED, 30), False)]


def test_a_planned_visit_takes_the_place_of_the_usual_day_and_is_met_by_the_next(closed):
    first, second = later(DAY, 30), later(DAY, 40)
    plan(closed, first)
    plan(closed, second)
    assert awaiting(DAY) == [(closed.pk, second, True)]
    assert clocks() == [(DUE, "superseded", DAY), (first, "superseded", DAY), (second, "open", None)]
    row = visit(closed, second)
    assert (VisitPlan.objects.get().visit, awaiting(second)) == (row, [])
    third = later(second, 7)
    plan(closed, third, on=second)
    assert (awaiting(second), clocks()[-1]) == ([(closed.pk, third, True)], (third, "open", None))
    assert list(violations()) == []


def test_a_case_that_goes_on_or_is_archived_awaits_none_and_a_plan_outlives_a_second_closing(closed):
    planned, again = later(DAY, 90), later(DAY, 1)
    plan(closed, planned)
    take(fresh(closed), "reopen", cast.reviewer(), again, reason="单位未履行。")
    assert clocks()[-1] == (planned, "ended", again)
    take(fresh(closed), "close", cast.city_mediator(), later(DAY, 2), outcome="R15")
    assert len(clocks()) == 2, "nobody is visited about a consultation"
    with refused("the case is closed with a result"):
        plan(fresh(closed), later(DAY, 9), on=later(DAY, 2))
    assert (len(clocks()), VisitPlan.objects.get().planned_on) == (2, planned)
    take(fresh(closed), "reopen", cast.reviewer(), later(DAY, 3), reason="单位未履行。")
    take(fresh(closed), "close", cast.city_mediator(), later(DAY, 4), outcome="R03", reason="双方自行和解。")
    assert clocks()[-1] == (planned, "open", None)
    archived = make_dispute("archived")
    assert Deadline.objects.get(dispute=archived, rule="M12").status == "ended"
    assert list(violations()) == []


def test_it_is_told_like_others_but_nobody_is_late(closed):
    Deadline.objects.exclude(rule="M12").delete()
    assert not Dispute.objects.overdue(later(DUE, 30)).exists()
    handler = closed.handler
    assert [[entry.on for entry in entries(handler, day)] for day in (DUE, later(DUE, 180))] == [[DUE], []]
    for days in (-6, -5, -4, -1, 0, 1, 2, 30):
        remind(at=at(later(DUE, days), 10))
    told = Reminder.objects.filter(user=handler).order_by("pk").values_list("stage", flat=True)
    assert list(told) == ["before_3", "before_1", "today", "passed"]


def test_plans_are_for_days_to_come_of_closed_cases(closed):
    before, agreed, manager = clocks(), make_dispute("agreed"), cast.manager()
    for day in (later(DAY, -1), later(DAY, 400)):
        with refused("the visit is planned for today or a day of the next twelve months"):
            plan(closed, day)
    with refused("the case is closed and not archived"):
        plan(agreed, DAY)
    with forbidden():
        plan(closed, DAY, by=manager)
    assert clocks() == before
