"""The cases of the demo, read row by row from its SQLite file, and which row belongs to which case."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from documents.models import IssuedLetter
from mediation.models import Dispute, Employer, Membership, Message, Organisation, User

CAST: dict[str, Any] = {"organisation": Organisation, "employer": Employer, "user": User, "membership": Membership}
NOT_TAKEN = {Message.reminders.through}  # what was sent to somebody is no part of a life
GIVEN_ANEW = {("dispute", "number"), ("dispute", "intake_key"), ("issuedletter", "number"), ("issuedletter", "code")}
JOINING = {"absorb", "merge", "split", "discuss", "open_task", "close_task", "link", "attribute"}
CROWD = 40  # parties; larger cases are too rare to be one in five hundred
Values = dict[str, Any]


@dataclass
class Table:
    """A table whose rows belong to cases."""

    model: Any
    rows: dict[int, Values] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)  # case by row

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def fields(self) -> list[Any]:
        return fields_of(self.model)

    def parents(self, tables: dict[Any, "Table"]) -> list[Any]:
        """The foreign keys to rows of cases."""
        return [one for one in self.fields if one.remote_field and one.remote_field.model in tables]


def fields_of(model: Any) -> list[Any]:
    """The columns that are written: not those that the database computes."""
    return [one for one in model._meta.concrete_fields if not one.generated]


def read(path: Path) -> tuple[dict[str, dict[int, Values]], dict[Any, Table], dict[int, dict[Any, list[int]]]]:
    """The rows of the cast, the tables of the cases, and the rows of each case that can be lived again, by table."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row
    tables = _tables()
    for table in tables.values():
        table.rows = _rows(base, table.model)
    _find_owners(tables)
    cast = {name: _rows(base, model) for name, model in CAST.items()}
    refused = _refused(tables)
    cases: dict[int, dict[Any, list[int]]] = {}
    for model, table in tables.items():
        for pk, case in sorted(table.owner.items()):
            if case not in refused:
                cases.setdefault(case, defaultdict(list))[model].append(pk)
    return cast, tables, cases


def _rows(base: sqlite3.Connection, model: Any) -> dict[int, Values]:
    key = model._meta.pk.column
    found = base.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - a name of our own
    return {row[key]: dict(row) for row in found}


def _tables() -> dict[Any, Table]:
    """The tables with a way of foreign keys to the case, and the issued letters."""
    found: dict[Any, Table] = {Dispute: Table(Dispute), IssuedLetter: Table(IssuedLetter)}
    everything = [*apps.get_app_config("mediation").get_models(include_auto_created=True)]
    grown = -1
    while grown != len(found):
        grown = len(found)
        for model in everything:
            keys = [one for one in fields_of(model) if isinstance(one, models.ForeignKey)]
            if any(key.remote_field.model in found for key in keys) and model not in NOT_TAKEN:
                found.setdefault(model, Table(model))
    return found


def _find_owners(tables: dict[Any, Table]) -> None:
    dispute, issued = tables[Dispute], tables[IssuedLetter]
    dispute.owner = {pk: pk for pk in dispute.rows}
    for _step in tables:
        for table in tables.values():
            for key in table.parents(tables):
                other = tables[key.remote_field.model]
                if table is dispute or other is issued:
                    continue
                for pk, row in table.rows.items():
                    if pk not in table.owner and row[key.column] in other.owner:
                        table.owner[pk] = other.owner[row[key.column]]
    letters = next(table for table in tables.values() if table.name == "letter")
    issued.owner = {row["issued_id"]: letters.owner[pk] for pk, row in letters.rows.items() if row["issued_id"]}


def _refused(tables: dict[Any, Table]) -> set[int]:
    """Cases tied to another case, to a meeting, to somebody's account, or to what may exist only once."""
    refused: set[int] = set()
    for table in tables.values():
        for one in table.fields:
            for pk, value in ((pk, row[one.column]) for pk, row in table.rows.items()):
                if value is None or pk not in table.owner:
                    continue
                if one.remote_field and one.remote_field.model in tables:
                    other = tables[one.remote_field.model].owner.get(value)
                    refused |= {table.owner[pk], *([other] if other else [])} if other != table.owner[pk] else set()
                elif _is_single(table, one):
                    refused.add(table.owner[pk])
        for pk, row in table.rows.items():
            tied = table.name == "event" and row["kind"] in JOINING
            if tied or (table.name == "party" and row["account_id"]):
                refused.add(table.owner[pk])
    parties = next(table for table in tables.values() if table.name == "party")
    sizes: dict[int, int] = defaultdict(int)
    for case in parties.owner.values():
        sizes[case] += 1
    return refused | {case for case, size in sizes.items() if size > CROWD}


def _is_single(table: Table, one: Any) -> bool:
    """Whether the column leads to what is no part of the cast, or holds a value that only one row may have."""
    if one.remote_field:
        return one.remote_field.model not in CAST.values()
    return bool(one.unique and not one.primary_key and (table.name, one.name) not in GIVEN_ANEW)
