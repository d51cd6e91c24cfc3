"""Days of the tests: the day a life begins, and steps taken on a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mediation.models import Dispute
from mediation.operations.steps import take_step

MONDAY = date(2026, 3, 2)  # no holiday of 2026 for a month
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day, hour=10):
    """The instant of that hour in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def later(day, days):
    return day + timedelta(days=days)


def take(subject, verb, by, on, **answers):
    """`take_step` on a day."""
    return take_step(subject, verb, by=by, at=at(on), **answers)


def fresh(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def acts(dispute):
    """The acts of the case in order, as (machine, verb) in words: "dispute accept"."""
    return [f"{event.subject} {event.kind}" for event in Dispute.objects.get(pk=dispute.pk).events.order_by("number")]
