import socket
import stat

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
