"""Instalments without a time limit (补开履行期限): agreed before M11 was counted, they get it once, with an event."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from mediation import access
from mediation.access import Act
from mediation.deadlines import RULES
from mediation.lifecycle import ENDED
from mediation.models import Deadline, Dispute, Instalment, Membership, User
from mediation.operations.deadlines import open_deadline
from mediation.operations.errors import StepForbidden
from mediation.operations.events import record_event
from mediation.operations.locking import lock
from mediation.operations.performance import RULE


def without_clock() -> list[Instalment]:
    """What is still due under agreements in force in open cases and has no running M11, by case."""
    return [row for row in _candidates() if not row.is_performed]


def open_missing(*, by: User, at: datetime) -> int:
    """Open the time limit of each such instalment; how many. One event a case names the days; again it opens none.

    Raises StepForbidden for who may not administer.
    """
    actor: Membership | None = access.membership_for(by, Act.ADMINISTER)
    if actor is None:
        raise StepForbidden(_("You may not change the rules."))
    cases = {row.agreement.dispute_id: row.agreement.dispute for row in without_clock()}
    return sum(_open_in(dispute, actor, at) for dispute in cases.values())


def _open_in(dispute: Dispute, actor: Membership, at: datetime) -> int:
    with transaction.atomic():
        dispute = lock(dispute)
        rows = [row for row in _candidates().filter(agreement__dispute=dispute) if not row.is_performed]
        if rows:
            days = [{"rule": RULE, "was": None, "now": row.due_on} for row in rows]
            event = record_event(
                dispute, "recount", actor=actor, at=at, from_state=dispute.state, answers={"deadlines": days},
                reason=f"{RULE} {RULES[RULE].chinese}：协议订立时尚未计算期限，现予补开",
            )  # fmt: skip
            for row in rows:
                open_deadline(RULE, row.due_on, subject=row, event=event)
    return len(rows)


def _candidates() -> QuerySet[Instalment]:
    rows = Instalment.objects.filter(agreement__breached_on=None, agreement__performed_on=None)
    rows = rows.exclude(agreement__dispute__state__in=ENDED)
    running = Deadline.objects.open().filter(rule=RULE, instalment=OuterRef("pk"))
    return rows.filter(~Exists(running)).select_related("agreement__dispute").order_by("agreement__dispute", "pk")
