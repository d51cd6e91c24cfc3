"""Clocks by hand (手工期限): what no step of ours causes is started, met, extended, corrected and ended by a person."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.deadline_rules.groups import HAND_OVER, LIMITATION
from mediation.deadlines import RULES, Rule, Unit, room_to_extend
from mediation.letters import ROWS
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Deadline, Dispute, User
from mediation.operations.deadlines import end_deadline, open_deadline, replace_deadline
from mediation.operations.errors import StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.locking import lock_open_case
from mediation.operations.unmet import no_proof, no_reason
from mediation.proceeding_kinds import KINDS
from mediation.steps import TABLES

# Started by registration, by operations that make rows, by what follows from a step, or by an extension of old.
OTHERWISE_STARTED = ("M1", "M2", "M3", "M11", "M12", "U3", "B8X", "I2X", *HAND_OVER, *LIMITATION)


@cache
def started_by_steps() -> frozenset[str]:
    """The rules whose clocks the tables of steps, kinds and letters start."""
    rows = [opens for table in TABLES.values() for step in table.values() for opens in step.opens]
    found = {*OTHERWISE_STARTED, *_of_letters()}
    for kind in KINDS.values():
        rows += [opens for _verb, opens in kind.all_opens()]
        found |= {rule for basis in kind.bases for rule in basis.revives.values()}
        found |= {rule for restart in kind.restarts for rule in restart.rules.values()}
    return frozenset(found | {opens.rule for opens in rows})


@cache
def met_by_steps() -> frozenset[str]:
    """The rules whose clocks a step meets."""
    found = {rule for table in TABLES.values() for step in table.values() for rule in step.meets}
    for kind in KINDS.values():
        by_verb = [kind.meets, *(basis.meets for basis in kind.bases)]
        found |= {rule for verbs in by_verb for group in verbs.values() for rule in group}
        found |= {rule for stage in kind.stages for rule in stage.meets}
    return frozenset(found | {"M11", "M12", "U3", *LIMITATION, *_of_letters()})


def _of_letters() -> set[str]:
    return {rule for row in ROWS.values() for rule in (row.reply_rule, row.result_rule)}


@cache
def extended_by_steps() -> frozenset[str]:
    """The rules whose clocks a step of a proceeding extends."""
    return frozenset(rule for kind in KINDS.values() for rule in kind.extends)


def rules_by_hand() -> list[Rule]:
    """The rules of the catalogue that a person may start."""
    return [rule for code, rule in RULES.items() if code not in started_by_steps()]


def is_by_hand(row: Deadline) -> bool:
    """Whether a person meets and ends it: no step starts it, or none meets it."""
    return row.rule not in started_by_steps() or row.rule not in met_by_steps()


def is_correctable(row: Deadline) -> bool:
    """The limitation follows the days on record, and an agreed day is amended where it was agreed."""
    return row.rule not in LIMITATION and row.unit != Unit.DATE


def room_of(row: Deadline) -> int | None:
    """How many units more may be granted by hand; None without a cap, 0 for never or no more."""
    if row.rule in extended_by_steps() or row.law.extension is None:
        return 0
    return room_to_extend(row.law, row.extended)


def start_clock(
    dispute: Dispute, rule: str, *, paper: str, by: User, at: datetime, trigger_on: date | None = None,
    trigger_at: datetime | None = None, note: str = "",
) -> Deadline:  # fmt: skip
    """启动期限: start a clock from a day, or from an aware instant where the law counts hours.

    Raises StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_open_case(dispute, by)
        first = local_day(trigger_at) if trigger_at else trigger_on
        if unmet := [*_unmet_start(dispute, rule, first, trigger_at, at), *no_proof(paper)]:
            raise StepRefused(unmet)
        assert first is not None
        answers = {"rule": rule, "trigger_on": first, "paper": paper, "note": note}
        answers |= {"trigger_at": trigger_at} if trigger_at else {}
        event = record_event(dispute, "start_clock", actor=actor, at=at, from_state=dispute.state, answers=answers)
        return open_deadline(
            rule, first, subject=dispute, event=event, trigger_at=trigger_at, trigger_paper=paper.strip(), note=note
        )


def meet_clock(row: Deadline, *, met_on: date, paper: str, by: User, at: datetime) -> Deadline:
    """完成期限: what was due is done, also when it was late. Raises StepForbidden, StepRefused or StepStale."""
    with transaction.atomic():
        row, actor = _open_row(row, by)
        unmet = _unmet_by_hand(row) or [*_unmet_day(met_on, at, row), *no_proof(paper)]
        if unmet:
            raise StepRefused(unmet)
        answers = {**_told(row), "met_on": met_on, "paper": paper, "late": met_on > row.due_on}
        event = record_event(row.dispute, "meet_clock", actor=actor, at=at, from_state=row.dispute.state,
            answers=answers)  # fmt: skip
        end_deadline(row, Deadline.Status.MET, event, met_on)
        return Deadline.objects.get(pk=row.pk)


def extend_clock(row: Deadline, *, extra: int, paper: str, by: User, at: datetime) -> Deadline:
    """延长期限: up to what the law allows in all, in the unit of the rule. Raises as above."""
    with transaction.atomic():
        row, actor = _open_row(row, by)
        if unmet := [*_unmet_room(row, extra), *no_proof(paper)]:
            raise StepRefused(unmet)
        answers = {**_told(row), "extra": extra, "paper": paper}
        event = record_event(row.dispute, "extend_clock", actor=actor, at=at, from_state=row.dispute.state,
            answers=answers)  # fmt: skip
        return replace_deadline(row, event, local_day(at), extended=row.extended + extra)


