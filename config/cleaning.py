"""What a person types is read without the characters that nobody sees.

Text copied from a chat or a spreadsheet brings control, bidirectional and zero-width characters along: they break a
search, make two equal names differ, and can turn the order of a line around. They are dropped before a form reads them,
as letters and lists of workers drop them. Tabs and line ends stay; a NUL stays too, for the form to refuse.
"""

import unicodedata
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

KEPT = "\t\n\r\x00"
UNSEEN = ("Cc", "Cf")  # control; format: bidirectional marks, zero-width characters
SECRET = "password"  # noqa: S105 - the field of a password is nobody's to change


def without_unseen(text: str) -> str:
    """The text without control and format characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one for one in text if one in KEPT or unicodedata.category(one) not in UNSEEN)


def cleaned(data: QueryDict) -> QueryDict:
    """The fields of a form in their order, each text without what nobody sees."""
    found = data.copy()
    for name, values in data.lists():
        if SECRET not in name:
            found.setlist(name, [without_unseen(value) for value in values])
    found._mutable = False
    return found


class CleaningMiddleware:
    """Cleans the fields of a posted form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)
