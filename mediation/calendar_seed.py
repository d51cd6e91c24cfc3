"""The days off that the State Council published for 2015 to 2026, and what writes them in a migration."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from chinese_calendar.constants import Holiday, holidays, workdays

from mediation.workdays import Calendar, notice_year

# Fixed, so that a newer chinesecalendar does not change what an old migration writes. Later years: /admin/.
SEEDED_YEARS = range(2015, 2027)
PUBLISHED_ON = {2025: date(2024, 11, 12), 2026: date(2025, 11, 4)}  # the notices that were read themselves
SOURCE = "chinesecalendar 1.11.0"


def notice(year: int) -> str:
    """The title of the State Council notice (国务院办公厅通知) for `year`."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def _seeded(table: dict[date, str]) -> Iterator[tuple[date, str]]:
    """The seeded days of one of chinesecalendar's tables with their festival's Chinese name."""
    for day, name in table.items():
        if notice_year(day) in SEEDED_YEARS:
            yield day, Holiday(name).chinese


def seeded_calendar() -> Calendar:
    """The calendar of SEEDED_YEARS, for work without a database."""
    return Calendar(dict(_seeded(holidays)), dict(_seeded(workdays)), frozenset(SEEDED_YEARS))


def seed_calendar(apps: Any, schema_editor: Any) -> None:
    """Write SEEDED_YEARS into CalendarYear and CalendarDay (for RunPython); rows that exist stay."""
    years, rows = apps.get_model("mediation", "CalendarYear"), apps.get_model("mediation", "CalendarDay")
    alias = schema_editor.connection.alias
    years.objects.using(alias).bulk_create(
        (
            years(year=year, notice=notice(year), source=SOURCE, published_on=PUBLISHED_ON.get(year))
            for year in SEEDED_YEARS
        ),
        ignore_conflicts=True,
    )
    calendar = seeded_calendar()
    rows.objects.using(alias).bulk_create(
        (
            rows(date=day, kind=kind, name=name, year_id=notice_year(day))
            for kind, table in (("rest", calendar.rest), ("work", calendar.work))
            for day, name in table.items()
        ),
        ignore_conflicts=True,
    )
