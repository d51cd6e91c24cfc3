"""Publishing the days off of a year and correcting a day (放假安排的录入与更正), with the deadlines they move."""

from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation import calendar_seed
from mediation.lifecycle import local_day
from mediation.machine import Unmet
from mediation.models import CalendarChange, CalendarDay, CalendarYear, Membership, User
from mediation.models.calendar import load_calendar
from mediation.notices import REST, WORK, Sheet
from mediation.operations.administering import administrator
from mediation.operations.errors import StepRefused
from mediation.operations.locking import hold_calendar
from mediation.operations.recounting import Move, moved_by, recount, touched_by
from mediation.workdays import Calendar, notice_year

FIRST_YEAR = 1995  # the five-day week began in it
ALARM_MONTH = 11  # the notice for the next year appears in the last days of October or in November
Kinds = dict[date, tuple[str, str]]  # kind and festival of each day that is no ordinary one


class Notice(NamedTuple):
    """What is known of the paper: its title, where it was read, when it was signed."""

    title: str = ""
    source: str = ""
    published_on: date | None = None


def missing_years(today: date, published: frozenset[int]) -> list[int]:
    """The years whose notice should be entered: this one, and from November on the next."""
    wanted = [today.year] + [today.year + 1] * (today.month >= ALARM_MONTH)
    return [year for year in wanted if year not in published]


def faults_of(sheet: Sheet, today: date) -> list[str]:
    """Why the sheet cannot be published: a year without a notice, its own problems, days of another notice."""
    if sheet.year < FIRST_YEAR:
        return [_("The calendar begins with %(year)s.") % {"year": FIRST_YEAR}]
    if sheet.year > today.year + 1:
        words = _("There is no notice for %(year)s yet: it appears in the autumn of the year before.")
        return [words % {"year": sheet.year}]
    taken = _elsewhere(sheet)
    words = _("%(day)s is decided by the notice for %(year)s already: correct that day there.")
    return [
        *sheet.problems,
        *(words % {"day": row.date, "year": taken[row.date].year_id}
          for row in sheet.days if row.date in taken and taken[row.date].kind != row.kind),
    ]  # fmt: skip


def is_on_record(sheet: Sheet) -> bool:
    """Whether the year is published with exactly these days."""
    return CalendarYear.objects.filter(year=sheet.year).exists() and not corrects(sheet)


def corrects(sheet: Sheet) -> bool:
    """Whether the sheet changes a year that is published already, for which a reason is needed."""
    return CalendarYear.objects.filter(year=sheet.year).exists() and _kinds_of(sheet.year) != _kinds_in(sheet)


def rehearse(sheet: Sheet) -> list[Move]:
    """The open deadlines that move or become firm if the sheet is published; changes nothing."""
    before, after = _kinds_of(sheet.year), _kinds_in(sheet)
    return moved_by(_calendar_with(sheet.year, after))(touched_by(_first(sheet.year, before, after)))


def publish(sheet: Sheet, notice: Notice, *, reason: str = "", by: User, at: datetime) -> int:
    """公布: make the sheet the calendar of its year and count anew what it moves; how many deadlines.

    A year that is published already needs a reason. Publishing the same again changes nothing. Raises StepForbidden,
    StepRefused.
    """
    actor = administrator(by, _("You may not change the calendar."))
    with transaction.atomic():
        hold_calendar()
        known = CalendarYear.objects.select_for_update().filter(year=sheet.year).first()
        _refuse(faults_of(sheet, local_day(at)))
        if notice.published_on and notice.published_on > local_day(at):
            _refuse([_("The day it was signed lies in the future.")])
        if not reason.strip() and corrects(sheet):
            _refuse([_("Give a reason: this year is published already.")])
        title = notice.title or (known.notice if known else calendar_seed.notice(sheet.year))
        year = CalendarYear(
            year=sheet.year, notice=title, source=notice.source or (known.source if known else ""),
            published_on=notice.published_on or (known.published_on if known else None),
        )  # fmt: skip
        _clean(year, validate_unique=False)
        year.save()
        return _change(year, _kinds_in(sheet), reason.strip() or title, actor, at, new=known is None)


