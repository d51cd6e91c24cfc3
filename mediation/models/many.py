"""Many new rows of one model, written in one statement.

`bulk_create` asks the field of every cell how the database wants its value, which takes several times what the
database takes to write the rows. Here a value that stands in many rows is asked about once, and the rows go as JSON.
"""

import json
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

CELL = {"postgresql": '"{column}"', "sqlite": "json_extract(value, '$.{column}')"}
ROWS = {"postgresql": 'json_populate_recordset(NULL::"{table}", %s)', "sqlite": "json_each(%s)"}


def write_many(rows: Sequence[Model]) -> None:
    """Insert rows of one model, which have no ids yet, in their order; tells each its id. Sends no signals."""
    if not rows:
        return
    meta: Any = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    columns = [field.column for field in fields]
    records = zip(*(_prepared(field, rows) for field in fields), strict=True)
    data = json.dumps([dict(zip(columns, record, strict=True)) for record in records], default=_plain)
    with connection.cursor() as cursor:
        cursor.execute(_statement(meta.db_table, columns, meta.pk.column), [data])
        keys = sorted(key for (key,) in cursor.fetchall())  # given in the order of the rows, told in any
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _statement(table: str, columns: list[str], key: str) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    cells = ", ".join(CELL[connection.vendor].format(column=column) for column in columns)
    rows = ROWS[connection.vendor].format(table=table)
    return f'INSERT INTO "{table}" ({names}) SELECT {cells} FROM {rows} RETURNING "{key}"'  # noqa: S608 - our names


def _prepared(field: Any, rows: Sequence[Model]) -> Iterator[Any]:
    """The values of one column as the database wants them."""
    known: dict[Any, Any] = {}
    for row in rows:
        value = field.pre_save(row, add=True)
        if not isinstance(value, Hashable):
            yield field.get_db_prep_save(value, connection)
            continue
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        yield known[value]


def _plain(value: Any) -> Any:
    """For JSON: what psycopg was to write as JSON; a day or an amount as text."""
    return value.obj if hasattr(value, "obj") else str(value)
