"""A saved report and a snapshot of the city, through the real operations."""

from datetime import date

from django.utils import timezone

from mediation.models import SavedReport
from mediation.operations.reporting import keep, post_in, publish
from mediation.reports.periods import Period
from mediation.reports.statement import Asked
from tests import cast

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
INDICATORS = ("received", "closed", "open_at_end", "clearance", "workers", "money_claimed", "open_age")


def kept_report(by=None, receivers=(), at=None, **answers):
    """A saved report, shared, of this year by town; `answers` are fields of it."""
    by = by or cast.manager()
    asked = {"name": "劳动争议月报", "indicators": list(INDICATORS), "groups": ["town"], "span": "this_year"}
    post = by.memberships.select_related("organisation").get()
    saved = SavedReport(owner=by, organisation=post.organisation, **{"is_shared": True, **asked, **answers})
    return keep(saved, receivers, by=by, at=at or timezone.now())


def frozen_report(by=None, asked=None, at=None, **answers):
    """A snapshot of 2026 by town."""
    by = by or cast.manager()
    post = post_in(by, by.memberships.select_related("organisation").get().organisation)
    words = {"title": "全市劳动争议年报", "reason": "报市委政法委", **answers}
    asked = asked or Asked(YEAR, INDICATORS, ("town",), {})
    return publish(asked, by=by, post=post, at=at or timezone.now(), **words)
