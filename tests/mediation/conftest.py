"""Fixtures of the tests of mediation."""

import pytest

from documents import issuing
from tests.walks.world import cheap_print


@pytest.fixture
def cheap_letters(monkeypatch):
    """Numbers, register and storage are real; only the typesetting is replaced."""
    monkeypatch.setattr(issuing, "_print", cheap_print)
