"""T7 in small: a few lives that end by SIGKILL; `python -m hunts.kills` takes hundreds."""

import pytest

from mediation.models import Event, Letter
from mediation.operations.batches import Progress, open_batch, work
from tests import cast
from tests.factories import MONDAY, at, later, make_letter
from tests.walks.crowd import committed
from tests.walks.kills import faults_after, live_and_die, sign_and_die, sign_in_two_transactions, sign_on, sign_together
from tests.walks.world import make_world

LIVES, MOST_LIVES, LONGEST, BATCH = 5, 40, 0.8, 8


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


def test_a_batch_that_is_killed_signs_each_letter_once():
    """Lives that grow until one gets into the midst, then it is gone on with: none is lost, none is signed twice."""
    letters, by, on = [make_letter("reminder", "approved") for _place in range(BATCH)], cast.chair(), later(MONDAY, 3)
    chosen = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    batch = open_batch("sign", chosen, by=by, at=at(on))

    def done():
        """Those that are noted, each of them issued by one signature and no other."""
        signed = sorted(Event.objects.filter(kind="sign").values_list("letter", flat=True))
        assert signed == sorted(chosen.filter(state="issued").values_list("pk", flat=True))
        assert signed == sorted(batch.items.filter(state="done").values_list("letter", flat=True))
        return len(signed)

    for seed in range(MOST_LIVES):
        lines = live_and_die(
            lambda _world, report, _seed: sign_together(batch, report), None, seed, longest=0.04 * (1 + seed)
        )
        assert faults_after(lines) == []
        if done():
            break
    before = done()
    assert 0 < before < BATCH
    live_and_die(lambda *_given: sign_and_die(batch), None, 3, longest=2)
    assert done() == before
    assert work(batch, by=by, at=at(on), seconds=60) == Progress(BATCH, BATCH, 0)
    assert (done(), faults_after([])) == (BATCH, [])


def test_the_harness_sees_a_number_without_a_letter():
    """Negative control: number and letter in two transactions."""
    world = make_world()

    def is_seen(seed):
        live_and_die(sign_in_two_transactions, world, seed, longest=LONGEST)
        return any("I10" in fault for fault in faults_after([]))

    assert any(map(is_seen, range(LIVES)))
