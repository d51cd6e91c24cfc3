"""Periods counted day by day, hour by hour: R1 to R5 and R11 of the counting rules, and the limitation (B1b, B1c)."""

from datetime import UTC, datetime, timedelta, timezone

from tests.oracle.days import BY_MONTH, TABLE, row_of

CHINA = timezone(timedelta(hours=8))


def period(length, unit, start, pauses=()):
    """(last day, due day, provisional) of a period counted forward; `pauses` are pairs, the second day counts again."""
    at, looked = row_of(start), []
    left = days_to_count(length, unit, start)
    while left:
        at += 1
        if is_paused(TABLE[at].date, pauses):
            continue
        if unit == "working_day":
            looked.append(at)
        if unit != "working_day" or TABLE[at].works:
            left -= 1
    last = at
    if unit != "working_day":
        looked = [at]
        while not TABLE[at].works or is_paused(TABLE[at].date, pauses):
            at += 1
            if not is_paused(TABLE[at].date, pauses):
                looked.append(at)
    return TABLE[last].date, TABLE[at].date, not all(TABLE[n].known for n in looked)


def period_before(length, unit, event):
    """(last day, safe day, provisional) counted back from an event; a rest day gives way to the day before."""
    at, looked = row_of(event), []
    left = length if unit in ("day", "working_day") else -days_until_corresponding(event, -length, unit)
    while left:
        at -= 1
        if unit == "working_day":
            looked.append(at)
        if unit != "working_day" or TABLE[at].works:
            left -= 1
    last = at
    if unit != "working_day":
        looked = [at]
        while not TABLE[at].works:
            at -= 1
            looked.append(at)
    return TABLE[last].date, TABLE[at].date, not all(TABLE[n].known for n in looked)


def hours(length, start):
    """(instant, day in China) at which so many hours end: the hour under way is not counted."""
    clock = start.astimezone(CHINA)
    minutes_left = 60 - clock.minute
    clock = clock.replace(second=0, microsecond=0)
    for _minute in range(minutes_left):
        clock += timedelta(minutes=1)
    for _hour in range(length):
        clock += timedelta(hours=1)
    last_minute = clock - timedelta(minutes=1)
    return clock.astimezone(UTC), last_minute.date()


def is_paused(day, pauses):
    return any(first <= day < back for first, back in pauses)


def days_to_count(length, unit, start):
    return length if unit in ("day", "working_day") else days_until_corresponding(start, length, unit)


def days_until_corresponding(start, length, unit):
    """Days to the same day of the month so many months (years) on, or to the last day of that month."""
    year, month = start.year, start.month
    for _month in range(abs(length) * (12 if unit == "year" else 1)):
        month += 1 if length > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    there = [day for day in BY_MONTH[year, month] if day.day <= start.day]
    return (there[-1] - start).days


def limitation(length, unit, trigger, events):
    """(last day, due day, provisional, day it runs from, standing since, events without effect), lived day by day.

    `events` are ("interrupted", on, until or None) and ("suspended", since, until or None).
    """
    stops = [(since, until or datetime.max.date()) for kind, since, until in events if kind == "suspended"]
    happening = sorted(events, key=lambda event: event[1])
    day, anchor, over, standing, idle = min([trigger, *(event[1] for event in events)]), trigger, False, None, []
    left = days_to_count(length, unit, anchor)
    while happening:
        stopped, works = is_paused(day, stops), TABLE[row_of(day)].works
        if day > anchor and left and not stopped and (works or unit != "working_day"):
            left -= 1
        while happening and happening[0][1] == day:
            kind, on, until = event = happening.pop(0)
            if over or _too_early(event, trigger):
                idle.append(event)
            elif kind == "interrupted":
                anchor = max(anchor, until or on)
                left = days_to_count(length, unit, anchor)
            elif until is None and standing is None:
                standing = on
        over = over or (day > anchor and left == 0 and works and not stopped)
        day += timedelta(days=1)
    ended = [(since, until) for kind, since, until in events if kind == "suspended" and until is not None]
    last, due, provisional = period(length, unit, anchor, ended)
    return last, due, provisional, anchor, standing, idle


def _too_early(event, trigger):
    kind, on, until = event
    if kind == "interrupted":
        return (until or on) < trigger
    return until is not None and until <= trigger + timedelta(days=1)
