"""The list of cases as tutorials begin: on the product's indexes, behind its middleware and sign-in, and nothing else.

They show every case to whoever is signed in, into a page without menu and bell, with fewer columns and filters, but
selects of everybody: partly less and partly more work than ours. The goals are judged beside `peers`, which do the same
work; these are told beside them.
"""

from functools import cache
from typing import Any

import django_filters
import django_tables2
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from mediation.models import Dispute

COLUMNS = ("number", "received_on", "employer", "category", "state", "town", "holder", "handler", "amount_claimed")
RELATED = ("employer", "town", "holder", "handler")
SIZE = 25


class Filter(django_filters.FilterSet):
    """The filters that the product's list has, as the library makes them of the model."""

    q = django_filters.CharFilter(method="search")
    received_from = django_filters.DateFilter(field_name="received_on", lookup_expr="gte")
    received_to = django_filters.DateFilter(field_name="received_on", lookup_expr="lte")

    class Meta:
        model = Dispute
        fields = ("state", "stage", "category", "level", "channel", "town", "handler")

    def search(self, rows: Any, _name: str, value: str) -> Any:
        asked = ("number", "employer__name", "parties__name", "summary")
        return rows.filter(Q(*((f"{name}__icontains", value) for name in asked), _connector=Q.OR)).distinct()


PAGE = """<!doctype html><title>Cases</title><form>{{ filter.form.as_p }}</form><p>{{ page.paginator.count }}</p>
<table>{% for row in page %}<tr><td><a href="/cases/{{ row.pk }}/">{{ row.number }}</a></td>
<td>{{ row.received_on }}</td><td>{{ row.employer }}</td><td>{{ row.get_category_display }}</td>
<td>{{ row.get_state_display }}</td><td>{{ row.town }}</td><td>{{ row.holder }}</td>
<td>{{ row.handler }}</td><td>{{ row.amount_claimed }}</td></tr>
{% endfor %}</table>{% if page.has_next %}<a href="?page={{ page.next_page_number }}">next</a>{% endif %}"""
TABLE = """{% load render_table from django_tables2 %}<!doctype html><title>Cases</title>
<form>{{ filter.form.as_p }}</form>{% render_table table %}"""


@cache
def template(text: str) -> Any:
    return engines["django"].from_string(text)


def paginator(request: HttpRequest) -> HttpResponse:
    """django-filter, Paginator, select_related."""
    found = Filter(request.GET, Dispute.objects.select_related(*RELATED))
    page = Paginator(found.qs, SIZE).get_page(request.GET.get("page"))
    return HttpResponse(template(PAGE).render({"filter": found, "page": page}, request))


def tables(request: HttpRequest) -> HttpResponse:
    """django-tables2 over the same filters."""
    found = Filter(request.GET, Dispute.objects.select_related(*RELATED))
    made = django_tables2.table_factory(Dispute, fields=COLUMNS)(found.qs)
    django_tables2.RequestConfig(request, paginate={"per_page": SIZE}).configure(made)
    return HttpResponse(template(TABLE).render({"filter": found, "table": made}, request))


class Bare(admin.ModelAdmin):
    list_display, list_per_page, list_select_related = COLUMNS, SIZE, RELATED
    list_filter = ("state", "stage", "category", "level", "channel", "town")
    search_fields = ("number", "employer__name", "parties__name", "summary")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_view_permission


class Open(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


site = Open(name="bare")
site.register(Dispute, Bare)
urlpatterns = [path("filter/", paginator), path("tables/", tables), path("admin/", site.urls)]