def rehearse_day(day: date, kind: str, name: str) -> list[Move]:
    """The open deadlines that move if the day is corrected so; changes nothing. Raises StepRefused."""
    year, kinds = _corrected(day, kind, name)
    return moved_by(_calendar_with(year.pk, kinds))(touched_by(day))


def correct(day: date, kind: str, name: str, *, reason: str, by: User, at: datetime) -> int:
    """更正: make a day off (`rest`), worked (`work`) or ordinary (empty); how many deadlines moved.

    Raises StepForbidden, StepRefused.
    """
    actor = administrator(by, _("You may not change the calendar."))
    with transaction.atomic():
        hold_calendar()
        if not reason.strip():
            _refuse([_("Give a reason.")])
        year, kinds = _corrected(day, kind, name)
        return _change(year, kinds, reason.strip(), actor, at)


def _refuse(faults: list[str]) -> None:
    if faults:
        raise StepRefused([Unmet(fault, _("you")) for fault in faults])


def _clean(row: CalendarYear | CalendarDay, **how: bool) -> None:
    try:
        row.full_clean(**how)  # type: ignore[arg-type]
    except ValidationError as error:
        _refuse(error.messages)


def _corrected(day: date, kind: str, name: str) -> tuple[CalendarYear, Kinds]:
    """The notice that decides the day, and its days with this one corrected."""
    row = CalendarDay.objects.filter(date=day).select_related("year").first()
    years = {year.pk: year for year in CalendarYear.objects.filter(year__in=[notice_year(day), day.year])}
    year = row.year if row else years.get(notice_year(day)) or years.get(day.year)
    if year is None:
        raise StepRefused([Unmet(_("The notice of that year is not published yet: enter it first."), _("you"))])
    kinds = _kinds_of(year.pk)
    before = kinds.pop(day, None)
    if kind:
        kinds[day] = (kind, name.strip())
        _clean(CalendarDay(date=day, kind=kind, name=name.strip(), year=year), validate_unique=False)
    if kinds.get(day) == before:
        _refuse([_("The day is like that already.")])
    return year, kinds


def _change(
    year: CalendarYear, after: Kinds, reason: str, actor: Membership, at: datetime, *, new: bool = False
) -> int:
    """Write the days of a year, count anew, and keep what changed."""
    before = _kinds_of(year.pk)
    changed = sorted(day for day in before.keys() | after.keys() if before.get(day) != after.get(day))
    if not changed and not new:
        return 0
    CalendarDay.objects.filter(date__in=changed).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day, kind=after[day][0], name=after[day][1], year=year) for day in changed if day in after
    )
    moved = recount(touched_by(_first(year.pk, before, after)), moved_by(), actor=actor, at=at, reason=reason)
    days = [[day.isoformat(), *(kinds.get(day, ("",))[0] for kinds in (before, after))] for day in changed]
    CalendarChange.objects.create(year=year, at=at, by=actor.user, reason=reason, days=days, moved=moved)
    return moved


def _kinds_of(year: int) -> Kinds:
    rows = CalendarDay.objects.filter(year_id=year).values_list("date", "kind", "name")
    return {day: (kind, name) for day, kind, name in rows}


def _kinds_in(sheet: Sheet) -> Kinds:
    """The days of the sheet; those that another notice has stay there (the last of December)."""
    taken = _elsewhere(sheet)
    return {row.date: (row.kind, row.name) for row in sheet.days if row.date not in taken}


def _elsewhere(sheet: Sheet) -> dict[date, CalendarDay]:
    """The days of the sheet that are on record by the notice of another year."""
    rows = CalendarDay.objects.filter(date__in=[row.date for row in sheet.days]).exclude(year=sheet.year)
    return {row.date: row for row in rows}


def _first(year: int, before: Kinds, after: Kinds) -> date:
    """The first day that a change of the year can touch: also the days it makes firm."""
    return min(date(year - 1, 12, 28), *before, *after)


def _calendar_with(year: int, kinds: Kinds) -> Calendar:
    """The calendar as it would be with these days as those of the year."""
    now, own = load_calendar(), _kinds_of(year)
    tables = {
        name: {day: festival for day, festival in table.items() if day not in own and day not in kinds}
        | {day: festival for day, (kind, festival) in kinds.items() if kind == name}
        for name, table in ((REST, now.rest), (WORK, now.work))
    }
    return Calendar(tables[REST], tables[WORK], now.published | {year})
