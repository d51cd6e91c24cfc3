"""What words ask of the database: the index for most of them, the text for what must stand side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from mediation.word_index import INDEX
from mediation.words import asked

COMMON = 20_000  # cases: about where the texts and the index of SQLite take the same time


@dataclass(frozen=True)
class Search:
    """Words as the database is asked for them: pieces in the language of its index, none if "", and texts."""

    pieces: str
    texts: tuple[str, ...]  # each stands in the text of a case

    @classmethod
    def of(cls, words: str) -> Self | None:
        """None when there is nothing to be found by in them.

        SQLite lists all that the index finds before it looks at anything else: of pieces that very many cases have the
        texts are read instead, which soon fill a page. PostgreSQL knows how common a piece is.
        """
        terms = asked(words)
        if not terms:
            return None
        wanted_of_all = dict.fromkeys(piece for _term, wanted in terms for piece in wanted)
        pieces = _LANGUAGES[connection.vendor](wanted_of_all)
        if pieces and connection.vendor == "sqlite" and _is_common(pieces):
            return cls("", tuple(term for term, _wanted in terms))
        return cls(pieces, tuple(term for term, wanted in terms if wanted != [term]))  # pieces do not prove the rest

    @property
    def example(self) -> Self:
        """One of the same shape, without its words."""
        return type(self)("pieces" if self.pieces else "", tuple(f"text {at}" for at in range(len(self.texts))))

    @property
    def values(self) -> dict[str, Any]:
        """Its words by name, as a `WrittenQuery` takes them."""
        return {"texts": list(self.texts), **({"pieces": [self.pieces]} if self.pieces else {})}

    @property
    def condition(self) -> Q:
        """The condition on Dispute."""
        found = Q(words__pieces__all=self.pieces) if self.pieces else Q()
        for text in self.texts:
            found &= Q(GreaterThan(StrIndex("words__text", Value(text)), 0))
        return found


def _is_common(pieces: str) -> bool:
    with connection.cursor() as cursor:
        matching = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT 1 OFFSET {COMMON}"  # noqa: S608
        return cursor.execute(matching, [pieces]).fetchone() is not None


_LANGUAGES: dict[str, Callable[[Iterable[str]], str]] = {  # pieces are of letters and digits alone
    "postgresql": lambda pieces: " & ".join(f"'{piece}'" for piece in pieces),
    "sqlite": lambda pieces: " ".join(f'"{piece}"' for piece in pieces),
}
