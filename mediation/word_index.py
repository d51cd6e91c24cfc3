"""The index over the words of a case: GIN on PostgreSQL, a full-text table of its own on SQLite kept by triggers.

Neither needs an extension, and both hold exactly the pieces that Python cut.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from documents.freezing import run

TABLE = "mediation_disputewords"
INDEX = "mediation_words_index"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the index; raises KeyError on a database that is neither SQLite nor PostgreSQL."""
    run(connection, _INSTALL[connection.vendor])


def remove(connection: BaseDatabaseWrapper) -> None:
    run(connection, _REMOVE[connection.vendor])


_FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, pieces) VALUES ('delete', old.dispute_id, old.pieces);"  # noqa: S608
_LEARN = f"INSERT INTO {INDEX}(rowid, pieces) VALUES (new.dispute_id, new.pieces);"  # noqa: S608
_TRIGGERS = {"insert": _LEARN, "delete": _FORGET, "update": f"{_FORGET} {_LEARN}"}
_INSTALL = {
    "sqlite": [
        # ascii: whatever is beyond ASCII belongs to a word; the pieces hold no other sign than letters and digits.
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(pieces, content='{TABLE}', content_rowid='dispute_id', "
        "detail='none', columnsize=0, tokenize='ascii')",
        *(
            f"CREATE TRIGGER {TABLE}_{act} AFTER {act.upper()} ON {TABLE} BEGIN {body} END"
            for act, body in _TRIGGERS.items()
        ),
        f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",  # noqa: S608
    ],
    "postgresql": [
        f"CREATE INDEX {INDEX} ON {TABLE} USING gin (pieces)",
        # By the usual hundred a rare piece is taken for a common one: all cases would be walked through by their days.
        f"ALTER TABLE {TABLE} ALTER COLUMN pieces SET STATISTICS 1000",
    ],
}
_REMOVE = {
    "sqlite": [*(f"DROP TRIGGER {TABLE}_{act}" for act in _TRIGGERS), f"DROP TABLE {INDEX}"],
    "postgresql": [f"DROP INDEX {INDEX}"],
}
