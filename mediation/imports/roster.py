"""A list of workers (职工名单) read and checked, row by row: nothing is written here."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mediation.imports.columns import BY_CODE, COLUMNS, Column
from mediation.imports.tables import Cell, Table, Unreadable
from mediation.operations.roster_plan import Entry

MOST_ROWS = 2_000
Readers = dict[str, Callable[[Cell], Any]]  # by the code of the column
OWN = {"name", "id_number", "phone"}  # what each row has for itself
HEADINGS_WITHIN = 5  # rows from the top in which the headings stand


@dataclass(frozen=True)
class Row:
    """A row of the list: its number in the file, its cells by column, what is wrong with each, and what it says."""

    line: int
    cells: dict[str, Cell]
    errors: dict[str, str] = field(default_factory=dict)
    entry: Entry | None = None

    @property
    def problems(self) -> list[str]:
        """What is wrong, with the heading of each cell."""
        return [f"{BY_CODE[code].heading}：{words}" for code, words in self.errors.items()]


@dataclass(frozen=True)
class Roster:
    """The rows of a list, and the headings in it that mean nothing here."""

    rows: list[Row]
    ignored: list[str] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """What the rows without a fault say."""
        return [row.entry for row in self.rows if row.entry is not None]

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.entry is None]


def read_roster(table: Table, *, pasted: bool = False) -> Roster:
    """The rows of a table. Pasted rows may come without headings, in the order of the template. Raises Unreadable."""
    place, columns = _headings(table)
    if columns is None and pasted:
        place, columns = -1, dict(enumerate(BY_CODE))
    if columns is None:
        raise Unreadable(_("There is no row of headings with 姓名. Use the template."))
    body = table[place + 1 :]
    if len(body) > MOST_ROWS:
        raise Unreadable(_("The list has more than 2,000 rows. Divide it into several files."))
    if not body:
        raise Unreadable(_("The list is empty."))
    ignored = [] if place < 0 else [cell.text for at, cell in enumerate(table[place][1]) if at not in columns]
    read = readers()
    rows = [
        check(line, {code: cells[at] for at, code in columns.items() if at < len(cells)}, read) for line, cells in body
    ]
    return Roster(_one_number_one_name(rows), [text for text in ignored if text.strip() and text != PROBLEM])


def readers() -> Readers:
    """How each column is read, by its code; what may stand in many rows of a list is read once."""
    return {column.code: column.read if column.code in OWN else cache(column.read) for column in COLUMNS}


def check(line: int, cells: dict[str, Cell], read: Readers) -> Row:
    """One row with what is wrong in each cell."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for code, reader in read.items():
        if code not in cells:
            continue
        try:
            values[code] = reader(cells[code])
        except ValidationError as error:
            errors[code] = " ".join(error.messages)
    if not values.get("name") and "name" not in errors:
        errors["name"] = _("The name is missing.")
    given = {code: value for code, value in values.items() if value not in (None, "")}
    return Row(line, cells, errors, None if errors else Entry(line, **given))


def _one_number_one_name(rows: list[Row]) -> list[Row]:
    """The rows; those that give one ID number to people of different names are wrong, all of them."""
    numbers: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        if row.entry is not None and row.entry.id_number:
            numbers[row.entry.id_number].append(row.entry)
    shared = {number: same for number, same in numbers.items() if len({entry.name for entry in same}) > 1}
    return [_refused(row, shared.get(row.entry.id_number, []) if row.entry is not None else []) for row in rows]


def _refused(row: Row, same: list[Entry]) -> Row:
    other = next((entry for entry in same if row.entry is not None and entry.name != row.entry.name), None)
    if other is None:
        return row
    words = _("Row %(line)d has the same number for %(name)s.") % {"line": other.line, "name": other.name}
    return replace(row, errors={"id_number": words}, entry=None)


def _headings(table: Table) -> tuple[int, dict[int, str] | None]:
    """The row of headings and the column code by place; the first one counts where a heading comes twice."""
    for place, (_line, cells) in enumerate(table[:HEADINGS_WITHIN]):
        found: dict[int, str] = {}
        for at, cell in enumerate(cells):
            column = _HEADINGS.get(_heading(cell.text))
            if column is not None and column.code not in found.values():
                found[at] = column.code
        if "name" in found.values():
            return place, found
    return -1, None


def _heading(text: str) -> str:
    text = unicodedata.normalize("NFKC", "".join(text.split()))
    return text.strip("*").removesuffix("(元)").removesuffix("(必填)")


PROBLEM = "需要更正的问题"  # heading of the column that a marked file has besides
_HEADINGS: dict[str, Column] = {
    _heading(words): column for column in COLUMNS for words in (column.heading, *column.also)
}


# On the way from the preview to the import ---------------------------------------------------------------------


def packed(rows: Sequence[Row]) -> list[Any]:
    """The rows as plain lists, to be signed and sent along with the page."""
    codes = list(BY_CODE)
    empty = Cell()
    return [
        [row.line, [f"{cell.kind}{cell.text}" for cell in (row.cells.get(code, empty) for code in codes)]]
        for row in rows
    ]


def unpacked(rows: Sequence[Any]) -> Roster:
    """What `packed` packed, checked anew."""
    cells = ((line, zip(BY_CODE, texts, strict=True)) for line, texts in rows)
    read = readers()
    checked = [check(line, {code: Cell(text[0], text[1:]) for code, text in pairs}, read) for line, pairs in cells]
    return Roster(_one_number_one_name(checked))
