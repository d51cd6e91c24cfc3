"""A calendar is published: provisional deadlines become firm, with an event that names the dates."""

from datetime import date

import pytest
from django.urls import reverse

from mediation.integrity import violations
from mediation.models import CalendarYear
from mediation.operations.recounting import recount_provisional
from tests import cast
from tests.factories import at, register_dispute
from tests.refusals import forbidden, unchanged

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 12, 25)
LATER = at(date(2026, 12, 28))


@pytest.fixture
def dispute():
    """M3 ends on Saturday, 9 January 2027, while nobody knows the calendar of that year."""
    return register_dispute(FRIDAY)


def publish():
    year = CalendarYear.objects.create(year=2027, notice="国务院办公厅关于2027年部分节假日安排的通知")
    year.days.create(date=date(2027, 1, 9), kind="work", name="元旦")


def clocks(dispute):
    rows = dispute.deadlines.order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}{' provisional' * row.provisional}" for row in rows]


def test_dates_move_and_become_firm(dispute):
    first = clocks(dispute)
    assert "M3 2027-01-11 open provisional" in first
    publish()
    moved = recount_provisional(by=cast.administrator(), at=LATER)
    assert "M3 2027-01-11 superseded provisional" in clocks(dispute)
    assert "M3 2027-01-09 open" in clocks(dispute)
    assert moved == sum("provisional" in row for row in first) == len(clocks(dispute)) - len(first)
    event = dispute.events.latest("number")
    assert (event.kind, event.by, event.from_state, event.to_state) == (
        "recount", cast.administrator(), "registered", "registered",
    )  # fmt: skip
    assert {"rule": "M3", "was": "2027-01-11", "now": "2027-01-09"} in event.data["deadlines"]
    assert list(violations()) == []


def test_nothing_published_nothing_moves(dispute):
    with unchanged():
        assert recount_provisional(by=cast.administrator(), at=LATER) == 0


def test_only_by_an_administrator(dispute):
    publish()
    with forbidden():
        recount_provisional(by=cast.city_mediator(), at=LATER)


def test_saving_a_year_in_the_administration_counts_anew(client, dispute):
    client.force_login(cast.administrator())
    typed = {
        "year": "2027", "notice": "通知", "source": "", "published_on": "2026-11-04", "days-TOTAL_FORMS": "1",
        "days-INITIAL_FORMS": "0", "days-0-date": "2027-01-09", "days-0-kind": "work", "days-0-name": "元旦",
    }  # fmt: skip
    assert client.post(reverse("admin:mediation_calendaryear_add"), typed).status_code == 302
    assert "M3 2027-01-09 open" in clocks(dispute)
