"""What the pre-flight looks at, and what it finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from documents.fields import Field, Text
from documents.kinds import KINDS, LetterKind
from documents.sheet import Page


class Severity(StrEnum):
    """What a finding does: a stop keeps the letter from the review and the signature, a warning is shown."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """One thing found: the field to jump to (empty: the letter as a whole), its label, and what is the matter."""

    field: str
    label: Text
    message: Text
    severity: Severity = Severity.WARN

    def __str__(self) -> str:
        return f"{self.label}: {self.message}" if self.label else str(self.message)


@dataclass(frozen=True)
class Draft:
    """A letter with the text to be looked at, saved or only typed, on a legal day; `pages` as it would be printed."""

    letter: Any
    content: Mapping[str, Any]
    today: date
    typed: Mapping[str, Any]
    pages: Sequence[Page] = ()

    @property
    def dispute(self) -> Any:
        return self.letter.dispute

    @property
    def kind(self) -> LetterKind:
        return KINDS[self.letter.kind]

    @cached_property
    def workers(self) -> list[Any]:
        """The workers of the case, read once for all fields."""
        return [row for row in self.dispute.people if row.kind == "worker"]

    def texts(self) -> Iterator[tuple[Field, str]]:
        """The fields that hold words, those that are filled."""
        for field in self.kind.fields:
            value = self.content.get(field.name)
            if field.type in ("line", "text", "lines") and value:
                yield field, "\n".join(map(str, value)) if isinstance(value, list) else str(value)

    def found(self, name: str, message: Text) -> Finding:
        """A finding at a field of the kind."""
        return Finding(name, self.kind.field(name).label, message)
