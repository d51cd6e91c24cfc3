"""A due date and how far away it is, in Python: a list shows one on every row, and nodes of a template are slow."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mediation.templatetags.display import day, days_until, icon

register = template.Library()
EMPTY = SafeString("")


@register.simple_tag
def due_date(
    on: date | datetime, today: date, met: bool = False, provisional: bool = False, why_url: str = "", nature: str = ""
) -> SafeString:
    """What partials/_due.html shows; its parameters are told there."""
    told = _told(day(on), days_until(on, today), met, provisional, nature, get_language())
    if not why_url:
        return format_html("{}</span>", told)
    return format_html('{} <a href="{}">{}</a></span>', told, why_url, _("Why this date?"))


@lru_cache(maxsize=4096)  # the same day, so far away, in the same language: the same words
def _told(shown: str, left: int, met: bool, provisional: bool, nature: str, language: str | None) -> SafeString:
    """All but the link and the end of the element."""
    look, symbol, words = (_kept if nature in ("opens", "kept") else _owed)(left, met, nature)
    mark = EMPTY
    if provisional:
        title = _("The holidays of that year are not published yet.")
        mark = format_html(' <span class="due-mark" title="{}">{}</span>', title, _("provisional"))
    inner = '<span class="{}">{} <time datetime="{}">{}</time> {}{}'
    return format_html(inner, look, icon(symbol), shown, shown, words, mark)


def _kept(left: int, met: bool, nature: str) -> tuple[str, str, SafeString]:
    """A day from which something is possible, or until which something is kept: nobody is late."""
    if nature == "opens":
        words = ngettext("possible in %(days)s day", "possible in %(days)s days", left) % {"days": left}
        words = words if left > 0 else _("possible since then")
    else:
        words = _("to be kept until then") if left >= 0 else _("need not be kept any longer")
    return "due", "calendar-due", format_html("<span>{}</span>", words)


def _owed(left: int, met: bool, nature: str) -> tuple[str, str, SafeString]:
    """A day by which somebody does something: class, symbol, words; strong from the last day on."""
    if met:
        return "due due-met", "check", format_html("<span>{}</span>", _("met"))
    late, right, courtesy = abs(left), nature == "right", nature == "courtesy"
    if left < 0 and right:
        words = ngettext("lapsed %(days)s day ago", "lapsed %(days)s days ago", late) % {"days": late}
    elif left < 0 and courtesy:
        words = ngettext("%(days)s day past", "%(days)s days past", late) % {"days": late}
    elif left < 0:
        words = ngettext("%(days)s day overdue", "%(days)s days overdue", late) % {"days": late}
    elif left == 0:
        words = _("last day today") if right else _("due today")
    else:
        words = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    look = "due due-over" if left < 0 and not courtesy else "due due-soon" if left <= 3 else "due "
    symbol = "alert-triangle" if left < 0 and not courtesy else "calendar-due"
    return look, symbol, format_html("<strong>{}</strong>" if left <= 0 else "<span>{}</span>", words)
