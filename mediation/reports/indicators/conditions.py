"""Conditions that several indicators share, and lengths of time in days."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Subquery, Value
from django.utils import timezone

from mediation.classification import CLOSINGS, Counts
from mediation.models import Deadline, Event, Party
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


class Days(Func):
    """Whole days from the second date to the first, in plain SQL on both databases."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) AS integer)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="((%(expressions)s))", arg_joiner=")::date - (", **extra)


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
        Q(ended_on__isnull=True) | Q(ended_on__gt=period.last), dispute=OuterRef("pk"), due_on__lt=period.last,
        paused_on__isnull=True,
    ).exclude(status=Deadline.Status.SUPERSEDED)  # fmt: skip
    return OPEN(period) & Q(Exists(late))


def stuck(period: Period) -> Q:
    """Open at the end, not suspended, without an act in the days before."""
    since, until = period.last - timedelta(days=settings.STUCK_DAYS - 1), period.last
    done = Event.objects.filter(within("at", Period(since, until)), dispute=OuterRef("pk"))
    return OPEN(period) & ~Q(state="suspended") & ~Q(Exists(done))


def went_to(state: str) -> Within:
    """Cases received in the period that ever came to the stage."""
    return Within("received_on", Q(pk__in=Event.objects.filter(to_state=state).order_by().values("dispute")))


# Cases that came back ---------------------------------------------------------------------------------------


def ended_or_reopened(period: Period) -> Q:
    """Cases that ended in the period, also those opened again since."""
    return _with_result(period) | _reopened(period)


def came_back(period: Period) -> Q:
    """Of those, opened again, or followed by a case of the same worker and employer, within RETURN_DAYS."""
    return (_with_result(period) & Q(Exists(_next_cases()))) | _reopened(period, within_days=settings.RETURN_DAYS)


_with_result = Within("ended_on", Q(outcome__in=(*SUCCESSES, *FAILURES, *REFERRALS)))


def _reopened(period: Period, within_days: int | None = None) -> Q:
    """Opened again after a closing in the period."""
    closings = Event.objects.filter(
        dispute=OuterRef("dispute"), subject="dispute", to_state="closed", number__lt=OuterRef("number")
    ).exclude(from_state="closed")
    closed_at = Subquery(closings.order_by("-number").values("at")[:1])
    rows = Event.objects.filter(kind="reopen").alias(closed_at=closed_at).filter(within("closed_at", period))
    if within_days is not None:
        rows = rows.filter(at__lte=F("closed_at") + timedelta(days=within_days))
    return Q(pk__in=rows.order_by().values("dispute"))


def _next_cases() -> Any:
    """Applicants of later cases against the same employer who were applicants of this one, by name and number."""
    same_name = Party.objects.filter(dispute=OuterRef(OuterRef("pk")), role="applicant", name=OuterRef("name"))
    same_number = same_name.filter(Q(id_number="") | Q(id_number=OuterRef("id_number")))
    later = Party.objects.filter(
        role="applicant", dispute__employer=OuterRef("employer"), dispute__received_on__gte=OuterRef("ended_on")
    ).exclude(dispute=OuterRef("pk"))
    days = Days(F("dispute__received_on"), OuterRef("ended_on"))
    return later.alias(days=days).filter(
        Q(id_number="") & Q(Exists(same_name)) | Q(Exists(same_number)), days__lte=settings.RETURN_DAYS
    )
