"""`manage.py import_calendar`: the same path as the page."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from mediation.models import CalendarYear
from mediation.notice_files import write_lines
from mediation.notices import read_notice
from tests import cast
from tests.factories import register_dispute
from tests.mediation.operations.test_calendar import calendar_unchanged
from tests.mediation.views.test_calendar import NOTICE_2027
from tests.refusals import unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator():
    with override("en"):
        yield cast.administrator().username


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_notice_is_published_and_deadlines_move(tmp_path, capsys, administrator):
    case = register_dispute(date(2026, 12, 25))
    path = write(tmp_path, "notice.txt", NOTICE_2027)
    with unchanged(), calendar_unchanged():
        call_command("import_calendar", path, by=administrator, rehearse=True)
    assert capsys.readouterr().out.startswith("1 deadlines would move, ")
    call_command("import_calendar", path, by=administrator)
    assert capsys.readouterr().out.startswith("The calendar of 2027 is published. Deadlines counted anew: ")
    year = CalendarYear.objects.get(year=2027)
    assert (year.source, year.published_on) == ("notice.txt", date(2026, 11, 5))
    assert case.deadlines.open().get(rule="M3").due_on == date(2027, 1, 9)


def test_a_table_gives_the_same_days(tmp_path, administrator):
    sheet = read_notice(NOTICE_2027, 2027)
    call_command("import_calendar", write(tmp_path, "2027.csv", write_lines(sheet.days)), by=administrator)
    days = CalendarYear.objects.get(year=2027).days.values_list("date", "kind", "name")
    assert list(days) == [(row.date, row.kind, row.name) for row in sheet.days]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.txt", NOTICE_2027.replace("共9天", "共8天"), "春节: the text says 8 days off, its dates are 9"),
        ("x.txt", NOTICE_2027.split("\n", 1)[1], "The text has no title: give the year with --year."),
        ("x.csv", "nothing", "There is no day off in this file."),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, administrator, name, text, says):
    with calendar_unchanged(), pytest.raises(CommandError, match=says):
        call_command("import_calendar", write(tmp_path, name, text), by=administrator)


def test_only_in_the_name_of_an_administrator(tmp_path):
    path = write(tmp_path, "notice.txt", NOTICE_2027)
    for name, says in ((cast.manager().username, "You may not change the calendar."), ("nobody", "There is no user")):
        with calendar_unchanged(), pytest.raises(CommandError, match=says):
            call_command("import_calendar", path, by=name)
    with calendar_unchanged(), pytest.raises(CommandError):
        call_command("import_calendar", str(tmp_path / "missing.txt"), by=cast.administrator().username)
