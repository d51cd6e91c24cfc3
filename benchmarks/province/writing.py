"""Rows into the database: by COPY or executemany, without indexes and foreign keys, which come afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from benchmarks.province.source import Table, fields_of
from mediation import word_index

INDEXES = """SELECT i.indexname, i.indexdef FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname
WHERE c.conname IS NULL AND i.tablename = ANY(%s)"""
KEYS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)"""
LITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%%'"


@contextmanager
def bare(models: list[Any]) -> Iterator[None]:
    """The tables without plain indexes and foreign keys inside; both are made, and the keys checked, at the end."""
    tables = [model._meta.db_table for model in models]
    word_index.remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for pragma in ("foreign_keys=OFF", "journal_mode=MEMORY", "synchronous=OFF", "cache_size=-256000"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute(LITE)
            indexes, keys = list(cursor.fetchall()), []
        else:
            cursor.execute(INDEXES, [tables])
            indexes = cursor.fetchall()
            cursor.execute(KEYS, [tables])
            keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        word_index.install(connection)
        _close(cursor, models)


def _close(cursor: Any, models: list[Any]) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA foreign_key_check")
        if broken := cursor.fetchmany(3):
            raise ValueError(f"Rows point to nothing: {broken}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("ANALYZE")
        return
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)
    cursor.execute("VACUUM ANALYZE")


def write(model: Any, rows: list[list[Any]]) -> None:
    """Append rows whose values stand in the order of the written columns."""
    if not rows:
        return
    table, columns = model._meta.db_table, [f'"{one.column}"' for one in fields_of(model)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" for _column in columns)
            statement = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608
            cursor.cursor.connection.executemany(statement, rows)
            return
        with cursor.copy(f'COPY "{table}" ({", ".join(columns)}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def write_batch(tables: list[Table], rows: list[list[list[Any]]]) -> int:
    """The rows of many cases, table by table; how many they were."""
    with transaction.atomic():
        for table, found in zip(tables, rows, strict=True):
            write(table.model, found)
    return sum(map(len, rows))
