"""The print shop's own fixtures: the real fonts, and a register that a test may empty afterwards."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from documents import fontlock, freezing


@pytest.fixture(scope="session", autouse=True)
def made_fonts():
    """The converted fonts. Without them the tests fail: a letter in other fonts proves nothing."""
    try:
        return fontlock.verify(settings.FONT_DIR)
    except fontlock.FontsMissing as error:
        pytest.fail(str(error))


@pytest.fixture(autouse=True)
def in_english():
    """Messages are compared in their source language."""
    with translation.override("en"):
        yield


@pytest.fixture
def committed_letters(transactional_db):
    """For tests that commit letters: the triggers go before the test database is emptied, and come back."""
    yield
    freezing.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_issuedletter")
    freezing.install(connection)
