"""The bell of the page header: how many reminders the reader has not read."""

from django import template
from django.template import Context

from mediation.models.reminder import MOST_UNREAD, count_unread

register = template.Library()


@register.inclusion_tag("partials/_bell.html", takes_context=True)
def bell(context: Context) -> dict[str, int | str]:
    """The unread reminders of the reader, of cases they still see, in one query; `shown` is their number in words."""
    unread = count_unread(context["user"])
    return {"unread": unread, "shown": f"{MOST_UNREAD}+" if unread > MOST_UNREAD else str(unread)}
