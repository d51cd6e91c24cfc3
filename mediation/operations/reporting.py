"""Reports that stay: freezing one as a snapshot (发布), comparing it with today, and keeping what is asked for.

A snapshot is of one union: the figures its maker reads through one membership, so that colleagues may read it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from documents.numbering import next_serial
from mediation.access import GRANTS, SCOPES, Act, Scope, grants
from mediation.lifecycle import local_day
from mediation.models import Dispute, Membership, Organisation, SavedReport, Snapshot, User
from mediation.models.report import SNAPSHOTS
from mediation.models.scoping import seen_by, sight_of
from mediation.operations.errors import StepForbidden
from mediation.reports.divisions import COMMA
from mediation.reports.figure import Figure
from mediation.reports.groups import GROUPS
from mediation.reports.indicators import INDICATORS
from mediation.reports.report import report_of
from mediation.reports.statement import (
    Asked,
    Definition,
    Statement,
    digest_of,
    filtered,
    moving,
    read,
    statement_of,
    to_json,
)


def posts_of(user: User) -> list[Membership]:
    """The memberships behind the files and snapshots of figures that the person may make, one a union."""
    units = {row.organisation_id: row.organisation for row in grants(user, Act.EXPORT)}
    posts = (reading_post(user, unit) for unit in units.values() if unit.is_union)
    return [post for post in posts if post is not None]


def post_in(user: User, unit: Organisation) -> Membership | None:
    """The membership of the person in the union; None where they may make no file or snapshot."""
    return next((row for row in posts_of(user) if row.organisation_id == unit.pk), None)


def reading_post(user: User, unit: Organisation) -> Membership | None:
    """The one membership through which the person reads figures of a union, on the page, in a file and in a snapshot.

    Of two it is the one that works on its cases, for a report of a union is of the cases of the union.
    """
    posts = [row for row in grants(user, Act.REPORT) if row.organisation_id == unit.pk]
    return min(posts, key=lambda row: SCOPES[row.role] is not Scope.TREE, default=None)


def scope_of(post: Membership) -> str:
    """Whose cases the figures of a membership are of, in words."""
    unit = post.organisation
    if SCOPES[post.role] is Scope.ALL:
        return _("all cases")
    if unit.level == "enterprise":
        return _("cases of %(unit)s") % {"unit": unit.name}
    return _("cases of %(unit)s and of the unions below it") % {"unit": unit.name}


def reported_to(user: User, disputes: QuerySet[Dispute] | None = None) -> QuerySet[Dispute]:
    """The cases whose figures the person reads, of visible ones: not what one sees as a partner or a party."""
    seen = Dispute.objects.visible_to(user) if disputes is None else disputes
    posts = grants(user, Act.REPORT)
    if len(posts) == len(user.memberships_now):
        return seen
    through = Q(pk__in=[])
    for post in posts:
        through |= sight_of(post) or Q(pk__in=[])
    return seen.filter(through)


def reads_outside(user: User) -> bool:
    """Whether the person reads figures of cases without working on them, be it beside cases of an own union."""
    return any(SCOPES[post.role] is not Scope.TREE for post in grants(user, Act.REPORT))


def seen_through(user: User, post: Membership) -> QuerySet[Dispute]:
    """The cases the person sees by that membership."""
    seen = Dispute.objects.visible_to(user)
    sight = sight_of(post) if len(user.memberships_now) > 1 else None
    return seen if sight is None else seen.filter(sight)


def count(asked: Asked, *, by: User, post: Membership, at: datetime, hides: bool = False) -> Statement:
    """What is asked, as the person may see it through the membership now.

    Counts of few people are hidden with `hides`, and always from who does not work on the cases.
    """
    return statement_of(
        asked, seen_through(by, post), unit=post.organisation.name, scope=scope_of(post), by=by.display_name, at=at,
        hides=hides or SCOPES[post.role] is not Scope.TREE,
    )  # fmt: skip


# Snapshots --------------------------------------------------------------------------------------------------


def publish(
    asked: Asked, *, by: User, post: Membership, at: datetime, title: str, reason: str, hides: bool = False
) -> Snapshot:
    """Count and freeze, in official Chinese. Raises StepForbidden when the membership gives no right to it."""
    return freeze(counted(asked, by=by, post=post, at=at, hides=hides), by=by, post=post, title=title, reason=reason)


def counted(asked: Asked, *, by: User, post: Membership, at: datetime, hides: bool = False) -> Statement:
    """What will be frozen; it is counted before the transaction, which then is short."""
    if post_in(by, post.organisation) is None:
        raise StepForbidden(_("You may not make a snapshot of these figures."))
    with translation.override("zh-hans"):
        return count(asked, by=by, post=post, at=at, hides=hides)


def freeze(statement: Statement, *, by: User, post: Membership, title: str, reason: str) -> Snapshot:
    """Number and keep a statement; nothing changes it any more."""
    data, year = to_json(statement), local_day(statement.at).year
    period = statement.asked.period
    with transaction.atomic():
        return Snapshot.objects.create(
            number=f"{year}-{next_serial(*SNAPSHOTS, year):04d}", title=title, reason=reason,
            organisation=post.organisation, is_of_all=SCOPES[post.role] is Scope.ALL, first=period.first,
            last=period.last, statement=data, sha256=digest_of(data), at=statement.at, by=by,
        )  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One indicator of a snapshot and what it is today; `now` is None where it does not exist any more."""

    definition: Definition
    then: Figure
    now: Figure | None
    is_redefined: bool

    @property
    def is_changed(self) -> bool:
        """Whether anything it is made of is another number."""
        return self.now is not None and self.now != self.then


