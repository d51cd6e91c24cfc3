"""Days off from a table or a calendar file."""

from datetime import date

import pytest
from django.utils.translation import override

from mediation.notice_files import FileUnreadable, read_file, write_lines
from mediation.notices import REST, WORK, NoticeDay, read_notice
from tests.mediation.test_notices import NOTICE_2026

SHEET = read_notice(NOTICE_2026, 2026)
TABLE = write_lines(SHEET.days)
WRONG = "Line 2 is not “date, rest or work, name of the festival”: "


def event(first, last, name):
    until = f"DTEND;VALUE=DATE:{last:%Y%m%d}\r\n" if last else ""
    return f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{first:%Y%m%d}\r\n{until}SUMMARY:{name}\r\nEND:VEVENT\r\n"


def calendar_file(*events):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def test_what_is_written_is_read_again():
    assert read_file(TABLE.encode()) == SHEET


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_with_headings_in_the_encodings_of_offices(encoding):
    text = "日期,类别,名称\n" + TABLE.replace("rest", "放假").replace("work", "上班").replace("-", "/").replace(
        "\n", "\r\n"
    )
    assert read_file(text.encode(encoding)) == SHEET


def test_days_of_other_years_are_left_out_and_counted():
    with override("en"):
        sheet = read_file((TABLE + "2028-01-01,rest,元旦\n").encode())
    assert sheet.days == SHEET.days
    assert sheet.notes == ("1 day of another year was left out.",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2026-02-30,rest,春节", WRONG + "2026-02-30,rest,春节"),
        ("2026-02-15,perhaps,春节", WRONG + "2026-02-15,perhaps,春节"),
        ("2026-02-15,rest", WRONG + "2026-02-15,rest"),
        ("2026-02-15,rest," + "春" * 61, WRONG + "2026-02-15,rest," + "春" * 61),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(line, says):
    with override("en"), pytest.raises(FileUnreadable) as refusal:
        read_file(f"2026-01-01,rest,元旦\n{line}\n".encode())
    assert str(refusal.value) == says


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x01", b"PK\x03\x04\x00\x00", "日期,类别,名称\n".encode(), b"a,b\n" * 3]
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(FileUnreadable):
        read_file(content)


def test_a_calendar_file_gives_days_off_and_make_up_days_and_nothing_else():
    content = calendar_file(
        event(date(2026, 2, 15), date(2026, 2, 24), "春节（休）"), event(date(2026, 2, 14), None, "春节 补班"),
        event(date(2026, 5, 10), None, "母亲节"), event(date(2026, 1, 1), date(2026, 1, 4), "元旦 假期\r\n  第1天"),
    )  # fmt: skip
    sheet = read_file(content, 2026)
    assert [row for row in sheet.days if row.name == "春节"] == [
        row for row in SHEET.days if row.name == "春节" and row.date != date(2026, 2, 28)
    ]
    assert [row for row in sheet.days if row.name == "元旦"] == [
        NoticeDay(date(2026, 1, n), REST, "元旦") for n in (1, 2, 3)
    ]
    assert len(sheet.days) == 13
    assert [row.date for row in sheet.days if row.kind == WORK] == [date(2026, 2, 14)]


def test_an_event_that_lasts_a_year_is_refused():
    with pytest.raises(FileUnreadable):
        read_file(calendar_file(event(date(2026, 1, 1), date(2027, 1, 1), "元旦假期")))
