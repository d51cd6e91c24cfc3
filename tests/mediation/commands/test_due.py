"""`manage.py due`: the date first, then why; clear refusals; an answer without a database."""

import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from mediation.deadlines import RULES
from mediation.models.calendar import CalendarDay, CalendarYear, RuleSetting


def due(*arguments):
    out = StringIO()
    with translation.override("en"):
        call_command("due", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_prints_the_date_then_its_reasons():
    assert due("S1", "2026-02-10") == [
        "2026-03-09",
        "S1 Answer to the opinion letter (意见书答复): 15 working days",
        "- The trigger day 2026-02-10 is not counted.",
        "- 15 working days, counted from 2026-02-11, end on 2026-03-09.",
        "- 2026-02-15 to 2026-02-23 are off (Spring Festival): not counted.",
        "- 3 weekend days are not counted.",
        "- 2026-02-14 is a make-up working day (Spring Festival).",
        "- 2026-02-28 is a make-up working day (Spring Festival).",
        "Trigger: opinion letter served. Binds: employer.",
        "Basis: 《浙江省工会劳动法律监督条例》第二十二条 (verified)",
        "In force since 2016-12-01.",
        "On expiry: The union may ask for a suggestion to the department (建议书).",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "start", "on"),
    [
        ("m3", "2026-09-16", "2026-10-08"),
        ("I2X", "2026-01-05", "2026-05-20"),
        ("l1B", "2026-03-02", "2026-03-05"),
        ("T10", "2026-04-30T10:20", "2026-05-02 11:00"),
        ("T10", "2026-04-30T02:20+00:00", "2026-05-02 11:00"),
        ("T10", "2026-04-30", "2026-05-02"),  # the hour is not known
        ("M3", "2026-09-16T10:20", "2026-10-08"),
        ("L3", "2026-10-10", "2026-09-30"),
    ],
)
def test_the_first_line_is_the_date_alone(code, start, on):
    assert due(code, start)[0] == on


@pytest.mark.django_db
def test_says_what_is_not_certain():
    assert "Basis: 《企业劳动争议协商调解规定》第二十二条 (to be verified)" in due("M2", "2026-03-02")
    provisional = "- The days off of 2027 are not published yet: this date is provisional."
    assert provisional in due("S1", "2026-12-10")
    assert provisional not in due("S1", "2026-11-23")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("X9", "2026-03-02"), "There is no rule “X9”; --list prints the rules."),
        (("M3", "2026-02-30"), "“2026-02-30” is not a date such as 2026-03-02."),
        (("M3", "tomorrow"), "“tomorrow” is not a date such as 2026-03-02."),
        (("M3", "9999-12-31"), "The due date lies beyond the calendar."),
        (("B1", "9999-12-31"), "The due date lies beyond the calendar."),
        (("M3",), "Give a rule and a date, or --list."),
        ((), "Give a rule and a date, or --list."),
    ],
)
def test_refuses_clearly(arguments, message):
    with pytest.raises(CommandError) as refusal:
        due(*arguments)
    assert str(refusal.value) == message


@pytest.mark.django_db
def test_list_prints_every_rule_once():
    lines = due("--list")
    assert [line.split("\t")[0] for line in lines] == list(RULES)
    assert "S1\t15 working days\t意见书答复\t《浙江省工会劳动法律监督条例》第二十二条\tverified" in lines
    assert lines[list(RULES).index("U1")].endswith("\tto be verified")


@pytest.mark.django_db
def test_a_local_length_is_applied_from_its_first_day():
    RuleSetting.objects.create(
        code="S2",
        length=10,
        unit="working_day",
        reason="市总规定",
        valid_from=date(2026, 3, 2),
        set_by="周法规",
    )
    before, after = due("S2", "2026-03-01"), due("S2", "2026-03-02")
    assert (before[0], after[0]) == ("2026-03-16", "2026-03-16")
    assert before[1].endswith(": 15 days")
    assert after[1].endswith(": 10 working days")
    assert after[-1] == "Set here: 周法规: 市总规定"


@pytest.mark.django_db
def test_the_table_rules_and_the_seed_answers_for_an_empty_table():
    CalendarDay.objects.filter(date__range=("2026-10-01", "2026-10-07")).delete()
    assert due("M3", "2026-09-16")[0] == "2026-10-01"
    CalendarYear.objects.all().delete()
    assert CalendarDay.objects.count() == 0
    assert due("M3", "2026-09-16")[0] == "2026-10-08"


def manage(tmp_path, *arguments):
    environment = {
        **os.environ,
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
        "PYTHONUTF8": "1",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_answers_before_the_first_migration(tmp_path):
    answer = manage(tmp_path, "due", "T12", "2024-09-26")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[0] == "2026-09-28"
    assert len(manage(tmp_path, "due", "--list").stdout.splitlines()) == len(RULES)


def test_refuses_on_stderr_with_a_code(tmp_path):
    answer = manage(tmp_path, "due", "X9", "2026-03-02")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "X9" in answer.stderr
    assert "Traceback" not in answer.stderr
