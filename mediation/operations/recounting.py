"""What a published calendar changes: the deadlines that were provisional are counted anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.lifecycle import local_day
from mediation.models import Deadline, Dispute, Membership, User
from mediation.operations.deadlines import recount_all, replace_deadline
from mediation.operations.errors import StepForbidden
from mediation.operations.events import record_event


def recount_provisional(*, by: User, at: datetime) -> int:
    """Count the open provisional deadlines anew and return how many moved or became firm.

    One event a case, which names the dates. Those that stand still are counted when they run on. Raises StepForbidden.
    """
    actor = access.membership_for(by, Act.ADMINISTER)
    if actor is None:
        raise StepForbidden(_("You may not change the calendar."))
    rows = Deadline.objects.running().filter(provisional=True).order_by("dispute")
    return sum(_recount_case(pk, actor, at) for pk in rows.values_list("dispute", flat=True).distinct())


def _recount_case(pk: int, actor: Membership, at: datetime) -> int:
    with transaction.atomic():
        dispute = Dispute.objects.locked().get(pk=pk)
        rows = list(Deadline.objects.running().filter(dispute=dispute, provisional=True))
        counted = zip(rows, recount_all(rows), strict=True)
        changed = [(row, due) for row, due in counted if (row.due_on, True) != (due.on, due.provisional)]
        if not changed:
            return 0
        answers = {"deadlines": [{"rule": row.rule, "was": row.due_on, "now": due.on} for row, due in changed]}
        event = record_event(dispute, "recount", actor=actor, at=at, from_state=dispute.state, answers=answers)
        for row, _due in changed:
            replace_deadline(row, event, local_day(at))
    return len(changed)
