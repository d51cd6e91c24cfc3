"""A page asks the database for a few seconds at most, so that one broad question does not hold up everybody else.

PostgreSQL is told by `statement_timeout`, SQLite by a progress handler. What a page spends in Python does not count.
A file (`unhurried`) has more of them. Acts and commands take the time they need.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

STEPS = 20_000  # of SQLite's machine between two looks at the clock: well under a millisecond
SLACK = 0.5  # seconds by which PostgreSQL may know less of what is left than we do
LEAST = 0.01  # seconds: a limit of 0 would be none
CANCELED = "57014"  # query_canceled
PAGES = ("GET", "HEAD")


class TooCostlyError(Exception):
    """The page has used up its time in the database, or its answer would be too large."""


def in_json(view: Any) -> Any:
    """A view that answers programs: what is wrong is told them as JSON."""
    view.in_json = True
    return view


def unhurried(view: Any) -> Any:
    """A view that makes a file: it has FILE_SECONDS in the place of PAGE_SECONDS."""
    view.unhurried = True
    return view


class CostlyMiddleware:
    """Ends a page that asks too much, with a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            _release(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """From here on the page counts."""
        if request.method in PAGES:
            seconds = settings.FILE_SECONDS if getattr(view, "unhurried", False) else settings.PAGE_SECONDS
            request.patience = Patience(seconds)  # type: ignore[attr-defined]
            connection.execute_wrappers.append(request.patience)  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so, in the place of one that was ended."""
        if not _is_costly(exception):
            return None
        _release(request)
        if getattr(getattr(request.resolver_match, "func", None), "in_json", False):
            words = _("The question is too broad: narrow the filter, choose a shorter period or fewer figures.")
            return JsonResponse({"errors": {"__all__": [words]}}, status=422)
        return render(request, "422.html", status=422)


class Patience:
    """What is left of the seconds of one page or file, around every statement of it.

    Rows that are read one by one after their statement count only on SQLite, and there by the clock.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.told = 0.0  # what PostgreSQL knows
        self.ends = 0.0  # when SQLite stops

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self.left <= 0:
            raise TooCostlyError
        _TELL[connection.vendor](self)
        began = time.monotonic()
        try:
            return execute(sql, params, many, context)
        finally:
            self.left -= time.monotonic() - began

    def tell_postgresql(self) -> None:
        if not self.told or self.told - self.left > SLACK:
            self.told = max(self.left, LEAST)
            _set_timeout(round(self.told * 1000))

    def tell_sqlite(self) -> None:
        if not self.ends:
            connection.connection.set_progress_handler(lambda: time.monotonic() > self.ends, STEPS)
        self.ends = time.monotonic() + self.left

    def release(self) -> None:
        """The connection is as it was."""
        if self.told:
            _set_timeout(0)
        if self.ends and connection.connection is not None:
            connection.connection.set_progress_handler(None, 0)


_TELL: dict[str, Callable[[Patience], None]] = {
    "postgresql": Patience.tell_postgresql,
    "sqlite": Patience.tell_sqlite,
}


def _release(request: HttpRequest) -> None:
    patience = request.__dict__.pop("patience", None)
    if patience is not None:
        connection.execute_wrappers.remove(patience)
        patience.release()


def _set_timeout(milliseconds: int) -> None:
    """Outside the cursor of Django, which would ask for patience again."""
    if connection.connection is not None and not connection.connection.closed:
        connection.connection.execute(f"SET statement_timeout = {milliseconds}")


def _is_costly(exception: BaseException | None) -> bool:
    """Whether this, or what caused it, is the end of a statement that took too long."""
    if isinstance(exception, OperationalError):
        cause = exception.__cause__
        canceled = getattr(cause, "sqlstate", "") == CANCELED
        return canceled or getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    return isinstance(exception, TooCostlyError)
