"""How values are shown: money, days, masked personal data, state badges, icons, shareable addresses."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mediation import hand_overs, paging
from mediation.classification import Category
from mediation.lifecycle import State
from mediation.masking import masked_id, masked_name, masked_phone
from mediation.paging import PLACES

register = template.Library()

NOTHING = "—"


class Tone(NamedTuple):
    """How a state looks: the colour class of its badge (`tone-…` in app.css) and its icon."""

    colour: str
    icon: str


NEUTRAL = Tone("neutral", "circle")
TONES: dict[str, Tone] = {
    # the dispute
    "registered": Tone("new", "inbox"),
    "returned": Tone("warning", "arrow-back-up"),
    "declined": Tone("stopped", "circle-x"),
    "accepted": Tone("active", "clipboard-check"),
    "mediating": Tone("active", "message-circle"),
    "agreed": Tone("good", "heart-handshake"),
    "unresolved": Tone("bad", "alert-triangle"),
    "at_hr": Tone("partner", "building-community"),
    "at_court": Tone("partner", "gavel"),
    "at_procuratorate": Tone("partner", "shield-check"),
    "suspended": Tone("stopped", "player-pause"),
    "closed": Tone("done", "circle-check"),
    "archived": Tone("done", "archive"),
    # a proceeding
    "prepared": Tone("new", "file-text"),
    "filed": Tone("waiting", "hourglass"),
    "refused": Tone("bad", "circle-x"),
    "concluded": Tone("good", "circle-check"),
    "withdrawn": Tone("stopped", "arrow-back-up"),
    # a letter
    "draft": Tone("new", "pencil"),
    "in_review": Tone("waiting", "eye"),
    "approved": Tone("active", "check"),
    "issued": Tone("active", "rubber-stamp"),
    "served": Tone("waiting", "send"),
    "service_refused": Tone("bad", "circle-x"),
    "answered": Tone("active", "mail"),
    "unanswered": Tone("bad", "alert-triangle"),
    "verified": Tone("good", "circle-check"),
    "superseded": Tone("stopped", "refresh"),
    # a meeting
    "planned": Tone("active", "calendar-event"),
    "held": Tone("waiting", "pencil"),
    "minuted": Tone("good", "check"),
    "cancelled": Tone("stopped", "circle-x"),
    # a hand-over
    "sent": Tone("waiting", "send"),
}


@register.filter
def tone(state: object) -> Tone:
    """Colour and icon of a state of any machine or of a meeting; an unknown one is neutral."""
    return TONES.get(str(state), NEUTRAL)


@register.filter
def hand_over_state(state: str) -> str:
    """The word for a state of a hand-over."""
    return str(hand_overs.State(state).label)


@register.filter
def state_label(state: str) -> str:
    """The word for a state of a case."""
    return str(State(state).label)


@register.filter
def category_label(category: str) -> str:
    """The words for a type of dispute."""
    return str(Category(category).label)


@register.simple_tag
@cache  # drawn a hundred times a page
def icon(name: str) -> SafeString:
    """One symbol of the sprite, silent for screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("vendor/icons.svg"), name
    )


@register.simple_tag
@lru_cache(maxsize=512)  # a state and its word make one badge, whoever looks
def badge(state: str, label: str) -> SafeString:
    """What partials/_badge.html shows."""
    look = tone(state)
    return format_html('<span class="state tone-{}">{}{}</span>', look.colour, icon(look.icon), label)


@register.filter
def capped(number: int) -> str:
    """A number that was counted up to MOST + 1 (`counts`): of more it is said that they are more."""
    return f"{paging.MOST}+" if number > paging.MOST else str(number)


@register.filter
def money(value: Decimal | int | None) -> str:
    """Yuan with two places and thousands separators."""
    if value is None:
        return NOTHING
    # Translators: an amount in yuan
    return _("¥%(amount)s") % {"amount": f"{value:,.2f}"}


@register.filter
def day(value: date | datetime | None) -> str:
    """A legal date; of an instant, its date in the office's time zone."""
    if value is None:
        return NOTHING
    return (timezone.localtime(value) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


@register.filter
def instant(value: datetime | None) -> str:
    """Date and minute in the office's time zone."""
    return NOTHING if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


@register.filter
def minutes(length: timedelta) -> int:
    """Whole minutes of a length of time, rounded up."""
    return -(-int(length.total_seconds()) // 60)


@register.filter
def days_until(on: date, today: date) -> int:
    """Calendar days from today to a date; negative once it has passed."""
    return (on - today).days


@register.filter
def magnitude(number: int) -> int:
    """A count of days without its sign."""
    return abs(number)


@register.simple_tag
def percent(numerator: int, denominator: int) -> str:
    """A rate with one place, rounded half up; a dash where nothing was counted."""
    if not denominator:
        return NOTHING
    rate = Decimal(numerator) * 100 / Decimal(denominator)
    return f"{rate.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


register.filter(masked_name)
register.filter(masked_id)
register.filter(masked_phone)


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The present query string with the named parameters changed; None or "" removes one.

    A new filter or order starts again at the first page, another page keeps the rest.
    """
    new = QueryDict(mutable=True)
    for name, value in changes.items():
        if value not in (None, ""):
            new[name] = str(value)
    return "?" + "&".join(filter(None, (query_of(context["request"], *changes), new.urlencode())))


def query_of(request: HttpRequest, *changes: str) -> str:
    """The present query string without the parameters that are about to change."""
    query = request.GET.copy()
    for name in (*changes, *(PLACES if {*changes} & {*PLACES} else (*PLACES, "exact"))):
        query.pop(name, None)
    return query.urlencode()
