from datetime import timedelta
from runpy import run_path
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.glogging import Logger, SafeAtoms

PLACE = settings.BASE_DIR / "gunicorn.conf.py"


@pytest.fixture
def log():
    config = Config()
    config.set("access_log_format", run_path(str(PLACE))["access_log_format"])
    return Logger(config)


def line(log):
    headers = [("REFERER", "https://tiaojie.example.org/cases/?q=何喆"), ("USER-AGENT", "Firefox")]
    request = SimpleNamespace(headers=headers)
    response = SimpleNamespace(status="200 OK", sent=512, headers=[])
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": "/cases/?q=何喆", "PATH_INFO": "/cases/", "QUERY_STRING": "q=何喆",
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
