"""What a case is found by: its words in a table of their own, so that a step does not write them again."""

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _

from mediation.models.dispute import Dispute
from mediation.word_index import INDEX


class PiecesField(models.TextField):
    """The pieces of a case, sorted, with a space between; `__all` asks for the rows that have them all.

    A tsvector on PostgreSQL, a text on SQLite.
    """

    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """As they were written: they hold letters and digits alone, which need no quotes."""
        return value.replace("'", "") if value and connection.vendor == "postgresql" else value


@PiecesField.register_lookup
class AllPieces(Lookup):
    """Rows whose pieces include those given, in the language of the index (`models.searching`)."""

    lookup_name = "all"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        words = compiler.quote_name_unless_alias(self.lhs.alias)
        return f'{words}."dispute_id" IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)', [self.rhs]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]


class DisputeWords(models.Model):
    """The words of one case: number, employer, parties and summary, folded, and the pieces they are cut into."""

    dispute = models.OneToOneField(Dispute, on_delete=models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField()
    pieces = PiecesField()

    class Meta:
        verbose_name = verbose_name_plural = _("words of a case")

    def __str__(self) -> str:
        return self.text
