import socket
import stat
import sys

import pytest

from tooling import product


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(product, "VAR", tmp_path)
    monkeypatch.setattr(product, "SECRET", tmp_path / "secret-key")
    return tmp_path


def test_the_secret_is_made_once_long_and_private(var):
    first = product.demo_environment(8000)["SECRET_KEY"]
    assert product.demo_environment(8001)["SECRET_KEY"] == first
    assert len(first) >= 50
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


@pytest.mark.usefixtures("var")
def test_the_demo_never_writes_into_a_database_of_the_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    assert product.demo_environment(8000)["DATABASE_URL"] == f"sqlite:///{product.DATABASE}"


@pytest.mark.usefixtures("var")
def test_letters_of_the_demo_point_at_its_port():
    assert product.demo_environment(8123)["SITE_URL"] == "http://127.0.0.1:8123"


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80 80"])
def test_a_wrong_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(product.SetupError, match="PORT must be a number from 1 to 65535"):
        product.port()


def test_a_busy_port_is_refused_before_anything_is_fetched(monkeypatch):
    with socket.socket() as other:
        other.bind((product.HOST, 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        monkeypatch.setattr(product, "prepare", lambda **_: pytest.fail("prepared"))
        with pytest.raises(product.SetupError, match=r"PORT=8001 \./dev demo"):
            product.demo(fresh=False)


def _serve_answering(status):
    """What the demo does with a server whose every answer has this status."""
    script = (
        "import sys; from http.server import *\n"
        "class Answer(BaseHTTPRequestHandler):\n"
        "    def do_GET(self): self.send_response(int(sys.argv[2])); self.end_headers()\n"
        "HTTPServer(('127.0.0.1', int(sys.argv[1])), Answer).serve_forever()\n"
    )
    with socket.socket() as free:
        free.bind((product.HOST, 0))
        number = free.getsockname()[1]
    server = product.start([sys.executable, "-c", script, str(number), str(status)])
    try:
        product._await_answer(f"http://{product.HOST}:{number}", server)
    finally:
        server.terminate()
        server.wait()


def test_a_server_that_answers_is_accepted_whatever_proxy_is_set(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    _serve_answering(200)


def test_a_server_that_answers_with_an_error_is_stopped():
    with pytest.raises(product.SetupError, match="does not answer as it should"):
        _serve_answering(500)


def test_a_server_that_ends_at_once_is_told():
    server = product.start([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(product.SetupError, match="does not answer as it should"):
        product._await_answer("http://127.0.0.1:9", server)
    assert server.returncode == 3
