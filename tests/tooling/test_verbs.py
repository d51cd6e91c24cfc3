import subprocess
import sys

import pytest

from tooling import checks, packages, product, verbs


@pytest.fixture(autouse=True)
def _nothing_runs(monkeypatch):
    for module, name in [(product, "demo"), (product, "prepare"), (checks, "test"), (checks, "check")]:
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("ran"))


def test_alone_it_lists_every_verb_with_one_line(capsys):
    assert verbs.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == list(verbs.VERBS)
    assert [line for line in lines if len(line) > 110] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dmeo"], "There is no verb 'dmeo'."),
        (["demo", "now"], "./dev demo takes only --fresh"),
        (["check", "all"], "This verb takes no arguments: all"),
    ],
)
def test_a_wrong_word_is_refused_and_nothing_runs(capsys, arguments, message):
    assert verbs.main(arguments) == 1
    assert message in capsys.readouterr().err


def test_manage_before_the_demo_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(verbs, "is_set_up", lambda: False)
    monkeypatch.setattr(verbs, "start", lambda *_, **__: pytest.fail("ran"))
    assert verbs.main(["manage", "due", "--list"]) == 1
    assert capsys.readouterr().err == "\nNothing is set up yet. Run ./dev demo first.\n"


def test_the_script_answers():
    answer = subprocess.run([sys.executable, packages.ROOT / "dev"], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("./dev VERB\n\n  demo ")
