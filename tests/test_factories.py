"""The factories reach every state of the machines."""

import pytest

from mediation.letters import State as LetterState
from mediation.lifecycle import State
from tests.factories import make_dispute, make_letter


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_a_dispute_of_every_state(state):
    assert make_dispute(state).state == state


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["reminder", "opinion"])
@pytest.mark.parametrize("state", LetterState.values)
def test_a_letter_of_every_state(kind, state):
    assert make_letter(kind, state).state == state
