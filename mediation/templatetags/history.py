"""The rows of a history, in Python: a case has forty of them, and nodes of a template are slow."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mediation.templatetags.display import icon, instant, tone

register = template.Library()
EMPTY = SafeString("")


@register.simple_tag
def event_row(at: datetime, title: str, who: str, role: str = "", text: str = "", state: str = "") -> SafeString:
    """One event, inside <ol class="history">; `state` is the code that it came to, for its look."""
    look = tone(state)
    return format_html(
        '<li>\n  <span class="history-mark tone-{}">{}</span>\n  <div>\n    <p class="history-title">{}</p>\n'
        '    <p class="quiet"><time datetime="{}">{}</time> · {}{}</p>\n    {}\n  </div>\n</li>\n',
        look.colour, icon(look.icon), title, timezone.localtime(at).isoformat(), instant(at), who,
        format_html(" · {}", role) if role else EMPTY,
        format_html('<p class="history-text">{}</p>', text) if text else EMPTY,
    )  # fmt: skip
