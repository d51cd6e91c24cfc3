"""The month of a legal date as a number, stored by the database itself."""

from typing import Any

from django.db.models import Func, IntegerField


class MonthNumber(Func):
    """yyyymm of a date (202611), NULL of none: plain SQL that both databases may keep in a column and in an index.

    Django's own truncations call Python for each row on SQLite.
    """

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        day = "%(expressions)s"
        template = f"CAST(substr({day}, 1, 4) || substr({day}, 6, 2) AS integer)"
        return _twice(super().as_sql(compiler, connection, template=template, **extra))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        day = "%(expressions)s"
        template = f"(EXTRACT(YEAR FROM {day}) * 100 + EXTRACT(MONTH FROM {day}))::integer"
        return _twice(super().as_sql(compiler, connection, template=template, **extra))


def _twice(made: Any) -> Any:
    """The template names its expression twice, and so its parameters."""
    sql, params = made
    return sql, (*params, *params)
