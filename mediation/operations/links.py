"""One-time links (一次性链接) by which an office without an account opens one hand-over and acts on it.

The secret has 256 bits and is shown once; only its digest is kept, so a look-up by digest tells nothing by its time.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mediation.access import Role
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import AccessLink, HandOver, Membership, Organisation, User
from mediation.models.person import OFFICE
from mediation.operations.errors import StepRefused
from mediation.operations.events import record_event
from mediation.operations.locking import lock, lock_for

SECRET_BYTES = 32
LONGEST = timedelta(days=30)
SESSION = timedelta(hours=2)  # how long the browser that opened the link may act


@dataclass(frozen=True)
class NewLink:
    """A link just made, with the secret that nobody sees again."""

    link: AccessLink
    secret: str


def create_link(hand_over: HandOver, *, by: User, at: datetime, valid_for: timedelta) -> NewLink:
    """A link to the hand-over that takes the place of earlier ones. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        hand_over, actor = _locked(hand_over, by)
        if not timedelta(0) < valid_for <= LONGEST:
            raise StepRefused([Unmet(_("the link is valid for at most 30 days"), _("you"))])
        _revoke(hand_over, at)
        secret = secrets.token_urlsafe(SECRET_BYTES)
        link = AccessLink.objects.create(
            hand_over=hand_over, digest=digest_of(secret), created_by=by, created_at=at, expires_at=at + valid_for
        )
        record_event(
            hand_over, "link", actor=actor, at=at, from_state=hand_over.state, answers={"expires_at": link.expires_at}
        )
    return NewLink(link, secret)


def revoke_links(hand_over: HandOver, *, by: User, at: datetime) -> int:
    """End every link of the hand-over, opened ones too; how many there were. Raises StepForbidden or StepRefused."""
    with transaction.atomic():
        hand_over, actor = _locked(hand_over, by)
        if not (ended := _revoke(hand_over, at)):
            raise StepRefused([Unmet(_("a link is in force"), _("nobody"))])
        record_event(hand_over, "revoke_link", actor=actor, at=at, from_state=hand_over.state)
    return ended


def open_link(secret: str, *, at: datetime) -> AccessLink | None:
    """Use the link up: exactly one caller gets it, everybody else, and every other secret, None."""
    with transaction.atomic():
        found = AccessLink.objects.select_related("hand_over").filter(digest=digest_of(secret)).first()
        if found is None:
            return None
        hand_over = lock(found.hand_over)
        if not AccessLink.objects.unopened(at).filter(pk=found.pk).update(opened_at=at):
            return None
        actor = office_user(hand_over.agency, at).memberships.get(organisation=hand_over.agency, role=Role.LIAISON)
        record_event(hand_over, "open_link", actor=actor, at=at, from_state=hand_over.state)
        found.refresh_from_db()
    return found


def unopened(secret: str, *, at: datetime) -> bool:
    """Whether the secret would still open a hand-over; uses nothing up."""
    return AccessLink.objects.unopened(at).filter(digest=digest_of(secret)).exists()


def opened_hand_over(link_id: int, *, at: datetime) -> HandOver | None:
    """The hand-over of a link that was opened less than two hours ago and not revoked."""
    link = (
        AccessLink.objects.select_related("hand_over__agency__parent__parent")
        .filter(pk=link_id, opened_at__gt=at - SESSION, revoked_at__isnull=True)
        .first()
    )
    return link.hand_over if link is not None else None


def office_user(agency: Organisation, at: datetime) -> User:
    """The user in whose name an office acts that has no account: a liaison who cannot sign in."""
    user, created = User.objects.get_or_create(
        username=f"{OFFICE}{agency.code}".lower(), defaults={"display_name": agency.short_name}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    Membership.objects.get_or_create(
        user=user, organisation=agency, role=Role.LIAISON, defaults={"since": local_day(at)}
    )
    return user


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _locked(hand_over: HandOver, by: User) -> tuple[HandOver, Membership]:
    hand_over, actor = lock_for(hand_over, by)
    if not hand_over.is_waiting:
        raise StepRefused([Unmet(_("the hand-over waits at the office"), _("nobody"))])
    return hand_over, actor


def _revoke(hand_over: HandOver, at: datetime) -> int:
    """Opened ones too, even past their day: their browser may still act."""
    alive = Q(expires_at__gt=at) | Q(opened_at__gt=at - SESSION)
    return AccessLink.objects.filter(alive, hand_over=hand_over, revoked_at__isnull=True).update(revoked_at=at)
