import secrets
from datetime import timedelta
from runpy import run_path
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.glogging import SafeAtoms

from config.discretion import SECRET

PLACE = settings.BASE_DIR / "gunicorn.conf.py"


@pytest.fixture
def log():
    config = Config()
    own = run_path(str(PLACE))
    config.set("access_log_format", own["access_log_format"])
    return own["logger_class"](config)


def line(log, path="/cases/"):
    headers = [("REFERER", "https://tiaojie.example.org/cases/?q=何喆"), ("USER-AGENT", "Firefox")]
    request = SimpleNamespace(headers=headers)
    response = SimpleNamespace(status="200 OK", sent=512, headers=[])
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"{path}?q=何喆", "PATH_INFO": path, "QUERY_STRING": "q=何喆",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_REFERER": headers[0][1],
        "HTTP_USER_AGENT": "Firefox",
    }  # fmt: skip
    atoms = SafeAtoms(log.atoms(response, request, environ, timedelta(milliseconds=7)))
    return log.cfg.access_log_format % atoms


def test_the_access_log_has_no_query_and_no_referer(log):
    shown = line(log)
    assert '"GET /cases/ HTTP/1.1" 200 512 7ms "Firefox"' in shown
    assert "何喆" not in shown
    assert "?" not in shown


def test_the_access_log_has_no_secret_of_a_path(log):
    secret = secrets.token_urlsafe(32)
    shown = line(log, f"/feed/{secret}.ics")
    assert '"GET /feed/….ics HTTP/1.1"' in shown
    assert secret not in shown


def test_the_error_log_has_no_secret_and_no_query(log, caplog):
    secret = secrets.token_urlsafe(32)
    log.error_log.addHandler(caplog.handler)
    try:
        log.error("Error handling request %s %s", "GET", f"/link/{secret}/?q=何喆")
    finally:
        log.error_log.removeHandler(caplog.handler)
    assert [row.getMessage() for row in caplog.records] == ["Error handling request GET /link/…/?…"]


def test_both_know_a_secret_by_the_same_pattern():
    assert run_path(str(PLACE))["SECRET"].pattern == SECRET.pattern
