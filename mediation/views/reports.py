"""The report page: figures with their denominators, the period before, rows, a chart and the definitions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.forms import ModelChoiceField
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mediation.access import Act, may
from mediation.charts import Mark
from mediation.charts import Row as ChartRow
from mediation.classification import Category
from mediation.forms.reports import GROUPS, ReportForm
from mediation.models import LEVEL_CHOICES, Dispute, Organisation
from mediation.reports.answers import answers_of
from mediation.reports.definitions import COUNTS, DEFINITIONS, OF_LETTERS, RATES, SUMS, VERSION, Definition
from mediation.reports.figures import Figures, Rate, figures_by, figures_of
from mediation.reports.money import sums_of
from mediation.reports.periods import MONTHS, Period, label_of, period_of, steps_of

CHART_MONTHS = 12


@dataclass(frozen=True)
class Count:
    """A figure of now and of the period before."""

    definition: Definition
    now: int
    before: int
    url: str = ""

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Share:
    """A rate of now and of the period before."""

    definition: Definition
    now: Rate
    before: Rate


@dataclass(frozen=True)
class Amount:
    """A sum of now and of the period before, in yuan."""

    definition: Definition
    now: Decimal
    before: Decimal


@dataclass(frozen=True)
class Row:
    """One row of the table: a month, a town, a type or a level."""

    label: str
    figures: Figures
    url: str = ""


@require_safe
def report(request):
    """Figures of the cases the reader may see; everything chosen stands in the address."""
    if not may(request.user, Act.REPORT):
        raise PermissionDenied
    visible = Dispute.objects.visible_to(request.user)
    at = timezone.now()
    today = timezone.localdate(at)
    towns = Organisation.objects.filter(pk__in=visible.order_by().values("town"))
    form = ReportForm(request.GET, towns=towns, fresh=Period(period_of(today, "year").first, today))
    context = {
        "form": form,
        "quick": _quick(request, today),
        "definitions": DEFINITIONS.values(),
        "version": VERSION,
        "at": at,
    }
    if not form.is_valid():
        return render(request, "mediation/report.html", context, status=422)
    disputes = visible.filter(**form.conditions)
    return render(request, "mediation/report.html", context | _figures(form, disputes, request))


def _figures(form: ReportForm, disputes: Any, request: Any) -> dict[str, Any]:
    period = form.period
    months = list(steps_of(period, "month"))[-CHART_MONTHS:]
    now, before, *monthly = figures_of(disputes, [period, period.before(), *months])
    money, money_before = sums_of(disputes, [period, period.before()])
    letters, letters_before = answers_of(disputes, [period, period.before()])
    chart = [
        ChartRow(label_of(month), tuple(Mark(value, str(value)) for value in (row.received, row.closed)))
        for month, row in zip(months, monthly, strict=True)
    ]
    by = form.cleaned_data["by"]
    return {
        "period": period, "period_before": period.before(),
        "nothing_before": not any(getattr(before, code) for code in COUNTS),
        "counts": [_count(code, now, before, form) for code in COUNTS],
        "shares": [Share(DEFINITIONS[code], getattr(now, code), getattr(before, code)) for code in RATES]
        + [Share(DEFINITIONS[code], getattr(letters, code), getattr(letters_before, code)) for code in OF_LETTERS],
        "amounts": [Amount(DEFINITIONS[code], getattr(money, code), getattr(money_before, code)) for code in SUMS],
        "rows": _steps(form, disputes, by) if by in MONTHS else _groups(form, disputes, by),
        "chosen": _chosen(form), "row_heading": dict(GROUPS)[by],
        "chart": chart, "series": [DEFINITIONS["received"].label, DEFINITIONS["closed"].label],
        "before_url": _with(request, period.before()), "after_url": _with(request, period.after()),
    }  # fmt: skip


def _chosen(form: ReportForm) -> list[str]:
    labels = {"category": dict(Category.choices), "level": dict(LEVEL_CHOICES)}
    return [str(labels[name][value] if name in labels else value) for name, value in form.conditions.items()]


def _count(code: str, now: Figures, before: Figures, form: ReportForm) -> Count:
    return Count(DEFINITIONS[code], getattr(now, code), getattr(before, code), _counted(code, form))


def _steps(form: ReportForm, disputes: Any, step: str) -> list[Row]:
    steps = list(steps_of(form.period, step))
    return [
        Row(label_of(part), figures, _cases(form, part))
        for part, figures in zip(steps, figures_of(disputes, steps), strict=True)
    ]


def _groups(form: ReportForm, disputes: Any, field: str) -> list[Row]:
    found = figures_by(disputes, form.period, field)
    labels = _labels(form, field)
    order = list(labels)
    rows = [(value, figures) for value, figures in found.items()]
    rows.sort(key=lambda row: order.index(row[0]) if row[0] in labels else len(order))
    return [
        Row(
            str(labels.get(value) or _("Not given")),
            figures,
            _cases(form, form.period, **{field: value}) if value else "",
        )
        for value, figures in rows
    ]


def _labels(form: ReportForm, field: str) -> dict[Any, Any]:
    if field == "town":
        towns = cast(ModelChoiceField, form.fields["town"]).queryset
        return {unit.pk: unit.name for unit in towns or ()}
    return dict(Category.choices if field == "category" else LEVEL_CHOICES)


def _cases(form: ReportForm, period: Period, **chosen: Any) -> str:
    """The list of the cases received in the period."""
    return _list(form, received_from=period.first.isoformat(), received_to=period.last.isoformat(), **chosen)


def _counted(code: str, form: ReportForm) -> str:
    """The list of the cases behind a count, where the list's own filters can say it."""
    first, last = form.period.first.isoformat(), form.period.last.isoformat()
    match code:
        case "received":
            return _cases(form, form.period)
        case "collective":
            return _cases(form, form.period, collective="1")
        case "closed":
            return _list(form, closed_from=first, closed_to=last)
        case "not_accepted":
            return _list(form, closed_from=first, closed_to=last, outcome="R07")
        case "open_at_end" if form.period.last >= timezone.localdate():
            return _list(form, received_to=last, open="1")
    return ""


def _list(form: ReportForm, **chosen: Any) -> str:
    kept = {name: getattr(value, "pk", value) for name, value in form.conditions.items()}
    return f"{reverse('dispute-list')}?{urlencode({**kept, **chosen})}"


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
    return [(label, _with(request, period)) for label, period in choices]
