import sys
from functools import partial

import pytest

from tooling import checks
from tooling.checks import Tally

REPORT = '<testsuites><testsuite tests="7" failures="2" errors="1" skipped="1"/></testsuites>'


@pytest.fixture
def reports(tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(checks, "PYTHON", sys.executable)
    return tmp_path


def test_tallies_add_up_and_print_as_the_last_line_needs():
    assert str(Tally(1, 2, 3) + Tally(10, 20, 30)) == "11 passed, 22 failed, 33 skipped"


def test_a_report_is_counted(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert checks._tally(report) == Tally(3, 3, 1)


def test_a_run_that_finds_no_test_has_failed(reports):
    empty = reports / "empty"
    empty.mkdir()
    assert checks._pytest("empty", [str(empty), "-p", "no:cacheprovider"]) == Tally(failed=1)


@pytest.mark.parametrize(("required", "tally"), [("1", Tally(failed=1)), ("", Tally(skipped=1))])
def test_a_missing_browser_is_loud_and_fails_where_it_is_required(monkeypatch, capsys, required, tally):
    monkeypatch.setenv("CHROMIUM", "/nonexistent")
    monkeypatch.setenv("REQUIRE_BROWSER", required)
    assert checks._browser_tests() == tally
    assert "NO CHROMIUM FOUND: the browser tests did NOT run" in capsys.readouterr().out


def test_chromium_is_the_named_one(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/bin/sh")
    assert checks.find_chromium() == "/bin/sh"


def test_jobs_of_both_lanes_are_counted_and_each_is_told_in_one_piece(capsys):
    script = "import sys; print('before'); print('.... [ 50%]'); print('after'); sys.exit({code})"
    commands = {name: [sys.executable, "-c", script.format(code=code)] for name, code in [("one", 0), ("two", 3)]}
    jobs = [partial(checks._static_check, name, command) for name, command in commands.items()]
    assert checks._in_lanes([*jobs, lambda: Tally(skipped=1)]) == Tally(1, 1, 1)
    lines = capsys.readouterr().out.splitlines()
    assert sorted(line for line in lines if "%" in line and "==" not in line) == [
        "one        .... [ 50%]",
        "two        .... [ 50%]",
    ]
    for name, outcome in (("one", "passed"), ("two", "FAILED (exit code 3)")):
        end = lines.index(f"== {name}: {outcome}")
        assert lines[end - 2 : end] == ["before", "after"]
