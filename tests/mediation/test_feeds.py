"""iCalendar, read back by a small strict reader of RFC 5545 that knows nothing of the writer."""

import re
from datetime import UTC, date, datetime

import pytest

from mediation.feeds import Entry, write

STAMP = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ALARM = datetime(2026, 3, 19, 1, 0, tzinfo=UTC)
LINE = re.compile(r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:"[^"]*"|[^;:",]*))*):(?P<value>.*)', re.DOTALL)


def read(content):
    """The components of a calendar as nested [name, {property: (parameters, value)}, [children]]; strict."""
    text = content.decode()
    assert text.endswith("\r\n")
    raw = text[:-2].split("\r\n")
    assert not [line for line in raw if "\n" in line or "\r" in line or len(line.encode()) > 75]
    unfolded = []
    for line in raw:
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    root = ["", {}, []]
    stack = [root]
    for line in unfolded:
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            stack.append([value, {}, []])
        elif name == "END":
            done = stack.pop()
            assert done[0] == value
            stack[-1][2].append(done)
        else:
            assert name not in stack[-1][1], f"{name} stands twice"
            stack[-1][1][name] = (found["parameters"], value)
    assert stack == [root]
    (calendar,) = root[2]
    return calendar


def unescaped(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def entry(summary="诸劳调〔2026〕12号 调解期限", **given):
    values = {
        "uid": "deadline-7@example.org", "on": date(2026, 3, 20), "url": "https://example.org/cases/7/", "stamp": STAMP,
        "alarms": (ALARM,),
    }  # fmt: skip
    return Entry(summary=summary, **values | given)


def test_a_calendar():
    name, properties, events = read(write("期限", [entry()]))
    assert name == "VCALENDAR"
    assert properties["VERSION"] == ("", "2.0")
    assert properties["X-WR-CALNAME"] == ("", "期限")
    assert {"PRODID", "CALSCALE", "REFRESH-INTERVAL"} <= set(properties)
    ((kind, event, alarms),) = events
    assert kind == "VEVENT"
    assert event == {
        "UID": ("", "deadline-7@example.org"), "DTSTAMP": ("", "20260302T020000Z"),
        "DTSTART": (";VALUE=DATE", "20260320"), "DTEND": (";VALUE=DATE", "20260321"),
        "SUMMARY": ("", "诸劳调〔2026〕12号 调解期限"), "URL": ("", "https://example.org/cases/7/"),
        "CLASS": ("", "PRIVATE"), "TRANSP": ("", "TRANSPARENT"),
    }  # fmt: skip
    assert alarms == [
        ["VALARM", {
            "ACTION": ("", "DISPLAY"), "DESCRIPTION": ("", "诸劳调〔2026〕12号 调解期限"),
            "TRIGGER": (";VALUE=DATE-TIME", "20260319T010000Z"),
        }, []],
    ]  # fmt: skip


def test_an_empty_calendar_is_one():
    assert read(write("期限", []))[2] == []


@pytest.mark.parametrize(
    "words",
    [
        "甲；乙，丙",
        "a;b,c\\d",
        "two\nlines\r\nthree",
        "END:VEVENT\r\nBEGIN:VEVENT",
        "𠮷" * 60,
        "期" * 200,
        "a" * 75,
        "b" * 74,
        "",
        "\\n",
    ],
)
def test_any_words_come_back_as_they_were(words):
    ((_kind, event, _alarms),) = read(write("期限", [entry(words)]))[2]
    assert unescaped(event["SUMMARY"][1]) == words.replace("\r", "")


def test_the_same_entries_make_the_same_bytes():
    assert write("期限", [entry()]) == write("期限", [entry()])
    assert write("期限", [entry()]) != write("期限", [entry(on=date(2026, 3, 21))])
