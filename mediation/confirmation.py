"""From a signed agreement to an enforceable paper (协议确认): the routes, until when each is open, what is next.

Computed from the case and its proceedings; nothing is stored. Sources: RULES33 74-76 (arbitration review), CPL 205-206
(judicial confirmation), CPL 250 (enforcement); domain notes A0 to A10 and C-1 to C-4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.deadline_rules import RULES, Rule
from mediation.machine import StrOrPromise, Unmet
from mediation.proceeding_kinds import KINDS, Kind

BOTH = gettext_lazy("both sides")
ENFORCEABLE = gettext_lazy("Can be enforced when it is not performed")
CLAIMED = ("arbitration", "litigation")  # what stays open when both limits have passed


class Mark(StrEnum):
    """How far a point of the list is."""

    DONE = "done"
    NEXT = "next"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Route:
    """One of the two routes; they exclude each other once one is accepted (G3)."""

    kind: str
    gives: StrOrPromise
    decides: str  # rule of the decision
    granted: str  # outcome
    denied: str
    accepts: str = ""  # rule of the acceptance
    after_denial: tuple[str, ...] = ()  # kinds that stay open (A9, A10)

    @property
    def row(self) -> Kind:
        return KINDS[self.kind]

    @property
    def decision(self) -> Rule:
        return RULES[self.decides]


ROUTES = {
    "arbitration_review": Route("arbitration_review",
        gettext_lazy("an arbitral mediation paper that the court enforces"), "A2", "reviewed", "not_made",
        after_denial=("judicial_confirmation", "arbitration", "litigation")),
    "judicial_confirmation": Route("judicial_confirmation",
        gettext_lazy("a ruling of the court that it enforces"), "A5", "confirmed", "rejected", "A4",
        ("arbitration_review", "arbitration", "litigation")),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A paper to be got ready for a point; `verb` is what helps with it."""

    label: StrOrPromise
    verb: str = ""


@dataclass(frozen=True)
class Point:
    """A point of the list; `verb` is the step of the proceeding that settles it, `rule` the limit that binds it."""

    code: str
    label: StrOrPromise
    mark: Mark
    note: StrOrPromise = ""
    on: date | None = None
    verb: str = ""
    rule: str = ""
    parts: tuple[Part, ...] = ()


def agreement_of(dispute: Any) -> Any | None:
    """The agreement in force, the newest one."""
    rows = [row for row in dispute.agreements.all() if row.breached_on is None]
    return max(rows, key=lambda row: row.pk, default=None)


def attempts(dispute: Any) -> list[Any]:
    """The proceedings on the agreement in force that were not withdrawn, newest first."""
    agreement = agreement_of(dispute)
    rows = [
        row
        for row in dispute.proceedings.all()
        if row.kind in ROUTES and row.state != "withdrawn" and agreement and row.prepared_on >= agreement.effective_on
    ]
    return sorted(rows, key=lambda row: -row.pk)


def is_denied(row: Any) -> bool:
    return row.state == "refused" or (bool(row.outcome) and row.outcome == ROUTES[row.kind].denied)


def limit_of(dispute: Any, rule: str, proceeding: Any | None = None) -> Any | None:
    """The latest deadline of the rule, of the proceeding if one is named; running, met or ended."""
    rows = [row for row in dispute.deadlines.all() if row.rule == rule and row.status != "superseded"]
    if proceeding is not None:
        rows = [row for row in rows if row.proceeding_id in (None, proceeding.pk)]
    return max(rows, key=lambda row: row.pk, default=None)


def unmet_in_time(dispute: Any, route: Route, today: date) -> list[Unmet]:
    """The limit of the application has passed."""
    limit = limit_of(dispute, route.row.within)
    if limit is None or limit.due_on >= today:
        return []
    return [Unmet(_("the time limit ran until %(day)s") % {"day": limit.due_on}, BOTH)]


def is_too_late(dispute: Any, today: date) -> bool:
    """Neither route can be applied for in time any more."""
    return all(unmet_in_time(dispute, route, today) for route in ROUTES.values())


def points(dispute: Any, proceeding: Any | None, today: date) -> list[Point]:
    """The list from the agreement to the enforceable paper: what is done, one next, the rest later.

    It ends where the agency said no, and at the choice of a route where both limits have passed.
    """
    agreement = agreement_of(dispute)
    if agreement is None:
        return []
    found = [Point("agreement", _("Agreement signed by both sides and the mediator, sealed"), Mark.DONE,
        on=agreement.effective_on)]  # fmt: skip
    if proceeding is not None:
        found.append(Point("choose", _("Route chosen: %(kind)s") % {"kind": proceeding}, Mark.DONE,
            on=proceeding.prepared_on))  # fmt: skip
        return [*found, *_course(dispute, proceeding)]
    if is_too_late(dispute, today):
        note = _("Both time limits have passed; a late application needs a ground that the law accepts.")
        return [*found, Point("choose", _("Choose one of the two routes"), Mark.STOPPED, note)]
    ahead = (("filed", _("Application filed")), ("accepted", _("Accepted by the agency")), ("decided", _("Decision")),
        ("enforceable", ENFORCEABLE))  # fmt: skip
    found.append(Point("choose", _("Choose one of the two routes"), Mark.NEXT))
    return [*found, *(Point(code, label, Mark.AHEAD) for code, label in ahead)]


def _papers(row: Any) -> tuple[Part, ...]:
    """Each paper that the application still needs; none once it is filed."""
    if row.filed_on:
        return ()
    papers = row.row.papers_for(row.basis)
    return tuple(Part(paper.label, "copy_out" if paper.code == "joint_form" else "") for paper in papers)


def _course(dispute: Any, row: Any) -> Iterator[Point]:
    """Filed with its papers, accepted, decided, enforceable; nothing after a refusal."""
    route, is_granted = ROUTES[row.kind], row.outcome == ROUTES[row.kind].granted
    signs = _("Signed by both together, or by agents with a special power of attorney.")
    if dispute.is_collective:
        signs = _("Signed by the representatives with a mandate for the workers, and by the employer.")
    yield Point("filed", _("Application filed"), _mark(row.filed_on, True), "" if row.filed_on else signs,
        row.filed_on, "file", route.row.within, _papers(row))  # fmt: skip
    if row.state == "refused":
        yield Point("accepted", _("Not accepted"), Mark.STOPPED, on=row.ended_on)
        return
    yield Point("accepted", _("Accepted by the agency"), _mark(row.accepted_on, row.filed_on), on=row.accepted_on,
        verb="accept", rule=route.accepts)  # fmt: skip
    if is_denied(row):
        yield Point("decided", row.outcome_label, Mark.STOPPED, on=row.ended_on)
        return
    yield Point("decided", row.outcome_label or _("Decision"), _mark(is_granted, row.accepted_on), on=row.ended_on,
        verb="conclude", rule=route.decides)  # fmt: skip
    yield Point("enforceable", ENFORCEABLE, _mark(is_granted, False),
        _("Application within two years from the last day of performance (CPL 250)."), rule="T12")  # fmt: skip


def _mark(done: Any, before: Any) -> Mark:
    return Mark.DONE if done else Mark.NEXT if before else Mark.AHEAD
