"""The function that a migration calls to fill the calendar."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from mediation.calendar_seed import SEEDED_YEARS, seed_calendar, seeded_calendar
from mediation.models.calendar import CalendarDay, CalendarYear, load_calendar

pytestmark = pytest.mark.django_db


def seed():
    seed_calendar(apps, SimpleNamespace(connection=connection))


def test_fills_empty_tables():
    CalendarYear.objects.all().delete()
    seed()
    assert load_calendar() == seeded_calendar()
    assert CalendarYear.objects.count() == len(SEEDED_YEARS)


def test_keeps_what_the_office_corrected():
    CalendarDay.objects.filter(date="2026-10-10").update(kind="rest", name="更正")
    seed()
    assert CalendarDay.objects.get(date="2026-10-10").name == "更正"
    assert len(load_calendar().work) == len(seeded_calendar().work) - 1
