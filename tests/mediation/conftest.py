"""Fixtures of the tests of mediation."""

import pytest

from documents import press
from tests.walks.world import cheap_print


@pytest.fixture
def cheap_letters(monkeypatch):
    """Numbers, register and storage are real; only the typesetting is replaced."""
    monkeypatch.setattr(press, "printed", cheap_print)
