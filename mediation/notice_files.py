"""Days off from a file: a table (CSV: date, kind, name) or a calendar (ICS). Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation.notices import LONGEST, REST, WORK, NoticeDay, Sheet, belongs, sheet_of
from mediation.workdays import ONE_DAY, notice_year

KINDS = {
    "rest": REST, "off": REST, "休": REST, "放假": REST, "休息": REST, "节假日": REST,
    "work": WORK, "班": WORK, "上班": WORK, "补班": WORK, "调休上班": WORK, "工作日": WORK,
}  # fmt: skip
MOST_LINES = 2_000
LONGEST_NAME, LONGEST_SUMMARY = 60, 200
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$")
_SUMMARY = re.compile(r"[((（\[【\s].*$|假期.*$|第\d+天.*$|[休班补]+$")


class FileUnreadable(ValueError):
    """The file is no table and no calendar that we can read; the words say what is wrong."""


def read_file(content: bytes, year: int | None = None) -> Sheet:
    """The days of `year` in the file, or of the year most of them belong to. Raises FileUnreadable."""
    text = _text(content)
    try:
        found = list(_events(text) if "BEGIN:VCALENDAR" in text[:2_000].upper() else _lines(text))
    except csv.Error as error:
        raise FileUnreadable(_("The text cannot be read as rows: look for a stray quotation mark.")) from error
    if not found:
        raise FileUnreadable(_("There is no day off in this file."))
    year = year or Counter(notice_year(row.date) for row in found).most_common(1)[0][0]
    kept = [row for row in found if belongs(row.date, year)]
    sheet = sheet_of(year, kept)
    if others := len(found) - len(kept):
        note = ngettext(
            "%(count)d day of another year was left out.", "%(count)d days of other years were left out.", others
        )
        return Sheet(year, sheet.days, sheet.problems, (note % {"count": others},))
    return sheet


def write_lines(days: Iterable[NoticeDay]) -> str:
    """The days as such a table, which `read_file` reads again."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows((row.date.isoformat(), row.kind, row.name) for row in days)
    return out.getvalue()


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FileUnreadable(_("This is no text file: save the table as CSV."))


def _lines(text: str) -> Iterator[NoticeDay]:
    for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
        row = [cell.strip() for cell in cells]
        if number > MOST_LINES:
            raise FileUnreadable(_("The file has more than %(most)d lines.") % {"most": MOST_LINES})
        if not any(row) or (number == 1 and _DATE.match(row[0]) is None):
            continue  # an empty line, the headings
        yield _line(number, row)


def _line(number: int, row: list[str]) -> NoticeDay:
    kind = KINDS.get(row[1].lower()) if len(row) > 1 else None
    day = _day(row[0])
    if day is None or kind is None or len(row) < 3 or not 0 < len(row[2]) <= LONGEST_NAME:
        raise FileUnreadable(
            _("Line %(number)d is not “date, rest or work, name of the festival”: %(text)s")
            % {"number": number, "text": ",".join(row)[:80]}
        )
    return NoticeDay(day, kind, row[2])


def _day(text: str) -> date | None:
    found = _DATE.match(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day is not None and day.year < MAXYEAR else None  # to the last year nothing can be added


def _events(text: str) -> Iterator[NoticeDay]:
    """Each day of the events that say off or worked; other entries, such as 母亲节, are no days off."""
    for event in re.sub(r"\n[ \t]", "", text).split("BEGIN:VEVENT")[1:]:
        fields = dict(_field(line) for line in event.split("\n") if ":" in line)
        name = fields.get("SUMMARY", "")[:LONGEST_SUMMARY].replace("\\,", ",").strip()
        kind = WORK if "班" in name else REST if re.search("[休假]", name) else None
        first = _day(fields.get("DTSTART", "")[:8])
        if kind is None or first is None:
            continue
        after = _day(fields.get("DTEND", "")[:8]) or first + ONE_DAY
        if not ONE_DAY <= after - first <= LONGEST + ONE_DAY:
            raise FileUnreadable(_("%(name)s on %(day)s has no length of days.") % {"name": name[:40], "day": first})
        festival = (_SUMMARY.sub("", name) or name)[:LONGEST_NAME]
        for n in range((after - first).days):
            yield NoticeDay(first + ONE_DAY * n, kind, festival)


def _field(line: str) -> tuple[str, str]:
    head, _colon, value = line.partition(":")
    return head.partition(";")[0].strip().upper(), value.strip()
