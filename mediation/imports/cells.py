"""Reads the first sheet of an Excel workbook in a process of its own, with limits on time and memory.

Run as `python -m mediation.imports.cells`: the workbook comes on standard input, its cells go to standard output as
JSON. Knows nothing of Django, so that a hostile file meets as little as possible.
"""

import io
import json
import sys
import warnings
from datetime import date, datetime
from typing import Any

import openpyxl

from mediation import confined

SECONDS, BYTES = 10, 512 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2_050, 40
MOST_CHARACTERS = 4_000_000  # together: one long text may stand behind every cell, and costs its file nothing
TEXT, NUMBER, DAY, FORMULA, TRUTH, FAULT = "s", "n", "d", "f", "b", "e"


def cell_of(value: Any, kind: str) -> list[str]:
    """What a cell holds, as its kind and its text; a number as Excel keeps it, with at most 15 true digits."""
    if value is None:
        return [TEXT, ""]
    if kind in (FORMULA, FAULT):
        return [kind, str(value)]
    if isinstance(value, bool):
        return [TRUTH, "1" if value else "0"]
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return [DAY, value.date().isoformat() if at_midnight else value.isoformat(" ")]
    if isinstance(value, date):
        return [DAY, value.isoformat()]
    if isinstance(value, float):
        return [NUMBER, str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)]
    return [NUMBER if isinstance(value, int) else TEXT, str(value)]


def rows_of(data: bytes) -> list[list[list[str]]]:
    """The rows of the first sheet; one row more than the limit tells that there are more.

    Raises ValueError when they hold more text than a list of workers.
    """
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    found, left = [], MOST_CHARACTERS
    for row in rows:
        cells = [cell_of(cell.value, getattr(cell, "data_type", TEXT)) for cell in _trimmed(row)]
        left -= sum(len(text) for _kind, text in cells)
        if left < 0:
            raise ValueError("too much text")
        found.append(cells)
    return found


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row without the empty cells at its end."""
    last = next((place for place in range(len(row), 0, -1) if row[place - 1].value not in (None, "")), 0)
    return row[:last]


if __name__ == "__main__":
    confined.limit(seconds=SECONDS, memory=BYTES)
    sys.stdout.write(json.dumps(rows_of(sys.stdin.buffer.read())))
