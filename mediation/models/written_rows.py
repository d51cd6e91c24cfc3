"""Queries for whole rows with what they name, written once: those of the page of a case.

It reads rows as Django's own iterables do, by insides of Django 5.2 that are not public; the tests tell when an upgrade
changes them.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.query import get_related_populators

from mediation.models.written_queries import WrittenQuery


class WrittenRows(WrittenQuery):
    """As `WrittenQuery`, but `rows` makes a queryset of models: what it selects along, defers and annotates is kept."""

    def ask(self, **values: Any) -> list[Any]:
        """The rows, as the queryset would give them; what it would prefetch is not read."""
        return [self._made(row) for row in super().ask(**values)]

    def _made(self, values: Iterable[Any]) -> Any:
        model, names, first, after, related, annotated = self._columns
        found = list(values)
        row = model.from_db(DEFAULT_DB_ALIAS, names, found[first:after])
        for named in related:
            named.populate(found, row)
        for name, place in annotated:
            setattr(row, name, found[place])
        return row

    @cached_property
    def _columns(self) -> tuple[Any, ...]:
        """Of which model the rows are, and which columns are whose, as the queryset reads them."""
        assert self._written is not None
        compiler = self._written.compiler
        own = compiler.klass_info["select_fields"]
        first, after = own[0], own[-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:after]]
        related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # of Django 6
        return compiler.klass_info["model"], names, first, after, related, list(compiler.annotation_col_map.items())
