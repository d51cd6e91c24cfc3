"""The last safe day (仲裁时效): how long the worker may still go to arbitration (LMA 27)."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.classification import rules_for
from mediation.deadline_rules.groups import LIMITATION as RULES
from mediation.machine import StrOrPromise
from mediation.models import Dispute
from mediation.models.deadline import Deadline
from mediation.operations.limitation_course import courses_of, earliest, entries_of

WARNED, URGENT = 30, 7  # days left (法律援助法 44: legal aid at once under 7)
CLAIMS: dict[str, StrOrPromise] = {
    "B1": gettext_lazy("claims other than wages"),
    "B1a": gettext_lazy("claims for wages"),
}


@dataclass(frozen=True)
class Limitation:
    """`on` is the last day for an application, None where none is counted; `text` says why."""

    text: str
    on: date | None = None
    provisional: bool = False
    left: int = 0  # days, negative once it is over
    since: date | None = None  # the day it is counted from
    stands_since: date | None = None
    claims: StrOrPromise = ""  # what it is the limitation of
    later: tuple[tuple[StrOrPromise, date], ...] = ()  # the other limitations that run, with their last day
    entries: int = 0  # interruptions and suspensions on record
    whose: tuple[str, ...] = ()  # names of those who must apply first, where the workers' last days differ

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


def named_limitation_of(dispute: Dispute) -> Limitation:
    """As below, with the names of those whose last day it is; for who may see the roster."""
    found = limitation_of(dispute)
    if found.on is None or not _differs(dispute):
        return found
    course = earliest(courses_of(dispute))
    return replace(found, whose=tuple(row.name for row in course.whose) if course else ())


def _differs(dispute: Dispute) -> bool:
    """Whether somebody has a day or an entry of his own."""
    if any(row.knew_on or row.employment_ended_on for row in dispute.parties.all()):
        return True
    return any(row.parties.all() for row in entries_of(dispute))


def limitation_of(dispute: Dispute, today: date | None = None) -> Limitation:
    """Reads the deadlines of the case and its entries; a running one before one that was met."""
    rows = [row for row in dispute.deadlines.all() if row.rule in RULES]
    open_rows = [row for row in rows if row.status == Deadline.Status.OPEN]
    if open_rows:
        running, *later = sorted(open_rows, key=lambda row: (row.paused_on is not None, row.due_on))
        entries = [row for row in dispute.limitation_events.all() if row.struck_by_id is None]
        return Limitation(
            _("Last safe day to apply for arbitration"), running.due_on, running.provisional,
            (running.due_on - (today or timezone.localdate())).days, running.trigger_on, running.paused_on,
            CLAIMS[running.rule], tuple((CLAIMS[row.rule], row.due_on) for row in later), len(entries),
        )  # fmt: skip
    if any(row.status == Deadline.Status.MET for row in rows):
        return Limitation(_("Arbitration was applied for in time."))
    if dispute.relation == "service":
        return Limitation(_("A service relation goes to the court, not to arbitration."))
    kinds = {claim.category for claim in dispute.claims.all()} or {dispute.category}
    if "B1a" in rules_for(kinds) and dispute.employment_ended_on is None:
        return Limitation(_("Wages are not barred while the employment lasts; one year runs from its end."))
    if rows:
        return Limitation(_("The limitation is no longer counted."))
    return Limitation(_("The last safe day is unknown: the day the worker knew of the violation is missing."))
