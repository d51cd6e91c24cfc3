"""Triggers that freeze the rows of a table, on SQLite and on PostgreSQL: no update, no delete, no replacement."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "documents_issuedletter"
REFUSAL = "A row of {table} never changes."


def install(connection: BaseDatabaseWrapper, table: str = TABLE) -> None:
    """Create the triggers; raises KeyError on a database that is neither SQLite nor PostgreSQL."""
    _run(connection, _INSTALL[connection.vendor](table))


def remove(connection: BaseDatabaseWrapper, table: str = TABLE) -> None:
    """Drop the triggers: for migrating backwards and for emptying a test database."""
    _run(connection, _REMOVE[connection.vendor](table))


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _install_sqlite(table: str) -> list[str]:
    refusal = REFUSAL.format(table=table)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for act in ("update", "delete")
    ] + [
        # Whatever the connection says of recursive triggers.
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ]


def _install_postgresql(table: str) -> list[str]:
    refusal = REFUSAL.format(table=table)
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]


def _remove_sqlite(table: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete", "replace")]


def _remove_postgresql(table: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_refuse()",
    ]


_INSTALL = {"sqlite": _install_sqlite, "postgresql": _install_postgresql}
_REMOVE = {"sqlite": _remove_sqlite, "postgresql": _remove_postgresql}
