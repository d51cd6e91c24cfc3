"""Private calendar feeds (日历订阅): a secret address a person makes, renews and switches off, and what it shows."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mediation.access import SCOPES, Act, Scope, grants
from mediation.feeds import Entry
from mediation.models import Deadline, Feed, User
from mediation.models.calendar import load_calendar
from mediation.reminding import alarms, duty_of


def renew(user: User, *, at: datetime) -> str:
    """A new secret for the person's feed; the old one ends. It is shown this once: only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Feed.objects.update_or_create(user=user, defaults={"digest": digest_of(secret), "made_at": at})
    return secret


def switch_off(user: User) -> bool:
    """End the feed; whether there was one."""
    return bool(Feed.objects.filter(user=user).delete()[0])


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str) -> User | None:
    """Whose feed the secret opens; nobody's once the account is closed."""
    feed = Feed.objects.select_related("user").filter(digest=digest_of(secret), user__is_active=True).first()
    return feed.user if feed else None


def entries(user: User, today: date) -> list[Entry]:
    """The running deadlines of the person's cases: number, rule and day, nothing of the people concerned."""
    rows = list(_rows(user, today).order_by("due_on", "pk"))
    calendar = load_calendar(min((row.due_on for row in rows), default=date.max).replace(month=1, day=1))
    host = urlsplit(settings.SITE_URL).hostname
    return [
        Entry(
            uid=f"deadline-{row.pk}@{host}",
            on=row.due_on,
            summary=_summary(row),
            url=f"{settings.SITE_URL}{reverse('dispute-detail', args=[row.dispute_id])}",
            stamp=row.opened_by.at,
            alarms=tuple(alarms(row.due_on, settings.WORKING_HOURS, calendar)),
        )
        for row in rows
    ]


def _summary(row: Deadline) -> str:
    words = f"{row.dispute.number} {duty_of(row.rule)}"
    return _("%(what)s (provisional)") % {"what": words} if row.provisional else words


def _rows(user: User, today: date) -> Any:
    """Of cases the person handles, or nobody does in their union; their tasks; parcels that wait at their office."""
    hands = [row.organisation_id for row in grants(user, Act.HANDLE) if SCOPES[row.role] == Scope.TREE]
    offices = [row.organisation_id for row in grants(user, Act.RECORD) if SCOPES[row.role] == Scope.HANDED_OVER]
    mine = Q(dispute__handler=user, task__isnull=True) | Q(task__owner=user)
    mine |= Q(dispute__handler__isnull=True, dispute__holder__in=hands, task__isnull=True)
    mine |= Q(hand_over__agency__in=offices) | Q(hand_over__agency__parent__in=offices)
    rows = Deadline.objects.visible_to(user).running().in_force(today).filter(mine)
    return rows.select_related("dispute", "opened_by")
