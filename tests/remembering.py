"""What a maker of the tests has made once in a test run is put back the next time, row by row, instead of made again.

The steps that lead to a case are taken for real when they are first asked for; the same call in a database of the same
history finds their rows in memory, some fifty times as fast. A history is known from an untouched database on, as long
as nothing but makers has written; what a test itself does is always done. So nothing is proved less: a maker gives
the same rows and the same values, under the same keys, either way (`tests/test_remembering.py`).
"""

import functools
import pickle
import re
import threading
from dataclasses import dataclass, field
from itertools import count

from django.apps import apps
from django.conf import Settings, settings
from django.db import connection
from django.utils.translation import get_language

from documents import press

UNTOUCHED = 0  # the history of a database as migrations leave it
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
SAVEPOINT = re.compile(r'(ROLLBACK TO )?SAVEPOINT "(\w+)"')
READS = re.compile(r"\s*\(?(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|LOCK|PRAGMA|SET|EXPLAIN)\b")
SIGNS_IN = re.compile(r'.* "(?:django_session|axes_\w+)"|UPDATE "mediation_user" SET "last_login" = %s WHERE')
# no maker asks who has signed in


@dataclass
class Table:
    """How the rows of one table are read and put back."""

    name: str
    key: str
    columns: list[str]

    @property
    def rows(self):
        """Every row by its key."""
        place = self.columns.index(self.key)
        found = connection.connection.execute(f"SELECT {self._list} FROM {self._quoted}").fetchall()  # noqa: S608
        return {row[place]: tuple(map(_plain, row)) for row in found}

    def inserting(self, rows):
        marks = ", ".join([_mark()] * len(self.columns))
        return f"INSERT INTO {self._quoted} ({self._list}) VALUES ({marks})", rows  # noqa: S608

    def updating(self, before, after):
        """Only what differs: a frozen column may not be written at all."""
        changed = [place for place, value in enumerate(after) if value != before[place]]
        values = ", ".join(f'"{self.columns[place]}" = {_mark()}' for place in changed)
        key = after[self.columns.index(self.key)]
        statement = f'UPDATE {self._quoted} SET {values} WHERE "{self.key}" = {_mark()}'  # noqa: S608
        return statement, [(*(after[place] for place in changed), key)]

    def deleting(self, keys):
        return f'DELETE FROM {self._quoted} WHERE "{self.key}" = {_mark()}', [(key,) for key in keys]  # noqa: S608

    @property
    def _quoted(self):
        return f'"{self.name}"'

    @property
    def _list(self):
        return ", ".join(f'"{column}"' for column in self.columns)


def _mark():
    return "?" if connection.vendor == "sqlite" else "%s"


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


