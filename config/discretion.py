"""What no log may hold: the secret in the address of a one-time link or of a calendar feed."""

import logging
import re

SECRET = re.compile(r"[0-9A-Za-z_-]{40,}")  # longer than any word of an address


class Discretion(logging.Filter):
    """Blots secrets out of every line, Django's own of refused and missing addresses among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if SECRET.search(line):
            record.msg, record.args = SECRET.sub("…", line), ()
        return True
