"""Expressions in plain SQL on both databases: days between two dates, and words that a partial index knows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, IntegerField


class OneOf(Func):
    """Whether a column has one of some words of ours, written into the SQL: only so SQLite uses a partial index."""

    output_field = BooleanField()

    def __init__(self, column: str, words: Iterable[str]) -> None:
        listed = ", ".join(f"'{word}'" for word in words if word.replace("_", "").isalnum())
        super().__init__(F(column), template=f"%(expressions)s IN ({listed})")


class Days(Func):
    """Whole days from the second date to the first, in plain SQL on both databases."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) AS integer)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="((%(expressions)s))", arg_joiner=")::date - (", **extra)
