"""The invariants on the database of the run: eight walks of thirty acts, every invariant after every act.

SQLite and PostgreSQL take different walks; that the same walk ends in the same rows is `hunts.differential`.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from mediation.integrity.history import EDGES
from mediation.models import Event, Survey
from tests.walks.dump import Picture, digest, logical_dump
from tests.walks.walker import Walk, WalkError

WALKS, STEPS = 8, 30
FIRST = {"sqlite": 0, "postgresql": WALKS}
LEAST_EDGES = {"dispute": 25, "proceeding": 6, "letter": 5, "hand_over": 2}  # of 181, 21, 35 and 7
LEAST_SORTS = 12  # of the 26 sorts of acts that are no verbs


def walk_and_return(seed, world, look=lambda walk: walk):
    """A whole walk in a transaction that is rolled back, and what `look` saw at its end."""
    with transaction.atomic():
        seen = look(Walk(seed, world).run(STEPS))
        transaction.set_rollback(True)
    return seen


def test_walks(world, cheap_letters):
    edges, refusals, acts, taken = Counter(), Counter(), Counter(), 0
    first = FIRST[connection.vendor]
    for seed in range(first, first + WALKS):
        walk = walk_and_return(seed, world)
        edges, refusals, taken = edges + walk.edges, refusals + walk.refusals, taken + walk.taken
        acts += walk.acts
    covered = {machine: len({edge[1:] for edge in edges if edge[0] == machine} & EDGES[machine]) for machine in EDGES}
    assert taken + sum(refusals.values()) == WALKS * STEPS
    assert taken > WALKS * STEPS / 4
    assert min(refusals[name] for name in ("StepForbidden", "StepRefused", "StepStale")) > WALKS / 4
    assert len({label for label in acts if " " not in label}) >= LEAST_SORTS
    assert min(acts["clock jump"], acts["provisional clock"]) > 0
    assert {machine: covered[machine] >= least for machine, least in LEAST_EDGES.items()} == dict.fromkeys(EDGES, True)


def test_a_walk_after_a_closing(world, cheap_letters):
    """Visits, plans, questions, tries, answers and payments alone, which other walks seldom come to."""
    walk = Walk(FIRST[connection.vendor], world, "case closed")
    for sort in ("visit", "after", "after", "perform", "after") * 8:
        walk.label, walk.now = sort, walk.now + timedelta(days=1)
        words, act = getattr(walk.creations, sort)() or walk.creations.visit()
        walk.trace.append(words)
        walk.judge(words, act)
    assert min(walk.acts["visit"], walk.acts["after"], walk.refusals["StepRefused"]) > 1
    assert {row.state for row in Survey.objects.all()} >= {"answered"}


@pytest.mark.once
def test_a_walk_follows_from_its_seed(world, cheap_letters):
    first, again, other = (walk_and_return(seed, world, lambda walk: digest(logical_dump())) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_a_walk_sees_a_fault_of_the_door(world, cheap_letters, monkeypatch):
    """Negative control: a step that forgets its event."""
    monkeypatch.setattr("mediation.operations.steps.record_event", lambda *args, **given: Event(pk=0))
    monkeypatch.setattr("mediation.operations.steps.apply_deadlines", lambda *args: None)
    with pytest.raises(WalkError, match=r"I2|I3|Error"):
        walk_and_return(1, world)


def test_a_picture_shows_every_change(world):
    before = Picture().take()
    world.employers[0].name = "改名"
    world.employers[0].save()
    assert Picture().take() != before
