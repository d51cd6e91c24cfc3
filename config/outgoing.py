"""E-mail and working hours, read from the environment; what is half set or wrong stops the start."""

from dataclasses import dataclass
from email.utils import parseaddr

import environ
from django.core.exceptions import ImproperlyConfigured

from mediation.hours import Hours, read_hours

BACKENDS = "django.core.mail.backends."
LIKE = "EMAIL_URL must name a mail server, such as smtp+tls://user:password@host:587."


@dataclass(frozen=True)
class Mail:
    """How e-mails leave; `sends` is false where nobody set a mail server, and then none is written."""

    sends: bool = False
    backend: str = f"{BACKENDS}dummy.EmailBackend"
    sender: str = "webmaster@localhost"
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    tls: bool = False  # STARTTLS
    ssl: bool = False


def read_mail(env: environ.Env, *, to_console: bool) -> Mail:
    """Mail from EMAIL_URL and EMAIL_FROM; with neither of them to the console, or not at all.

    Raises ImproperlyConfigured when one of the two is missing, or is not what it should be.
    """
    url, sender = env.str("EMAIL_URL", default=""), env.str("EMAIL_FROM", default="")
    if not url and not sender:
        return Mail(sends=True, backend=f"{BACKENDS}console.EmailBackend") if to_console else Mail()
    if not url or not sender:
        raise ImproperlyConfigured("Set EMAIL_URL and EMAIL_FROM together, or neither of them.")
    if "@" not in parseaddr(sender)[1]:
        raise ImproperlyConfigured("EMAIL_FROM must be an address, such as tiaojie@example.org.")
    try:
        found = env.email_url("EMAIL_URL")
    except (ImproperlyConfigured, ValueError) as error:
        raise ImproperlyConfigured(LIKE) from error
    if not found["EMAIL_HOST"]:
        raise ImproperlyConfigured(LIKE)
    return Mail(
        True, found["EMAIL_BACKEND"], sender, found["EMAIL_HOST"], found["EMAIL_PORT"],
        found["EMAIL_HOST_USER"] or "", found["EMAIL_HOST_PASSWORD"] or "",
        found.get("EMAIL_USE_TLS", False), found.get("EMAIL_USE_SSL", False),
    )  # fmt: skip


def read_working_hours(env: environ.Env) -> Hours:
    """WORKING_HOURS, such as 09:00-17:30 in Asia/Shanghai. Raises ImproperlyConfigured."""
    try:
        return read_hours(env.str("WORKING_HOURS", default="09:00-17:30"))
    except ValueError as error:
        raise ImproperlyConfigured("WORKING_HOURS must look like 09:00-17:30.") from error
