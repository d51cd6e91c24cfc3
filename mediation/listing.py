"""The rows of the case list: what each shows, by whose rights, and the orders they may stand in."""

from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy

from mediation.access import SCOPES, SECTIONS, Scope
from mediation.classification import COLLECTIVE_FROM
from mediation.deadline_rules import DUTIES
from mediation.lifecycle import ENDED
from mediation.models import Deadline, Dispute, Employer, HandOver, Party, User
from mediation.models.written_queries import WrittenQuery
from mediation.paging import BY_AMOUNT, BY_DAY, SIZE, Order, Page, Run


def _due(disputes: Any) -> Any:
    """Cases joined with the first of their running deadlines: so an index gives them by the day it is due."""
    running = {"deadlines__status": Deadline.Status.OPEN, "deadlines__paused_on": None, "deadlines__rule__in": DUTIES}
    joined = disputes.annotate(first=FilteredRelation("deadlines", condition=Q(**running))).filter(first__isnull=False)
    joined = joined.annotate(first_due=F("first__due_on"), first_key=F("first__pk"))  # names of the one join
    earlier = Q(due_on__lt=OuterRef("first_due")) | Q(due_on=OuterRef("first_due"), pk__lt=OuterRef("first_key"))
    before = Deadline.objects.running().watched().filter(earlier, dispute=OuterRef("pk"))
    return joined.filter(~Exists(before))


def _not_due(disputes: Any) -> Any:
    return disputes.filter(~Exists(Deadline.objects.running().watched().filter(dispute=OuterRef("pk"))))


BY_RECEIPT = (Run("received_on", BY_DAY),)
BY_DUE = (Run("first_due", BY_DAY, _due), Run("pk", int, _not_due))  # those without a day come last
BY_NUMBER = (Run("pk", int),)  # numbers are given in this order; as text, 10号 would come before 2号
BY_CLAIM = (Run("amount_claimed", BY_AMOUNT),)
ORDERS = {
    f"{sign}{name}": Order(runs, descending=bool(sign))
    for name, runs in {"received": BY_RECEIPT, "due": BY_DUE, "number": BY_NUMBER, "amount": BY_CLAIM}.items()
    for sign in ("", "-")
}
# Those whose first page is asked by questions made once (`opening`): of one stretch, by another column than the id.
OPENED = tuple(order for order in ORDERS.values() if len(order.runs) == 1 and order.runs != BY_NUMBER)
NEWEST = "-received"  # the order unless another is asked for
SORT_LABELS = {
    NEWEST: gettext_lazy("newest first"),
    "received": gettext_lazy("oldest first"),
    "due": gettext_lazy("next due date"),
    "-amount": gettext_lazy("largest amount"),
    "number": gettext_lazy("number"),
}
SORT_NEEDS = {"due": "deadlines", "amount": "claims"}


def sections_of(user: User) -> frozenset[str]:
    """The sections of the case page that any of the person's roles shows; of who is a partner too, a partner's.

    Likewise of who is the employer too: its list would tell who complained.
    """
    scopes = {SCOPES[membership.role] for membership in user.memberships_now}
    for outside in (Scope.HANDED_OVER, Scope.SERVED):
        if outside in scopes:
            return SECTIONS[outside]
    return frozenset().union(*(SECTIONS[scope] for scope in scopes))


def own_hand_overs(user: User) -> Any:
    """The hand-overs to the person's offices, of the case of the outer query."""
    units = [m.organisation_id for m in user.memberships_now if SCOPES[m.role] == Scope.HANDED_OVER]
    return HandOver.objects.sent_to(units).filter(dispute=OuterRef("pk"))


def listed_for(disputes: Any, user: User) -> QuerySet[Dispute]:
    """The rows of the list; a partner's with what its own hand-overs tell: `employer_known`, `parcel_state`."""
    return _disclosed(listed(disputes), user) if "disclosed" in sections_of(user) else listed(disputes)


def listed(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Cases with what a row of the list shows: first applicant, next due date, the rows they point to."""
    return disputes.select_related("holder", "employer", "handler", "town").annotate(
        next_due=Subquery(_first_due().values("due_on")[:1]),
        next_provisional=Subquery(_first_due().values("provisional")[:1]),
        applicant=Subquery(_applicants().values("name")[:1]),
    )


def _first_due() -> QuerySet[Deadline]:
    return Deadline.objects.running().watched().filter(dispute=OuterRef("pk")).order_by("due_on", "pk")


def _applicants() -> QuerySet[Party]:
    applicants = Party.objects.filter(dispute=OuterRef("pk"), role=Party.Role.APPLICANT)
    return applicants.order_by("-is_representative", "pk")


def _disclosed(disputes: Any, user: User) -> Any:
    own = own_hand_overs(user)
    latest = Subquery(own.order_by("-pk").values("state")[:1])
    return disputes.annotate(employer_known=Exists(own.disclosing("employer")), parcel_state=latest)


# A page of the list ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class CaseRow:
    """What the list shows of a case; days are dates, the amount is in yuan."""

    pk: int
    number: str
    category: str
    state: str
    outcome: str
    closed_on: date | None
    received_on: date
    worker_count: int
    amount_claimed: Decimal
    employer: str
    holder: str
    handler: int | None
    handler_name: str | None
    applicant: str | None
    next_due: date | None
    next_provisional: bool | None
    employer_known: bool = True
    parcel_state: str | None = None
    part: str = ""  # of the figure behind which the list lies, in words

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def is_collective(self) -> bool:
        return self.worker_count >= COLLECTIVE_FROM


NAMES = {"employer": "employer_name", "holder": "holder__short_name", "handler_name": "handler__display_name"}
FOR_ALL = tuple(NAMES.get(field.name, field.name) for field in fields(CaseRow) if field.default is MISSING)
OF_HAND_OVERS = ("employer_known", "parcel_state")  # the fields that follow, in their order


def _shown(keys: list[int]) -> Any:
    """Cases with what a page shows of each; from the employers it reads these few names, where a join reads all."""
    due, applicants = _first_due(), _applicants()
    return (
        Dispute.objects.filter(pk__in=keys)
        .order_by()
        .annotate(
            employer_name=Subquery(Employer.objects.filter(pk=OuterRef("employer")).order_by().values("name")),
            applicant=Subquery(applicants.values("name")[:1]),
            next_due=Subquery(due.values("due_on")[:1]),
            next_provisional=Subquery(due.values("provisional")[:1]),
        )
    )


ROWS = WrittenQuery(lambda keys: _shown(keys).values_list(*FOR_ALL), {"keys": [-place for place in range(1, SIZE + 1)]})


def fill(page: Page, user: User) -> Page:
    """The page with its rows: what a row shows is asked for these cases alone."""
    if "disclosed" in sections_of(user):
        found = _disclosed(_shown(page.keys), user).values_list(*FOR_ALL, *OF_HAND_OVERS)
    else:
        found = ROWS.ask(keys=(page.keys * SIZE)[:SIZE]) if page.keys else []  # as many as the question has places
    rows = {values[0]: CaseRow(*values) for values in found}
    page.object_list = [rows[key] for key in page.keys if key in rows]
    return page