@functools.cache
def tables():
    """Every table of the project by its name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [column.column for column in model._meta.local_concrete_fields if not column.generated]
        found[model._meta.db_table] = Table(model._meta.db_table, model._meta.pk.column, columns)
    return found


@dataclass
class Recording:
    """What a maker that is at work writes: each table it touches, as it was before."""

    before: dict[str, dict] = field(default_factory=dict)

    def notice(self, name):
        if name not in self.before:
            self.before[name] = tables()[name].rows

    def statements(self):
        """The statements that do it again, each with its rows: what goes, what changes, what comes."""
        gone, changed, come = [], [], []
        for name, before in self.before.items():
            table, after = tables()[name], tables()[name].rows
            gone.append(table.deleting([key for key in before if key not in after]))
            come.append(table.inserting([row for key, row in after.items() if key not in before]))
            changed += [
                table.updating(before[key], row) for key, row in after.items() if key in before and before[key] != row
            ]
        return [statement for statement in (*gone, *changed, *come) if statement[1]]


@dataclass(frozen=True)
class Memory:
    """One call of a maker: the tables it wrote, how to do it again, what it gave, and the history it left."""

    tables: list[str]
    again: list
    made: bytes
    history: int

    def put_back(self):
        for statement in self.again:
            if isinstance(statement, str):
                connection.connection.execute(statement)
            else:
                connection.connection.executemany(*statement)


class Remembering:
    """The history of the database that the tests of this process share, and the makers' calls by history.

    A history is a number: the same number, the same rows.
    """

    def __init__(self):
        self.history = None  # None when nobody knows
        self.trusted = False
        self.savepoints = {}  # the history at each: it comes back when all since is rolled back
        self.recordings = []  # of the makers at work, the outermost first
        self.calls = {}
        self.histories = count(UNTOUCHED + 1)

    def begin(self, *, trusted):
        """A test begins: in an untouched database, or in the transaction that its module holds open.

        It is not trusted if it may change how the makers work.
        """
        if self._notice not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._notice)
        self.trusted = trusted
        if not connection.in_atomic_block:
            self.history = UNTOUCHED

    def make(self, maker, arguments):
        """What the maker gives for the arguments, from memory where it can be."""
        if not self._is_known():
            return maker(*arguments[0], **arguments[1])
        call = (self.history, maker.__module__, maker.__qualname__, _surroundings(), pickle.dumps(arguments))
        if call in self.calls:
            self._written(self.calls[call].tables)
            self.calls[call].put_back()
        else:
            self.calls[call] = self._record(maker, arguments)
        self.history = self.calls[call].history
        return pickle.loads(self.calls[call].made)  # noqa: S301 - pickled by this process

    def _is_known(self):
        """Whether a call here can be remembered: nothing else has written, and all will be rolled back."""
        if self.history is None or not self.trusted or threading.current_thread() is not threading.main_thread():
            return False
        return connection.in_atomic_block

    def _record(self, maker, arguments):
        recording, history = Recording(), self.history
        self.recordings.append(recording)
        try:
            made = pickle.dumps(maker(*arguments[0], **arguments[1]))
            again = recording.statements()
        except BaseException:
            self.history = None
            raise
        finally:
            self.recordings.pop()
        if again:
            history = next(self.histories) if self.history is None else self.history
        return Memory(list(recording.before), _told(again), made, history)

    def _notice(self, execute, sql, params, many, context):
        if savepoint := SAVEPOINT.match(sql):
            self._rolled(*savepoint.groups())
        elif not READS.match(sql):
            if self.recordings or not SIGNS_IN.match(sql):
                self.history = None
            if self.recordings:
                self._written([_table_of(sql)])
        return execute(sql, params, many, context)

    def _rolled(self, back, name):
        if back:
            self.history = self.savepoints.get(name)
        else:
            self.savepoints[name] = self.history

    def _written(self, names):
        for recording in self.recordings:
            for name in names:
                recording.notice(name)


def _table_of(sql):
    """The table that a statement writes; a maker that writes in another way cannot be remembered."""
    found = WRITES.match(sql)
    if found is None:
        raise ValueError(f"What a maker writes with this cannot be put back: {sql}")
    return found[1]


def _surroundings():
    """What else a maker depends on: the language, how letters are printed, and settings that a test has changed."""
    changed, layer = {}, settings._wrapped
    while not isinstance(layer, Settings):
        changed = {name: repr(getattr(layer, name)) for name in vars(layer) if name.isupper()} | changed
        layer = layer.default_settings
    return get_language(), press.printed, tuple(sorted(changed.items()))


def _told(statements):
    """On PostgreSQL all statements as one text, which travels once."""
    if connection.vendor == "sqlite" or not statements:
        return statements
    with connection.connection.cursor() as cursor:
        return [";".join(cursor.mogrify(text, row) for text, rows in statements for row in rows)]


remembering = Remembering()


def remembered(maker):
    """A maker whose calls are remembered; what it makes depends on the database and its arguments alone."""

    @functools.wraps(maker)
    def made(*args, **kwargs):
        return remembering.make(maker, (args, kwargs))

    return made
