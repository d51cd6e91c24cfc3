"""What a counted deadline costs to replace; what moves is told in test_calendar and test_rule_settings."""

from datetime import timedelta

import pytest

from mediation.models import Deadline, Dispute
from mediation.operations.deadlines import dues_of, replace_deadline
from mediation.operations.recounting import moves_with
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Deadlines of a case and of its proceeding, as `recount` reads them."""
    factories.make_dispute("at_hr")
    return list(Deadline.objects.open().select_related("dispute").order_by("pk"))


def test_a_counted_deadline_is_ended_and_followed_in_two_queries(rows, django_assert_num_queries):
    dispute = Dispute.objects.get()
    assert {row.proceeding_id is None for row in rows} == {True, False}
    event, on = dispute.events.latest("number"), factories.MONDAY + timedelta(days=90)
    moves = moves_with((row, {"length": row.length + 1}) for row in rows)
    with django_assert_num_queries(2 * len(rows)):
        made = [replace_deadline(move.row, event, on, due=move.due, **move.changes) for move in moves]
    assert [row.due_on for row in made] == [due.on for due in dues_of(made)]
    assert [row.proceeding_id for row in made] == [row.proceeding_id for row in rows]
    assert list(Deadline.objects.open().order_by("pk")) == made
