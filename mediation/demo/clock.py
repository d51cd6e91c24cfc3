"""The clock of the demo: many stories told at once, every act of all of them in the order of time.

A story is a generator. It acts, then yields how long it waits: a number of working days, or a date.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from mediation.hours import Hours
from mediation.reminding import is_at_work
from mediation.workdays import SHANGHAI, Calendar

Wait = int | date
Story = Generator[Wait, None, None]
OPENS, CLOSES = 8 * 60 + 30, 17 * 60  # minutes of the office day


@dataclass(order=True)
class Turn:
    """Whose turn it is, and when."""

    at: datetime
    index: int
    story: Story = field(compare=False)
    life: "Now" = field(compare=False)


class Now:
    """The moment a story is told at, and its own source of chance."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.now = datetime.min.replace(tzinfo=SHANGHAI)

    @property
    def today(self) -> date:
        return self.now.date()


def play(turns: list[Turn], until: datetime, calendar: Calendar, tell: Callable[[date], None]) -> None:
    """Tell the stories up to the moment; `tell` hears of every new day. What would come later stays untold."""
    heapify(turns)
    day = None
    while turns and turns[0].at <= until:
        turn = heappop(turns)
        if turn.at.date() != day:
            day = turn.at.date()
            tell(day)
        turn.life.now = turn.at
        wait = next(turn.story, None)
        if wait is not None:
            turn.at = after(turn.at, wait, turn.life.rng, calendar)
            heappush(turns, turn)


def after(now: datetime, wait: Wait, rng: Random, calendar: Calendar) -> datetime:
    """The instant a wait ends: later the same day for 0, else in office hours of a working day."""
    if wait == 0:
        return now + timedelta(minutes=rng.randint(5, 40))
    if isinstance(wait, date):
        return office_hour(max(wait, now.date() + timedelta(days=1)), rng, calendar)
    return office_hour(calendar.add_working_days(now.date(), wait), rng, calendar)


def office_hour(day: date, rng: Random, calendar: Calendar) -> datetime:
    """A minute of the office day of the first working day from `day`."""
    if not calendar.is_working_day(day):
        day = calendar.next_working_day(day)
    minute = rng.randint(OPENS, CLOSES)
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=SHANGHAI)


def last_at_work(until: datetime, hours: Hours, calendar: Calendar) -> datetime:
    """The instant itself in working hours, else one of the last hour of work before it."""
    while not is_at_work(until, hours, calendar):
        until -= timedelta(minutes=30)
    return until
