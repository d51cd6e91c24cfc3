"""The figures of a report (统计指标): what is counted, as conditions, and the rates made of the counts.

Nothing here knows a user: the caller passes the disputes somebody may see. Definitions with formula, exclusions and
version stand in `definitions` and in docs/metrics.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DateTimeField, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from mediation.classification import CLOSINGS, COLLECTIVE_FROM, Counts, Satisfaction
from mediation.lifecycle import State
from mediation.models import Dispute, Event, FollowUp
from mediation.reports.periods import Period

SUCCESSES = [code for code, row in CLOSINGS.items() if row.counts == Counts.SUCCESS]
FAILURES = [code for code, row in CLOSINGS.items() if row.counts == Counts.FAILURE]
CONTENT = (Satisfaction.SATISFIED, Satisfaction.FAIR)
VALID = (*CONTENT, Satisfaction.DISSATISFIED)


@dataclass(frozen=True)
class Rate:
    """A share that can be defended: both numbers; no value when nothing was counted."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Decimal | None:
        """The share, 1 for all; None when the denominator is 0."""
        return Decimal(self.numerator) / self.denominator if self.denominator else None


# What is counted, case by case ------------------------------------------------------------------------------


def received(period: Period) -> Q:
    """收案数: received in the period."""
    return Q(received_on__range=(period.first, period.last))


def closed(period: Period) -> Q:
    """结案数: ended in the period with any closing code, non-acceptance included."""
    return _ended_before(period.last + timedelta(days=1)) & ~_ended_before(period.first)


def not_accepted(period: Period) -> Q:
    """不予受理数: of the closed, those that were never taken up (R07)."""
    return closed(period) & Q(outcome="R07")


def carried_over(period: Period) -> Q:
    """上期未结: received before the period and not ended before it."""
    return Q(received_on__lt=period.first) & ~_ended_before(period.first)


def open_at_end(period: Period) -> Q:
    """期末未结: received by the last day and not ended by it."""
    return Q(received_on__lte=period.last) & ~_ended_before(period.last + timedelta(days=1))


def succeeded(period: Period) -> Q:
    """化解: closed in the period with a code that counts as success."""
    return closed(period) & Q(outcome__in=SUCCESSES)


def failed(period: Period) -> Q:
    """未化解: closed in the period with a code that counts as failure."""
    return closed(period) & Q(outcome__in=FAILURES)


def collective(period: Period) -> Q:
    """集体争议: received in the period, with ten or more workers."""
    return received(period) & Q(worker_count__gte=COLLECTIVE_FROM)


# What is counted, visit by visit ----------------------------------------------------------------------------


def visits(period: Period) -> Q:
    """回访: made in the period."""
    return Q(visited_on__range=(period.first, period.last))


def valid_answers(period: Period) -> Q:
    """有效评价: satisfied, fairly satisfied or dissatisfied."""
    return visits(period) & Q(satisfaction__in=VALID)


def content_answers(period: Period) -> Q:
    """满意和基本满意."""
    return visits(period) & Q(satisfaction__in=CONTENT)


OF_DISPUTES: tuple[Callable[[Period], Q], ...] = (
    received, closed, not_accepted, carried_over, open_at_end, succeeded, failed, collective,
)  # fmt: skip
OF_VISITS: tuple[Callable[[Period], Q], ...] = (visits, valid_answers, content_answers)


@dataclass(frozen=True)
class Figures:
    """The counts of one period or group; `month_3`-like prefixes never leave this module."""

    received: int = 0
    closed: int = 0
    not_accepted: int = 0
    carried_over: int = 0
    open_at_end: int = 0
    succeeded: int = 0
    failed: int = 0
    collective: int = 0
    visits: int = 0
    valid_answers: int = 0
    content_answers: int = 0

    @property
    def clearance(self) -> Rate:
        """结收比: closed / received; above 1 the pile shrinks (CourTools)."""
        return Rate(self.closed, self.received)

    @property
    def closing(self) -> Rate:
        """结案率: closed / (carried over + received)."""
        return Rate(self.closed, self.carried_over + self.received)

    @property
    def resolution(self) -> Rate:
        """化解率: succeeded / (succeeded + failed)."""
        return Rate(self.succeeded, self.succeeded + self.failed)

    @property
    def satisfaction(self) -> Rate:
        """满意率: satisfied and fairly satisfied / valid answers."""
        return Rate(self.content_answers, self.valid_answers)

    @property
    def response(self) -> Rate:
        """评价回收率: valid answers / visits."""
        return Rate(self.valid_answers, self.visits)


# Counting ---------------------------------------------------------------------------------------------------


def figures_of(disputes: QuerySet[Dispute], periods: Iterable[Period]) -> list[Figures]:
    """The figures of each period, in two queries whatever their number."""
    periods = list(periods)
    of_disputes = _dated(disputes).aggregate(**_counts(OF_DISPUTES, periods))
    of_visits = _visits_of(disputes).aggregate(**_counts(OF_VISITS, periods))
    found = {**of_disputes, **of_visits}
    return [_figures(found, number) for number in range(len(periods))]


def figures_by(disputes: QuerySet[Dispute], period: Period, field: str) -> dict[Any, Figures]:
    """The figures of the period for each value of a field of the dispute, in two queries."""
    found: dict[Any, dict[str, int]] = {}
    cases = _dated(disputes).order_by().values(field).annotate(**_counts(OF_DISPUTES, [period]))
    answers = _visits_of(disputes).order_by().values(f"dispute__{field}").annotate(**_counts(OF_VISITS, [period]))
    for row in cases:
        found.setdefault(row.pop(field), {}).update(row)
    for row in answers:
        found.setdefault(row.pop(f"dispute__{field}"), {}).update(row)
    return {value: _figures(row, 0) for value, row in found.items() if any(row.values())}


def _counts(conditions: Iterable[Callable[[Period], Q]], periods: list[Period]) -> dict[str, Count]:
    return {
        f"{condition.__name__}_{number}": Count("pk", filter=condition(period))
        for condition in conditions
        for number, period in enumerate(periods)
    }


def _figures(found: Mapping[str, int], number: int) -> Figures:
    names = [condition.__name__ for condition in (*OF_DISPUTES, *OF_VISITS)]
    return Figures(**{name: found.get(f"{name}_{number}", 0) for name in names})


def _dated(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """With the instant of non-acceptance, which is an event and not a field."""
    declined = Event.objects.filter(dispute=OuterRef("pk"), kind="decline").order_by("-number").values("at")[:1]
    return disputes.annotate(
        declined_at=Case(When(state=State.DECLINED, then=Subquery(declined)), output_field=DateTimeField())
    )


def ended_within(disputes: QuerySet[Dispute], first: date | None = None, last: date | None = None) -> QuerySet[Dispute]:
    """The cases that ended on these days, as the figures count it: closed, or not accepted and so since then."""
    ended = Q(closed_on__isnull=False) | Q(state=State.DECLINED)
    if last is not None:
        ended &= _ended_before(last + timedelta(days=1))
    if first is not None:
        ended &= ~_ended_before(first)
    return _dated(disputes).filter(ended)


def _visits_of(disputes: QuerySet[Dispute]) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(dispute__in=disputes.order_by().values("pk"))


def _ended_before(day: date) -> Q:
    """Written without NULL on either branch, so that its negation is exact."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    closed_before = Q(closed_on__isnull=False, closed_on__lt=day)
    return closed_before | Q(state=State.DECLINED, declined_at__lt=midnight)
