"""The calendar or a length of the office changes while a step starts a clock: the clock is counted by the new one.

One of the two stands still in the midst of its transaction until the other had its chance.
"""

import threading
from datetime import date

import pytest

from mediation.integrity import violations
from mediation.models import Deadline
from mediation.notices import REST, WORK, NoticeDay, sheet_of
from mediation.operations import calendar, clocks, filing, rule_settings
from mediation.operations.calendar import Notice, publish
from mediation.operations.clocks import start_clock
from mediation.operations.rule_settings import set_length
from tests import cast
from tests.factories import at, make_dispute, register_dispute
from tests.walks.crowd import at_once, committed

FRIDAY = date(2026, 12, 25)
CHANCE = 1.0  # seconds that the one who stands still gives the other
FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节")


@pytest.fixture(autouse=True)
def emptied_afterwards(transactional_db, cheap_letters):
    with committed():
        yield


@pytest.fixture
def stand_still(monkeypatch):
    """`stand_still(module, name)`: who has called that function waits until `go_on` is set, at most for the chance."""
    inside, go_on = threading.Event(), threading.Event()

    def patch(module, name):
        real = getattr(module, name)

        def wrapped(*given, **named):
            found = real(*given, **named)
            inside.set()
            go_on.wait(CHANCE)
            return found

        monkeypatch.setattr(module, name, wrapped)
        return inside, go_on

    return patch


def meet(first, second, inside, go_on):
    """The first begins; when it stands still the second acts, and then the first goes on."""

    def later():
        assert inside.wait(10)
        try:
            second()
        finally:
            go_on.set()

    return at_once(first, later)


def notice():
    """2027 as published: Saturday the 9th of January is worked, the 7th and the 8th are days off."""
    days = [NoticeDay(date(2027, 3 + n, 1), REST, name) for n, name in enumerate(FESTIVALS)]
    days += [NoticeDay(date(2027, 1, 8), REST, "元旦"), NoticeDay(date(2027, 1, 9), WORK, "元旦")]
    return lambda: publish(sheet_of(2027, days), Notice(), by=cast.administrator(), at=at(FRIDAY))


def registered():
    """M3 ends on Saturday, 9 January 2027."""
    cast.employer()
    by, holder = cast.city_mediator(), cast.city()
    return lambda: register_dispute(FRIDAY, holder=holder, by=by)


def clock():
    case, by = make_dispute("accepted", on=date(2026, 12, 21)), cast.city_mediator()
    return lambda: start_clock(case, "B3", trigger_on=FRIDAY, paper="告知书", by=by, at=at(FRIDAY))


def length():
    return lambda: set_length(
        "B3", 9, "working_day", valid_from=FRIDAY, reason="本地规定。", by=cast.administrator(), at=at(FRIDAY)
    )


RACES = {
    "register, publish": (registered, (filing, "_enter"), notice, (calendar, "_change")),
    "clock, publish": (clock, (clocks, "open_deadline"), notice, (calendar, "_change")),
    "clock, length": (clock, (clocks, "open_deadline"), length, (rule_settings, "recount")),
}
pytestmark = pytest.mark.parametrize("race", RACES.values(), ids=RACES)


def faults(change):
    found = [str(one) for one in violations()]
    if change is length:
        found += [f"{row} has {row.length}" for row in Deadline.objects.open().filter(rule="B3") if row.length != 9]
    return found


def test_a_clock_started_while_it_changes(race, stand_still):
    """The step has counted and is not committed yet."""
    make_step, counted, make_change, _looked = race
    step, change = make_step(), make_change()
    assert meet(step, change, *stand_still(*counted)) == ["done", "done"]
    assert faults(make_change) == []


def test_it_changes_while_a_clock_is_started(race, stand_still):
    """The change has looked for what it moves and is not committed yet."""
    make_step, _counted, make_change, looked = race
    step, change = make_step(), make_change()
    assert meet(change, step, *stand_still(*looked)) == ["done", "done"]
    assert faults(make_change) == []
