"""How the limitation of arbitration (仲裁时效, LMA 27) of a case runs: its clock, what is on record, its deadline row.

The counting is `mediation.limitation`; here its result becomes the row.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.classification import Category, Relation
from mediation.lifecycle import local_day
from mediation.limitation import Interruption, LimitationDue, Suspension, limitation_due
from mediation.models import Deadline, Dispute, Event, LimitationEvent
from mediation.models.calendar import load_calendar, rule_on
from mediation.operations.deadlines import end_deadline, open_deadline, replace_deadline
from mediation.workdays import Calendar

RULES = ("B1", "B1a")
Clock = tuple[str, date]  # rule, day the limitation is first counted from


@dataclass(frozen=True)
class Course:
    """How the limitation runs: the clock it began with and what the entries made of it."""

    rule: str
    due: LimitationDue
    entries: tuple[LimitationEvent, ...]  # as far as they count or could have

    @property
    def columns(self) -> dict[str, Any]:
        """Of the deadline row."""
        due = self.due
        proofs = [row.proof for row in self.entries if row.interrupts and _restart(row) == due.trigger_on]
        return {
            "trigger_on": due.trigger_on,
            "pauses": [[first.isoformat(), back.isoformat()] for first, back in due.pauses],
            "paused_on": due.standing_since,
            "trigger_paper": proofs[-1][: Deadline._meta.get_field("trigger_paper").max_length] if proofs else "",
        }

    @property
    def is_over_on(self) -> date | None:
        """The last day; None while it stands still."""
        return None if self.due.standing_since else self.due.on


def limitation_clock(dispute: Dispute) -> list[Clock]:
    """The limitation of arbitration with the day it is first counted from, if it runs (LMA 27).

    Wage arrears are not barred while the employment lasts; a service relation has no arbitration.
    """
    if dispute.relation == Relation.SERVICE:
        return []
    if dispute.category == Category.PAY:
        return [("B1a", dispute.employment_ended_on)] if dispute.employment_ended_on else []
    knew = dispute.knew_on or dispute.occurred_on
    return [("B1", knew)] if knew else []


def course_of(
    dispute: Dispute, *, calendar: Calendar | None = None, clock: list[Clock] | None = None,
    entries: list[LimitationEvent] | None = None,
) -> Course | None:  # fmt: skip
    """The limitation with all that is on record and not struck; None where none runs."""
    found = limitation_clock(dispute) if clock is None else clock
    if not found:
        return None
    (rule, trigger_on), kept = found[0], entries_of(dispute) if entries is None else entries
    calendar = calendar or load_calendar(min([trigger_on, *(row.happened_on for row in kept)]))
    due = limitation_due(trigger_on, [_plain(row) for row in kept], calendar, rule_on(rule, trigger_on))
    return Course(rule, due, tuple(kept))


def recount_limitation(dispute: Dispute, event: Event, on: date) -> None:
    """Replace the running row where the record now gives another one; a limitation that does not run stays so."""
    course = course_of(dispute)
    for row in Deadline.objects.open().filter(dispute=dispute, rule__in=RULES):
        if course is None:
            end_deadline(row, Deadline.Status.ENDED, event, on)
        elif course.rule != row.rule or any(getattr(row, name) != value for name, value in course.columns.items()):
            replace_deadline(row, event, on, rule=course.rule, **course.columns)


def replace_limitation(dispute: Dispute, before: list[Clock], event: Event, on: date) -> None:
    """Count the limitation anew when what it is counted from was amended; `before` is its clock until then.

    One that was met in time stays as it is.
    """
    if limitation_clock(dispute) == before:
        return
    recount_limitation(dispute, event, on)
    rows = dispute.deadlines.filter(rule__in=RULES, status__in=[Deadline.Status.OPEN, Deadline.Status.MET])
    if not rows.exists():
        open_limitation(dispute, event)


def open_limitation(dispute: Dispute, event: Event) -> None:
    """Let the limitation run (again), unless it does."""
    course = course_of(dispute)
    if course and not Deadline.objects.open().filter(dispute=dispute, rule__in=RULES).exists():
        open_deadline(course.rule, subject=dispute, event=event, **course.columns)


def carry_limitation(source: Dispute, target: Dispute, event: Event) -> None:
    """What is on record in a case counts for the workers who go on in one of their own."""
    for entry in entries_of(source):
        entry.pk, entry._state.adding, entry.dispute, entry.event = None, True, target, event
        entry.save()
    recount_limitation(target, event, local_day(event.at))


def entries_of(dispute: Dispute) -> list[LimitationEvent]:
    return [row for row in dispute.limitation_events.all() if row.struck_by_id is None]


def _plain(row: LimitationEvent) -> Interruption | Suspension:
    return (Interruption if row.interrupts else Suspension)(row.happened_on, row.ended_on)


def _restart(row: LimitationEvent) -> date:
    return row.ended_on or row.happened_on
