"""Writing a calendar (日历) that other programs subscribe to: iCalendar, RFC 5545. Pure: every instant is given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Labour dispute tracker//Deadlines//EN"
WIDTH = 75  # octets of a line, without its end (RFC 5545, 3.1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})  # 3.3.11


@dataclass(frozen=True)
class Entry:
    """One all-day entry: what to call it for ever, its day, its words, where it leads, when it was last written."""

    uid: str
    on: date
    summary: str
    url: str
    stamp: datetime
    alarms: tuple[datetime, ...] = ()


def write(name: str, entries: Iterable[Entry]) -> bytes:
    """The calendar as UTF-8 with folded lines that end in CR LF."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H",
    ]  # fmt: skip
    for entry in entries:
        lines += _event(entry)
    return "".join(_folded(line) for line in (*lines, "END:VCALENDAR")).encode()


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_instant(entry.stamp)}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.on)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.on + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"URL:{entry.url}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    for alarm in entry.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.summary)}"
        yield f"TRIGGER;VALUE=DATE-TIME:{_instant(alarm)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return words.translate(ESCAPES)


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """The line cut so that none is longer than 75 octets and no character is torn; a cut goes on after a space."""
    pieces, piece, room = [], "", WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", WIDTH - 1
        piece, room = piece + character, room - size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
