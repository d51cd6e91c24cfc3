"""Settings of e-mail and working hours: whole, or not at all; what is half set stops the start and says why."""

from datetime import time

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.outgoing import Mail, read_mail, read_working_hours

SENDER = "诸暨市总工会 <tiaojie@example.org>"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in ("EMAIL_URL", "EMAIL_FROM", "WORKING_HOURS"):
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return read_mail(environ.Env(), to_console=False)


def test_without_settings_nothing_is_sent_but_the_demo_prints():
    assert read_mail(environ.Env(), to_console=False) == Mail()
    assert not Mail().sends
    demo = read_mail(environ.Env(), to_console=True)
    assert (demo.sends, demo.backend) == (True, "django.core.mail.backends.console.EmailBackend")


def test_empty_values_are_none(monkeypatch):
    assert read(monkeypatch, EMAIL_URL="", EMAIL_FROM="") == Mail()


def test_a_mail_server(monkeypatch):
    found = read(monkeypatch, EMAIL_URL="smtp+tls://union:p%40ss@mail.example.org:587", EMAIL_FROM=SENDER)
    assert found == Mail(
        True,
        "django.core.mail.backends.smtp.EmailBackend",
        SENDER,
        "mail.example.org",
        587,
        "union",
        "p@ss",
        True,
        False,
    )
    assert read(monkeypatch, EMAIL_URL="smtp+ssl://mail.example.org:465").ssl


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"EMAIL_URL": "smtp://mail.example.org"}, "together"),
        ({"EMAIL_FROM": SENDER}, "together"),
        ({"EMAIL_URL": "smtp://mail.example.org", "EMAIL_FROM": "the union"}, "address"),
        ({"EMAIL_URL": "mail.example.org", "EMAIL_FROM": SENDER}, "mail server"),
        ({"EMAIL_URL": "http://mail.example.org", "EMAIL_FROM": SENDER}, "mail server"),
        ({"EMAIL_URL": "smtp://", "EMAIL_FROM": SENDER}, "mail server"),
        ({"EMAIL_URL": "smtp://mail.example.org:port", "EMAIL_FROM": SENDER}, "mail server"),
        ({"EMAIL_URL": "filemail:///tmp", "EMAIL_FROM": SENDER}, "mail server"),
    ],
)
def test_half_a_setting_stops_the_start(monkeypatch, values, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(monkeypatch, **values)


def test_working_hours(monkeypatch):
    assert read_working_hours(environ.Env()) == (time(9), time(17, 30))
    monkeypatch.setenv("WORKING_HOURS", "08:30-17:00")
    assert read_working_hours(environ.Env()) == (time(8, 30), time(17))
    monkeypatch.setenv("WORKING_HOURS", "all day")
    with pytest.raises(ImproperlyConfigured, match="09:00-17:30"):
        read_working_hours(environ.Env())
