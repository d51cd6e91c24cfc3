"""A full desk costs what an empty one costs: few queries, however many cases and deadlines there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mediation.models import Deadline, Meeting
from tests import cast, factories
from tests.factories import later, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


class TestFullDesk:
    def fill(self, today, number):
        for place in range(number):
            factories.make_dispute("mediating", on=later(today, -30 - place % 3))
            factories.register_dispute(later(today, -5))

    @pytest.mark.parametrize("person", [cast.city_mediator, cast.reviewer, cast.manager])
    def test_queries_do_not_grow_with_rows(self, client, today, person):
        self.fill(today, 1)
        client.force_login(person())
        few = self.visit(client)
        self.fill(today, 4)
        assert self.visit(client) == few

    @pytest.mark.parametrize(
        ("person", "most"),
        [(cast.city_mediator, 13), (cast.reviewer, 13), (cast.manager, 14), (cast.hr_liaison, 10)],
    )
    def test_a_visit_to_a_desk_with_four_hundred_deadlines(self, client, today, person, most):
        """With a meeting ahead, letters to write and to be answered, and cases at a partner and below."""
        dispute = self.of_all_kinds(today)
        client.force_login(person())
        few = self.visit(client)
        self.add_deadlines(dispute, today, 400)
        assert self.visit(client) == few <= most

    def of_all_kinds(self, today):
        self.fill(today, 2)
        factories.make_dispute("at_hr", on=later(today, -10))
        accepted = factories.make_dispute("accepted", on=later(today, -9))
        factories.make_letter("reminder", "served", dispute=accepted, on=later(today, -4))
        factories.make_letter("reminder", "draft", dispute=accepted, on=later(today, -4))
        below = factories.make_dispute("accepted", on=later(today, -9))
        take(below, "delegate", cast.city_mediator(), later(today, -7), holder=cast.town(), reason="就近办理。")
        meeting = Meeting.objects.create(
            kind="joint", title="联席会议", planned_at=timezone.now() + timedelta(days=2), place="会议室",
            convener=cast.city(), created_by=cast.reviewer(),
        )  # fmt: skip
        for unit in (cast.city(), cast.hr()):
            meeting.attendances.create(organisation=unit)
        dispute = factories.make_dispute("mediating", on=later(today, -8))
        meeting.items.create(dispute=dispute, position=1)
        return dispute

    def visit(self, client):
        client.get(reverse("desk"))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse("desk")).status_code == 200
        return len(counted)

    def add_deadlines(self, dispute, today, number):
        model = dispute.deadlines.running().watched().first()
        Deadline.objects.bulk_create(
            Deadline(
                dispute=dispute, rule=model.rule, trigger_on=model.trigger_on, length=model.length, unit=model.unit,
                due_on=today - timedelta(days=place % 50 + 1), opened_by=model.opened_by,
            )
            for place in range(number)
        )  # fmt: skip

    def test_four_hundred_deadlines_are_cut_with_a_way_to_all(self, client, today):
        dispute = factories.make_dispute("mediating", on=later(today, -8))
        self.add_deadlines(dispute, today, 400)
        client.force_login(cast.city_mediator())
        answer = client.get(reverse("desk"))
        section = next(section for section in answer.context["sections"] if section.key == "deadlines")
        assert len(section.rows) == 8
        assert answer.context["counts"]["overdue"] == 400
        shown = client.get(section.url).context["page"].object_list
        assert [row.pk for row in shown] == [dispute.pk]
