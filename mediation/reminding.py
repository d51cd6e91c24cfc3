"""When a running deadline (期限) is told to whom (提醒): rows of stages, and the hours at which anybody is told.

Pure: the calendar is given. The order of a table is the order of urgency; of the stages a deadline has reached
only the most urgent is told, so a stage missed over a weekend is caught up, and never two at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation.access import Role
from mediation.deadline_rules import RULES, Nature, Party, Rule, Unit
from mediation.hours import Hours
from mediation.workdays import ONE_DAY, SHANGHAI, Calendar


class Receiver(StrEnum):
    """Who is told, from near to far."""

    HANDLER = "handler"  # 承办人: who handles the case or owns the task; nobody: the mediators and reviewers there
    UNIT = "unit"  # 审核人: the reviewers of the union that holds the case
    MANAGER = "manager"  # 负责人: the managers of that union
    UPPER = "upper"  # 上级负责人: the managers of the union above


ROLES: dict[Receiver, tuple[str, ...]] = {
    Receiver.HANDLER: (Role.MEDIATOR, Role.REVIEWER),
    Receiver.UNIT: (Role.REVIEWER,),
    Receiver.MANAGER: (Role.MANAGER,),
    Receiver.UPPER: (Role.MANAGER,),
}
PERSON = (Receiver.HANDLER,)
OFFICE_TOO = (*PERSON, Receiver.UNIT)
MANAGERS_TOO = (*OFFICE_TOO, Receiver.MANAGER)
ALL_ABOVE = (*MANAGERS_TOO, Receiver.UPPER)


@dataclass(frozen=True)
class Stage:
    """One moment of reminding: `days` before the due day, negative after it; None: half of the period is gone."""

    code: str
    label: Promise
    days: int | None
    receivers: tuple[Receiver, ...]
    working: bool = True  # counted in working days, else in days

    def latest_due(self, today: date, calendar: Calendar) -> date:
        """The latest due date for which this stage is reached on `today`."""
        assert self.days is not None
        if not self.working or self.days == 0:
            return today + timedelta(days=self.days)
        if self.days > 0:
            return calendar.add_working_days(today, self.days)
        return _back(today, -self.days, calendar)


# Duties: of the union, of a party, of another office.
STAGES = (
    Stage("late_5", _("five working days overdue or more"), -5, ALL_ABOVE),
    Stage("late_3", _("three working days overdue"), -3, MANAGERS_TOO),
    Stage("late_1", _("overdue"), -1, OFFICE_TOO),
    Stage("today", _("due today"), 0, OFFICE_TOO),
    Stage("before_1", _("one working day left"), 1, OFFICE_TOO),
    Stage("before_3", _("three working days left"), 3, PERSON),
    Stage("half", _("half of the time is gone"), None, PERSON),
)
# Rights that a party loses (时效): nobody is late, so nothing follows the day.
RIGHT_STAGES = (
    Stage("right_0", _("last day of a right"), 0, ALL_ABOVE, working=False),
    Stage("right_1", _("a right is lost within one day"), 1, ALL_ABOVE, working=False),
    Stage("right_3", _("a right is lost within three days"), 3, MANAGERS_TOO, working=False),
    Stage("right_7", _("a right is lost within seven days"), 7, OFFICE_TOO, working=False),
    Stage("right_14", _("a right is lost within fourteen days"), 14, PERSON, working=False),
    Stage("right_30", _("a right is lost within thirty days"), 30, PERSON, working=False),
)
# Days from which something is possible, or until which it is kept: told as they come near, and no more.
NEAR_STAGES = tuple(stage for stage in STAGES if stage.days in (0, 1, 3))
# Days the union set itself: told once more when they have passed, and no more.
COURTESY_STAGES = (Stage("passed", _("the day has passed"), -1, OFFICE_TOO), *NEAR_STAGES)
STAGES_OF = {
    Nature.DUTY: STAGES,
    Nature.RIGHT: RIGHT_STAGES,
    Nature.OPENS: NEAR_STAGES,
    Nature.KEPT: NEAR_STAGES,
    Nature.COURTESY: COURTESY_STAGES,
}
PASSING = (Nature.RIGHT, Nature.OPENS, Nature.KEPT)  # of whose day nothing is told once it is over
BY_CODE = {stage.code: stage for stages in STAGES_OF.values() for stage in stages}

OURS = (Party.UNION, Party.MEDIATION)


class Reach:
    """The stages on one day: which of them a deadline has reached."""

    def __init__(self, today: date, calendar: Calendar) -> None:
        self.today, self.calendar = today, calendar
        self._latest = {row.code: row.latest_due(today, calendar) for row in BY_CODE.values() if row.days is not None}

    def stage(self, *, trigger_on: date, due_on: date, unit: str, nature: Nature) -> Stage | None:
        """The most urgent stage reached; None before the first.

        A period that is no longer than the warning itself is not warned of on the day it begins.
        """
        for stage in STAGES_OF[nature]:
            if self._is_reached(stage, trigger_on, due_on, unit):
                return None if nature in PASSING and due_on < self.today else stage
        return None

    def _is_reached(self, stage: Stage, trigger_on: date, due_on: date, unit: str) -> bool:
        counted = unit != Unit.DATE
        if stage.days is None:
            return counted and self.today >= trigger_on + (due_on - trigger_on + ONE_DAY) // 2
        if due_on > self._latest[stage.code]:
            return False
        return stage.days <= 0 or not counted or due_on > stage.latest_due(trigger_on, self.calendar)


def is_at_work(at: datetime, hours: Hours, calendar: Calendar) -> bool:
    """Whether the instant lies in the working hours of a working day."""
    return calendar.is_working_day(at.astimezone(SHANGHAI).date()) and hours.holds(at)


def alarms(due_on: date, hours: Hours, calendar: Calendar) -> Iterable[datetime]:
    """When a calendar rings for a due day: as the office opens on the working day before, and on the day if worked."""
    eve = calendar.subtract_working_days(due_on, 1)
    for day in (eve, due_on) if calendar.is_working_day(due_on) else (eve,):
        yield datetime.combine(day, hours.opens, SHANGHAI)


def duty_of(code: str) -> str:
    """The rule in words that say whose turn it is."""
    rule = RULES[code]
    return str(_words(rule)) % {"what": rule.label, "who": rule.party.label}


_NOT_DUE = {
    Nature.RIGHT: _("%(what)s (a right of: %(who)s)"),
    Nature.OPENS: _("%(what)s (possible from this day for: %(who)s)"),
    Nature.KEPT: _("%(what)s (until this day kept by: %(who)s)"),
}


def _words(rule: Rule) -> Promise:
    if rule.nature in _NOT_DUE:
        return _NOT_DUE[rule.nature]
    if rule.party in OURS:
        return _("%(what)s (we must act)")
    return _("%(what)s (awaited from: %(who)s)")


def _back(day: date, n: int, calendar: Calendar) -> date:
    """The latest day after which `n` working days lie, up to and with `day`."""
    return calendar.subtract_working_days(day + ONE_DAY, n) - ONE_DAY
