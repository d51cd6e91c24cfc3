import sys

import pytest

from tooling import packages


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    monkeypatch.setattr(packages, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(packages, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def test_digest_follows_names_contents_and_salt(house):
    one, two = house / "one", house / "two"
    one.write_text("a")
    two.write_text("a")
    digests = {packages.digest([one]), packages.digest([two]), packages.digest([one], "salt")}
    one.write_text("b")
    assert len(digests | {packages.digest([one])}) == 4


def test_install_runs_pip_only_when_the_lock_changed(house, monkeypatch):
    commands = []
    monkeypatch.setattr(packages, "run", lambda what, command, **_: commands.append((what, command)))
    monkeypatch.setattr(packages, "_ensure_venv", lambda: (house / ".venv").mkdir(exist_ok=True))
    lock = house / "requirements.txt"
    lock.write_text("django==5.2.19")
    packages.install(lock)
    packages.install(lock)
    lock.write_text("django==5.2.20")
    packages.install(lock)
    assert [what for what, _ in commands] == ["Python packages of requirements.txt"] * 2
    assert "--require-hashes" in commands[0][1]
    assert packages.is_set_up()


def test_a_failed_install_is_tried_again(house, monkeypatch):
    def fail(what, command, **_):
        raise packages.SetupError("no network")

    monkeypatch.setattr(packages, "run", fail)
    monkeypatch.setattr(packages, "_ensure_venv", lambda: (house / ".venv").mkdir(exist_ok=True))
    lock = house / "requirements.txt"
    lock.write_text("django==5.2.19")
    for _ in range(2):
        with pytest.raises(packages.SetupError, match="no network"):
            packages.install(lock)
    assert list((house / ".venv").iterdir()) == []
    assert not packages.is_set_up()


def test_a_missing_venv_module_is_named(house, monkeypatch):
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(packages.SetupError, match="apt install python3-venv"):
        packages.install(house / "requirements.txt")
    assert list(house.iterdir()) == []


def test_the_version_of_an_interpreter(house):
    assert packages._version(sys.executable) == sys.version_info[:2]
    assert packages._version("/bin/false") is None


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"])
def test_every_locked_package_has_hashes_and_no_address(name):
    text = (packages.ROOT / name).read_text()
    pins = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert [pin for pin in pins if not pin.endswith("\\")] == []
    assert "://" not in text
    assert "index-url" not in text


def test_the_development_lock_holds_the_runtime_lock():
    def pins(path):
        return {line.split()[0] for line in path.read_text().splitlines() if line and line[0] not in " #"}

    assert pins(packages.RUNTIME_LOCK) - pins(packages.DEV_LOCK) == set()
