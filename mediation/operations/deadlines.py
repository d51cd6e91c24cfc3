"""Opening, meeting, pausing and extending the deadlines of a case; the counting itself is `mediation.deadlines`."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from mediation.classification import rules_for
from mediation.deadline_rules.groups import LIMITATION, MEDIATION
from mediation.deadlines import Due, HourDue
from mediation.models import Deadline, Dispute, Event, HandOver, Instalment, Letter, Proceeding, Task
from mediation.models.calendar import load_calendar, load_settings, rule_on
from mediation.steps import machine_of, met_by, opened_by, step_of, trigger_of
from mediation.workdays import Calendar

PAUSED_WITH_THE_CASE = (*MEDIATION, "U1")  # the union's own; the others run on
BACKWARDS = timedelta(days=60)  # further back than any rule that is counted backwards
_OWNERS: dict[type[Any], str] = {
    Proceeding: "proceeding", Letter: "letter", HandOver: "hand_over", Instalment: "instalment", Task: "task",
}  # fmt: skip
_KEPT = (
    *(f"{owner}_id" for owner in _OWNERS.values()),
    "rule", "trigger_on", "trigger_at", "trigger_paper", "note", "extended", "pauses",
)  # fmt: skip


def open_deadline(rule: str, trigger_on: date, *, subject: Any, event: Event, **more: Any) -> Deadline:
    """Start the clock of a rule on the subject; a letter that names its own time limit sets the length.

    `more` are further columns: the paper, a note, the hour, pauses.
    """
    return _counted(_clock(rule_on(rule, trigger_on), trigger_on, subject, event, **more))


def open_deadlines(starts: Sequence[tuple[str, date]], *, subject: Any, event: Event) -> None:
    """Start the clocks of several rules, each from its day; lengths and calendar are read once for all."""
    if not starts:
        return
    settings = load_settings()
    rows = [_clock(rule_on(rule, on, settings), on, subject, event) for rule, on in starts]
    for row, due in zip(rows, dues_of(rows), strict=True):
        _date(row, due)
    Deadline.objects.bulk_create(rows)


def _clock(law: Any, trigger_on: date, subject: Any, event: Event, **more: Any) -> Deadline:
    """The clock of a rule as it will be saved, not counted yet."""
    rule = law.code
    if isinstance(subject, Letter) and rule == subject.row.reply_rule:
        law = subject.reply_limit or law
    owner = {name: subject for model, name in _OWNERS.items() if isinstance(subject, model)}
    dispute = subject.agreement.dispute if isinstance(subject, Instalment) else subject.dispute
    columns = {"length": law.length, "unit": law.unit, **owner, **more}
    return Deadline(dispute=dispute, rule=rule, trigger_on=trigger_on, opened_by=event, **columns)


def apply_deadlines(subject: Any, verb: str, event: Event, answers: dict[str, Any]) -> None:
    """Meet, end and open the deadlines that the row of the step names, in that order."""
    today = answers["today"]
    if met := list(filter(partial(concerns, subject), met_by(subject, verb))):
        _end(_open_rows(subject, verb).filter(rule__in=met), Deadline.Status.MET, event, today)
    if step_of(subject, verb).ends_deadlines:
        _end(_own_rows(subject), Deadline.Status.ENDED, event, today)
    starts: list[tuple[str, date]] = []
    for opens in opened_by(subject, verb, answers):
        trigger_on = trigger_of(opens, subject, answers, today)
        if trigger_on is not None and not (opens.unless_open and _is_open(opens.rule, subject)):
            starts.append((opens.rule, trigger_on))
    open_deadlines(starts, subject=subject, event=event)


def pause(subject: Dispute | Proceeding, on: date) -> None:
    """Let the clocks of the subject stand still from the day."""
    _clocks(subject).filter(paused_on__isnull=True).update(paused_on=on)


def resume(subject: Dispute | Proceeding, on: date, event: Event) -> None:
    """Let them run on from the day: each is replaced by one that is longer by exactly the pause."""
    for row in _clocks(subject).filter(paused_on__isnull=False):
        assert row.paused_on is not None
        pauses = [*row.pauses, [row.paused_on.isoformat(), on.isoformat()]]
        replace_deadline(row, event, on, pauses=pauses)


def replace_deadline(row: Deadline, event: Event, on: date, *, due: Due | None = None, **changes: Any) -> Deadline:
    """End a deadline as replaced and open its successor with the changes; history stays.

    `due` is given where the successor has been counted already.
    """
    end_deadline(row, Deadline.Status.SUPERSEDED, event, on)
    return _open_like(row, event, due, **changes)


def reopen_deadline(row: Deadline, event: Event, **changes: Any) -> None:
    """A deadline that had ended runs after all, as a row of its own, unless one of its rule runs again already."""
    same = {name: getattr(row, name) for name in ("dispute_id", *_KEPT[: len(_OWNERS)])}
    same |= {"rule": changes.get("rule", row.rule)}
    if not Deadline.objects.open().filter(**same).exists():
        _open_like(row, event, **changes)


def sharing(proceeding: Proceeding) -> list[int]:
    """Ids of the proceedings of the case that concern a claim of this one, itself among them."""
    rows = Proceeding.objects.filter(dispute=proceeding.dispute_id).prefetch_related("claims")
    mine = proceeding.claim_ids
    return [row.pk for row in rows if not mine or not row.claim_ids or mine & row.claim_ids]


def end_deadline(row: Deadline, status: str, event: Event, on: date) -> None:
    """Meet, end or replace one deadline."""
    _end(Deadline.objects.filter(pk=row.pk), status, event, on)


def due_of(row: Deadline) -> Due:
    """The due date of a deadline with its reasons: "why this date?"."""
    return dues_of([row])[0]


def dues_of(rows: Iterable[Deadline], calendar: Calendar | None = None) -> list[Due]:
    """The due dates of many deadlines; the calendar is loaded once."""
    rows = list(rows)
    calendar = calendar or calendar_of(rows)
    return [row.count(calendar) for row in rows]


def calendar_of(rows: Iterable[Deadline]) -> Calendar:
    """The calendar that these deadlines are counted by; some are counted backwards."""
    first = min((row.trigger_on for row in rows), default=date.max)
    return load_calendar(first - BACKWARDS if first.year > 1 else first)


def _counted(row: Deadline, due: Due | None = None) -> Deadline:
    """Save a deadline with its due date."""
    _date(row, due or due_of(row))
    row.save()
    return row


def _date(row: Deadline, due: Due) -> None:
    row.due_on, row.provisional = due.on, due.provisional
    row.due_at = due.at if isinstance(due, HourDue) else None


def _open_like(row: Deadline, event: Event, due: Due | None = None, **changes: Any) -> Deadline:
    kept = {name: getattr(row, name) for name in _KEPT} | changes
    law = row if kept["rule"] == row.rule else rule_on(kept["rule"], kept["trigger_on"])
    kept = {"length": law.length, "unit": law.unit} | kept
    return _counted(Deadline(dispute_id=row.dispute_id, opened_by=event, **kept), due)


def concerns(subject: Any, rule: str) -> bool:
    """Whether a step of the subject bears on the rule: on a limitation only with claims of its types, or with none."""
    if rule not in LIMITATION or not isinstance(subject, Proceeding):
        return True
    kinds = {claim.category for claim in subject.claims_concerned}
    return not kinds or rule in rules_for(kinds)


def _open_rows(subject: Any, verb: str) -> Any:
    """Open deadlines a step may meet: those of the subject, for a proceeding those of the case itself too.

    Filing answers what earlier proceedings on the same claims left to do, such as an appeal.
    """
    if machine_of(subject) != "proceeding":
        return _own_rows(subject)
    reach = sharing(subject) if verb == "file" else [subject.pk]
    rows = Deadline.objects.open().filter(dispute=subject.dispute)
    return rows.filter(Q(proceeding=None) | Q(proceeding__in=reach))


def _own_rows(subject: Any) -> Any:
    rows = Deadline.objects.open().filter(dispute=subject.dispute)
    machine = machine_of(subject)
    return rows if machine == "dispute" else rows.filter(**{machine: subject})


def _is_open(rule: str, subject: Any) -> bool:
    """The union has one clock in a case, whoever it was opened for; an agency has its own."""
    in_case = Deadline.objects.open().filter(dispute=subject.dispute)
    rows = in_case if rule in PAUSED_WITH_THE_CASE else _own_rows(subject)
    return bool(rows.filter(rule=rule).exists())


def _clocks(subject: Dispute | Proceeding) -> Any:
    rows = Deadline.objects.open()
    if isinstance(subject, Proceeding):
        told = [opens.rule for opens in subject.row.opens.get("suspend", ())]  # what the pause itself asks for
        return rows.filter(proceeding=subject).exclude(rule__in=told)
    return rows.filter(dispute=subject, rule__in=PAUSED_WITH_THE_CASE)


def _end(rows: Any, status: str, event: Event, on: date) -> None:
    # A clock has no machine of its own: it ends only here, within the step of its case, by that step's event.
    rows.update(status=status, ended_by=event, ended_on=on, paused_on=None)
