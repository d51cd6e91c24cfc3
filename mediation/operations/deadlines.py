"""Opening, meeting, pausing and extending the deadlines of a case; the counting itself is `mediation.deadlines`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from mediation.classification import Category, Relation
from mediation.deadlines import Due, Unit, count
from mediation.models import Deadline, Dispute, Event, HandOver, Letter, Proceeding
from mediation.models.calendar import load_calendar, load_settings, rule_on
from mediation.steps import machine_of, met_by, opened_by, step_of, trigger_of

PAUSED_WITH_THE_CASE = (
    "M3",
    "M4",
    "U1",
)  # the union's own clocks; those of agencies and the limitation run on
LIMITATION = ("B1", "B1a")


def open_deadline(rule: str, trigger_on: date, *, subject: Any, event: Event) -> Deadline:
    """Start the clock of a rule on the subject; a letter that names its own time limit sets the length."""
    law = rule_on(rule, trigger_on)
    if isinstance(subject, Letter) and (own := subject.reply_limit):
        law = replace(law, length=own.length, unit=own.unit)
    due = count(law, trigger_on, load_calendar(trigger_on))
    return Deadline.objects.create(
        dispute=subject.dispute,
        proceeding=subject if isinstance(subject, Proceeding) else None,
        letter=subject if isinstance(subject, Letter) else None,
        hand_over=subject if isinstance(subject, HandOver) else None,
        rule=rule,
        trigger_on=trigger_on,
        length=law.length,
        unit=law.unit,
        due_on=due.on,
        provisional=due.provisional,
        opened_by=event,
    )


def apply_deadlines(subject: Any, verb: str, event: Event, answers: dict[str, Any]) -> None:
    """Meet, end and open the deadlines that the row of the step names, in that order."""
    today = answers["today"]
    for rule in met_by(subject, verb):
        _end(_open_rows(subject).filter(rule=rule), Deadline.Status.MET, event, today)
    if step_of(subject, verb).ends_deadlines:
        _end(_own_rows(subject), Deadline.Status.ENDED, event, today)
    for opens in opened_by(subject, verb, answers):
        trigger_on = trigger_of(opens, subject, answers, today)
        taken = opens.unless_open and _open_rows(subject).filter(rule=opens.rule).exists()
        if trigger_on is not None and not taken:
            open_deadline(opens.rule, trigger_on, subject=subject, event=event)


def limitation_clock(dispute: Dispute) -> list[tuple[str, date]]:
    """The limitation of arbitration with its trigger day, if it runs (LMA 27).

    Wage arrears are not barred while the employment lasts; a service relation has no arbitration.
    """
    if dispute.relation == Relation.SERVICE:
        return []
    if dispute.category == Category.PAY:
        return [("B1a", dispute.employment_ended_on)] if dispute.employment_ended_on else []
    knew = dispute.knew_on or dispute.occurred_on
    return [("B1", knew)] if knew else []


def replace_limitation(dispute: Dispute, before: list[tuple[str, date]], event: Event, on: date) -> None:
    """Count the limitation anew when what it is counted from was amended; `before` is its clock until then.

    A limitation that runs from another day, as after a refused arbitration, or was met in time stays as it is.
    """
    after = limitation_clock(dispute)
    if after == before:
        return
    rows = Deadline.objects.filter(dispute=dispute, rule__in=LIMITATION)
    counted = [row.pk for row in rows.open() if (row.rule, row.trigger_on) in before]
    _end(Deadline.objects.filter(pk__in=counted), Deadline.Status.SUPERSEDED, event, on)
    if counted or not rows.filter(status__in=[Deadline.Status.OPEN, Deadline.Status.MET]).exists():
        for rule, trigger_on in after:
            open_deadline(rule, trigger_on, subject=dispute, event=event)


def pause(subject: Dispute | Proceeding, on: date) -> None:
    """Let the clocks of the subject stand still from the day."""
    _clocks(subject).filter(paused_on__isnull=True).update(paused_on=on)


def resume(subject: Dispute | Proceeding, on: date, event: Event) -> None:
    """Let them run on from the day: each is replaced by one that is longer by exactly the pause."""
    for row in _clocks(subject).filter(paused_on__isnull=False):
        assert row.paused_on is not None
        pauses = [*row.pauses, [row.paused_on.isoformat(), on.isoformat()]]
        replace_deadline(row, event, on, pauses=pauses)


def extend(subject: Proceeding, event: Event, answers: dict[str, Any]) -> None:
    """延期: replace the kind's deadline by the extended one."""
    extension = subject.row.extension
    assert extension is not None
    for row in _open_rows(subject).filter(rule__in=(extension.rule, extension.becomes)):
        extra = answers["extra_days"] if subject.row.extends_by_days else 0
        replace_deadline(row, event, answers["today"], rule=extension.becomes, extended=row.extended + extra)


def replace_deadline(row: Deadline, event: Event, on: date, **changes: Any) -> Deadline:
    """End a deadline as replaced and open its successor with the changes; history stays."""
    _end(Deadline.objects.filter(pk=row.pk), Deadline.Status.SUPERSEDED, event, on)
    rule = changes.get("rule", row.rule)
    law = row if rule == row.rule else rule_on(rule, row.trigger_on)
    successor = Deadline(
        dispute=row.dispute, proceeding=row.proceeding, letter=row.letter, hand_over=row.hand_over,
        instalment=row.instalment, task=row.task, rule=rule, trigger_on=row.trigger_on, trigger_at=row.trigger_at,
        trigger_paper=row.trigger_paper, note=row.note,
        length=law.length, unit=law.unit, extended=changes.get("extended", row.extended),
        pauses=changes.get("pauses", row.pauses), opened_by=event,
    )  # fmt: skip
    due = recount(successor)
    successor.due_on, successor.provisional = due.on, due.provisional
    successor.save()
    return successor


def recount(row: Deadline) -> Due:
    """The due date of a deadline with its reasons: "why this date?"."""
    return recount_all([row])[0]


def recount_all(rows: Iterable[Deadline]) -> list[Due]:
    """The due dates of many deadlines; the calendar and the settings are loaded once."""
    rows = list(rows)
    calendar = load_calendar(min((row.trigger_on for row in rows), default=date.max))
    settings = load_settings()
    return [
        count(
            replace(rule_on(row.rule, row.trigger_on, settings), length=row.length, unit=Unit(row.unit)),
            row.trigger_on,
            calendar,
            pauses=row.pause_pairs(),
            extended=row.extended,
        )
        for row in rows
    ]


def _open_rows(subject: Any) -> Any:
    """Open deadlines a step may meet: a letter and a hand-over meet their own, the others those of the case."""
    rows = Deadline.objects.open().filter(dispute=subject.dispute)
    machine = machine_of(subject)
    return rows.filter(**{machine: subject}) if machine in ("letter", "hand_over") else rows


def _own_rows(subject: Any) -> Any:
    rows = _open_rows(subject)
    return rows.filter(proceeding=subject) if machine_of(subject) == "proceeding" else rows


def _clocks(subject: Dispute | Proceeding) -> Any:
    rows = Deadline.objects.open()
    if isinstance(subject, Proceeding):
        return rows.filter(proceeding=subject)
    return rows.filter(dispute=subject, rule__in=PAUSED_WITH_THE_CASE)


def _end(rows: Any, status: str, event: Event, on: date) -> None:
    rows.update(status=status, ended_by=event, ended_on=on, paused_on=None)
