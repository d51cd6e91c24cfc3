"""The database that is measured, and who asks it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import environ
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client

from mediation.access import Role
from mediation.models import Dispute, Membership, User


def use(url: str) -> None:
    """Let the process speak to this database from now on; both must be of one kind."""
    given = environ.Env.db_url_config(url)
    connection.close()
    connection.settings_dict.update({name: given[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")})
    if "host" in given.get("OPTIONS", {}):
        connection.settings_dict["OPTIONS"]["host"] = given["OPTIONS"]["host"]


def somebody(role: str, level: str = "city_union") -> User:
    """Who has that role in a union of the level; in a town of the one with most cases."""
    found = Membership.objects.filter(role=role, organisation__kind=level).order_by("pk")
    if level == "town_union":
        busy = Dispute.objects.filter(level="town").values("handler").annotate(many=Count("pk")).order_by("-many")
        found = found.filter(user__in=[row["handler"] for row in busy[:40] if row["handler"]]) or found
    return found[0].user


def client_of(user: User) -> Client:
    """A browser that is signed in."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
    return client


def manager() -> User:
    return somebody(Role.MANAGER)


def town_mediator() -> User:
    return somebody(Role.MEDIATOR, "town_union")


def getting(client: Client, address: str, status: int = 200) -> Callable[[], bytes]:
    """A function that gets the page; raises AssertionError when the answer is another one."""
    return partial(_get, client, address, status)


def _get(client: Client, address: str, status: int) -> bytes:
    answer: Any = client.get(address)
    if answer.status_code != status:
        raise AssertionError(f"{address}: {answer.status_code}")
    return bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements sent inside."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent
