"""What a case is found by: its words in a table of their own, so that a step does not write them again."""

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from mediation.models.dispute import Dispute
from mediation.word_index import INDEX

COMMON = 20_000  # cases: about where the texts and the index of SQLite take the same time


class PiecesField(models.TextField):
    """The pieces of a case, sorted, with a space between; `__all=[…]` asks for the rows that have them all.

    A tsvector on PostgreSQL, a text on SQLite.
    """

    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """As they were written: they hold letters and digits alone, which need no quotes."""
        return value.replace("'", "") if value and connection.vendor == "postgresql" else value


@PiecesField.register_lookup
class AllPieces(Lookup):
    """Rows whose pieces include those given, by the index of `word_index`.

    SQLite lists all that the index finds before it looks at anything else: of pieces that very many cases have the
    texts are read instead, which soon fill a page. PostgreSQL knows how common a piece is.
    """

    lookup_name = "all"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        wanted = " ".join(f'"{piece}"' for piece in self.rhs)
        words = compiler.quote_name_unless_alias(self.lhs.alias)
        matching = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"  # noqa: S608
        with connection.cursor() as cursor:
            common = cursor.execute(f"{matching} LIMIT 1 OFFSET {COMMON}", [wanted]).fetchone()
        if common:  # pieces are of letters and digits side by side, so that a text has them where it holds them
            return " AND ".join([f'instr({words}."text", %s)'] * len(self.rhs)), list(self.rhs)
        return f'{words}."dispute_id" IN ({matching})', [wanted]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        wanted = " & ".join(f"'{piece}'" for piece in self.rhs)
        return f"{column} @@ %s::tsquery", [*params, wanted]


class DisputeWords(models.Model):
    """The words of one case: number, employer, parties and summary, folded, and the pieces they are cut into."""

    dispute = models.OneToOneField(Dispute, on_delete=models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField()
    pieces = PiecesField()

    class Meta:
        verbose_name = verbose_name_plural = _("words of a case")

    def __str__(self) -> str:
        return self.text
