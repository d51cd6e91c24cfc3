"""Why this date? (为什么是这一天): the reasons behind a due date as rows, and their words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mediation.deadline_rules import Unit
from mediation.workdays import festival


class Why(StrEnum):
    """What a reason says; R numbers are those of the counting rules."""

    TRIGGER = "trigger"  # R1
    COUNTED = "counted"
    EXTENDED = "extended"
    PAUSED = "paused"
    DAYS_OFF = "days_off"  # R5
    WEEKENDS = "weekends"  # R5
    MAKE_UP = "make_up"  # R5, R11
    MONTH_END = "month_end"  # R2
    ROLLED = "rolled"  # R3
    PROVISIONAL = "provisional"
    AGREED = "agreed"


@dataclass(frozen=True)
class Reason:
    """One reason: its days, a number (units, or the year of PROVISIONAL), Chinese names of festivals."""

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


def _rolled(reason: Reason) -> str:
    raw, on = reason.days
    return _("The last day, %(raw)s, is a rest day (%(names)s): moved to %(on)s, the next working day.") % {
        "raw": raw,
        "on": on,
        "names": _names(reason, _("weekend")),
    }


def _counted(reason: Reason) -> str:
    first, last = reason.days
    values = {"length": _length(reason), "first": first, "last": last}
    return _("%(length)s, counted from %(first)s, end on %(last)s.") % values


def _paused(reason: Reason) -> str:
    first, back = reason.days
    values = {"first": first, "back": back, "length": _length(reason)}
    return _("Paused on %(first)s, resumed on %(back)s: %(length)s added.") % values


def _make_up(reason: Reason) -> str:
    values = {"day": reason.days[0], "names": _names(reason, "")}
    return _("%(day)s is a make-up working day (%(names)s).") % values


_WORDS: dict[Why, Callable[[Reason], str]] = {
    Why.TRIGGER: lambda reason: _("The trigger day %(day)s is not counted.") % {"day": reason.days[0]},
    Why.COUNTED: _counted,
    Why.EXTENDED: lambda reason: _("An extension of %(length)s is included.") % {"length": _length(reason)},
    Why.PAUSED: _paused,
    Why.DAYS_OFF: _days_off,
    Why.WEEKENDS: _weekends,
    Why.MAKE_UP: _make_up,
    Why.MONTH_END: lambda reason: (
        _("The last month has no such day: it ends on its last day, %(day)s.") % {"day": reason.days[0]}
    ),
    Why.ROLLED: _rolled,
    Why.AGREED: lambda reason: _("%(day)s is the day that was agreed.") % {"day": reason.days[0]},
    Why.PROVISIONAL: lambda reason: (
        _("The days off of %(year)d are not published yet: this date is provisional.") % {"year": reason.amount}
    ),
}
