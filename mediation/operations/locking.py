"""The order in which rows are locked: the calendar (shared), the case, then its rows."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.machine import Unmet
from mediation.models import CalendarYear, Dispute, HandOver, Letter, Membership, Proceeding, User
from mediation.operations.errors import StepForbidden, StepRefused, StepStale
from mediation.steps import machine_of

Subject = Dispute | Proceeding | Letter | HandOver
MODELS: dict[str, type[Any]] = {
    "dispute": Dispute,
    "proceeding": Proceeding,
    "letter": Letter,
    "hand_over": HandOver,
}


def share_calendar() -> None:
    """Nobody changes the calendar or a length of this office until the transaction ends, which may start clocks.

    Else a clock could be counted by the old calendar after the recount has looked for what it moves.
    """
    _lock_calendar("ROW SHARE")


def hold_calendar() -> None:
    """Wait for whoever may be starting clocks, and let nobody begin to until the transaction ends; before any case."""
    _lock_calendar("EXCLUSIVE")


def _lock_calendar(mode: str) -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {CalendarYear._meta.db_table} IN {mode} MODE")


def lock_all(subject: Subject, answers: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The subject, and the case it is merged into: two cases by their keys, so that nobody waits in a circle."""
    other = answers.get("merged_into")
    if not isinstance(other, Dispute):
        return lock(subject), answers
    share_calendar()
    both = Dispute.objects.locked().filter(pk__in=[subject.dispute.pk, other.pk]).order_by("pk")
    rows = {dispute.pk: dispute for dispute in both}
    return lock(subject), {**answers, "merged_into": rows[other.pk]}


def lock(subject: Subject) -> Any:
    """The subject as the database has it, with its dispute locked first; to be called in a transaction."""
    share_calendar()
    dispute = Dispute.objects.locked().get(pk=subject.pk if isinstance(subject, Dispute) else subject.dispute_id)
    if isinstance(subject, Dispute):
        return dispute
    fresh = MODELS[machine_of(subject)].objects.select_for_update().get(pk=subject.pk)
    fresh.dispute = dispute
    return fresh


def lock_for(
    subject: Subject, by: User, act: Act = Act.HANDLE, *, version: int | None = None, words: str = ""
) -> tuple[Any, Membership]:
    """The subject locked, and the membership under which the person may act on it; to be called in a transaction.

    Raises StepStale when a version is given and it has moved on, StepForbidden (in these words) without the right.
    """
    subject = lock(subject)
    if version is not None and version != subject.version:
        raise StepStale(_("Somebody else has taken a step here meanwhile. Look at the case again."))
    actor = access.membership_for(by, act, subject)
    if actor is None:
        raise StepForbidden(words or _("You may not take this step here."))
    return subject, actor


def lock_open_case(dispute: Dispute, by: User) -> tuple[Dispute, Membership]:
    """The case locked, and the membership under which the person works on it.

    Raises StepForbidden without the right, StepRefused when the case is not open.
    """
    dispute, actor = lock_for(dispute, by)
    if not dispute.is_open:
        raise StepRefused([Unmet(_("the case is open"), _("the reviewer, by reopening it"))])
    return dispute, actor
