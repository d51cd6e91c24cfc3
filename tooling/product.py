"""The product itself: what it needs beside packages, its demo environment, and its server."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from tooling import frontend, packages
from tooling.console import ROOT, Command, SetupError, run, say, start
from tooling.packages import PYTHON, VENV, digest, holds

VAR = ROOT / "var"
SECRET = VAR / "secret-key"
DATABASE = VAR / "db.sqlite3"
COLLECTED = ROOT / "static-collected"
LOCALE = ROOT / "locale"
SQLITE = {"DATABASE_URL": f"sqlite:///{DATABASE}"}  # said aloud: DATABASE_URL may name a real one
SEED_COMMAND = ROOT / "mediation" / "management" / "commands" / "seed_demo.py"
FRESH_HINT = "If the database in var/ was made by another version: ./dev demo --fresh"
HOST = "127.0.0.1"
WORKERS = 2
PATIENCE = 60  # seconds a server may take to answer for the first time


def prepare(*, with_tests: bool) -> None:
    """Install packages, front-end files, fonts and translations; quick when they are there.

    Raises SetupError when something cannot be fetched.
    """
    packages.install(packages.DEV_LOCK if with_tests else packages.RUNTIME_LOCK)
    VAR.mkdir(exist_ok=True)
    frontend.prepare(with_tests=with_tests)
    compile_translations()
    _make_fonts()


def compile_translations() -> None:
    """Turn each locale/*/LC_MESSAGES/django.po that is newer than its .mo into that .mo."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            command: Command = [VENV / "bin" / "pybabel", "-q", "compile", "-i", source, "-o", target]
            run(f"translation {source.parent.parent.name}", command)


def _make_fonts() -> None:
    place = os.environ.get("FONT_DIR")
    command: Command = [PYTHON, "-m", "documents.foundry", *([place] if place else [])]
    for line in run("fonts of the letters", command, hint=packages.REGISTRY_HINT):
        if "NOTE" in line:
            say(f"  {line}")


def collect_static(environment: dict[str, str]) -> None:
    """Hash and compress the static files into static-collected; quick when none changed."""
    sources = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    wanted = digest([packages.RUNTIME_LOCK, *sources])
    stamp = COLLECTED / ".stamp"
    if holds(stamp, wanted):
        return
    shutil.rmtree(COLLECTED, ignore_errors=True)
    run("static files", [PYTHON, "manage.py", "collectstatic", "--no-input"], env=environment)
    stamp.write_text(wanted)


def demo_environment(number: int) -> dict[str, str]:
    """Return the settings of the demo: its own database and secret, no TLS, the accounts shown at sign-in."""
    address = f"http://{HOST}:{number}"
    return {"DEMO": "1", "DEBUG": "0", "SECRET_KEY": _secret_key(), "SITE_URL": address, **SQLITE}


def production_environment() -> dict[str, str]:
    """Return the least that lets the settings of production start, for checks and builds that serve nobody."""
    return {"SECRET_KEY": secrets.token_urlsafe(60), "SITE_URL": "https://example.org"}


def port() -> int:
    """Return the port of the demo: PORT, else 8000. Raises SetupError when PORT is not a port number."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SetupError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def demo(*, fresh: bool) -> int:
    """Prepare everything, fill the demo database and serve it until Ctrl-C; return the exit code."""
    number = port()
    _ensure_free(number)
    say("Preparing the demo; the first time takes a few minutes, later ones seconds.")
    prepare(with_tests=False)
    environment = demo_environment(number)
    if fresh:
        for path in VAR.glob(f"{DATABASE.name}*"):
            path.unlink()
    collect_static(environment)
    run("database", [PYTHON, "manage.py", "migrate", "--no-input"], env=environment, hint=FRESH_HINT)
    return _serve(number, environment, _demo_data(environment))


def _demo_data(environment: dict[str, str]) -> list[str]:
    """Fill the database unless it is filled; return the lines that name the accounts."""
    if not SEED_COMMAND.exists():
        say("  demo data: none, there is no seed_demo command")
        return []
    run("demo data", [PYTHON, "manage.py", "seed_demo"], env=environment, hint=FRESH_HINT)
    return run("demo accounts", [PYTHON, "manage.py", "seed_demo", "--accounts"], env=environment)


def _serve(number: int, environment: dict[str, str], accounts: list[str]) -> int:
    options = ["--bind", f"{HOST}:{number}", "--workers", str(WORKERS), "--log-level", "warning"]
    server = start([PYTHON, "-m", "gunicorn", "config.wsgi", *options], env=environment)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        _await_answer(environment["SITE_URL"], server)
        say("\n".join(["", *accounts, "", f"Ready: {environment['SITE_URL']}    (Ctrl-C stops it)"]))
        code = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        say("\nStopped.")
        return 0
    return 0 if code == -signal.SIGTERM else code


def _await_answer(address: str, server: subprocess.Popen[str]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with direct.open(address, timeout=PATIENCE):
                return
        except urllib.error.HTTPError as error:
            error.close()
            break
        except OSError:
            time.sleep(0.1)
    server.terminate()
    server.wait()
    raise SetupError("The server does not answer as it should; the lines above say why.")


def _ensure_free(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as error:
            raise SetupError(
                f"Cannot listen on {HOST}:{number}: {error.strerror}. Try: PORT=8001 ./dev demo"
            ) from error


def _secret_key() -> str:
    VAR.mkdir(exist_ok=True)
    if not SECRET.exists():
        descriptor = os.open(SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    return SECRET.read_text()
