"""The calendar: a year at a glance for everybody, entering a notice and correcting a day for the administrator."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mediation.access import Act, may
from mediation.forms.calendar import LAST_YEAR, CorrectDayForm, NoticeForm, PublishForm
from mediation.models import CalendarChange, CalendarYear, Deadline
from mediation.models.calendar import load_calendar
from mediation.notice_files import write_lines
from mediation.operations.calendar import (
    FIRST_YEAR,
    correct,
    is_on_record,
    missing_years,
    publish,
    rehearse,
    rehearse_day,
)
from mediation.operations.errors import StepRefused
from mediation.views.administering import administrators_only, posted
from mediation.views.calendar_months import months_of, stretches_of
from mediation.views.recounting import effect_of
from mediation.workdays import festival, notice_year

NEWEST_CHANGES = 20


@dataclass(frozen=True)
class MissingYear:
    """A year whose notice is not entered, and how many open deadlines wait for it."""

    year: int
    waiting: int


@require_safe
def calendar(request):
    """The days off, make-up days and weekends of a year, which years are known, and what changed."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today.year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    known = {row.year: row for row in CalendarYear.objects.all()}
    context = {
        "year": year, "notice": known.get(year), "years": sorted({*known, today.year, today.year + 1}, reverse=True),
        "months": months_of(year, load_calendar()), "weekdays": _weekdays(today), "today": today,
        "alarm": alarm_for(request.user, today, frozenset(known)),
        "changes": CalendarChange.objects.filter(year=year).select_related("by")[:NEWEST_CHANGES],
        "may_administer": may(request.user, Act.ADMINISTER),
    }  # fmt: skip
    return render(request, "mediation/calendar.html", context)


def alarm_for(user: Any, today: Any, published: frozenset[int] | None = None) -> list[MissingYear]:
    """The years that should be entered by now, for those who look after it; two queries at most."""
    leads = may(user, Act.ASSIGN) and may(user, Act.REOPEN) and not may(user, Act.REVIEW)  # a manager, no reviewer
    if not (leads or may(user, Act.ADMINISTER)):
        return []
    if published is None:
        published = frozenset(CalendarYear.objects.values_list("year", flat=True))
    missing = missing_years(today, published)
    if not missing:
        return []
    days = Deadline.objects.open().filter(provisional=True).order_by().values_list("due_on").annotate(number=Count("*"))
    waiting: Counter[int] = Counter()
    for day, number in days:
        waiting[notice_year(day)] += number
    return [MissingYear(year, waiting[year]) for year in missing]


@require_http_methods(["GET", "POST"])
def calendar_enter(request):
    """A notice as text or file: checked and rehearsed first, published in a second step."""
    administrators_only(request)
    if request.POST.get("act") == "publish":
        return _publish(request)
    form = NoticeForm(posted(request), request.FILES or None, initial={"year": request.GET.get("year")})
    if not form.is_bound:
        return render(request, "mediation/calendar_enter.html", {"form": form})
    if not form.is_valid():
        return render(request, "mediation/calendar_enter.html", {"form": form}, status=422)
    context = {"form": form, "confirm": _confirm(form), **_preview(request, form.sheet)}
    return render(request, "mediation/calendar_enter.html", context)


@require_http_methods(["GET", "POST"])
def calendar_correct(request):
    """One day: rehearsed first, corrected in a second step."""
    administrators_only(request)
    form = CorrectDayForm(posted(request))
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "mediation/calendar_correct.html", {"form": form}, status=status)
    given = form.cleaned_data
    day = (given["date"], given["kind"], given["name"])
    try:
        if request.POST.get("act") == "correct":
            moved = correct(*day, reason=given["reason"], by=request.user, at=timezone.now())
            return _done(request, given["date"].year, _("The day is corrected."), moved)
        moves = rehearse_day(*day)
    except StepRefused as refusal:
        return _refused(request, "mediation/calendar_correct.html", form, refusal)
    context = {
        "form": form, "confirm": CorrectDayForm(request.POST, auto_id=False),
        "effect": effect_of(moves, request.user, timezone.localdate()),
    }  # fmt: skip
    return render(request, "mediation/calendar_correct.html", context)


def _publish(request):
    form = PublishForm(request.POST)
    if form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}
        same = is_on_record(form.sheet)
        try:
            moved = publish(form.sheet, form.known(), **given)
        except StepRefused as refusal:
            return _refused(request, "mediation/calendar_enter.html", NoticeForm(request.POST), refusal)
        words = (
            _("The calendar of %(year)s had these days already.")
            if same
            else _("The calendar of %(year)s is published.")
        )
        return _done(request, form.sheet.year, words % {"year": form.sheet.year}, moved)
    return render(request, "mediation/calendar_enter.html", {"form": NoticeForm(request.POST)}, status=422)


def _confirm(form: NoticeForm) -> PublishForm:
    """What was checked, to be sent again as it is."""
    given = form.cleaned_data
    return PublishForm(initial={**given, "days": write_lines(form.sheet.days), "year": form.sheet.year}, auto_id=False)


def _preview(request, sheet):
    days = [(row.date, row.kind, festival(row.name)) for row in sheet.days]
    return {
        "sheet": sheet, "stretches": stretches_of(days),
        "known": CalendarYear.objects.filter(year=sheet.year).first(), "same": is_on_record(sheet),
        "effect": effect_of(rehearse(sheet), request.user, timezone.localdate()),
    }  # fmt: skip


def _refused(request, template, form, refusal):
    form.is_valid()
    for row in refusal.unmet:
        form.add_error(None, str(row.what))
    return render(request, template, {"form": form}, status=422)


def _done(request, year, words, moved):
    text = ngettext("%(count)d deadline was counted anew.", "%(count)d deadlines were counted anew.", moved)
    messages.success(request, f"{words} {text % {'count': moved}}")
    return redirect(f"{reverse('calendar')}?year={year}")


def _weekdays(today):
    """(short, long) names of the days of the week; in Chinese 一 and 星期一."""
    monday = today - timedelta(days=today.weekday())
    names = [date_format(monday + timedelta(days=n), "D") for n in range(7)]
    return [(name.removeprefix("星期"), name) for name in names]
