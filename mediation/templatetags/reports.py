"""Words of saved reports."""

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from mediation.models import ReportSending, Rhythm, SavedReport

register = template.Library()


@register.simple_tag
def rhythm(saved: SavedReport) -> str:
    """When a saved report is sent: every month on day 5, every Monday, not sent."""
    if saved.rhythm == Rhythm.MONTHLY:
        return _("every month on day %(day)d") % {"day": saved.day}
    if saved.rhythm == Rhythm.WEEKLY:
        return _("every week on %(day)s") % {"day": WEEKDAYS[saved.day - 1]}
    return str(Rhythm.NEVER.label)


@register.simple_tag
def refusal(code: str) -> str:
    """Why a report was not sent."""
    return str(ReportSending.Refusal(code).label)