def correct_clock(
    row: Deadline, *, paper: str, reason: str, by: User, at: datetime, trigger_on: date | None = None,
    trigger_at: datetime | None = None,
) -> Deadline:  # fmt: skip
    """更正起算: the first day was wrong; the old row stays as replaced. Raises as above."""
    with transaction.atomic():
        row, actor = _open_row(row, by)
        first = local_day(trigger_at) if trigger_at else trigger_on
        unmet = [] if is_correctable(row) else [Unmet(_("the first day follows from what is on record"), _("nobody"))]
        unmet += [*_unmet_first(row.law, first, trigger_at, at), *no_proof(paper), *no_reason(reason)]
        if (first, trigger_at) == (row.trigger_on, row.trigger_at):
            unmet.append(Unmet(_("the first day is another one"), _("you")))
        if unmet:
            raise StepRefused(unmet)
        answers = {**_told(row), "trigger_on": first, "paper": paper}
        event = record_event(row.dispute, "correct_clock", actor=actor, at=at, from_state=row.dispute.state,
            reason=reason, answers=answers)  # fmt: skip
        return replace_deadline(
            row, event, local_day(at), trigger_on=first, trigger_at=trigger_at, trigger_paper=paper.strip()
        )


def end_clock(row: Deadline, *, reason: str, by: User, at: datetime) -> Deadline:
    """终止期限: nothing is due any more. Raises as above."""
    with transaction.atomic():
        row, actor = _open_row(row, by)
        if unmet := [*_unmet_by_hand(row), *no_reason(reason)]:
            raise StepRefused(unmet)
        event = record_event(row.dispute, "end_clock", actor=actor, at=at, from_state=row.dispute.state,
            reason=reason, answers=_told(row))  # fmt: skip
        end_deadline(row, Deadline.Status.ENDED, event, local_day(at))
        return Deadline.objects.get(pk=row.pk)


def unmet_clock(row: Deadline, verb: str) -> list[Unmet]:
    """What stands in the way of an act on a clock before any answer is given; empty: it may be offered."""
    if row.status != Deadline.Status.OPEN:
        return [Unmet(_("the time limit is running"), _("nobody"))]
    match verb:
        case "extend_clock":
            return _unmet_room(row, 1)
        case "correct_clock" if not is_correctable(row):
            return [Unmet(_("the first day follows from what is on record"), _("nobody"))]
        case "meet_clock" | "end_clock":
            return _unmet_by_hand(row)
    return []


def _open_row(row: Deadline, by: User) -> tuple[Deadline, Any]:
    dispute, actor = lock_open_case(row.dispute, by)
    row = Deadline.objects.select_for_update().get(pk=row.pk)
    row.dispute = dispute
    if row.status != Deadline.Status.OPEN:
        raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
    return row, actor


def _told(row: Deadline) -> dict[str, Any]:
    return {"rule": row.rule, "was": row.trigger_on, "due_on": row.due_on}


def _unmet_start(
    dispute: Dispute, rule: str, first: date | None, trigger_at: datetime | None, at: datetime
) -> list[Unmet]:
    law = RULES.get(rule)
    if law is None or rule in started_by_steps():
        return [Unmet(_("the time limit is one that no step starts"), _("you"))]
    if Deadline.objects.open().filter(dispute=dispute, rule=rule, proceeding=None, letter=None).exists():
        return [Unmet(_("no time limit of this rule is running in the case"), _("you, by meeting or ending that one"))]
    return _unmet_first(law, first, trigger_at, at)


def _unmet_first(law: Rule, first: date | None, trigger_at: datetime | None, at: datetime) -> list[Unmet]:
    """A clock starts from what has happened; one that is counted backwards, from a day that is fixed ahead."""
    if first is None:
        return [Unmet(_("the day it is counted from is given"), _("you"))]
    if law.unit == Unit.HOUR and trigger_at is None:
        return [Unmet(_("the hour it is counted from is given"), _("you"))]
    if not law.before and (first > local_day(at) or (trigger_at is not None and trigger_at > at)):
        return [Unmet(_("the date %(day)s is not in the future") % {"day": first}, _("you"))]
    return []


def _unmet_day(day: date, at: datetime, row: Deadline) -> list[Unmet]:
    unmet = []
    if day > local_day(at):
        unmet.append(Unmet(_("the date %(day)s is not in the future") % {"day": day}, _("you")))
    if day < row.trigger_on and not row.law.before:
        words = _("the date %(day)s is not before %(earlier)s") % {"day": day, "earlier": row.trigger_on}
        unmet.append(Unmet(words, _("you")))
    return unmet


def _unmet_room(row: Deadline, extra: int) -> list[Unmet]:
    room = room_of(row)
    if room is None or 1 <= extra <= room:
        return [] if extra >= 1 else [Unmet(_("the extension is at least one"), _("you"))]
    if room == 0:
        return [Unmet(_("the law allows a (further) extension here"), _("nobody"))]
    return [Unmet(_("the extension is between 1 and %(room)s") % {"room": room}, _("you"))]


def _unmet_by_hand(row: Deadline) -> list[Unmet]:
    return [] if is_by_hand(row) else [Unmet(_("no step of the case does this"), _("you, by taking that step"))]
