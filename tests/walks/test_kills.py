"""T7 in small: a few lives that end by SIGKILL; `python -m hunts.kills` takes hundreds."""

import pytest

from tests.walks.crowd import committed
from tests.walks.kills import faults_after, live_and_die, sign_in_two_transactions, sign_on
from tests.walks.world import make_world

LIVES, MOST_LIVES, LONGEST = 5, 40, 0.8


@pytest.fixture(autouse=True)
def emptied_afterwards(transactional_db, cheap_letters):
    with committed():
        yield


def test_a_killed_process_leaves_nothing_half_done():
    """On a busy machine the first lives may be too short for a report: then there are more, and longer ones."""
    world, reported = make_world(), 0
    for seed in range(MOST_LIVES):
        lines = live_and_die(sign_on, world, seed, longest=LONGEST * (1 + seed // LIVES))
        reported += len(lines)
        assert faults_after(lines) == []
        if reported and seed + 1 >= LIVES:
            break
    assert reported > 0


def test_the_harness_sees_a_number_without_a_letter():
    """Negative control: number and letter in two transactions."""
    world = make_world()
    for seed in range(LIVES):
        live_and_die(sign_in_two_transactions, world, seed, longest=LONGEST)
    assert any("I10" in fault for fault in faults_after([]))
