"""The account of a period (期限计算说明): the reasons behind its end, in the order in which they are told."""

from collections.abc import Iterable, Iterator
from datetime import date

from mediation.deadline_rules import Unit
from mediation.deadlines.reasons import Reason, Why
from mediation.deadlines.run import MONTHS, Pause, Run
from mediation.workdays import ONE_DAY, SATURDAY


def account(run: Run, last: date, on: date, years: list[int]) -> Iterator[Reason]:
    """Why a period ends on `on`: `last` is the day before any roll, `years` those without a notice."""
    span = run.span
    yield Reason(Why.TRIGGER, (run.start,))
    counted = Why.COUNTED_BACK if run.back else Why.COUNTED
    yield Reason(counted, (run.start + run.step, last), span.length, unit=span.unit)
    if run.extended:
        yield Reason(Why.EXTENDED, amount=run.extended, unit=span.unit)
    for pause in run.pauses:
        yield from _pause(run, pause, on)
    if run.by_working_day:
        yield from _working_days(run, last)
    if span.unit in MONTHS and run.corresponding_day().day < run.start.day:
        yield Reason(Why.MONTH_END, (run.corresponding_day(),))
    yield from _roll(run, last, on)
    for year in years:
        yield Reason(Why.PROVISIONAL, amount=year)


def _roll(run: Run, last: date, on: date) -> Iterator[Reason]:
    names = (run.calendar.name(last),)
    if on != last:
        yield Reason(Why.ROLLED_BACK if run.back else Why.ROLLED, (last, on), names=names)
    elif run.rolls and last.weekday() >= SATURDAY:
        yield Reason(Why.MAKE_UP, (last,), names=names)


def _pause(run: Run, pause: Pause, on: date) -> Iterator[Reason]:
    """The part of a pause inside the period; `amount` is how many days (working days) it added."""
    first, resumed = max(pause[0], run.start + ONE_DAY), min(pause[1], on + ONE_DAY)
    if first < resumed:
        added = run.calendar.working_days(first, resumed) if run.by_working_day else (resumed - first).days
        yield Reason(Why.PAUSED, pause, added, unit=Unit.WORKING_DAY if run.by_working_day else Unit.DAY)


def _working_days(run: Run, last: date) -> Iterator[Reason]:
    """Rest days skipped, each run of days off on its own and the weekends together; make-up days counted."""
    calendar = run.calendar
    passed = [day for day in run.between(last) if not run.is_paused(day)]
    for block in _blocks(day for day in passed if day in calendar.rest):
        names = tuple(dict.fromkeys(calendar.name(day) for day in block))
        yield Reason(Why.DAYS_OFF, block, len(block), names)
    weekends = tuple(day for day in passed if calendar.is_rest_day(day) and day not in calendar.rest)
    if weekends:
        yield Reason(Why.WEEKENDS, weekends, len(weekends))
    for day in sorted((*passed, last)):
        if day in calendar.work:
            yield Reason(Why.MAKE_UP, (day,), names=(calendar.name(day),))


def _blocks(marked: Iterable[date]) -> Iterator[tuple[date, ...]]:
    """Neighbouring days put together."""
    block: tuple[date, ...] = ()
    for day in marked:
        if block and day - block[-1] > ONE_DAY:
            yield block
            block = ()
        block = (*block, day)
    if block:
        yield block
