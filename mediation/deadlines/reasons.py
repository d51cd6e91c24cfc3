"""Why this date? (为什么是这一天): the reasons behind a due date as rows, and their words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mediation.deadline_rules import Unit
from mediation.workdays import SHANGHAI, festival


class Why(StrEnum):
    """What a reason says; R numbers are those of the counting rules."""

    TRIGGER = "trigger"  # R1
    TRIGGER_HOUR = "trigger_hour"  # R1
    COUNTED = "counted"
    COUNTED_BACK = "counted_back"
    COUNTED_HOURS = "counted_hours"
    EXTENDED = "extended"
    PAUSED = "paused"
    DAYS_OFF = "days_off"  # R5
    WEEKENDS = "weekends"  # R5
    MAKE_UP = "make_up"  # R5, R11
    MONTH_END = "month_end"  # R2
    ROLLED = "rolled"  # R3
    ROLLED_BACK = "rolled_back"
    PROVISIONAL = "provisional"
    AGREED = "agreed"
    INTERRUPTED = "interrupted"  # B1b
    SUSPENDED = "suspended"  # B1c
    STANDING = "standing"  # B1c, not over yet
    WITHOUT_EFFECT = "without_effect"


@dataclass(frozen=True)
class Reason:
    """One reason: its days (aware instants where hours are counted), a number, Chinese names of festivals.

    The number is that of the units or, of PROVISIONAL, the year.
    """

    kind: Why
    days: tuple[date, ...] = ()
    amount: int = 0
    names: tuple[str, ...] = ()
    unit: Unit | None = None


class Explained(Protocol):
    """Anything with reasons: a Due."""

    @property
    def reasons(self) -> tuple[Reason, ...]: ...


def explain(due: Explained) -> list[str]:
    """The reasons of a due date, a sentence each, in the active language."""
    return [_WORDS[reason.kind](reason) for reason in due.reasons]


def length_text(n: int, unit: Unit) -> str:
    """A length in words, such as "15 working days"."""
    texts = {
        Unit.HOUR: ngettext("%(n)d hour", "%(n)d hours", n),
        Unit.DAY: ngettext("%(n)d day", "%(n)d days", n),
        Unit.WORKING_DAY: ngettext("%(n)d working day", "%(n)d working days", n),
        Unit.MONTH: ngettext("%(n)d month", "%(n)d months", n),
        Unit.YEAR: ngettext("%(n)d year", "%(n)d years", n),
        Unit.DATE: _("the day agreed"),
    }
    return texts[unit] % {"n": n}


def _length(reason: Reason) -> str:
    return length_text(reason.amount, reason.unit or Unit.DAY)


def _names(reason: Reason, otherwise: str) -> str:
    return pgettext("between festivals", ", ").join(festival(name) for name in reason.names if name) or otherwise


def _days_off(reason: Reason) -> str:
    dates = {"first": reason.days[0], "last": reason.days[-1], "names": _names(reason, "")}
    if reason.amount == 1:
        return _("%(first)s is off (%(names)s): not counted.") % dates
    return _("%(first)s to %(last)s are off (%(names)s): not counted.") % dates


def _weekends(reason: Reason) -> str:
    text = ngettext("%(n)d weekend day is not counted.", "%(n)d weekend days are not counted.", reason.amount)
    return text % {"n": reason.amount}


def _roll(reason: Reason) -> dict[str, object]:
    raw, on = reason.days
    return {"raw": raw, "on": on, "names": _names(reason, _("weekend"))}


def _rolled(reason: Reason) -> str:
    return _("The last day, %(raw)s, is a rest day (%(names)s): moved to %(on)s, the next working day.") % _roll(reason)


def _rolled_back(reason: Reason) -> str:
    return _("The last day, %(raw)s, is a rest day (%(names)s): moved to %(on)s, the working day before.") % _roll(
        reason
    )


def _stretch(reason: Reason) -> dict[str, object]:
    first, last = reason.days
    return {"length": _length(reason), "first": first, "last": last}


def _hours(reason: Reason) -> str:
    first, last = map(_hour, reason.days)
    values = {"length": _length(reason), "first": first, "last": last}
    return _("%(length)s, counted from %(first)s, end at %(last)s.") % values


def _hour(instant: date) -> str:
    assert isinstance(instant, datetime)
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _paused(reason: Reason) -> str:
    first, back = reason.days
    values = {"first": first, "back": back, "length": _length(reason)}
    return _("Paused on %(first)s, resumed on %(back)s: %(length)s added.") % values


def _interrupted(reason: Reason) -> str:
    happened, anew = reason.days
    if happened == anew:
        return _("Interrupted on %(day)s: counted anew from that day.") % {"day": happened}
    return _("Interrupted on %(day)s: counted anew from %(anew)s, when it was over.") % {"day": happened, "anew": anew}


def _suspended(reason: Reason) -> str:
    first, back = reason.days
    values = {"first": first, "back": back, "length": _length(reason)}
    if not reason.amount:
        return _("Suspended on %(first)s, running again on %(back)s: nothing is added.") % values
    return _("Suspended on %(first)s, running again on %(back)s: %(length)s added.") % values


def _make_up(reason: Reason) -> str:
    values = {"day": reason.days[0], "names": _names(reason, "")}
    return _("%(day)s is a make-up working day (%(names)s).") % values


_WORDS: dict[Why, Callable[[Reason], str]] = {
    Why.TRIGGER: lambda reason: _("The trigger day %(day)s is not counted.") % {"day": reason.days[0]},
    Why.TRIGGER_HOUR: lambda reason: (
        _("The hour of the trigger, %(hour)s, is not counted.") % {"hour": _hour(reason.days[0])}
    ),
    Why.COUNTED: lambda reason: _("%(length)s, counted from %(first)s, end on %(last)s.") % _stretch(reason),
    Why.COUNTED_BACK: lambda reason: _("%(length)s, counted back from %(first)s, end on %(last)s.") % _stretch(reason),
    Why.COUNTED_HOURS: _hours,
    Why.EXTENDED: lambda reason: _("An extension of %(length)s is included.") % {"length": _length(reason)},
    Why.PAUSED: _paused,
    Why.DAYS_OFF: _days_off,
    Why.WEEKENDS: _weekends,
    Why.MAKE_UP: _make_up,
    Why.MONTH_END: lambda reason: (
        _("The last month has no such day: it ends on its last day, %(day)s.") % {"day": reason.days[0]}
    ),
    Why.ROLLED: _rolled,
    Why.ROLLED_BACK: _rolled_back,
    Why.INTERRUPTED: _interrupted,
    Why.SUSPENDED: _suspended,
    Why.STANDING: lambda reason: (
        _("Suspended on %(day)s: it stands still until the obstacle is over.") % {"day": reason.days[0]}
    ),
    Why.WITHOUT_EFFECT: lambda reason: (
        _("What happened on %(day)s changes nothing: the limitation had not begun or was over.")
        % {"day": reason.days[0]}
    ),
    Why.AGREED: lambda reason: _("%(day)s is the day that was agreed.") % {"day": reason.days[0]},
    Why.PROVISIONAL: lambda reason: (
        _("The days off of %(year)d are not published yet: this date is provisional.") % {"year": reason.amount}
    ),
}
