"""Recusal takes sight and acts away; follow-up visits come after closing."""

import pytest

from mediation import checks
from mediation.models import Dispute
from mediation.operations.people import follow_up, recuse
from tests import cast
from tests.factories import MONDAY, at, later, make_dispute, take
from tests.refusals import forbidden, refused

pytestmark = pytest.mark.django_db
DAY = later(MONDAY, 3)


class TestRecusal:
    def recuse(self, dispute, person, *, by=None, reason="与单位负责人系亲属。"):
        return recuse(dispute, person, by=by or cast.manager(), at=at(DAY), reason=reason)

    def test_the_handler_loses_the_case(self):
        dispute = make_dispute("accepted")
        self.recuse(dispute, cast.city_mediator())
        dispute = Dispute.objects.get()
        assert dispute.handler is None
        assert not Dispute.objects.visible_to(cast.city_mediator()).exists()
        assert Dispute.objects.visible_to(cast.second_city_mediator()).exists()
        with forbidden():
            take(dispute, "raise_alarm", cast.city_mediator(), DAY, reason="停工。")
        with refused(checks.handler_not_recused):
            take(dispute, "assign", cast.manager(), DAY, handler=cast.city_mediator())

    def test_a_declared_interest_does_the_same(self):
        dispute = make_dispute("accepted")
        cast.city_mediator().interests.create(employer=cast.employer(), note="亲属任职")
        assert not Dispute.objects.visible_to(cast.city_mediator()).exists()
        with forbidden():
            take(dispute, "raise_alarm", cast.city_mediator(), DAY, reason="停工。")

    def test_not_twice(self):
        dispute = make_dispute("accepted")
        self.recuse(dispute, cast.second_city_mediator())
        with refused("the person is not recused yet"):
            self.recuse(dispute, cast.second_city_mediator())

    def test_with_a_reason(self):
        dispute = make_dispute("accepted")
        with refused("a reason is given"):
            self.recuse(dispute, cast.city_mediator(), reason=" ")

    def test_forbidden(self):
        dispute = make_dispute("accepted")
        for person in (cast.volunteer(), cast.chair(), cast.auditor(), cast.other_town_mediator()):
            with forbidden():
                self.recuse(dispute, cast.city_mediator(), by=person)


class TestFollowUp:
    def visit(self, dispute, *, by=None, visited_on=None, on=None):
        visited_on = visited_on or later(MONDAY, 20)
        return follow_up(
            dispute, by=by or cast.city_mediator(), at=at(on or later(MONDAY, 20)), visited_on=visited_on,
            satisfaction="satisfied",
        )  # fmt: skip

    def test_after_closing(self):
        dispute = make_dispute("closed")
        visit = self.visit(dispute)
        assert (visit.satisfaction, visit.by) == ("satisfied", cast.city_mediator())
        assert dispute.events.latest("number").kind == "follow_up"

    def test_not_on_an_open_case(self):
        dispute = make_dispute("agreed")
        with refused("the case is closed"):
            self.visit(dispute)

    def test_the_button_pressed_twice(self):
        dispute = make_dispute("closed")
        self.visit(dispute)
        with refused("this visit is not recorded yet"):
            self.visit(dispute)
        self.visit(dispute, by=cast.second_city_mediator())
        assert dispute.follow_ups.count() == 2

    def test_between_closing_and_today(self):
        dispute = make_dispute("closed")
        for day in (later(dispute.closed_on, -1), later(MONDAY, 21)):
            with refused("the visit lies between closing and today"):
                self.visit(dispute, visited_on=day)

    def test_forbidden(self):
        dispute = make_dispute("closed")
        with forbidden():
            self.visit(dispute, by=cast.reviewer())
