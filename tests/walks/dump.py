"""Two pictures of the database: every byte, to see that nothing changed, and a logical one that any database shares."""

import functools
import hashlib
import json

from django.apps import apps
from django.db import connection

ROOMS = ("mediation", "documents")
MADE_OF_KEYS = {"digest", "intake_key", "code", "verify_url", "pdf", "sha256", "password", "date_joined"}
# which follow from a primary key, a clock or chance


def tables():
    """Every table of the product, join tables too, in a fixed order."""
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)]


class Picture:
    """Reads every row of every table with one query a table."""

    def rows(self):
        """Every row as the database gives it: {table: [row, …]}, in the order of the keys."""
        with connection.cursor() as cursor:
            return {table: self._rows(cursor, query) for table, query in queries().items()}

    def take(self):
        """A hash of every byte of every row."""
        return hashlib.sha256(repr(self.rows()).encode()).hexdigest()

    def _rows(self, cursor, query):
        cursor.execute(query)
        return [tuple(map(_plain, row)) for row in cursor.fetchall()]


@functools.cache
def queries():
    """The query of every table."""
    quote = connection.ops.quote_name
    return {
        model._meta.db_table: f"SELECT * FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}"  # noqa: S608
        for model in tables()
    }


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def logical_dump():
    """Every row as plain values, with the ordinal of a row in place of its key: {table: [row, …]}."""
    ordinals = {
        model: {key: place for place, key in enumerate(_keys(model))}
        for model in tables()
    }  # fmt: skip
    return {model._meta.db_table: [_row(obj, ordinals) for obj in _rows(model)] for model in tables()}


def digest(dump):
    text = json.dumps(dump, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(model):
    return model._base_manager.order_by("pk")


def _keys(model):
    return _rows(model).values_list("pk", flat=True)


def _row(obj, ordinals):
    found = {}
    for field in obj._meta.concrete_fields:
        if field.primary_key or field.name in MADE_OF_KEYS:
            continue
        value = getattr(obj, field.attname)
        if field.is_relation and value is not None:
            value = ordinals.get(field.related_model, {}).get(value, value)
        found[field.name] = _without_keys(value)
    return found


def _without_keys(value):
    if isinstance(value, dict):
        return {name: _without_keys(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list):
        return [_without_keys(part) for part in value]
    return value
