"""What the sections of the desk are made of: the person, the rows, and the queries that several of them share."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from mediation.access import SCOPES, Act, Scope, grants
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Dispute, User

CAP = 8  # rows a section shows


@dataclass(frozen=True)
class Row:
    """One thing that waits: where it is, what it is, how urgent, and what to do."""

    url: str
    number: str
    text: str
    note: StrOrPromise = ""
    state: str = ""
    label: str = ""
    due: date | None = None
    provisional: bool = False
    why: str = ""  # the page that explains the due date


@dataclass(frozen=True)
class Section:
    """A list of the desk; `url` leads to all of them when the desk shows only the first."""

    key: str
    title: str
    icon: str
    rows: list[Row]
    url: str = ""
    hint: str = ""


class Bearer:
    """The person at the desk: what they see, and in which organisations they may do what."""

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today
        self.near: tuple[list[Any], bool] | None = None  # deadlines that two parts of the desk show

    @cached_property
    def seen(self) -> Any:
        return Dispute.objects.visible_to(self.user)

    def units(self, act: Act, scope: Scope = Scope.TREE) -> list[int]:
        """Ids of the organisations in which the person has the right, through roles of the scope."""
        return [m.organisation_id for m in grants(self.user, act) if SCOPES[m.role] == scope]

    @cached_property
    def leads(self) -> list[int]:
        """Where the person answers for the whole union: reviewers and managers."""
        return [unit for unit in self.units(Act.ASSIGN) if unit in self.units(Act.REOPEN)]

    def concern(self, path: str = "") -> Q | None:
        """Cases a person follows: their own, those of their unions without a handler, all of them for who leads."""
        hands, found = self.units(Act.HANDLE), Q()
        if hands:
            found |= Q(**{f"{path}handler": self.user})
            found |= Q(**{f"{path}handler__isnull": True, f"{path}holder__in": hands})
        if self.leads:
            found |= Q(**{f"{path}holder__in": self.leads})
        return found or None


def cut(rows: QuerySet[Any]) -> tuple[list[Any], bool]:
    """The first rows, and whether there are more."""
    found = list(rows[: CAP + 1])
    return found[:CAP], len(found) > CAP


def cases_url(**filters: str) -> str:
    return f"{reverse('dispute-list')}?{urlencode(filters)}"


def case_url(dispute: Any) -> str:
    return reverse("dispute-detail", args=[dispute.pk])


def case_row(dispute: Any, note: StrOrPromise = "") -> Row:
    return Row(
        case_url(dispute), dispute.number, dispute.employer.name, note, dispute.state, dispute.get_state_display(),
        dispute.next_due, bool(dispute.next_provisional), reverse("dispute-deadlines", args=[dispute.pk]),
    )  # fmt: skip


def due_of(subject: str) -> Subquery:
    """The next open due date of a proceeding or a letter."""
    rows = Deadline.objects.running().filter(**{subject: OuterRef("pk")}).order_by("due_on", "pk")
    return Subquery(rows.values("due_on")[:1])
