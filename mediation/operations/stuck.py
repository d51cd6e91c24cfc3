"""Stuck cases (卡点案件): what waits too long, in words, for the agenda of a meeting. One query, however many cases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from mediation import hand_overs, letters
from mediation.deadline_rules.groups import HAND_OVER
from mediation.deadlines import RULES, Party
from mediation.lifecycle import local_day
from mediation.models import Deadline, Dispute, Event, HandOver, Letter, User
from mediation.models.calendar import load_calendar

QUIET_DAYS = 30  # without any act, or suspended
LATE_WORKING_DAYS = 5  # overdue at a partner
MOST = 60
PARTNERS = (Party.COMMISSION, Party.HR, Party.COURT, Party.PROCURATORATE, Party.LEGAL_AID, Party.AGENCY)


@dataclass(frozen=True)
class Stuck:
    """A case and why it is stuck."""

    dispute: Dispute
    reasons: list[str]

    @property
    def why(self) -> str:
        return _("; ").join(self.reasons)


def stuck_cases(user: User, today: date) -> list[Stuck]:
    """The open cases the person sees that wait too long; those with the most reasons first, at most MOST."""
    rows = _annotated(Dispute.objects.visible_to(user).open(), today)
    found = [Stuck(row, list(_reasons(row, today))) for row in rows.select_related("employer", "holder")]
    found.sort(key=lambda stuck: (-len(stuck.reasons), stuck.dispute.received_on, stuck.dispute.pk))
    return found[:MOST]


def _annotated(rows: QuerySet[Dispute], today: date) -> QuerySet[Dispute]:
    quiet = today - timedelta(days=QUIET_DAYS)
    # Hand-overs have a reason of their own.
    partner_rules = [code for code, rule in RULES.items() if rule.party in PARTNERS and code not in HAND_OVER]
    clocks = Deadline.objects.running().filter(dispute=OuterRef("pk"))
    calendar = load_calendar(today - timedelta(days=60))
    late = clocks.filter(rule__in=partner_rules, due_on__lt=calendar.subtract_working_days(today, LATE_WORKING_DAYS))
    returned = HandOver.objects.filter(dispute=OuterRef("pk"), state=hand_overs.State.RETURNED)
    failed = Q(state__in=(letters.State.SERVICE_REFUSED, letters.State.UNANSWERED))
    failed |= Q(state=letters.State.VERIFIED, corrected=False)
    opinions = Letter.objects.filter(failed, dispute=OuterRef("pk"), kind="opinion")
    pending = (*letters.BEFORE_ISSUE, letters.State.WITHDRAWN)
    suggestions = Letter.objects.filter(dispute=OuterRef("pk"), kind="suggestion").exclude(state__in=pending)
    annotated = rows.annotate(
        silent_since=_one(clocks.filter(rule__in=HAND_OVER, due_on__lt=today), Min("due_on")),
        bounces=_one(returned, Count("pk")),
        late_since=_one(late, Min("due_on")),
        unheeded=Exists(opinions) & ~Exists(suggestions),
        last_act=_one(Event.objects.filter(dispute=OuterRef("pk")), Max("at")),
    )
    stuck = Q(silent_since__isnull=False) | Q(bounces__gte=hand_overs.BOUNCES) | Q(late_since__isnull=False)
    stuck |= Q(suspended_on__lt=quiet) | Q(unheeded=True) | Q(alarmed_on__isnull=False) | Q(last_act__date__lt=quiet)
    return annotated.filter(stuck)


def _one(rows: QuerySet[Any], aggregate: Any) -> Subquery:
    """One figure of the rows of a case."""
    return Subquery(rows.order_by().values("dispute").annotate(figure=aggregate).values("figure"))


def _reasons(row: Any, today: date) -> Iterator[str]:
    for test, words in _WORDS:
        if (figure := test(row, today)) is not None:
            yield words(figure)


def _quiet_days(row: Any, today: date) -> int | None:
    days = (today - local_day(row.last_act)).days if row.last_act else 0
    return days if days > QUIET_DAYS and row.suspended_on is None else None


def _suspended_days(row: Any, today: date) -> int | None:
    days = (today - row.suspended_on).days if row.suspended_on else 0
    return days if days > QUIET_DAYS else None


_WORDS: tuple[tuple[Callable[[Any, date], Any], Callable[[Any], str]], ...] = (
    (lambda row, today: row.alarmed_on, lambda day: _("alarm raised on %(day)s") % {"day": day}),
    (lambda row, today: row.silent_since, lambda day: _("handed over, no answer since %(day)s") % {"day": day}),
    (lambda row, today: row.bounces if (row.bounces or 0) >= hand_overs.BOUNCES else None,
        lambda times: _("handed over and returned %(times)d times") % {"times": times}),
    (lambda row, today: row.late_since, lambda day: _("a partner's time limit passed on %(day)s") % {"day": day}),
    (lambda row, today: row.unheeded or None, lambda _yes: _("the opinion letter was not followed")),
    (_suspended_days, lambda days: _("suspended for %(days)d days") % {"days": days}),
    (_quiet_days, lambda days: _("no act for %(days)d days") % {"days": days}),
)  # fmt: skip
