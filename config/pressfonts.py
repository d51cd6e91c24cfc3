"""The Fangsong of the print shop among the static files: the live preview is set in it where the reader has none.

Only the open font is given out, never one that the office owns.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILE, PREFIX = "fang.ttf", "press"


class PressFontFinder(BaseFinder):
    """`press/fang.ttf`, once the foundry was run."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.FONT_DIR)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != f"{PREFIX}/{FILE}" or not self.storage.exists(FILE):
            return []
        found = self.storage.path(FILE)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        if self.storage.exists(FILE):
            yield FILE, self.storage
