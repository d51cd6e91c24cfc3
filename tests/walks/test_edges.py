"""Directed starts: the steps that a random walk seldom comes to. All starts, and all edges, are `hunts.edges`.

Runs on SQLite only; the walks take the common ones on both.
"""

import pytest

from mediation.proceeding_kinds import KINDS
from tests.walks.edges import look_around
from tests.walks.walker import STARTS

SELDOM = {
    "arbitration filed": {"accept", "restart", "refuse", "come_back"},
    "arbitration accepted": {"suspend", "extend"},
    "arbitration suspended": {"resume", "withdraw"},
    "hand-over accepted": {"return_papers", "record_result"},
    "reminder service_refused": {"answer_letter", "verify"},
    "reminder answered, to be replaced": {"supersede"},
    "mediated orally": {"close", "merge", "absorb"},
    "inspection to file, mediated orally": {"refer_to_hr"},
    "three workers, at_hr": {"split"},
    "litigation small_claims": {"convert"},
}

# What no person takes, and the verb that it follows from.
FOLLOWS = {"come_back": "return_papers", "refer_to_hr": "file", "supersede": "sign", "absorb": "merge"}


def test_there_is_a_start_for_every_kind_of_proceeding():
    assert {start.rpartition(" ")[0] for start in STARTS} >= set(KINDS)


@pytest.mark.once
@pytest.mark.parametrize("start", SELDOM)
def test_steps_that_a_walk_seldom_comes_to(world, cheap_letters, start):
    verbs = {FOLLOWS.get(verb, verb) for verb in SELDOM[start]}
    taken = {verb for _machine, verb, _from, _to in look_around(start, world, seed=1, verbs=verbs)}
    assert taken >= SELDOM[start]
