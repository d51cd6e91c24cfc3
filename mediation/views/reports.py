"""The report page: all indicators by chapter, rows by any group, and the same as JSON; the definitions."""

import logging
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.costly import in_json
from mediation.access import SCOPES, Act, Scope, grants, may
from mediation.forms.reports import PeriodForm, ReportForm
from mediation.models import Organisation
from mediation.operations.reporting import posts_of, reads_outside, reported_to
from mediation.operations.reporting import scope_of as scope_in_words
from mediation.reports.divisions import division_of
from mediation.reports.indicators import CHAPTERS, VERSION
from mediation.reports.periods import Period, period_of
from mediation.reports.report import TOTAL, Report, as_json, report_of
from mediation.reports.small_cells import BEFORE, hidden, is_told
from mediation.reports.statement import filtered
from mediation.views.figures import MOST_ROWS, sections_of

log = logging.getLogger(__name__)


@require_safe
def report(request):
    """Figures of the cases the reader may see; everything chosen stands in the address.

    Of several chapters each is asked for by the page (`part`) and has the time of a page in the database; without
    scripts all come together (`all`).
    """
    form, disputes = read(request, ReportForm)
    context = page_of(request, form)
    if not form.is_valid():
        return render(request, "mediation/report.html", context, status=422)
    context["people_by_month"] = reads_outside(request.user) and not is_told(form.period, context["at"])
    asked = [chapter for chapter in CHAPTERS if chapter.code == request.GET.get("part")]
    chapters = asked or form.chapters
    at_once = len(chapters) == 1 or "all" in request.GET
    if at_once:
        codes = [row.code for chapter in chapters for row in chapter.indicators]
        context |= _sections(request, form, disputes, codes, context["at"])
    if asked:
        return render(request, "mediation/_report_chapter.html", context | {"section": context["sections"][0]})
    context |= {
        "chapters": chapters, "waiting": () if at_once else chapters, "may_export": bool(posts_of(request.user)),
        **no_cases_of(request, form, disputes),
    }  # fmt: skip
    return render(request, "mediation/report.html", context)


def _sections(request, form, disputes, codes, at):
    found, division = _report(request, form, disputes, at, codes), division_of(form.cleaned_data["by"])
    withheld = hidden_from(request.user, found, form.filters)
    return {
        "sections": sections_of(found, form.filters, withheld), "by_label": division.label,
        "nothing_before": is_before_all(disputes, found.before), "overlapping": division.shared is not None,
        "joint": len(division.groups) > 1, "all_rows": len(found.rows), "most": MOST_ROWS,
    }  # fmt: skip


@in_json
@require_safe
def report_json(request):
    """The same figures as JSON, every row of them: with the right to take figures away, in the time of a page."""
    if not may(request.user, Act.EXPORT):
        raise PermissionDenied
    form, disputes = read(request, ReportForm)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    found = _report(request, form, disputes, timezone.now(), form.indicators)
    log.info("export of figures: user=%s file=%s", request.user.pk, "figures.json")
    return JsonResponse(_without(as_json(found), hidden_from(request.user, found, form.filters)))


@require_safe
def definition_list(request):
    """Every indicator in words."""
    if not may(request.user, Act.REPORT):
        raise PermissionDenied
    return render(request, "mediation/definition_list.html", {"chapters": CHAPTERS, "version": VERSION})


def _report(request, form, disputes, at, codes):
    return report_of(
        disputes, form.period, indicators=codes, by=form.cleaned_data["by"], at=at,
        scope=scope_of(request.user),
    )  # fmt: skip


def _without(data: dict[str, Any], withheld: set[tuple[str, str]]) -> dict[str, Any]:
    """The written shape without the figures that are withheld; `withheld` names them."""
    rows = {row["value"]: row for row in data["rows"]} | {TOTAL: data["total"], BEFORE: data["total_before"]}
    for value, code in withheld:
        rows[value]["figures"][code] = dict.fromkeys(rows[value]["figures"][code])
    return data | {"withheld": sorted(withheld)}


def is_before_all(disputes: Any, period: Period) -> bool:
    """Whether there are no records of a period: no case was received by its end."""
    return not disputes.filter(received_on__lte=period.last).exists()


def no_cases_of(request: Any, form: PeriodForm, disputes: Any) -> dict[str, Any]:
    """Whether there is nothing at all to count, and whether other choices could change that; of a valid form."""
    return {
        "no_cases": is_before_all(disputes, form.period),
        "has_choices": any(request.GET.get(name) for name in PeriodForm.base_fields),  # rows and chapter narrow nothing
        "may_register": may(request.user, Act.REGISTER),
    }  # fmt: skip


def read(request: Any, kind: type[PeriodForm]) -> tuple[Any, Any]:
    """The form of the address and the cases it lets pass, none when it cannot be read."""
    if not may(request.user, Act.REPORT):
        raise PermissionDenied
    visible = reported_to(request.user)
    today = timezone.localdate()
    towns = Organisation.objects.filter(pk__in=visible.order_by().values("town"))
    form = kind(request.GET, towns=towns, fresh=Period(period_of(today, "year").first, today))
    return form, filtered(visible, form.filters) if form.is_valid() else visible.none()


def page_of(request: Any, form: Any) -> dict[str, Any]:
    """What the dashboard and the report page show around their figures."""
    at = timezone.now()
    context = {
        "form": form, "quick": _quick(request, timezone.localdate(at)), "at": at, "version": VERSION,
        "scope": scope_of(request.user),
    }  # fmt: skip
    if form.is_valid():
        period = form.period
        context |= {
            "period": period, "period_before": period.before(), "chosen": form.chosen,
            "unfinished": period.last > timezone.localdate(at),
            "before_url": _with(request, period.before()), "after_url": _with(request, period.after()),
        }  # fmt: skip
    return context


def scope_of(user: Any) -> str:
    """Whose cases the person's figures are of, in words; as a snapshot says it of one membership."""
    posts = grants(user, Act.REPORT)
    everything = [scope_in_words(post) for post in posts if SCOPES[post.role] is Scope.ALL]
    return everything[0] if everything else "；".join(dict.fromkeys(map(scope_in_words, posts)))


def hidden_from(user: Any, report: Report, filters: Collection[str]) -> set[tuple[str, str]]:
    """Counts of few people, which only the unions that work on the cases may read: (value of a row, code)."""
    return hidden(report, filters) if reads_outside(user) else set()


def _with(request: Any, period: Period) -> str:
    query = request.GET.copy()
    query["first"], query["last"] = period.first.isoformat(), period.last.isoformat()
    return f"?{query.urlencode()}"


def _quick(request: Any, today: Any) -> list[tuple[str, str]]:
    month, quarter, year = (period_of(today, step) for step in ("month", "quarter", "year"))
    choices = (
        (_("This month"), month), (_("Last month"), month.before()), (_("This quarter"), quarter),
        (_("Last quarter"), quarter.before()), (_("This year"), year), (_("Last year"), year.before()),
    )  # fmt: skip
    return [(label, _with(request, Period(period.first, min(period.last, today)))) for label, period in choices]
