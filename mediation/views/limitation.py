"""The last safe day (仲裁时效): how long the worker may still go to arbitration (LMA 27)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mediation.models import Dispute
from mediation.models.deadline import Deadline

RULES = ("B1", "B1a")


@dataclass(frozen=True)
class Limitation:
    """`on` is the last day for an application, None where none is counted; `text` says why."""

    text: str
    on: date | None = None
    provisional: bool = False


def limitation_of(dispute: Dispute) -> Limitation:
    """Reads the deadlines of the case; what may interrupt the limitation is not counted in: the day is a safe one."""
    rows = [row for row in dispute.deadlines.all() if row.rule in RULES]
    running = min((row for row in rows if row.status == Deadline.Status.OPEN), key=lambda row: row.due_on, default=None)
    if running is not None:
        return Limitation(_("Last safe day to apply for arbitration"), running.due_on, running.provisional)
    if any(row.status == Deadline.Status.MET for row in rows):
        return Limitation(_("Arbitration was applied for in time."))
    if dispute.relation == "service":
        return Limitation(_("A service relation goes to the court, not to arbitration."))
    if dispute.category == "01" and dispute.employment_ended_on is None:
        return Limitation(_("Wages are not barred while the employment lasts; one year runs from its end."))
    if rows:
        return Limitation(_("The limitation is no longer counted."))
    return Limitation(_("The last safe day is unknown: the day the worker knew of the violation is missing."))
