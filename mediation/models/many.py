"""Many new rows of one model, written in one statement.

`bulk_create` asks the field of every cell how the database wants its value, which takes several times what the
database takes to write the rows. Here a value that stands in many rows is asked about once, and the rows go as JSON.
"""

import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, connections
from django.db.models import JSONField, Model

CELL = {"postgresql": '"{column}"', "sqlite": "json_extract(value, '$[{place}]')"}
ROWS = {"postgresql": 'json_populate_recordset(NULL::"{table}", %s)', "sqlite": "json_each(%s)"}


def write_many(rows: Sequence[Model]) -> None:
    """Insert rows of one model, which have no ids yet, in their order; tells each its id.

    Sends no signals; a field that fills itself in (auto_now) stays as it is.
    """
    if not rows:
        return
    meta: Any = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    columns = [field.column for field in fields]
    records: list[Any] = list(zip(*(_prepared(field, rows) for field in fields), strict=True))
    if connection.vendor == "postgresql":  # which finds the cells of a row by name; SQLite does by place, in less time
        records = [dict(zip(columns, record, strict=True)) for record in records]
    data = json.dumps(records, default=_plain)
    with connection.cursor() as cursor:
        cursor.execute(_statement(meta.db_table, columns, meta.pk.column), [data])
        keys = sorted(key for (key,) in cursor.fetchall())  # given in the order of the rows, told in any
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _statement(table: str, columns: list[str], key: str) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    cells = ", ".join(CELL[connection.vendor].format(place=n, column=column) for n, column in enumerate(columns))
    rows = ROWS[connection.vendor].format(table=table)
    return f'INSERT INTO "{table}" ({names}) SELECT {cells} FROM {rows} RETURNING "{key}"'  # noqa: S608 - our names


def _prepared(field: Any, rows: Sequence[Model]) -> list[Any]:
    """The values of one column as the database wants them."""
    values = list(map(attrgetter(field.attname), rows))
    database = connections[connection.alias]  # itself: what stands for it looks it up each time
    if isinstance(field, JSONField):  # no list can be looked up
        return [field.get_db_prep_save(value, database) for value in values]
    known = {value: field.get_db_prep_save(value, database) for value in set(values)}
    return [known[value] for value in values]


def _plain(value: Any) -> Any:
    """For JSON: what psycopg was to write as JSON; a day or an amount as text."""
    return value.obj if hasattr(value, "obj") else str(value)
