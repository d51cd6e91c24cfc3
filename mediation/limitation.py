"""The limitation (时效) with what interrupts and what suspends it. Pure functions of dates.

Sources: Labour Dispute Mediation and Arbitration Law 27(2) and (3), Civil Code 194 and 195.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mediation.deadlines import Due, Pause, Reason, Rule, Unit, Why, count
from mediation.workdays import ONE_DAY, Calendar


@dataclass(frozen=True)
class Interruption:
    """An interruption (中断) on a day: counted anew from it or, if it began a procedure, from the day that ended."""

    on: date
    until: date | None = None

    @property
    def anew(self) -> date:
        return self.until or self.on


@dataclass(frozen=True)
class Suspension:
    """A suspension (中止): stands still from the day and runs on at `until`, which counts; None while it lasts."""

    since: date
    until: date | None = None

    @property
    def on(self) -> date:
        return self.since


Event = Interruption | Suspension


@dataclass(frozen=True)
class LimitationDue(Due):
    """When a limitation is over: it now runs from `trigger_on` with `pauses`, and may be standing still."""

    trigger_on: date
    pauses: tuple[Pause, ...]
    standing_since: date | None
    without_effect: tuple[Event, ...]


def limitation_due(trigger_on: date, events: Iterable[Event], calendar: Calendar, rule: Rule) -> LimitationDue:
    """The last day of a limitation that began on `trigger_on`.

    An interruption counts if it happened while the limitation ran: it starts the whole length anew. A suspension adds
    its days; one that is not over leaves the limitation standing still, and `on` is the day without it. ValueError: an
    event that ends before it begins; ValueError or OverflowError as in `count`.
    """
    ordered = sorted(events, key=lambda event: event.on)
    if any(event.until is not None and event.until < event.on for event in ordered):
        raise ValueError("an interruption or suspension ends before it begins")
    pauses = tuple((event.since, event.until) for event in ordered if isinstance(event, Suspension) and event.until)
    standing = next((event.since for event in ordered if isinstance(event, Suspension) and event.until is None), None)
    start = trigger_on
    told: list[Reason] = []
    idle: list[Event] = []
    for event in ordered:
        over_on = count(rule, start, calendar, pauses=pauses).on
        frozen = standing is not None and standing <= over_on
        if _is_early(event, trigger_on) or (event.on > over_on and not frozen):
            idle.append(event)
            told.append(Reason(Why.WITHOUT_EFFECT, (event.on,)))
            continue
        if isinstance(event, Interruption):
            start = max(start, event.anew)
        told.append(_reason(event, start))
    due = count(rule, start, calendar, pauses=pauses)
    reasons = (Reason(Why.TRIGGER, (trigger_on,)), *_with_amounts(told, due), *_rest(due))
    still = standing if standing is not None and standing <= due.on else None
    return LimitationDue(due.on, due.raw, due.provisional, reasons, start, pauses, still, tuple(idle))


def _is_early(event: Event, trigger_on: date) -> bool:
    """Whether an event was over before the limitation began."""
    if isinstance(event, Interruption):
        return event.anew < trigger_on
    return event.until is not None and event.until <= trigger_on + ONE_DAY


def _reason(event: Event, start: date) -> Reason:
    """What an event did; `start` is the day from which the limitation runs after it."""
    if isinstance(event, Interruption):
        return Reason(Why.INTERRUPTED, (event.on, start))
    if event.until is None:
        return Reason(Why.STANDING, (event.since,))
    return Reason(Why.SUSPENDED, (event.since, event.until), unit=Unit.DAY)


def _with_amounts(told: list[Reason], due: Due) -> Iterator[Reason]:
    """A suspension names the days that it added to the last run."""
    added = {reason.days: reason.amount for reason in due.reasons if reason.kind == Why.PAUSED}
    for reason in told:
        yield replace(reason, amount=added.get(reason.days, 0)) if reason.kind == Why.SUSPENDED else reason


def _rest(due: Due) -> Iterator[Reason]:
    """The reasons of the last run without its trigger and its pauses, which are told already."""
    return (reason for reason in due.reasons if reason.kind not in (Why.TRIGGER, Why.PAUSED))
