"""Triggers that freeze the rows of a table, on SQLite and on PostgreSQL: no update, no delete, no replacement.

A table may have one column that is filled later, once, or rows that may be changed until they have ended.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "documents_issuedletter"
REFUSAL = "A row of {table} never changes."


def install(connection: BaseDatabaseWrapper, table: str = TABLE) -> None:
    """Create the triggers; raises KeyError on a database that is neither SQLite nor PostgreSQL."""
    run(connection, _INSTALL[connection.vendor](table))


def install_once(connection: BaseDatabaseWrapper, table: str, *, fixed: Iterable[str], once: str) -> None:
    """As `install`, but a row may be changed a single time, when `once` is filled; its columns `fixed` never change."""
    unless = f"OLD.{once} IS NOT NULL OR NEW.{once} IS NULL OR {_changed(connection, fixed)}"
    run(connection, _INSTALL[connection.vendor](table, unless))


def install_until(connection: BaseDatabaseWrapper, table: str, *, fixed: Iterable[str], ended: str) -> None:
    """As `install`, but a row may be changed until `ended`, a condition on OLD; its columns `fixed` never change."""
    run(connection, _INSTALL[connection.vendor](table, f"{ended} OR {_changed(connection, fixed)}"))


def remove(connection: BaseDatabaseWrapper, table: str = TABLE) -> None:
    """Drop the triggers: for migrating backwards and for emptying a test database."""
    run(connection, _REMOVE[connection.vendor](table))


def _changed(connection: BaseDatabaseWrapper, fixed: Iterable[str]) -> str:
    return " OR ".join(_CHANGED[connection.vendor].format(column=column) for column in ("id", *fixed))


def run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    """Send the statements one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _install_sqlite(table: str, unless: str = "") -> list[str]:
    refusal = REFUSAL.format(table=table)
    when = {"update": f"WHEN {unless} " if unless else "", "delete": ""}
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"{when[act]}BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for act in when
    ] + [
        # Whatever the connection says of recursive triggers.
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ]


def _install_postgresql(table: str, unless: str = "") -> list[str]:
    refusal = REFUSAL.format(table=table)
    acts = "DELETE" if unless else "UPDATE OR DELETE"
    changes = [
        f"DROP TRIGGER IF EXISTS {table}_changed ON {table}",
        f"CREATE TRIGGER {table}_changed BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({unless}) EXECUTE FUNCTION {table}_refuse()",
    ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        f"CREATE TRIGGER {table}_frozen BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        *(changes if unless else ()),
    ]


def _remove_sqlite(table: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete", "replace")]


def _remove_postgresql(table: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_changed ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_refuse()",
    ]


_CHANGED = {"sqlite": "NEW.{column} IS NOT OLD.{column}", "postgresql": "NEW.{column} IS DISTINCT FROM OLD.{column}"}
_INSTALL = {"sqlite": _install_sqlite, "postgresql": _install_postgresql}
_REMOVE = {"sqlite": _remove_sqlite, "postgresql": _remove_postgresql}