def compare(snapshot: Snapshot, *, by: User, at: datetime) -> list[Difference]:
    """The totals of a snapshot beside those of today: same union, period and filters, of the cases the reader sees."""
    statement = read(snapshot.statement)
    disputes = Dispute.objects.visible_to(by)
    if not snapshot.is_of_all:
        disputes = disputes.filter(seen_by(snapshot.organisation))
    asked, report = statement.asked, statement.main
    codes = [code for code in report.indicators if code in INDICATORS]
    now = report_of(filtered(disputes, asked.filters), asked.period, indicators=codes, at=at).total.figures
    return [
        Difference(
            statement.definitions[code], report.total.figures[code], now.get(code),
            code in INDICATORS and INDICATORS[code].version != statement.definitions[code].version,
        )
        for code in report.indicators
    ]  # fmt: skip


# Saved reports ----------------------------------------------------------------------------------------------


def asked_by(saved: SavedReport, day: Any) -> Asked:
    """What a saved report asks for on a day; indicators that do not exist any more are left out."""
    indicators = tuple(code for code in saved.indicators if code in INDICATORS)
    return Asked(moving(saved.span, day), indicators, tuple(saved.groups), dict(saved.filters))


def lost_in(saved: SavedReport) -> list[str]:
    """Its groups and filters that do not exist any more; what has one cannot be counted until it is changed."""
    codes = [*(code for by in saved.groups for code in by.split(COMMA)), *saved.filters]
    return [code for code in codes if code not in GROUPS]


def keep(saved: SavedReport, receivers: Iterable[User], *, by: User, at: datetime) -> SavedReport:
    """Save a new report or a changed one. Another day of sending holds from today on.

    Raises StepForbidden for anybody but its owner.
    """
    if saved.owner_id != by.pk or post_in(by, saved.organisation) is None:
        raise StepForbidden(_("Only who made a saved report may change it."))
    saved.at = at
    if not SavedReport.objects.filter(pk=saved.pk, rhythm=saved.rhythm, day=saved.day).exists():
        saved.sends_from = local_day(at) if saved.rhythm else None
    with transaction.atomic():
        saved.save()
        saved.receivers.set(receivers)
    return saved


def discard(saved: SavedReport, *, by: User) -> None:
    """Delete a saved report; snapshots made of it stay. Raises StepForbidden for anybody but its owner."""
    if saved.owner_id != by.pk:
        raise StepForbidden(_("Only who made a saved report may delete it."))
    saved.delete()


def colleagues(unit: Organisation, today: Any) -> QuerySet[User]:
    """Who may read the figures of the union: the receivers it may have."""
    readers = [role for role, acts in GRANTS.items() if Act.REPORT in acts]
    rows = Membership.objects.valid_on(today).of_people().filter(organisation=unit, role__in=readers)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("display_name", "pk")
