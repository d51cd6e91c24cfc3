"""What the sections of the desk are made of: the person, the rows, and the queries that several of them share.

Building the question of a section costs more than asking it, so it is built once for a reader and a day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, reduce, wraps
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from mediation.access import SCOPES, Act, Scope, grants
from mediation.machine import StrOrPromise
from mediation.models import Deadline, Dispute, User
from mediation.models.scoping import Among, Reader

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
    nature: str = ""  # what it means that the day passes; a duty unless told otherwise


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
        self.shared: dict[str, dict[str, tuple[list[Any], bool]]] = {}  # what several sections read in one query

    @cached_property
    def reader(self) -> Reader:
        return Reader.of(self.user)

    @cached_property
    def seen(self) -> Any:
        """Cases the person sees, asked about one by one: a section shows a few, and walks until it has them."""
        return Dispute.objects.visible_to(self.user, one_by_one=True)

    def sees(self, rows: Any) -> Any:
        """Those of the rows whose case the person sees."""
        return rows.filter(Exists(self.seen.filter(pk=OuterRef("dispute"))))

    def follows(self, rows: Any) -> Any:
        """Those of the rows that run in a case the person follows: never in an ended one (I6).

        Who follows most cases finds enough on the way; others begin with the few that are open.
        """
        cases = self.seen.filter(self.concern() or Q())
        if self.coordinates:
            return rows.filter(Exists(cases.filter(pk=OuterRef("dispute"))))
        return rows.filter(Among(F("dispute"), cases.open().order_by().values("pk")))

    def leads_in(self, rows: Any) -> Any:
        """Those of the rows whose case is held in a union the person answers for, or below it."""
        if self.coordinates:
            return self.sees(rows)
        posts = [post for post in self.user.memberships_now if post.organisation_id in self.leads]
        held = self.seen.open().filter(holder__in={unit for post in posts for unit in post.organisation.reach})
        return rows.filter(Among(F("dispute"), held.order_by().values("pk")))

    def units(self, act: Act, scope: Scope = Scope.TREE) -> list[int]:
        """Ids of the organisations in which the person has the right, through roles of the scope."""
        return [m.organisation_id for m in grants(self.user, act) if SCOPES[m.role] == scope]

    @cached_property
    def leads(self) -> list[int]:
        """Where the person answers for the whole union: reviewers and managers."""
        return [unit for unit in self.units(Act.ASSIGN) if unit in self.units(Act.REOPEN)]

    @cached_property
    def coordinates(self) -> bool:
        """Whether the person answers for all unions: those of the city."""
        posts = self.user.memberships_now
        return any(post.organisation.level == "city" and post.organisation_id in self.leads for post in posts)

    def concern(self) -> Q | None:
        """Cases a person follows: their own, those of their unions without a handler, all of them for who leads."""
        hands, found = self.units(Act.HANDLE), Q()
        if hands:
            found |= Q(handler=self.user) | Q(handler__isnull=True, holder__in=hands)
        if self.leads:
            found |= Q(holder__in=self.leads)
        return found or None


def built_once(build: Callable[[Bearer], QuerySet[Any]]) -> Callable[[Bearer], QuerySet[Any]]:
    """A question of the desk that depends on what the bearer is and on the day, and on nothing else."""

    @lru_cache(maxsize=32)  # not stale: it holds conditions, the rows are asked for each time; 100 KB each
    def kept(reader: Reader, today: date) -> QuerySet[Any]:
        return build(Bearer(reader.user, today))

    @wraps(build)
    def question(bearer: Bearer) -> QuerySet[Any]:
        return kept(bearer.reader, bearer.today).all()

    return question


def cut(rows: QuerySet[Any]) -> tuple[list[Any], bool]:
    """The first rows, and whether there are more."""
    found = list(rows[: CAP + 1])
    return found[:CAP], len(found) > CAP


@dataclass(frozen=True)
class Part:
    """What a section shows of a query it shares: its rows, in the order of the database and in that of `key`."""

    wanted: Q
    order: tuple[Any, ...]
    key: Callable[[Any], Any]


def together(rows: QuerySet[Any], parts: dict[str, Part], **told: Any) -> QuerySet[Any]:
    """The first rows of each part, and one more, in one query; `told` is annotated. A row may be of several parts."""
    first = (rows.filter(part.wanted).order_by(*part.order).values("pk")[: CAP + 1] for part in parts.values())
    marks = {f"in_{name}": ExpressionWrapper(part.wanted, BooleanField()) for name, part in parts.items()}
    return rows.filter(reduce(or_, (Q(Among(F("pk"), keys)) for keys in first))).annotate(**marks, **told).order_by()


def cut_each(rows: QuerySet[Any], parts: dict[str, Part]) -> dict[str, tuple[list[Any], bool]]:
    """The first rows of each part of what `together` asks for, and whether there are more."""
    found, cuts = list(rows), {}
    for name, part in parts.items():
        own = sorted((row for row in found if getattr(row, f"in_{name}")), key=part.key)
        cuts[name] = (own[:CAP], len(own) > CAP)
    return cuts


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
