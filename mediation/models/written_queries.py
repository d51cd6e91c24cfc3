"""Queries of every page, written once: Django takes longer to write them than databases to answer (docs/adr/0007)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Wording(NamedTuple):
    """The text of a query, its parameters, and where which of the values goes."""

    text: str
    given: list[Any]
    places: list[tuple[int, str, int]]  # of the parameter, the name, the place in what stands for it
    compiler: Any
    converters: dict[int, Any]

    def parameters(self, values: dict[str, Any]) -> list[Any]:
        """Those sent, with these values in their places."""
        sent = {name: _sent(value) for name, value in values.items()}
        given = self.given.copy()
        for place, name, at in self.places:
            given[place] = sent[name][at]
        return given


@dataclass
class WrittenQuery:
    """Rows of values that are asked for again and again, with other values in some places; it is written once.

    `rows` makes the `values_list` of the `examples`, which are found nowhere else in it: whole numbers, days or
    texts, or lists of them. `ask` takes what stands in their place, of a list as many. Answers are not kept. Raises
    ValueError when an example does not come back among the parameters: its place would never be filled.

    For what every page or step asks; whatever is asked now and then is a plain queryset.
    """

    rows: Callable[..., QuerySet[Any, Any]]
    examples: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def _written(self) -> Wording | None:
        """None when no row can be meant."""
        query = self.rows(**self.examples).query
        compiler = query.get_compiler(connection=connection)  # that of whichever thread asks
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:
            return None
        sent = [(value, name, at) for name, one in self.examples.items() for at, value in enumerate(_sent(one))]
        places = [(place, name, at) for place, value in enumerate(given) for own, name, at in sent if own == value]
        if {(name, at) for _place, name, at in places} != {(name, at) for _value, name, at in sent}:
            raise ValueError(f"Not every example of {sorted(self.examples)} stands in the query.")
        return Wording(
            text, list(given), places, compiler, compiler.get_converters([row[0] for row in compiler.select])
        )

    def ask(self, **values: Any) -> list[Any]:
        """The rows, each a list or tuple of values."""
        if self._written is None:
            return []
        written = self._written
        found = _answer(written.text, written.parameters(values))
        return list(written.compiler.apply_converters(found, written.converters)) if written.converters else found

    def count(self, **values: Any) -> int:
        """How many rows there are."""
        if self._written is None:
            return 0
        text = f"SELECT COUNT(*) FROM ({self._written.text}) AS counted"  # noqa: S608 - of text that Django made
        return int(_answer(text, self._written.parameters(values))[0][0])


def columns_of(model: type[Row]) -> list[str]:
    """The names of all columns of a model, as `values_list` takes them."""
    return [column.attname for column in model._meta.concrete_fields]


def row_of(model: type[Row], values: Iterable[Any]) -> Row:
    """The row with these values of `columns_of`."""
    return model.from_db(DEFAULT_DB_ALIAS, columns_of(model), list(values))


def _answer(text: str, given: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        return cursor.fetchall()


def _sent(value: Any) -> list[Any]:
    """What a value, or each of a list, is among the parameters."""
    values = value if isinstance(value, list) else [value]
    return [connection.ops.adapt_datefield_value(one) if isinstance(one, date) else one for one in values]
