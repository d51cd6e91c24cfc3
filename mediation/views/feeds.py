"""The private calendar of a person behind its secret address; no sign-in, for calendar programs have none."""

import hashlib
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mediation.feeds import write
from mediation.operations.subscriptions import entries, owner_of

SECRET = re.compile(r"[0-9A-Za-z_-]{43}")


@login_not_required
@require_safe
def feed(request, secret):
    """The deadlines as a calendar; 404 for a secret that opens none, as for any address that does not exist."""
    user = owner_of(secret) if SECRET.fullmatch(secret) else None
    if user is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        rows = entries(user, timezone.localdate())
        content = write(_("Deadlines of the case tracker"), rows)
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    if rows:
        response["Last-Modified"] = http_date(max(row.stamp for row in rows).timestamp())
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    # By the ETag alone: a deadline that is met goes away without a newer day.
    return get_conditional_response(request, etag=etag, response=response)
