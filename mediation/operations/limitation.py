"""What interrupts or suspends the limitation (时效中断、中止): recorded with its proof, ended, struck when in error."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.collective import workers
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import Dispute, Event, LimitationEvent, Membership, Party, User
from mediation.operations.errors import StepRefused, StepStale
from mediation.operations.events import record_event
from mediation.operations.limitation_course import (
    Course,
    courses_of_people,
    entries_of,
    limitation_clocks,
    recount_limitation,
)
from mediation.operations.locking import lock_open_case
from mediation.operations.unmet import no_proof, no_reason
from mediation.operations.uploads import files_told, keep_files
from mediation.uploads.judging import Judged

PROOF = 99  # characters of one proof; the end of an entry adds its own to the same column


def record_limitation(
    dispute: Dispute, *, cause: str, happened_on: date, proof: str, by: User, at: datetime,
    ended_on: date | None = None, parties: Sequence[Party] = (), attached: Sequence[Judged] = (),
) -> LimitationEvent:  # fmt: skip
    """时效中断、中止: record what interrupts or suspends the limitation of these workers, or of all, and count it anew.

    Raises StepForbidden or StepRefused.
    """
    with transaction.atomic():
        dispute, actor = lock_open_case(dispute, by)
        entry = LimitationEvent(
            dispute=dispute, cause=cause, happened_on=happened_on, ended_on=ended_on, proof=proof.strip(),
            recorded_by=by,
        )  # fmt: skip
        concerned = {row.pk for row in parties}
        if unmet := _unmet(entry, concerned, local_day(at)):
            raise StepRefused(unmet)
        answers = {"cause": cause, "happened_on": happened_on, "ended_on": ended_on, "proof": entry.proof}
        answers |= files_told(attached)
        if concerned:
            answers["workers"] = list(parties)
        entry.event = _record(dispute, "record_limitation", actor, at, answers)
        keep_files(entry.event, attached)
        entry.save()
        entry.parties.set(concerned)
        recount_limitation(dispute, entry.event, local_day(at))
    return entry


def end_limitation(entry: LimitationEvent, *, ended_on: date, proof: str, by: User, at: datetime) -> LimitationEvent:
    """时效中断程序终结、中止原因消除: the procedure or the obstacle of an entry is over. Raises as above."""
    with transaction.atomic():
        dispute, actor = lock_open_case(entry.dispute, by)
        entry = _standing(entry)
        if entry.ended_on is not None:
            raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
        unmet = _unmet_days(entry.happened_on, ended_on, local_day(at))
        unmet += no_proof(proof)
        if unmet:
            raise StepRefused(unmet)
        answers = {"cause": entry.cause, "happened_on": entry.happened_on, "ended_on": ended_on, "proof": proof}
        event = _record(dispute, "end_limitation", actor, at, answers)
        entry.ended_on, entry.proof = ended_on, f"{entry.proof}；{proof.strip()}"
        entry.save()
        recount_limitation(dispute, event, local_day(at))
    return entry


def strike_limitation(entry: LimitationEvent, *, reason: str, by: User, at: datetime) -> LimitationEvent:
    """删除线: an entry made in error is struck, not deleted, and no longer counted. Raises as above."""
    with transaction.atomic():
        dispute, actor = lock_open_case(entry.dispute, by)
        entry = _standing(entry)
        if unmet := no_reason(reason):
            raise StepRefused(unmet)
        answers = {"cause": entry.cause, "happened_on": entry.happened_on, "ended_on": entry.ended_on}
        entry.struck_by = _record(dispute, "strike_limitation", actor, at, answers, reason)
        entry.save()
        recount_limitation(dispute, entry.struck_by, local_day(at))
    return entry


def _standing(entry: LimitationEvent) -> LimitationEvent:
    """The entry as the database has it; StepStale when it was struck meanwhile."""
    entry = LimitationEvent.objects.select_for_update().get(pk=entry.pk)
    if entry.struck_by_id is not None:
        raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
    return entry


def _record(
    dispute: Dispute, kind: str, actor: Membership, at: datetime, answers: dict[str, Any], reason: str = ""
) -> Event:
    return record_event(
        dispute, kind, actor=actor, at=at, from_state=dispute.state, reason=reason, answers=answers
    )  # fmt: skip


def _unmet(entry: LimitationEvent, concerned: set[int], today: date) -> list[Unmet]:
    you = _("you")
    if not limitation_clocks(entry.dispute):
        return [Unmet(_("a limitation is counted in this case"), _("you, by amending the days on record"))]
    unmet = _unmet_days(entry.happened_on, entry.ended_on, today)
    if entry.cause not in LimitationEvent.Cause.values:
        unmet.append(Unmet(_("the cause is one of the list"), you))
    unmet += no_proof(entry.proof)
    if not concerned <= {row.pk for row in workers(entry.dispute)}:
        unmet.append(Unmet(_("whom it concerns stands on the roster"), you))
    same = [
        row for row in entries_of(entry.dispute) if (row.cause, row.happened_on) == (entry.cause, entry.happened_on)
    ]
    if any({party.pk for party in row.parties.all()} in (set(), concerned) for row in same):
        unmet.append(Unmet(_("the same entry is not on record yet"), _("nobody")))
    return unmet or _unmet_effect(entry, concerned)


def _unmet_days(happened_on: date, ended_on: date | None, today: date) -> list[Unmet]:
    unmet = [
        Unmet(_("the date %(day)s is not in the future") % {"day": day}, _("you"))
        for day in (happened_on, ended_on)
        if day is not None and day > today
    ]
    if ended_on is not None and ended_on < happened_on:
        words = _("the date %(day)s is not before %(earlier)s") % {"day": ended_on, "earlier": happened_on}
        unmet.append(Unmet(words, _("you")))
    return unmet


def _unmet_effect(entry: LimitationEvent, concerned: set[int]) -> list[Unmet]:
    """What lies before a limitation began, or after it was over, changes nothing; it must touch one."""
    earlier = [row for row in entries_of(entry.dispute) if row.happened_on <= entry.happened_on]
    courses = [
        course for course in courses_of_people(entry.dispute, entries=earlier)
        if not concerned or concerned & {row.pk for row in course.whose}
    ]  # fmt: skip
    return min((_unmet_course(entry, course) for course in courses), key=len, default=[])


def _unmet_course(entry: LimitationEvent, course: Course) -> list[Unmet]:
    if (entry.ended_on or entry.happened_on) < course.first_on:
        words = _("it happened after %(day)s, when the limitation began to run") % {"day": course.first_on}
        return [Unmet(words, _("you, by amending the days on record"))]
    over = course.is_over_on
    if over is not None and entry.happened_on > over:
        words = _("it happened by %(day)s: the limitation was over then and cannot be interrupted any more")
        return [Unmet(words % {"day": over}, _("nobody; only the employer may raise the limitation as a defence"))]
    return []
