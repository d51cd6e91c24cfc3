"""The main navigation."""

import re
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path
from django.utils import translation

from mediation.access import Role

pytestmark = pytest.mark.urls(__name__)


def _page(request):
    return HttpResponse()


urlpatterns = [
    path("", _page, name="desk"),
    path("cases/", _page, name="dispute-list"),
    path("cases/new/", _page, name="dispute-new"),
    path("letters/", _page, name="letter-list"),
    path("meetings/", _page, name="meeting-list"),
    path("finder/", _page, name="finder"),
    path("calendar/", _page, name="calendar"),
    path("rules/", _page, name="rule-list"),
    path("lawbook/", _page, name="lawbook"),
    path("report/", _page, name="dashboard"),
    path("map/", _page, name="lifecycle-map"),
    path("admin/", admin.site.urls),
]


HANDLED = ["/letters/", "/meetings/", "/finder/"]
OPEN_TO_ALL = ["/calendar/", "/rules/", "/lawbook/", "/map/"]


def _navigation(path, *roles):
    memberships = [SimpleNamespace(role=role, organisation=SimpleNamespace(level="city")) for role in roles]
    user = SimpleNamespace(is_authenticated=True, is_active=True, memberships_now=memberships)
    context = Context({"user": user, "request": SimpleNamespace(path=path)})
    with translation.override("en"):
        return Template("{% load navigation %}{% main_navigation %}").render(context)


def _links(page):
    return [re.search(r'href="([^"]+)"', line)[1] for line in page.splitlines() if "<a href" in line]


def _current(page):
    return [re.search(r'href="([^"]+)"', line)[1] for line in page.splitlines() if "aria-current" in line]


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.MEDIATOR, ["/", "/cases/", "/cases/new/", *HANDLED, "/report/", *OPEN_TO_ALL]),
        (Role.VOLUNTEER, ["/", "/cases/", "/letters/", *OPEN_TO_ALL]),
        (Role.WORKER, ["/", "/cases/", *OPEN_TO_ALL]),
        (Role.ADMINISTRATOR, ["/", *OPEN_TO_ALL, "/admin/"]),
    ],
)
def test_it_shows_what_the_role_may_open(role, links):
    assert _links(_navigation("/", role)) == links


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["/"]),
        ("/cases/", ["/cases/"]),
        ("/cases/17/", ["/cases/"]),
        ("/cases/new/", ["/cases/new/"]),
        ("/password/", []),
    ],
)
def test_it_marks_the_place_the_reader_is_in(path, current):
    assert _current(_navigation(path, Role.MEDIATOR)) == current
