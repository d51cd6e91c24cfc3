"""The list of cases as a good tutorial has it, doing the same work: django-filter, django-tables2, admin.

They show the cases that the reader may see, with the columns, filters and choices of our list, on our indexes, behind
our middleware and sign-in; the first two inside our base page with menu, bell and Chinese words, the admin inside its
own. What a row shows of other tables they fetch for the page at once. Where they differ they do less: no order by due
date, no closing outcome, no links but that to the case. `bare` has them without all this.
"""

from functools import cache
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from benchmarks.scale import bare
from mediation.classification import CLOSING_CHOICES
from mediation.filters import DisputeFilter
from mediation.masking import masked_name
from mediation.models import Deadline, Dispute, Membership, Organisation, Party, User

SIZE, RELATED = bare.SIZE, ("employer", "holder", "handler")
COLUMNS = (
    "number", "employer", "applicant", "category", "state", "holder", "handler", "received_on", "next_due",
    "amount_claimed",
)  # fmt: skip
FOUND: dict[str, Any] = {"applicant": Party.Role.APPLICANT.label, "next_due": label_for_field("due_on", Deadline)}
HEADINGS = [FOUND.get(name) or label_for_field(name, Dispute) for name in COLUMNS]
TOWNS = Organisation.objects.filter(kind="town_union")


def rows_for(user: Any) -> QuerySet[Dispute]:
    """The cases that the person may see, with what a row shows."""
    applicants = Party.objects.filter(role="applicant").order_by("-is_representative", "pk")
    running = Deadline.objects.running().watched().order_by("due_on", "pk")
    with_rows = (Prefetch("parties", applicants, "applicants"), Prefetch("deadlines", running, "running"))
    return Dispute.objects.visible_to(user).select_related(*RELATED).prefetch_related(*with_rows)


def near(request: Any) -> QuerySet[User]:
    """The mediators of one's own unions, and the person chosen."""
    units = [membership.organisation_id for membership in request.user.memberships_now]
    posts = Membership.objects.valid_on(timezone.localdate()).filter(organisation__in=units, role="mediator")
    asked = request.GET.get("handler") or request.GET.get("handler__id__exact") or 0
    people = User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk=asked)).exclude(pk=request.user.pk)
    return people.order_by("display_name")


def _label(name: str) -> Any:
    return DisputeFilter.base_filters[name].label


