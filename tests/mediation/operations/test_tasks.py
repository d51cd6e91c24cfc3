"""Tasks: a day that is a deadline, only for who sees the case, done with a result, late to be seen."""

import pytest

from mediation.integrity import violations
from mediation.models import Task
from mediation.operations.errors import StepForbidden
from mediation.operations.people import recuse
from mediation.operations.tasks import Order, close_task, open_task
from tests import cast
from tests.factories import MONDAY, acts, at, fresh, later, make_dispute, register_dispute, take
from tests.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
DAY, DUE = later(MONDAY, 4), later(MONDAY, 13)  # a Friday and a Sunday


def give(dispute, by=None, **given):
    order = Order(**{"text": "督促企业支付首期工资", "unit": cast.city(), "due_on": DUE} | given)
    return open_task(dispute, order, by=by or cast.city_mediator(), at=at(DAY))


def finish(task, by, on=DUE, **given):
    return close_task(task, by=by, at=at(on), **{"done_on": on, "result": "已支付。"} | given)


class TestGiven:
    def test_the_day_is_a_deadline_of_the_case_on_that_very_day(self):
        dispute = make_dispute("accepted")
        task = give(dispute, owner=cast.city_mediator())
        clock = task.deadlines.get()
        assert (clock.rule, clock.due_on, clock.unit, clock.status) == ("U3", DUE, "date", "open")
        assert acts(dispute)[-1] == "dispute open_task"
        assert fresh(dispute).version == dispute.version
        assert [str(one) for one in violations()] == []

    def test_to_a_partner_only_when_it_sees_the_case(self):
        unseen, seen = make_dispute("accepted"), make_dispute("at_hr", employer=cast.other_employer())
        with refused(f"{cast.court().short_name} sees the case: hand it over first, then give the task"):
            give(unseen, unit=cast.court())
        assert give(seen, unit=cast.inspection()).unit == cast.inspection()
        assert give(seen, unit=cast.hr()).unit == cast.hr()  # above the inspection

    def test_to_a_union_only_when_it_sees_the_case(self):
        dispute = make_dispute("accepted", holder=cast.town())
        with refused(f"{cast.other_town().short_name} sees the case: hand it over first, then give the task"):
            give(dispute, unit=cast.other_town())
        assert give(dispute, unit=cast.town(), by=cast.town_mediator()).unit == cast.town()

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"text": "  "}, "it is said what is to be done"),
            ({"due_on": later(DAY, -1)}, "the day lies neither before today nor years ahead"),
            ({"due_on": later(DAY, 4000)}, "the day lies neither before today nor years ahead"),
        ],
    )
    def test_what_is_no_task(self, given, words):
        dispute = make_dispute("accepted")
        with refused(words):
            give(dispute, **given)

    def test_the_person_works_there_and_is_not_recused(self):
        dispute = make_dispute("accepted")
        words = "the person works there and may act in the case"
        for person in (cast.town_mediator(), cast.volunteer()):
            with refused(words):
                give(dispute, owner=person)
        recuse(dispute, cast.second_city_mediator(), by=cast.reviewer(), at=at(DAY), reason="近亲属")
        with refused(words):
            give(dispute, owner=cast.second_city_mediator())

    def test_not_by_others_and_not_in_a_closed_case(self):
        dispute = make_dispute("accepted")
        for person in (cast.volunteer(), cast.town_mediator(), cast.chair(), cast.auditor()):
            with unchanged(), pytest.raises(StepForbidden):
                give(dispute, by=person)
        closed = make_dispute("closed", employer=cast.other_employer())
        with refused("the case is open"):
            give(closed, due_on=later(MONDAY, 40))


class TestDone:
    def test_by_its_partner_met_and_visible_to_it_alone(self):
        dispute = make_dispute("at_hr")
        theirs, ours = give(dispute, unit=cast.inspection()), give(dispute)
        assert list(Task.objects.visible_to(cast.inspector())) == [theirs]
        assert list(Task.objects.visible_to(cast.court_liaison())) == []
        assert set(Task.objects.visible_to(cast.city_mediator())) == {theirs, ours}
        with unchanged(), pytest.raises(StepForbidden):
            finish(ours, cast.inspector())
        task = finish(theirs, cast.inspector())
        assert (task.result, task.was_late, task.deadlines.get().status) == ("已支付。", False, "met")
        assert acts(dispute)[-1] == "dispute close_task"
        assert [str(one) for one in violations()] == []

    def test_by_a_town_whose_case_is_held_above(self):
        dispute = make_dispute("accepted", holder=cast.town())
        dispute = take(dispute, "escalate", cast.town_mediator(), DAY, holder=cast.city(), reason="请提级。")
        task = give(dispute, unit=cast.town())
        assert finish(task, cast.town_mediator(), on=later(DUE, 3)).was_late
        assert [str(one) for one in violations()] == []

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"result": " "}, "it is said what came of it"),
            ({"done_on": later(DAY, -1)}, "the day lies between the day the task was given and today"),
            ({"done_on": later(DUE, 1)}, "the day lies between the day the task was given and today"),
        ],
    )
    def test_what_is_not_done(self, given, words):
        task = give(make_dispute("accepted"))
        with refused(words):
            finish(task, cast.city_mediator(), **given)

    def test_once(self):
        task = finish(give(make_dispute("accepted")), cast.city_mediator())
        with refused("the task is not done yet"):
            finish(task, cast.city_mediator())

    def test_a_case_that_is_closed_needs_its_tasks_no_longer(self):
        dispute = register_dispute()
        task = give(dispute, due_on=later(MONDAY, 30))
        assert list(Task.objects.open()) == [task]
        take(fresh(dispute), "withdraw", cast.city_mediator(), DUE, reason="职工撤回。", free_will=True)
        assert list(Task.objects.open()) == []
        assert task.deadlines.get().status == "ended"
