"""The rows of the case list: what each shows, by whose rights, and the orders they may stand in."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy

from mediation.access import SCOPES, SECTIONS, Scope
from mediation.models import Deadline, Dispute, HandOver, Party, User

SORTS: dict[str, tuple[Any, ...]] = {
    "-received": ("-received_on", "-pk"),
    "received": ("received_on", "pk"),
    "due": (F("next_due").asc(nulls_last=True), "pk"),
    "-due": (F("next_due").desc(nulls_last=True), "-pk"),
    "number": ("pk",),  # numbers are given in this order; as text, 10号 would come before 2号
    "-number": ("-pk",),
    "-amount": ("-amount_claimed", "-pk"),
    "amount": ("amount_claimed", "pk"),
}
SORT_LABELS = {
    "-received": gettext_lazy("newest first"),
    "received": gettext_lazy("oldest first"),
    "due": gettext_lazy("next due date"),
    "-amount": gettext_lazy("largest amount"),
    "number": gettext_lazy("number"),
}
SORT_NEEDS = {"due": "deadlines", "amount": "claims"}


def sections_of(user: User) -> frozenset[str]:
    """The sections of the case page that any of the person's roles shows; of who is a partner too, a partner's."""
    scopes = {SCOPES[membership.role] for membership in user.memberships_now}
    if Scope.HANDED_OVER in scopes:
        return SECTIONS[Scope.HANDED_OVER]
    return frozenset().union(*(SECTIONS[scope] for scope in scopes))


def own_hand_overs(user: User) -> Any:
    """The hand-overs to the person's offices, of the case of the outer query."""
    units = [m.organisation_id for m in user.memberships_now if SCOPES[m.role] == Scope.HANDED_OVER]
    return HandOver.objects.sent_to(units).filter(dispute=OuterRef("pk"))


def listed_for(disputes: Any, user: User) -> QuerySet[Dispute]:
    """The rows of the list; a partner's with what its own hand-overs tell: `employer_known`, `parcel_state`."""
    rows = listed(disputes)
    if "disclosed" not in sections_of(user):
        return rows
    own = own_hand_overs(user)
    latest = Subquery(own.order_by("-pk").values("state")[:1])
    return rows.annotate(employer_known=Exists(own.disclosing("employer")), parcel_state=latest)


def listed(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Cases with what a row of the list shows: first applicant, next due date, the rows they point to."""
    due = Deadline.objects.running().watched().filter(dispute=OuterRef("pk")).order_by("due_on", "pk")
    applicants = Party.objects.filter(dispute=OuterRef("pk"), role=Party.Role.APPLICANT)
    return disputes.select_related("holder", "employer", "handler", "town").annotate(
        next_due=Subquery(due.values("due_on")[:1]),
        next_provisional=Subquery(due.values("provisional")[:1]),
        applicant=Subquery(applicants.order_by("-is_representative", "pk").values("name")[:1]),
    )
