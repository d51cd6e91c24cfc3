"""The finder (支持起诉发现): workers of special groups whose way has failed and who have not sued yet.

A row is a case. Law: CPL 15 and the 2024 notice (groups), LMA 29 and 43 (refused or overdue arbitration), LMA 27 (last
safe day).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext_lazy as _

from mediation.access import GRANTS, Act
from mediation.ages import ADULT, age_on, birth_day, youngest_birth
from mediation.awards import AWARDS
from mediation.classification import FAILURES, Group
from mediation.deadline_rules.groups import LIMITATION
from mediation.machine import StrOrPromise
from mediation.masking import masked_name
from mediation.models import Agreement, Deadline, Dispute, Event, Party, Proceeding
from mediation.models.scoping import seen_by
from mediation.operations.clues import DISMISSED
from mediation.proceeding_kinds.proofs import LATE_COMMISSION

LEVELS = ("city", "town")  # unions whose people use the finder
ACTS = {Act.HANDLE, Act.REPORT}
SUIT = ("support_for_prosecution", "litigation")
DECIDED = (*AWARDS, "mediated")  # a mediation document of the commission binds like an award (LMA 51)
OUTCOMES = ("", "R05", "R08", "R10", "R11")  # open, or ended without a result of its own
IDENTITY = r"^[0-9]{17}[0-9Xx]$"
SHOWN = 3  # people named in a row


@dataclass(frozen=True)
class Failure:
    """A way that did not lead on: which proceedings, and their words."""

    code: str
    label: StrOrPromise
    where: Q


_UNDECIDED = Q(kind="arbitration", state__in=["filed", "accepted"])
FAILURES_OF = (
    Failure("arbitration_refused", _("arbitration refused"), Q(kind="arbitration", state="refused")),
    Failure("arbitration_overdue", _("no award in time"),
        Q(kind="arbitration", state="concluded", outcome="overdue")),
    Failure("arbitration_silent", _("arbitration applied for, no decision in time"), _UNDECIDED & Q(is_late=True)),
    Failure("mediation_failed", _("mediation failed"),
        Q(kind="union_mediation", state="concluded", outcome__in=[row.code for row in FAILURES])),
    Failure("mediation_refused", _("mediation refused"), Q(kind="union_mediation", state="refused")),
    Failure("order_unpaid", _("order of the inspection not performed"),
        Q(kind="inspection", state="concluded", outcome="order_unpaid")),
    Failure("payment_order_lapsed", _("payment order lapsed"),
        Q(kind="payment_order", state="concluded", outcome__in=["lapsed", "not_served"])),
)  # fmt: skip
WORDS = {row.code: row.label for row in FAILURES_OF}
RUNNING = Q(kind__in=["arbitration", "union_mediation", "inspection", "payment_order"]) & (
    Q(state="suspended") | Q(state__in=["filed", "accepted"], is_late=False)
)


@dataclass(frozen=True)
class Person:
    """A worker as a row names one: masked, with age in completed years where the ID number gives it."""

    name: str
    age: int | None
    groups: list[str]


@dataclass(frozen=True)
class Candidate:
    """A case whose workers' suit could be supported."""

    dispute: Dispute
    people: list[Person]
    more: int
    groups: list[str]  # of all of them, in words
    failures: list[tuple[str, date]]
    safe_on: date | None
    is_over: bool
    preparing: bool


def may_find(user: Any) -> bool:
    return bool(_memberships(user))


def _memberships(user: Any) -> list[Any]:
    if not user.is_authenticated or not user.is_active:
        return []
    return [m for m in user.memberships_now if m.organisation.level in LEVELS and ACTS & GRANTS[m.role]]


def candidates(user: Any, on: date) -> QuerySet[Any]:
    """The cases the person sees for a city or town union, with `safe_on`, `failed_on`, `preparing` and `is_over`."""
    own = Q(pk__in=[])
    for membership in _memberships(user):
        own |= seen_by(membership.organisation)
    case: Any = OuterRef("pk")
    tried = _tried(on).filter(dispute=case)
    dismissed = Event.objects.filter(dispute=case, kind="dismiss_support", at__date__gt=on - DISMISSED)
    rows = Dispute.objects.visible_to(user).filter(own, outcome__in=OUTCOMES)
    return rows.filter(
        Exists(tried.filter(failure__isnull=False)),
        Exists(weak_applicants(on).filter(dispute=case)),
        ~Exists(tried.filter(RUNNING)),
        ~Exists(tried.filter(kind="arbitration", state="concluded", outcome__in=DECIDED)),
        ~Exists(tried.filter(kind__in=SUIT, filed_on__isnull=False).exclude(state="withdrawn")),
        ~Exists(Agreement.objects.filter(dispute=case, breached_on=None)),
        ~Exists(dismissed),
    ).annotate(
        safe_on=Subquery(_limits(case).values("due_on")[:1]),
        failed_on=Subquery(tried.filter(failure__isnull=False).order_by("-failed_on").values("failed_on")[:1]),
        preparing=Exists(tried.filter(kind="support_for_prosecution", state="prepared")),
    ).order_by(F("safe_on").asc(nulls_last=True), "pk")  # fmt: skip


