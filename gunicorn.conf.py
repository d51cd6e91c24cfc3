"""What gunicorn logs of a request, read from the folder in which it starts: the path, never query or referer.

The search for a case puts the names of people into the query (`?q=`), and they have no place in a log. Nor has a
secret: the address of a calendar feed, or of a link that needs no account, holds one in its path.
"""

import re
from typing import Any

from gunicorn.glogging import Logger

SECRET = re.compile(r"[0-9A-Za-z_-]{40,}")  # longer than any word of an address

access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms "%(a)s"'


class Discreet(Logger):
    """Leaves out of the path what is a secret."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        found = super().atoms(resp, req, environ, request_time)
        return {**found, "U": SECRET.sub("…", found["U"] or "")}


logger_class = Discreet
