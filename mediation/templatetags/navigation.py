"""The main navigation: what a person may open, from their rights."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mediation.access import Act, may
from mediation.operations.lawbook import may_read
from mediation.reports.finder import may_find

register = template.Library()


class Place(NamedTuple):
    """One entry of the navigation: URL name, label, icon, and the right it takes (None: no right)."""

    url_name: str
    label: str | Promise
    icon: str
    act: Act | None = None
    opens: Callable[[Any], bool] | None = None  # what it takes besides


PLACES = (
    Place("desk", _("Desk"), "layout-dashboard"),
    Place("dispute-list", _("Cases"), "folders", Act.READ_CASES),
    Place("dispute-new", _("New case"), "file-plus", Act.REGISTER),
    Place("letter-list", _("Letters"), "mail", Act.READ_LETTERS),
    Place("meeting-list", _("Meetings"), "users", Act.READ_MEETINGS),
    Place("finder", _("Finder"), "search", Act.REPORT, may_find),
    Place("dashboard", _("Reports"), "chart-bar", Act.REPORT),
    Place("calendar", _("Calendar"), "calendar-event"),
    Place("rule-list", _("Rules"), "scale"),
    Place("lawbook", _("Lawbook"), "gavel", opens=may_read),
    Place("lifecycle-map", _("Map"), "route"),
    Place("admin:index", _("Administration"), "settings", Act.ADMINISTER),
)


@register.simple_tag(takes_context=True)
def main_navigation(context: Context) -> SafeString:
    """The places open to the reader; the one they are in is marked."""
    user = context["user"]
    addresses = {
        place.url_name: _address(place.url_name, settings.ROOT_URLCONF) for place in PLACES if _is_open(place, user)
    }
    current = _current(context["request"].path, addresses.values())
    return _drawn(tuple(addresses.items()), current, get_language())


@lru_cache(maxsize=512)  # not stale: the words of a language are the program's, whoever reads them
def _drawn(open_places: tuple[tuple[str, str], ...], current: str, _language: str) -> SafeString:
    addresses = dict(open_places)
    entries = [
        {"url": url, "label": place.label, "icon": place.icon, "current": url == current}
        for place in PLACES
        if (url := addresses.get(place.url_name))
    ]
    return render_to_string("partials/_navigation.html", {"entries": entries})


@cache  # the addresses of a table of addresses are fixed
def _address(url_name: str, _table: str) -> str:
    return reverse(url_name)


@register.simple_tag(takes_context=True)
def reads_surveys(context: Context) -> bool:
    """Whether the reader opens the page about satisfaction, a tab of the reports."""
    return may(context["user"], Act.READ_SURVEYS)


def _is_open(place: Place, user: Any) -> bool:
    return (place.act is None or may(user, place.act)) and (place.opens is None or place.opens(user))


def _current(here: str, addresses: Iterable[str]) -> str:
    """The longest address that the page lies under; the desk only for itself."""
    under = [url for url in addresses if here == url or (url != "/" and here.startswith(url))]
    return max(under, key=len, default="")
