"""What gunicorn logs of a request, read from the folder in which it starts: the path, never query or referer.

The search for a case puts the names of people into the query (`?q=`), and they have no place in a log. Nor has a
secret: the address of a calendar feed, or of a link that needs no account, holds one in its path.
"""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

SECRET = re.compile(r"[0-9A-Za-z_-]{40,}")  # that of config.discretion, which is not importable yet at this point
QUERY = re.compile(r"\?\S+")

timeout = 120  # seconds: an Excel file of 100,000 cases takes half a minute; `config.costly` ends it before
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms "%(a)s"'


class Discreet(Logger):
    """Leaves out of the path what is a secret."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        found = super().atoms(resp, req, environ, request_time)
        return {**found, "U": SECRET.sub("…", found["U"] or "")}

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(_blot)


def _blot(record: logging.LogRecord) -> bool:
    """Of a request that failed the error log names the whole address, query included."""
    line = QUERY.sub("?…", SECRET.sub("…", record.getMessage()))
    record.msg, record.args = line, ()
    return True


logger_class = Discreet
