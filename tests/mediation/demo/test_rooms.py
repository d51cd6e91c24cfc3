"""What the newer rooms show on the day of the demo: something in each, and every invariant holds.

Runs on SQLite only: `hunts.differential` plays the same on both.
"""

import pytest
from django.conf import settings
from django.db import transaction

from mediation.demo import rooms, together
from mediation.demo.clock import last_at_work, play
from mediation.demo.programme import turns
from mediation.demo.world import World
from mediation.integrity import violations
from mediation.linkage import standing
from mediation.models import (
    AccessLink,
    Batch,
    Consent,
    Deadline,
    Dispute,
    EvidenceItem,
    HandOver,
    LimitationEvent,
    Mandate,
    Meeting,
    Message,
    Proceeding,
    Reminder,
    Share,
    Task,
)  # fmt: skip
from mediation.models.calendar import load_calendar
from mediation.operations.hand_overs import bounced, silent
from mediation.operations.reminders import remind
from mediation.reports.finder import candidates
from tests.mediation.demo.test_programme import UNTIL
from tests.remembering import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def world(cheap_letters, settings):
    settings.SENDS_EMAIL = True
    return told()


@remembered
def told():
    """Only the stories of the newer rooms and some that are stuck, told up to the day, and its reminders."""
    with transaction.atomic():
        world = World(load_calendar())
        world.settle(UNTIL.date().replace(year=2023))
        known = {
            "great_case",
            "suspended_still",
            "unserved",
            "waiting_for_the_answer",
            *(entry.plot.__name__ for entry in rooms.entries(world)),
        }
        stories = [turn for turn in turns(world, UNTIL) if turn.story.__name__ in known]
        play(stories, UNTIL, world.calendar, lambda day: None)
        remind(at=last_at_work(UNTIL, settings.WORKING_HOURS, world.calendar))
    return world


def test_every_newer_room_has_something_to_show(world):
    today, manager = UNTIL.date(), world.who("shen.li")
    assert set(HandOver.objects.values_list("state", flat=True)) == {"sent", "accepted", "returned", "answered"}
    assert bounced(HandOver.objects.all()).exists()
    assert silent(HandOver.objects.all(), today).exists()
    assert AccessLink.objects.filter(opened_at=None).exists()
    assert AccessLink.objects.exclude(opened_at=None).exists()
    causes = LimitationEvent.objects.order_by("cause").values_list("cause", "ended_on")
    assert list(causes) == [("admission", None), ("claim", None), ("just_cause", None)]
    by_hand = Deadline.objects.filter(rule__in=("W1", "W1b", "W2")).order_by("rule").values_list("rule", "status")
    assert list(by_hand) == [("W1", "met"), ("W1b", "open"), ("W2", "open")]
    assert sorted(Mandate.objects.values_list("dispute__worker_count", flat=True)) == [34, 46]
    assert 0 < Share.objects.exclude(paid_on=None).count() < Share.objects.count()
    assert Consent.objects.filter(dispute__worker_count=34).count() == 31
    assert Deadline.objects.overdue(today).filter(rule="M11").exists()
    far = Proceeding.objects.filter(kind__in=("payment_order", "civil_supervision")).order_by("kind", "state")
    assert [(row.kind, row.state) for row in far] == [
        ("civil_supervision", "accepted"), ("payment_order", "accepted"), ("payment_order", "concluded"),
    ]  # fmt: skip
    going_up = [standing(row) for row in Dispute.objects.filter(level__in=("enterprise", "town"))]
    assert {ground.code for grounds in going_up for ground in grounds} >= {"own_union", "several_towns"}
    assert EvidenceItem.objects.count() == 3
    assert candidates(manager, today).count() >= 2
    assert Reminder.objects.exists()
    assert Message.objects.exists()
    assert list(violations()) == []


def test_meetings_held_with_minutes_and_one_ahead(world):
    meetings = Meeting.objects.order_by("planned_at")
    assert [(row.held_on is not None, row.minutes_id is not None) for row in meetings] == [
        (True, True), (True, True), (False, False),
    ]  # fmt: skip
    assert all(row.items.exists() for row in meetings)
    tasks = Task.objects.order_by("due_on")
    assert tasks.exclude(done_on=None).exists()
    assert tasks.filter(done_on=None, due_on__lt=UNTIL.date()).exists()
    assert tasks.filter(done_on=None, due_on__gte=UNTIL.date()).exists()


def test_letters_are_drafted_and_submitted_together(world, settings):
    together.furnish(world, last_at_work(UNTIL, settings.WORKING_HOURS, world.calendar))
    drafted, submitted = Batch.objects.order_by("pk")
    assert (drafted.act, drafted.by, submitted.act, submitted.by) == (
        "draft", world.who("wang.mei"), "submit", world.who("xu.lan"),
    )  # fmt: skip
    *done, left = submitted.items.values_list("state", "letter__state")
    assert done
    assert (set(done), left) == ({("done", "in_review")}, ("failed", "draft"))
    assert list(violations()) == []
