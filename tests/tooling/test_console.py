import sys

import pytest

from tooling.console import SetupError, run


def test_run_returns_the_lines_in_order(capsys):
    assert run("two lines", [sys.executable, "-c", "print('a'); print('b')"]) == ["a", "b"]
    assert capsys.readouterr().out.splitlines()[0] == "  two lines ..."


def test_run_adds_to_the_environment():
    script = "import os; print(os.environ['PRESENT'], 'PATH' in os.environ)"
    assert run("environment", [sys.executable, "-c", script], env={"PRESENT": "yes"}) == ["yes True"]


def test_a_failed_command_stops_with_its_last_lines_and_the_hint():
    script = "import sys; print('the reason'); sys.exit(3)"
    with pytest.raises(SetupError, match=r"(?s)the reason.*failing failed \(exit code 3\)\. Try this\.$"):
        run("failing", [sys.executable, "-c", script], hint="Try this.")
