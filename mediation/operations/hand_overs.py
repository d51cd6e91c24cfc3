"""Hand-overs (移送): sending a case, or what of it an office needs, and the ones that are stuck."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mediation.disclosure import in_order
from mediation.hand_overs import BOUNCES, WAITING, State
from mediation.lifecycle import HANDLED, local_day
from mediation.machine import Unmet
from mediation.models import Deadline, Dispute, HandOver, Organisation, OrganisationKind, User
from mediation.operations.errors import StepRefused
from mediation.operations.locking import lock_for
from mediation.operations.parcels import send_parcel
from mediation.purposes import OTHER, PURPOSES, unmet


def send_hand_over(
    dispute: Dispute, agency: Organisation, *, purpose: str, ground: str, fields: Iterable[str], by: User, at: datetime,
    aim: str = OTHER, follows: HandOver | None = None, consent_paper: str = "", sent_on: date | None = None,
) -> HandOver:  # fmt: skip
    """Hand the fields of a case to an office for the purpose, on the ground (PIPL 23).

    `fields` are codes of `disclosure.FIELDS`; the number and the type of the case always go. `aim` is a code of
    `purposes.PURPOSES`, `purpose` what the office is to do in words; `follows` is the returned one that is sent again.
    Raises StepForbidden, or StepRefused with what is missing.
    """
    with transaction.atomic():
        dispute, actor = lock_for(dispute, by, words=_("You may not hand this case over."))
        today, asked = local_day(at), list(fields)
        day = sent_on or today
        missing = unmet_to_send(dispute, agency, purpose=purpose)
        missing += [*_unmet_aim(agency, aim), *_unmet_to_follow(dispute, follows)]
        missing += unmet(agency.kind, asked, ground, consent_paper, purpose)
        if not dispute.received_on <= day <= today:
            missing.append(Unmet(_("the day lies between the receipt of the case and today"), _("you")))
        if missing:
            raise StepRefused(missing)
        return send_parcel(
            dispute, agency, purpose=purpose, ground=ground, fields=in_order(asked), actor=actor, at=at, today=today,
            sent_on=day, aim=aim, follows=follows, consent_paper=consent_paper,
        )  # fmt: skip


def unmet_to_send(dispute: Dispute, agency: Organisation | None = None, *, purpose: str = "") -> list[Unmet]:
    """What stands in the way of handing the case over; office and purpose are looked at once they are given."""
    missing = []
    if dispute.state not in HANDLED:
        words = _("the case is in a state that allows it (now: %(state)s)") % {"state": dispute.get_state_display()}
        missing.append(Unmet(words, _("the handler")))
    if agency is None:
        return missing
    if agency.is_union or not agency.is_active:
        missing.append(
            Unmet(_("the office is a partner; another union gets a case by delegation or transfer"), _("you"))
        )
    if dispute.hand_overs.filter(agency=agency, purpose=purpose, state__in=WAITING).exists():
        missing.append(Unmet(_("no hand-over to this office for the same purpose waits already"), _("the office")))
    return missing


def _unmet_aim(agency: Organisation, aim: str) -> list[Unmet]:
    """A partner gets a case only for what it is competent for."""
    row = PURPOSES.get(aim)
    if row is None:
        return [Unmet(_("the purpose is one of the list"), _("you"))]
    if agency.is_union or agency.kind in row.offices:
        return []
    offices = ", ".join(str(OrganisationKind(kind).label) for kind in row.offices)
    words = _("“%(purpose)s” goes to: %(offices)s") % {"purpose": row.label, "offices": offices}
    return [Unmet(words, _("you"))]


def _unmet_to_follow(dispute: Dispute, follows: HandOver | None) -> list[Unmet]:
    if follows is None or may_follow(dispute, follows):
        return []
    return [Unmet(_("what is sent again came back and was not sent again yet"), _("you"))]


def may_follow(dispute: Dispute, row: HandOver) -> bool:
    """Whether the hand-over came back, and nothing that was sent in its place stands."""
    if (row.dispute_id, row.state) != (dispute.pk, State.RETURNED):
        return False
    return not row.later.exclude(state=State.WITHDRAWN).exists()


def _rows(**wanted: Any) -> QuerySet[HandOver]:
    return HandOver.objects.filter(dispute=OuterRef("dispute"), **wanted).order_by()


def with_bounces(rows: Any) -> Any:
    """The hand-overs with `bounces`, how often one of their case came back."""
    counted = _rows(state=State.RETURNED).values("dispute").annotate(number=Count("pk")).values("number")
    return rows.annotate(bounces=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def returned(rows: Any) -> Any:
    """Those that came back and were followed by nothing yet."""
    later = _rows(pk__gt=OuterRef("pk"))
    return rows.filter(~Exists(later), state=State.RETURNED, dispute__ended_on__isnull=True)


def silent(rows: Any, today: date) -> Any:
    """Those that wait at an office beyond the set days."""
    return rows.filter(Exists(Deadline.objects.overdue(today).filter(hand_over=OuterRef("pk"))), state__in=WAITING)


def bounced(rows: Any) -> Any:
    """Those of cases sent back twice or more, with `bounces`: what the city's coordinator must see."""
    return returned(with_bounces(rows)).filter(bounces__gte=BOUNCES)
