"""No log holds a secret of an address: of one-time links and of calendar feeds."""

import logging
import secrets
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.discretion import SECRET, Discretion
from mediation.operations import links
from tests import cast, factories

NAMES = ("access-link", "feed")


def lines(caplog):
    return "\n".join(record.getMessage() for record in caplog.records)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_addresses_that_open_nothing_are_logged_without_their_secret(client, caplog, name):
    secret = secrets.token_urlsafe(32)
    with caplog.at_level(logging.DEBUG):
        assert client.get(reverse(name, args=[secret])).status_code == 404
    assert "Not Found: /" in lines(caplog)
    assert secret not in lines(caplog)


@pytest.mark.django_db
def test_a_link_that_still_opens_is_logged_without_its_secret(caplog):
    """Locked out, or posted without the token of the form: the link stays good, and stands in no log and no table."""
    today = timezone.localdate()
    case = factories.make_dispute("accepted", on=factories.later(today, -9))
    row = factories.hand_over(case, today, aim="peoples_mediation")
    secret = links.create_link(row, by=cast.city_mediator(), at=timezone.now(), valid_for=timedelta(days=1)).secret
    address = reverse("access-link", args=[secret])
    with caplog.at_level(logging.DEBUG):
        assert Client(enforce_csrf_checks=True).post(address).status_code == 403
        wrong = secrets.token_urlsafe(32)
        for _ in range(settings.AXES_FAILURE_LIMIT):
            Client().get(reverse("access-link", args=[wrong]))
        assert Client().get(address).status_code == 429
    assert links.unopened(secret, at=timezone.now())
    assert "Forbidden" in lines(caplog)
    assert "AXES" in lines(caplog)
    kept = "".join(AccessAttempt.objects.values_list("path_info", flat=True))
    for text in (lines(caplog), kept):
        assert text
        assert secret not in text
        assert wrong not in text


def record(message, *given):
    return logging.LogRecord("any", logging.ERROR, __file__, 1, message, given, None)


def test_the_console_blots_secrets_of_any_logger():
    assert "discretion" in settings.LOGGING["handlers"]["console"]["filters"]
    secret = secrets.token_urlsafe(32)
    row = record("%s: %s", "Internal Server Error", f"/link/{secret}/")
    assert Discretion().filter(row)
    assert row.getMessage() == "Internal Server Error: /link/…/"


def test_other_lines_stay_as_they_are():
    row = record("export of cases: user=%s rows=%d", 7, 3)
    assert Discretion().filter(row)
    assert (row.msg, row.args) == ("export of cases: user=%s rows=%d", (7, 3))


def test_a_secret_of_a_link_is_long_enough_to_be_known_as_one():
    assert len(secrets.token_urlsafe(links.SECRET_BYTES)) == 43
    assert SECRET.fullmatch(secrets.token_urlsafe(links.SECRET_BYTES))
