"""The bell of the page header: how many reminders the reader has not read."""

from django import template
from django.template import Context

from mediation.models.reminder import count_unread

register = template.Library()


@register.inclusion_tag("partials/_bell.html", takes_context=True)
def bell(context: Context) -> dict[str, int]:
    """The unread reminders of the reader, of cases they still see, in one query."""
    return {"unread": count_unread(context["user"])}
