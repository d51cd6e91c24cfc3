"""How the limitation of arbitration (仲裁时效, LMA 27) of a case runs: its clock, what is on record, its deadline row.

The counting is `mediation.limitation`; here its result becomes the row.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.classification import Relation, rules_for
from mediation.deadline_rules.groups import LIMITATION
from mediation.lifecycle import local_day
from mediation.limitation import Interruption, LimitationDue, Suspension, limitation_due
from mediation.models import Deadline, Dispute, Event, LimitationEvent, Proceeding
from mediation.models.calendar import load_calendar, rule_on
from mediation.operations.deadlines import concerns, end_deadline, open_deadline, replace_deadline
from mediation.workdays import Calendar

Clock = tuple[str, date]  # rule, day the limitation is first counted from


@dataclass(frozen=True)
class Course:
    """How the limitation runs: the clock it began with and what the entries made of it."""

    rule: str
    first_on: date  # from when it first ran
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


def limitation_clocks(dispute: Dispute) -> list[Clock]:
    """The limitations of the claims, each with the day it is first counted from, as far as they run (LMA 27).

    Wage arrears are not barred while the employment lasts; a service relation has no arbitration. The type of the case
    stands for claims that nobody has written down.
    """
    if dispute.relation == Relation.SERVICE:
        return []
    rules = rules_for({claim.category for claim in dispute.claims.all()} or {dispute.category})
    firsts = {"B1": dispute.knew_on or dispute.occurred_on, "B1a": dispute.employment_ended_on}
    return [(rule, first) for rule, first in firsts.items() if rule in rules and first]


def courses_of(
    dispute: Dispute, *, calendar: Calendar | None = None, entries: list[LimitationEvent] | None = None
) -> list[Course]:
    """Each limitation with all that is on record and not struck."""
    if not (clocks := limitation_clocks(dispute)):
        return []
    kept = tuple(entries_of(dispute) if entries is None else entries)
    first = min([*(day for _rule, day in clocks), *(row.happened_on for row in kept)])
    calendar = calendar or load_calendar(first)
    plain = [_plain(row) for row in kept]
    return [
        Course(rule, first, limitation_due(first, plain, calendar, rule_on(rule, first)), kept)
        for rule, first in clocks
    ]


def earliest(courses: list[Course]) -> Course | None:
    """The one that is over first; one that stands still comes last."""
    return min(courses, key=lambda row: row.is_over_on or date.max, default=None)


def recount_limitation(dispute: Dispute, event: Event, on: date) -> None:
    """Replace the running rows where the record now gives other ones; a limitation that does not run stays so."""
    courses = {row.rule: row for row in courses_of(dispute)}
    rows = list(Deadline.objects.open().filter(dispute=dispute, rule__in=LIMITATION))
    spare = [row for rule, row in courses.items() if rule not in {row.rule for row in rows}]
    for row in rows:
        course = courses.get(row.rule) or (spare.pop() if spare else None)
        if course is None:
            end_deadline(row, Deadline.Status.ENDED, event, on)
        elif course.rule != row.rule or any(getattr(row, name) != value for name, value in course.columns.items()):
            replace_deadline(row, event, on, rule=course.rule, **course.columns)


def replace_limitation(dispute: Dispute, before: list[Clock], event: Event, on: date) -> None:
    """Count anew when what the limitations are counted from was amended; `before` are the clocks until then."""
    if limitation_clocks(dispute) != before:
        count_limitation(dispute, event, on)


def count_limitation(dispute: Dispute, event: Event, on: date) -> None:
    """Count all limitations by what is on record now; one that was met in time stays as it is."""
    recount_limitation(dispute, event, on)
    courses = {row.rule: row for row in courses_of(dispute)}
    kept = [Deadline.Status.OPEN, Deadline.Status.MET]
    rules = set(dispute.deadlines.filter(rule__in=LIMITATION, status__in=kept).values_list("rule", flat=True))
    if rules <= courses.keys():  # else a claim changed its type after it was applied for in time
        _open(dispute, event, [row for rule, row in courses.items() if rule not in rules])


def open_limitation(subject: Dispute | Proceeding, event: Event) -> None:
    """Let the limitations run (again), unless they do: of a proceeding those of its claims."""
    running = set(Deadline.objects.open().filter(dispute=subject.dispute).values_list("rule", flat=True))
    courses = courses_of(subject.dispute)
    _open(subject.dispute, event, [row for row in courses if row.rule not in running and concerns(subject, row.rule)])


def _open(dispute: Dispute, event: Event, courses: list[Course]) -> None:
    for course in courses:
        open_deadline(course.rule, subject=dispute, event=event, **course.columns)


def carry_limitation(source: Dispute, target: Dispute, event: Event) -> None:
    """What is on record in a case counts for the workers who go on in another one."""
    known = {(row.cause, row.happened_on) for row in entries_of(target)}
    for entry in entries_of(source):
        if (entry.cause, entry.happened_on) not in known:
            entry.pk, entry._state.adding, entry.dispute, entry.event = None, True, target, event
            entry.save()
    count_limitation(target, event, local_day(event.at))


def entries_of(dispute: Dispute) -> list[LimitationEvent]:
    return [row for row in dispute.limitation_events.all() if row.struck_by_id is None]


def _plain(row: LimitationEvent) -> Interruption | Suspension:
    return (Interruption if row.interrupts else Suspension)(row.happened_on, row.ended_on)


def _restart(row: LimitationEvent) -> date:
    return row.ended_on or row.happened_on
