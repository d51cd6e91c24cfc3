"""One world a module: it is built once, and each test leaves it as it found it."""

import logging

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from documents import fontlock
from tests.remembering import remembered
from tests.security.world import make_world

HANDLER = ClientHandler(enforce_csrf_checks=False)  # its middleware is loaded once for thousands of clients


@pytest.fixture(scope="session", autouse=True)
def made_fonts():
    """Intake and letters look into the real fonts."""
    try:
        return fontlock.verify(settings.FONT_DIR)
    except fontlock.FontsMissing as error:
        pytest.fail(str(error))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(world):
    """The session cookie of everybody, signed in once."""
    return signed_in(world.people)


@remembered
def signed_in(people):
    found = {}
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@pytest.fixture(autouse=True)
def quiet():
    """Thousands of refusals are meant here; their tracebacks are not."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def left_as_found(sessions, db):
    """Each test is a savepoint inside the transaction that holds the world."""


@pytest.fixture
def sign_in(sessions):
    """A client of a person of the world by name; None for nobody."""

    def client_of(name, **options):
        client = Client(**options)
        if not options:
            client.handler = HANDLER
        if name is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[name]
        return client

    return client_of
