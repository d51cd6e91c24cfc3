"""Conditions that several indicators share, and lengths of time in days."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.lookups import Exact, IsNull, LessThanOrEqual
from django.utils import timezone

from mediation.classification import CLOSINGS, Counts
from mediation.lifecycle import WITH_PARTNER
from mediation.models import Deadline, Event, Instalment, Party
from mediation.models.event import MOVES
from mediation.models.scoping import Among
from mediation.reports.expressions import Days, OneOf
from mediation.reports.indicators.indicator import Standing, Within
from mediation.reports.periods import ONE_DAY, Period

SUCCESSES = [code for code, row in CLOSINGS.items() if row.counts == Counts.SUCCESS]
FAILURES = [code for code, row in CLOSINGS.items() if row.counts == Counts.FAILURE]
REFERRALS = [code for code, row in CLOSINGS.items() if row.counts == Counts.REFERRAL]

RECEIVED, ENDED = Within("received_on"), Within("ended_on")
CARRIED = Standing("received_on", "ended_on", begun="start", stays="start")
OPEN = Standing("received_on", "ended_on", begun="end", stays="end")
WORKED_ON = Standing("received_on", "ended_on", begun="end", stays="start")  # carried over + received
NOT_MERGED = Q(merged_into__isnull=True)


def ended(**chosen: Any) -> Within:
    """Cases that ended in the period, narrowed."""
    return Within("ended_on", Q(**chosen))


def age(period: Period) -> Days:
    """Days since receipt on the last day of the period."""
    return Days(Value(period.last), F("received_on"))


def midnight(day: date) -> datetime:
    """When the day begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def within(name: str, period: Period) -> Q:
    """Instants of the period."""
    return Q(**{f"{name}__gte": midnight(period.first), f"{name}__lt": midnight(period.last + ONE_DAY)})


def acts(kind: str) -> Within:
    """The acts of a kind in the period."""
    return Within("on", Q(kind=kind))


def overdue(period: Period) -> Q:
    """Open at the end, with a duty of the union whose day had passed by then unmet."""
    late = Deadline.objects.watched().filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=F("due_on")),  # follows from the rest, and an index knows it
        Q(ended_on__isnull=True) | Q(ended_on__gt=period.last), dispute=OuterRef("pk"), due_on__lt=period.last,
        paused_on__isnull=True,
    ).exclude(status=Deadline.Status.SUPERSEDED)  # fmt: skip
    return OPEN(period) & Q(Exists(late))


def stuck(period: Period) -> Q:
    """Open at the end, not suspended, without an act in the days before."""
    since, until = period.last - timedelta(days=settings.STUCK_DAYS - 1), period.last
    done = Event.objects.filter(within("at", Period(since, until)), dispute=OuterRef("pk")).order_by()
    act = Subquery(done.values("pk")[:1])  # with `Exists` PostgreSQL reads the events of all cases to leave these out
    return OPEN(period) & ~Q(state="suspended") & Q(IsNull(act, True))


def went_to(state: str) -> Within:
    """Cases received in the period that ever came to the stage."""
    arrivals = Event.objects.filter(Q(OneOf("to_state", WITH_PARTNER)), to_state=state).order_by()
    return Within("received_on", Q(pk__in=arrivals.values("dispute")), apart=True)


# Cases that came back ---------------------------------------------------------------------------------------


RESULTS = (*SUCCESSES, *FAILURES, *REFERRALS)


def ended_or_reopened(period: Period) -> Q:
    """Cases that ended in the period, also those opened again since."""
    return Q(ENDED(period), outcome__in=RESULTS) | Q(Among(F("pk"), _reopened(period)))


def came_back(period: Period) -> Q:
    """Of those, opened again, or followed by a case of the same worker and employer, within RETURN_DAYS."""
    reopened = _reopened(period, within_days=settings.RETURN_DAYS)
    return Q(Among(F("pk"), _followed(period))) | Q(Among(F("pk"), reopened))


def _reopened(period: Period, within_days: int | None = None) -> Any:
    """Cases opened again after a closing in the period."""
    closings = Event.objects.filter(
        dispute=OuterRef("dispute"), subject="dispute", to_state="closed", number__lt=OuterRef("number")
    ).exclude(from_state="closed")
    closed_at = Subquery(closings.order_by("-number").values("at")[:1])
    rows = Event.objects.filter(Q(OneOf("kind", MOVES)), kind="reopen").alias(closed_at=closed_at)
    if within_days is not None:
        rows = rows.filter(at__lte=F("closed_at") + timedelta(days=within_days))
    return rows.filter(within("closed_at", period)).order_by().values("dispute")


def _followed(period: Period) -> Any:
    """Cases with an applicant who has a later case against the same employer: by name, and no two numbers differ.

    The days between which the other can have come follow from the rest, and spare it the cases of all other years.
    """
    days = Days(F("dispute__received_on"), OuterRef("dispute__ended_on"))
    same_number = Q(id_number="") | Q(id_number=OuterRef("id_number")) | Q(Exact(OuterRef("id_number"), Value("")))
    others = Party.objects.filter(
        same_number, ~Q(dispute=OuterRef("dispute")), Q(LessThanOrEqual(days, settings.RETURN_DAYS)), role="applicant",
        name=OuterRef("name"), dispute__employer=OuterRef("dispute__employer"),
        dispute__received_on__gte=OuterRef("dispute__ended_on"),
        dispute__received_on__range=(period.first, period.last + timedelta(days=settings.RETURN_DAYS)),
    )  # fmt: skip
    rows = Party.objects.filter(
        Exists(others), role="applicant", dispute__ended_on__range=(period.first, period.last),
        dispute__outcome__in=RESULTS,
    )  # fmt: skip
    return rows.order_by().values("dispute")


# Agreements -------------------------------------------------------------------------------------------------


def last_due(period: Period) -> Q:
    """Agreements whose last performance date lies in the period."""
    rows = Instalment.objects.order_by()
    within = rows.filter(due_on__range=(period.first, period.last))
    return Q(pk__in=within.values("agreement")) & ~Q(pk__in=rows.filter(due_on__gt=period.last).values("agreement"))


def performed_in_time(period: Period) -> Q:
    """Of those, performed in full by that day."""
    in_time = Instalment.objects.filter(agreement=OuterRef("pk"), due_on__gte=OuterRef("performed_on"))
    return last_due(period) & Q(performed_on__isnull=False) & Q(Exists(in_time))