class Filter(django_filters.FilterSet):
    """The filters of our list with its choices, as the library makes them."""

    q = django_filters.CharFilter(label=_label("q"), method="search")
    open = django_filters.ChoiceFilter(label=_label("open"), method="by_open", choices=[("1", "1"), ("0", "0")])
    handler = django_filters.ModelChoiceFilter(queryset=near)
    town = django_filters.ModelChoiceFilter(queryset=TOWNS)
    outcome = django_filters.ChoiceFilter(choices=CLOSING_CHOICES)
    received_from = django_filters.DateFilter("received_on", "gte", label=_label("received_from"))
    received_to = django_filters.DateFilter("received_on", "lte", label=_label("received_to"))
    closed_from = django_filters.DateFilter("ended_on", "gte", label=_label("closed_from"))
    closed_to = django_filters.DateFilter("ended_on", "lte", label=_label("closed_to"))
    overdue = django_filters.BooleanFilter(label=_label("overdue"), method="by_overdue", widget=forms.CheckboxInput)
    collective = django_filters.BooleanFilter(
        label=_label("collective"), method="by_collective", widget=forms.CheckboxInput
    )
    sort = django_filters.OrderingFilter(
        choices=[(name, name) for name in ("-received_on", "received_on", "-amount_claimed", "pk")],
        fields=("received_on", "amount_claimed", "pk"),
    )

    class Meta:
        model = Dispute
        fields = ("state", "stage", "category", "level", "channel")

    search = bare.Filter.search

    def by_open(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(ended_on__isnull=value == "1")

    def by_overdue(self, rows: Any, _name: str, value: bool) -> Any:
        return rows.overdue(timezone.localdate()) if value else rows

    def by_collective(self, rows: Any, _name: str, value: bool) -> Any:
        return rows.collective() if value else rows


PAGE = """{% extends "base.html" %}{% load display i18n %}
{% block title %}{% translate "Cases" %}{% endblock %}{% block heading %}{% translate "Cases" %}{% endblock %}
{% block content %}<form method="get">{{ filter.form.as_p }}<button>{% translate "Show" %}</button></form>
<p>{{ page.paginator.count }}</p>
<table class="table"><thead><tr>{% for heading in headings %}<th scope="col">{{ heading }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in page %}<tr><td><a href="{% url "dispute-detail" row.pk %}">{{ row.number }}</a></td>
<td>{{ row.employer }}</td><td>{{ row.applicants.0.name|masked_name }}</td><td>{{ row.get_category_display }}</td>
<td>{{ row.get_state_display }}</td><td>{{ row.holder }}</td><td>{{ row.handler|default_if_none:"" }}</td>
<td>{{ row.received_on }}</td><td>{{ row.running.0.due_on }}</td><td>{{ row.amount_claimed }}</td></tr>
{% endfor %}</tbody></table>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">{% translate "Next" %}</a>{% endif %}{% endblock %}"""
TABLE = """{% extends "base.html" %}{% load i18n %}{% load render_table from django_tables2 %}
{% block title %}{% translate "Cases" %}{% endblock %}{% block heading %}{% translate "Cases" %}{% endblock %}
{% block content %}<form method="get">{{ filter.form.as_p }}<button>{% translate "Show" %}</button></form>
{% render_table table %}{% endblock %}"""


@cache
def template(text: str) -> Any:
    return engines["django"].from_string(text)


def paginator(request: HttpRequest) -> HttpResponse:
    """django-filter, Paginator, select_related."""
    found = Filter(request.GET, rows_for(request.user), request=request)
    page = Paginator(found.qs, SIZE).get_page(request.GET.get("page"))
    shown = {"filter": found, "page": page, "headings": HEADINGS}
    return HttpResponse(template(PAGE).render(shown, request))


class Table(django_tables2.Table):
    """Our columns; the library's own template."""

    number = django_tables2.Column(linkify=("dispute-detail", [django_tables2.A("pk")]))
    applicant = django_tables2.Column(FOUND["applicant"], accessor="applicants.0.name", orderable=False)
    next_due = django_tables2.Column(FOUND["next_due"], accessor="running.0.due_on", orderable=False)

    class Meta:
        model = Dispute
        fields = sequence = COLUMNS

    def render_applicant(self, value: str) -> str:
        return masked_name(value)


def tables(request: HttpRequest) -> HttpResponse:
    """django-tables2 over the same filters."""
    found = Filter(request.GET, rows_for(request.user), request=request)
    made = Table(found.qs)
    django_tables2.RequestConfig(request, paginate={"per_page": SIZE}).configure(made)
    return HttpResponse(template(TABLE).render({"filter": found, "table": made}, request))


class Towns(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        return [(row.pk, row.name) for row in TOWNS.all()]


class Near(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        return [(row.pk, str(row)) for row in near(request)]


class Seen(admin.ModelAdmin):
    """The rows one may see, with our columns and choices; without the further count of what no filter narrows."""

    list_display, list_select_related, list_per_page, show_full_result_count = COLUMNS, RELATED, SIZE, False
    search_fields = bare.Bare.search_fields
    list_filter = (
        "state", "stage", "category", "level", "channel", ("town", Towns), ("handler", Near),
        ("received_on", admin.DateFieldListFilter),
    )  # fmt: skip

    has_view_permission = has_module_permission = bare.Bare.has_view_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dispute]:
        return rows_for(request.user)

    @admin.display(description=FOUND["applicant"])
    def applicant(self, row: Any) -> str:
        return masked_name(row.applicants[0].name) if row.applicants else ""

    @admin.display(description=FOUND["next_due"])
    def next_due(self, row: Any) -> Any:
        return row.running[0].due_on if row.running else None


site = bare.Open(name="peer")
site.register(Dispute, Seen)
urlpatterns = [
    path("peer/filter/", paginator),
    path("peer/tables/", tables),
    path("peer/admin/", site.urls),
    path("bare/", include("benchmarks.scale.bare")),
    path("", include("config.urls")),
]
ADDRESSES = {
    f"{before}{name}": f"/{folder}/{address}?{{}}"
    for before, folder in (("", "peer"), ("bare ", "bare"))
    for name, address in {"filter": "filter/", "tables2": "tables/", "admin": "admin/mediation/dispute/"}.items()
}
