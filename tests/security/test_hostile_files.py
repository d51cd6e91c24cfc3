"""Files, pasted text and forged numbers that would stop the service: refused in moments, nothing written.

Runs on SQLite only: a file is judged before the database is asked.
"""

import io
import time
import zipfile
from datetime import date
from urllib.parse import urlencode

import pytest
import xlsxwriter
from django.urls import reverse

from mediation.forms.calendar import LONGEST_TEXT, MOST_BYTES
from mediation.imports.tables import Unreadable, read_file
from mediation.models import CalendarDay
from tests.refusals import unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SOON = 5  # seconds of our own time, however busy the machine
EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:"
NINES = "9" * 5_000  # more digits than Python makes a number of


def notice(text):
    return {"year": "2027", "text": text[:LONGEST_TEXT]}


def upload(text):
    file = io.BytesIO(text.encode()[:MOST_BYTES])
    file.name = "days.ics"
    return {"year": "2027", "file": file}


NOTICES = {
    "lines": notice("\n" * LONGEST_TEXT + "x"),
    "brackets": notice("一、元旦：" + "1日（" * LONGEST_TEXT),
    "brackets in one character": notice("一、元旦：" + "㏠(" * LONGEST_TEXT),
    "the last year": notice("一、元旦：9999年12月31日至9999年12月31日放假"),
    "summary": upload(EVENT + "休" * 160_000 + "x"),
    "event in the last year": upload("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99991231\nSUMMARY:休"),
    "long cell": upload("9" * 400_000),
}


@pytest.mark.parametrize("words", NOTICES)
def test_a_hostile_notice_is_refused_at_once(sign_in, words):
    client, began, days = sign_in("administrator"), time.process_time(), CalendarDay.objects.count()
    with unchanged():
        assert client.post(reverse("calendar-enter"), NOTICES[words]).status_code == 422
    assert time.process_time() - began < SOON
    assert CalendarDay.objects.count() == days


def shared_string_bomb():
    """A quarter of a megabyte whose every cell is the same long text: 400 MB once it is written out."""
    target, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for row in range(50):
            sheet.write_row(row, 0, ["Q"] * 40)
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<t>Q</t>", b"<t>" + b"x" * 200_000 + b"</t>"))
    return made.getvalue()


def test_one_long_text_behind_every_cell_is_no_list():
    data = shared_string_bomb()
    assert len(data) < 300_000
    with pytest.raises(Unreadable):
        read_file(data)


@pytest.mark.parametrize("text", [",".join(["楼"] * 600_000), "楼\n" * 600_000], ids=["columns", "rows"])
def test_a_list_is_read_no_further_than_it_may_go(text):
    try:
        (_line, cells), *_more = read_file(text.encode())
    except Unreadable:
        return
    assert len(cells) == 40


# Numbers that are none -------------------------------------------------------------------------------------


def sealed_list(client, case):
    rows = "姓名\t电话\n蒋喆\t13800000001\n"
    return client.post(reverse("roster-enrol", args=[case.pk]), {"text": rows}).context["form"]["sealed"].value()


@pytest.mark.parametrize("digits", [NINES, "²", "٣", "1" * 30, "-1"])
def test_a_forged_number_is_no_fault(world, sign_in, digits):
    client, town = sign_in("city_mediator"), world.cases["town"]
    assert client.get(reverse("claim-new", args=[town.pk]), {"party": digits}).status_code == 200
    assert client.get(reverse("task-new", args=[town.pk]), {"item": digits}).status_code == 404
    meeting = reverse("minutes-issue", args=[world.meeting.pk])
    with unchanged():
        assert sign_in("town_mediator").post(meeting, {"version": digits}).status_code in (409, 422)
    data = {"sealed": sealed_list(client, town), "version": 0, f"choice-{digits}": digits, "choice-2": digits}
    form = "application/x-www-form-urlencoded"  # which sets no limit to the name of a field
    with unchanged():
        answer = client.post(reverse("roster-marked", args=[town.pk]), urlencode(data), content_type=form)
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["finder", "meeting-list", "calendar", "rule-list", "reminder-list"])
@pytest.mark.parametrize("probe", [NINES, "' OR 1=1 --", "\x00", "²", "-1", str(date.max)])
def test_what_stands_in_the_address_of_a_page_is_no_fault(sign_in, name, probe):
    keys = ("year", "page", "group", "town", "since", "over", "q", "item", "sort", "tab")
    answer = sign_in("city_mediator").get(reverse(name), dict.fromkeys(keys, probe))
    assert answer.status_code in (200, 400, 422)
