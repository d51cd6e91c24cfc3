"""How the limitation of arbitration (仲裁时效, LMA 27) of a case runs: its clock, what is on record, its deadline row.

The counting is `mediation.limitation`; here its result becomes the row.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from mediation.classification import Relation, rules_for
from mediation.collective import claimants, workers
from mediation.deadline_rules.groups import LIMITATION
from mediation.limitation import Interruption, LimitationDue, Suspension, limitation_due
from mediation.models import Deadline, Dispute, Event, LimitationEvent, Party, Proceeding
from mediation.models.calendar import load_calendar, rule_on
from mediation.operations.deadlines import concerns, end_deadline, open_deadline, replace_deadline

Clock = tuple[str, date]  # rule, day the limitation is first counted from


@dataclass(frozen=True)
class Course:
    """How the limitation runs: the clock it began with and what the entries made of it."""

    rule: str
    first_on: date  # from when it first ran
    due: LimitationDue
    entries: tuple[LimitationEvent, ...]  # as far as they count or could have
    whose: tuple[Party, ...] = ()  # the workers it is counted for; empty where for all, or for nobody named

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
    stands for claims that nobody has written down. Several of one rule where the workers' own days differ.
    """
    return sorted({(rule, first) for rule, first, _people in _clocks_of_people(dispute)})


def _clocks_of_people(dispute: Dispute) -> Iterator[tuple[str, date, Party | None]]:
    """The clocks of every worker; None stands for who is concerned, and not named."""
    if dispute.relation == Relation.SERVICE:
        return
    owners = claimants(dispute)
    kinds: dict[int | None, set[str]] = defaultdict(set)
    for claim in dispute.claims.all():
        kinds[owners[claim.pk]].add(claim.category)
    everything = set().union(*kinds.values()) or {dispute.category}
    named = workers(dispute)
    for person in [*named, None] if len(named) < dispute.worker_count else named:
        own = kinds[None] | kinds[person.pk] if person else everything
        rules, days = rules_for(own or everything), person or dispute
        knew_on = days.knew_on or dispute.knew_on or dispute.occurred_on
        firsts = {"B1": knew_on, "B1a": days.employment_ended_on or dispute.employment_ended_on}
        yield from ((rule, first, person) for rule, first in firsts.items() if rule in rules and first)


def courses_of_people(dispute: Dispute, entries: list[LimitationEvent] | None = None) -> list[Course]:
    """The limitations of all workers with what is on record (or `entries`) for each; once where they run alike."""
    kept = entries_of(dispute) if entries is None else entries
    concerned = {entry.pk: {party.pk for party in entry.parties.all()} for entry in kept}
    people: dict[tuple[str, date, tuple[LimitationEvent, ...]], list[Party]] = defaultdict(list)
    for rule, first, person in _clocks_of_people(dispute):
        own = tuple(row for row in kept if not concerned[row.pk] or (person and person.pk in concerned[row.pk]))
        people[rule, first, own] += [person] if person else []
    if not people:
        return []
    days = [min([first, *(row.happened_on for row in own)]) for _rule, first, own in people]
    calendar = load_calendar(min(days))
    return [
        Course(rule, first, limitation_due(first, map(_plain, own), calendar, rule_on(rule, first)), own, tuple(whose))
        for (rule, first, own), whose in people.items()
    ]


def courses_of(dispute: Dispute) -> list[Course]:
    """Of each rule the limitation that is over first, and whose it is where not everybody's."""
    rules: dict[str, list[Course]] = defaultdict(list)
    for course in courses_of_people(dispute):
        rules[course.rule].append(course)
    found = [(rows, earliest(rows)) for rows in rules.values()]
    return [first if len(rows) > 1 else replace(first, whose=()) for rows, first in found if first]


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
    """Count anew when what the limitations are counted from, or for whom, was amended; `before` are the clocks then."""
    count = recount_limitation if limitation_clocks(dispute) == before else count_limitation
    count(dispute, event, on)


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


def entries_of(dispute: Dispute) -> list[LimitationEvent]:
    """What is on record and not struck, with the workers it concerns."""
    found = [row for row in dispute.limitation_events.all() if row.struck_by_id is None]
    prefetch_related_objects(found, "parties")
    return found


def _plain(row: LimitationEvent) -> Interruption | Suspension:
    return (Interruption if row.interrupts else Suspension)(row.happened_on, row.ended_on)


def _restart(row: LimitationEvent) -> date:
    return row.ended_on or row.happened_on
