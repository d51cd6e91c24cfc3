"""Sections of the desk about hand-overs. Each is one query of a few rows."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mediation import hand_overs
from mediation.access import Act, Scope
from mediation.machine import StrOrPromise
from mediation.models import HandOver
from mediation.models.scoping import Among
from mediation.operations.hand_overs import bounced, returned, silent, with_bounces
from mediation.proceedings import BEFORE_AGENCY
from mediation.views.desk_papers import disclosing, words
from mediation.views.desk_rows import CAP, Bearer, Row, Section, built_once, case_url, cut, due_of

FORTNIGHT = timedelta(days=14)


def _hand_over_row(row: Any, note: StrOrPromise, *, is_partner: bool) -> Row:
    url = f"{case_url(row.dispute)}#hand-over-{row.pk}"
    what = words(row, row.purpose, is_partner)
    return Row(url, row.dispute.number, what, note, row.state, row.get_state_display(), row.due)


def parcels_to_us(bearer: Bearer) -> Section | None:
    """移送本单位: parcels to accept, then those under way; those of an application stand with it."""
    if not bearer.units(Act.RECORD, Scope.HANDED_OVER):
        return None
    found, _more = cut(_parcels(bearer))
    notes = {hand_overs.State.SENT: _("accept or return"), hand_overs.State.ACCEPTED: _("tell the result")}
    return Section(
        "parcels", _("Other hand-overs to us"), "inbox",
        [_hand_over_row(row, notes[row.state], is_partner=True) for row in found],
    )  # fmt: skip


@built_once
def _parcels(bearer: Bearer) -> QuerySet[Any]:
    units = bearer.units(Act.RECORD, Scope.HANDED_OVER)
    rows = HandOver.objects.visible_to(bearer.user, one_by_one=True).sent_to(units).filter(state__in=hand_overs.WAITING)
    rows = rows.exclude(proceeding__isnull=False, proceeding__state__in=BEFORE_AGENCY)
    rows = rows.annotate(due=due_of("hand_over"), known=Exists(disclosing(bearer)))
    rows = rows.select_related("dispute__employer", "agency")
    return rows.order_by("-state", F("due").asc(nulls_last=True), "pk")


def hand_overs_back(bearer: Bearer) -> Section | None:
    """移送反馈: silent beyond the set days, sent back, or answered within a fortnight."""
    if bearer.concern() is None:
        return None
    return Section(
        "hand_overs", _("Hand-overs: silent, sent back, answered"), "send",
        [_hand_over_row(row, _back_note(row), is_partner=False) for row in _hand_overs_back(bearer)],
    )  # fmt: skip


@built_once
def _hand_overs_back(bearer: Bearer) -> QuerySet[Any]:
    """The first of each state: all in one, the database would look through every hand-over there ever was.

    What came back twice is up to the city, whoever holds the case.
    """
    mine = bearer.follows(HandOver.objects.all())
    late, still_open = silent(mine, bearer.today), mine.filter(dispute__ended_on=None)
    kinds = (
        late.filter(state=hand_overs.State.SENT),
        late.filter(state=hand_overs.State.ACCEPTED),
        still_open.filter(state=hand_overs.State.ANSWERED, ended_on__gte=bearer.today - FORTNIGHT),
        returned(mine),
        *((bounced(bearer.sees(HandOver.objects.all())),) if bearer.coordinates else ()),
    )
    first = (rows.order_by("ended_on", "pk").values("pk")[:CAP] for rows in kinds)
    rows = with_bounces(HandOver.objects.filter(reduce(or_, (Q(Among(F("pk"), keys)) for keys in first))))
    rows = rows.annotate(due=due_of("hand_over")).select_related("dispute__employer", "agency")
    return rows.order_by("-state", "ended_on", "pk")[:CAP]


def _back_note(row: Any) -> str:
    if row.state == hand_overs.State.ANSWERED:
        return _("result arrived")
    if row.state != hand_overs.State.RETURNED:
        return _("no answer within the set days")
    if row.bounces >= hand_overs.BOUNCES:
        return _("sent back %(times)d times: the coordinator decides") % {"times": row.bounces}
    return _("sent back: %(reason)s") % {"reason": Truncator(row.return_reason).chars(60)}
