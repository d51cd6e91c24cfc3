"""Fixtures of walks, races and kills."""

import pytest
from django.conf import settings

from documents import fontlock, press
from tests.walks.world import cheap_print, make_world


@pytest.fixture(scope="session", autouse=True)
def made_fonts():
    """The pre-flight of letters looks into the real fonts."""
    try:
        return fontlock.verify(settings.FONT_DIR)
    except fontlock.FontsMissing as error:
        pytest.fail(str(error))


@pytest.fixture
def cheap_letters(monkeypatch):
    """Numbers, register and storage are real; only the typesetting is replaced."""
    monkeypatch.setattr(press, "printed", cheap_print)


@pytest.fixture
def world(db):
    return make_world()
