"""I16, I17 and I18 of the counting: monotone, exact under pauses, blind to machine and moment, never guessing."""

import os
import random
import subprocess
import sys
from datetime import date, timedelta

from django.conf import settings
from django.utils import translation

from mediation.deadlines import Span, Unit, count
from mediation.workdays import Calendar
from tests.oracle.cases import CALENDAR, FIRST, LAST, by_engine, random_case, random_day, random_length
from tests.oracle.days import TABLE, row_of

DAY, WORKING = Unit.DAY, Unit.WORKING_DAY


def cases(kind, count_of):
    number = found = 0
    while found < count_of:
        case = random_case(number)
        number += 1
        if case.kind == kind:
            found += 1
            yield case


def test_a_later_start_never_ends_earlier():
    for case in cases("forward", 1_000):
        length, unit, start, pauses, _extended = case.given
        pauses = [] if unit in ("month", "year") else pauses  # the months counted are then other months
        ends = [
            count(Span(length, Unit(unit)), start + timedelta(days=n), CALENDAR, pauses=pauses).on for n in range(3)
        ]
        assert ends == sorted(ends), case


def test_a_later_event_never_has_an_earlier_safe_day():
    for case in cases("back", 500):
        length, unit, event = case.given
        ends = [by_engine(case._replace(given=(length, unit, event + timedelta(days=n))))[1] for n in range(3)]
        assert ends == sorted(ends), case


def test_an_extension_never_shortens():
    for case in cases("forward", 1_000):
        length, unit, start, pauses, extended = case.given
        plain = by_engine(case._replace(given=(length, unit, start, pauses, 0)))
        assert (extended > 0) == (by_engine(case)[0] > plain[0]), case


def test_a_pause_adds_exactly_its_length():
    rng = random.Random(16)
    for _case in range(1_000):
        (length, unit), start = random_length(rng), random_day(rng)
        span = Span(length, Unit(unit))
        plain = count(span, start, CALENDAR)
        first = start + timedelta(days=rng.randint(1, (plain.raw - start).days))
        back = first + timedelta(days=rng.randint(0, 40))
        paused = count(span, start, CALENDAR, pauses=[(first, back)])
        if unit == "working_day":
            assert working_days(plain.raw, paused.raw) == working_days(
                first - timedelta(days=1), back - timedelta(days=1)
            )
        else:
            assert paused.raw - plain.raw == back - first


def working_days(after, until):
    return sum(day.works for day in TABLE[row_of(after) + 1 : row_of(until) + 1])


def test_the_result_depends_on_the_given_alone():
    """I17: the language of the reader, the zone and the clock of the machine change nothing."""
    numbers = range(60)
    expected = [by_engine(random_case(number)) for number in numbers]
    with translation.override("en"):
        assert [by_engine(random_case(number)) for number in numbers] == expected
    code = (
        "from tests.oracle.cases import by_engine, random_case;"
        f"print([by_engine(random_case(number)) for number in range({numbers.stop})])"
    )
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", code]
    elsewhere = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert elsewhere.stdout.strip() == str(expected)


def test_a_later_notice_never_changes_what_was_final():
    """Here the notice for 2027 turns every week round; a date that was not provisional stays."""
    new = [day.date for day in TABLE if date(2026, 12, 28) <= day.date < date(2027, 12, 28)]
    rest = {day: "新" for day in new if day.weekday() < 5}
    work = {day: "新" for day in new if day.weekday() >= 5}
    later = Calendar({**CALENDAR.rest, **rest}, {**CALENDAR.work, **work}, CALENDAR.published | {2027})
    rng = random.Random(2027)
    finals = 0
    for _case in range(2_000):
        length, unit = rng.randint(1, 60), rng.choice([DAY, WORKING])
        start = date(2026, 10, 1) + timedelta(days=rng.randrange(90))
        before = count(Span(length, unit), start, CALENDAR)
        if not before.provisional:
            finals += 1
            assert count(Span(length, unit), start, later) == before
    assert 300 < finals < 1_700


def test_the_random_cases_cover_the_years():
    years = {case.given[2].year for case in cases("forward", 2_000)}
    assert years == set(range(FIRST.year, LAST.year + 1))
