"""Reads the first sheet of an Excel workbook in a process of its own, with limits on time and memory.

Run as `python -m mediation.imports.cells`: the workbook comes on standard input, its cells go to standard output as
JSON. Knows nothing of Django, so that a hostile file meets as little as possible.

calamine reads a plain sheet in a tenth of the time that openpyxl needs; openpyxl reads what calamine would not tell
apart, or would read in another way (ODD).
"""

import io
import json
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from mediation import confined

SECONDS, BYTES = 10, 512 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2_050, 40
MOST_CHARACTERS = 4_000_000  # together: one long text may stand behind every cell, and costs its file nothing
TEXT, NUMBER, DAY, FORMULA, TRUTH, FAULT = "s", "n", "d", "f", "b", "e"
ODD = [
    re.compile(pattern) for pattern in (
        rb"<f[\s/>]", rb":f[\s/>]",  # a formula, of which calamine gives the value
        rb"=(?:(?<=\s=)\s*|\s+)[\"']",  # room around the sign, which would hide the next two
        rb"t=[\"'][ed][\"']",  # a fault, which it leaves out; a day as text
        rb"r=(?<=\sr=)[\"'](?:[A-Za-z]{3,}\d+|[A-Za-z]*\d{5,})[\"']",  # a cell far out: it makes room for all before
        rb"v(?<=[<:]v)(?:\s[^<>]*)?>\s*-?\d{16}",  # more digits than it keeps
        rb"_x[0-9A-Fa-f]{4}_",  # a character that it writes out
        rb"&#",  # a character by its number, at which it ends a number, and which would hide any of these
        rb"\x00", rb"<!",  # UTF-16, of which it sees nothing; what openpyxl refuses; what may part any of the above
    )
]  # fmt: skip
RELATIONS = {  # where the file has its workbook, and that its sheets: parts that calamine takes and `is_plain` sees
    "_rels/.rels": rb"(?:xl/workbook\.xml|doc(?:Props|Metadata)/[\w.-]+)",
    "xl/_rels/workbook.xml.rels": rb"[\w/.-]+\.xml",
}
ELSEWHERE = {
    name: re.compile(rb"Target(?!Mode)(?!\s*=\s*([\"'])/?" + known + rb"\1)") for name, known in RELATIONS.items()
}

Rows = Iterator[list[tuple[Any, str]]]  # the value of each cell, and its kind where the reader tells it


def cell_of(value: Any, kind: str) -> list[str]:
    """What a cell holds, as its kind and its text; a number as Excel keeps it, with at most 15 true digits."""
    if value is None:
        return [TEXT, ""]
    if kind in (FORMULA, FAULT):
        return [kind, str(value)]
    if isinstance(value, str):
        return [TEXT, value]
    if isinstance(value, bool):
        return [TRUTH, "1" if value else "0"]
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return [DAY, value.date().isoformat() if at_midnight else value.isoformat(" ")]
    if isinstance(value, date):
        return [DAY, value.isoformat()]
    if isinstance(value, float):
        return [NUMBER, str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)]
    return [NUMBER if isinstance(value, int) else TEXT, str(value)]  # a time is no more than its text


def rows_of(data: bytes) -> list[list[list[str]]]:
    """The rows of the first sheet; one row more than the limit tells that there are more.

    Raises ValueError when they hold more text than a list of workers.
    """
    return told(by_calamine(data) if is_plain(data) else by_openpyxl(data))


def told(rows: Rows) -> list[list[list[str]]]:
    """The rows as kinds and texts, without the empty cells at the end of each. Raises ValueError as `rows_of`."""
    found, left = [], MOST_CHARACTERS
    for row in rows:
        cells = [cell_of(value, kind) for value, kind in row]
        while cells and cells[-1] == [TEXT, ""]:
            cells.pop()
        left -= sum(len(text) for _kind, text in cells)
        if left < 0:
            raise ValueError("too much text")
        found.append(cells)
    return found


def is_plain(data: bytes) -> bool:
    """Whether calamine reads the workbook as openpyxl does."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = {part: part.filename.lower() for part in book.infolist()}
        if any(b"up" in part.extra for part in names):  # a second name (0x7075), by which only calamine goes
            return False
        relations = [part for part, name in names.items() if name.endswith(("_rels/.rels", "workbook.xml.rels"))]
        if sorted(part.filename for part in relations) != sorted(RELATIONS):
            return False
        if any(ELSEWHERE[part.filename].search(book.read(part)) for part in relations):
            return False
        return not any(is_odd(book.read(part), name) for part, name in names.items() if name.endswith(".xml"))


def is_odd(part: bytes, name: str) -> bool:
    if name.startswith("xl/theme/") and b"sheetData" not in part:
        return False  # its gradients look like cells far out
    return any(odd.search(part) for odd in ODD)


def by_calamine(data: bytes) -> Rows:
    from python_calamine import SheetTypeEnum, load_workbook  # noqa: PLC0415 - of the two readers one is loaded

    book = load_workbook(io.BytesIO(data))
    first = next(sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet)
    rows = book.get_sheet_by_name(first).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    return ([(value, TEXT) for value in row[:MOST_COLUMNS]] for row in rows)


def by_openpyxl(data: bytes) -> Rows:
    import openpyxl  # noqa: PLC0415

    warnings.simplefilter("ignore")
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False).worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return ([(cell.value, getattr(cell, "data_type", TEXT)) for cell in row] for row in rows)


if __name__ == "__main__":
    confined.limit(seconds=SECONDS, memory=BYTES)
    sys.stdout.write(json.dumps(rows_of(sys.stdin.buffer.read())))