def _tried(on: date) -> QuerySet[Any]:
    """Proceedings: `is_late` (filed, and the commission let its time pass), `failure`, and the day they ended."""
    late = Deadline.objects.running().filter(proceeding=OuterRef("pk"), rule__in=LATE_COMMISSION, due_on__lt=on)
    rows = Proceeding.objects.annotate(is_late=Exists(late), failed_on=Coalesce("ended_on", "filed_on"))
    failure = Case(*(When(row.where, then=Value(row.code)) for row in FAILURES_OF))
    return rows.annotate(failure=failure)


def _limits(case: Any) -> QuerySet[Deadline]:
    """The limitations that run, or ran when the case was closed, the first to end first; one that stands still bars
    nobody.
    """
    statuses = [Deadline.Status.OPEN, Deadline.Status.ENDED]
    rows = Deadline.objects.filter(dispute=case, rule__in=LIMITATION, status__in=statuses, paused_on=None)
    return rows.order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk")  # those that run have no such day


def weak_applicants(on: date) -> QuerySet[Party]:
    """Workers among the applicants who belong to a special group by the record, or by age on the day."""
    people = Party.objects.filter(role=Party.Role.APPLICANT, kind=Party.Kind.WORKER)
    people = people.annotate(born=Substr("id_number", 7, 8), codes=Cast("groups", models.TextField()))
    return people.filter(~Q(groups=[]) | _older(on) | _minor(on))


def _older(on: date) -> Q:
    return Q(id_number__regex=IDENTITY, born__lte=youngest_birth(settings.OLDER_AGE, on))


def _minor(on: date) -> Q:
    return Q(id_number__regex=IDENTITY, born__gt=youngest_birth(ADULT, on), born__lte=f"{on:%Y%m%d}")


def of_group(rows: QuerySet[Any], group: str, on: date) -> QuerySet[Any]:
    """Those with an applicant of the group."""
    found = Q(codes__contains=f'"{group}"')
    found |= {Group.OLDER: _older, Group.MINOR: _minor}.get(Group(group), lambda day: Q(pk__in=[]))(on)
    return rows.filter(Exists(weak_applicants(on).filter(found, dispute=OuterRef("pk"))))


def in_time(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Those whose limitation is not over; none counted, or one that stands still, counts as not over."""
    return rows.filter(Q(safe_on__isnull=True) | Q(safe_on__gte=on))


def too_late(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    return rows.filter(safe_on__lt=on)


def with_rows(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """With what `candidate` reads."""
    return rows.select_related("employer", "town", "handler", "holder__parent__parent").prefetch_related(
        Prefetch("parties", weak_applicants(on).order_by("-is_representative", "pk"), to_attr="weak"),
        Prefetch(
            "proceedings", _tried(on).filter(failure__isnull=False).order_by("-failed_on", "-pk"), to_attr="failed"
        ),
    )


def candidate(dispute: Any, on: date) -> Candidate:
    """A row of `with_rows` as the page shows it."""
    people = [_person(party, on) for party in dispute.weak[:SHOWN]]
    codes = {code for party in dispute.weak for code in party.groups_on(on)}
    return Candidate(
        dispute, people, len(dispute.weak) - len(people),
        _labels(codes),
        [(str(WORDS[row.failure]), row.failed_on) for row in dispute.failed],
        dispute.safe_on, dispute.safe_on is not None and dispute.safe_on < on, dispute.preparing,
    )  # fmt: skip


def _person(party: Party, on: date) -> Person:
    born = birth_day(party.id_number)
    return Person(masked_name(party.name), age_on(born, on) if born else None, _labels(party.groups_on(on)))


def _labels(codes: Collection[str]) -> list[str]:
    return [str(group.label) for group in Group if group in codes]
