"""The last safe day (仲裁时效): how long the worker may still go to arbitration (LMA 27)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.classification import Category
from mediation.models import Dispute
from mediation.models.deadline import Deadline
from mediation.operations.limitation_course import RULES

WARNED, URGENT = 30, 7  # days left (法律援助法 44: legal aid at once under 7)


@dataclass(frozen=True)
class Limitation:
    """`on` is the last day for an application, None where none is counted; `text` says why."""

    text: str
    on: date | None = None
    provisional: bool = False
    left: int = 0  # days, negative once it is over
    since: date | None = None  # the day it is counted from
    stands_since: date | None = None
    entries: int = 0  # interruptions and suspensions on record

    @property
    def runs(self) -> bool:
        return self.on is not None and self.stands_since is None

    @property
    def is_over(self) -> bool:
        return self.runs and self.left < 0

    @property
    def is_urgent(self) -> bool:
        return self.runs and 0 <= self.left < URGENT

    @property
    def tone(self) -> str:
        if not self.runs:
            return "neutral"
        return "bad" if self.left < URGENT else "warning" if self.left < WARNED else "active"


def limitation_of(dispute: Dispute, today: date | None = None) -> Limitation:
    """Reads the deadlines of the case and its entries; a running one before one that was met."""
    rows = [row for row in dispute.deadlines.all() if row.rule in RULES]
    running = min((row for row in rows if row.status == Deadline.Status.OPEN), key=lambda row: row.due_on, default=None)
    if running is not None:
        entries = [row for row in dispute.limitation_events.all() if row.struck_by_id is None]
        return Limitation(
            _("Last safe day to apply for arbitration"), running.due_on, running.provisional,
            (running.due_on - (today or timezone.localdate())).days, running.trigger_on, running.paused_on,
            len(entries),
        )  # fmt: skip
    if any(row.status == Deadline.Status.MET for row in rows):
        return Limitation(_("Arbitration was applied for in time."))
    if dispute.relation == "service":
        return Limitation(_("A service relation goes to the court, not to arbitration."))
    if dispute.category == Category.PAY and dispute.employment_ended_on is None:
        return Limitation(_("Wages are not barred while the employment lasts; one year runs from its end."))
    if rows:
        return Limitation(_("The limitation is no longer counted."))
    return Limitation(_("The last safe day is unknown: the day the worker knew of the violation is missing."))
