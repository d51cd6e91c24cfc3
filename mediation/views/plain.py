"""Where my case stands: the state of a case in words for the worker, what comes next, and whom to call."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.lifecycle import State
from mediation.models import Deadline, Dispute, Instalment

STANDS: dict[str, Any] = {
    State.REGISTERED: gettext_lazy("The union has your request and looks at it."),
    State.RETURNED: gettext_lazy("Papers are missing. Please bring them to the union."),
    State.DECLINED: gettext_lazy("The union could not take up your request. The notice tells you where to go instead."),
    State.ACCEPTED: gettext_lazy("The union has taken up your case."),
    State.MEDIATING: gettext_lazy("The union is mediating between you and your employer."),
    State.AGREED: gettext_lazy("You and your employer have reached an agreement."),
    State.UNRESOLVED: gettext_lazy("Mediation did not lead to an agreement. Other ways are open to you."),
    State.AT_HR: gettext_lazy("Your case is with the HR department."),
    State.AT_COURT: gettext_lazy("Your case is with the court."),
    State.AT_PROCURATORATE: gettext_lazy("Your case is with the procuratorate."),
    State.SUSPENDED: gettext_lazy("Your case waits. The union tells you when it goes on."),
    State.CLOSED: gettext_lazy("The union has closed your case."),
    State.ARCHIVED: gettext_lazy("The union has closed your case."),
}
AWAITED = ("M1", "M2", "M3")  # what the union itself must do, and the worker waits for


@dataclass(frozen=True)
class PlainStatus:
    """`sentence` where the case stands, `next_on` the next day something is due and `next_text` what that is."""

    sentence: str
    next_on: date | None
    next_text: str
    name: str
    phone: str
    instalments: list[Instalment]


def plain_status(dispute: Dispute) -> PlainStatus:
    """What a worker reads; no internal note, no name of another worker."""
    instalments = [row for agreement in dispute.agreements.all() for row in agreement.instalments.all()]
    on, text = _next(dispute, instalments)
    person = dispute.handler
    return PlainStatus(
        str(STANDS[dispute.state]),
        on,
        text,
        person.display_name if person else "",
        (person.phone if person else "") or dispute.holder.phone,
        instalments,
    )


def _next(dispute: Dispute, instalments: list[Instalment]) -> tuple[date | None, str]:
    unpaid = [row.due_on for row in instalments if row.paid_on is None]
    if dispute.has_agreement and unpaid:
        return min(unpaid), _("Your employer pays or performs by this day.")
    awaited = [
        row.due_on
        for row in dispute.deadlines.all()
        if row.rule in AWAITED and row.status == Deadline.Status.OPEN and row.paused_on is None
    ]
    if awaited:
        return min(awaited), _("You hear from the union by this day.")
    return None, ""
