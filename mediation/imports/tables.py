"""An untrusted file or pasted text as a table of cells: workbook, CSV, or rows copied from a sheet."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation import confined
from mediation.imports.cells import MOST_COLUMNS, MOST_ROWS, SECONDS, TEXT

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED, MOST_RATIO, MOST_ENTRIES = 30 * 1024 * 1024, 100, 200
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORBIDDEN = (
    ("vbaproject", gettext_lazy("The file holds macros. Save it as an ordinary workbook (.xlsx) and send that.")),
    (
        "externallinks/",
        gettext_lazy("The file has links to other files. Copy the values into the template and send that."),
    ),
)


class Unreadable(ValueError):
    """The file cannot be taken; the message says why and what helps."""


class Cell(NamedTuple):
    """What a cell holds: its kind (imports.cells) and its text."""

    kind: str = TEXT
    text: str = ""


Table = list[tuple[int, list[Cell]]]  # the number of the row in the file, from 1, and its cells


def read_file(data: bytes) -> Table:
    """The rows of an uploaded workbook (.xlsx) or CSV file that hold anything. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 2 MB. Divide the list into several files."))
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if data.startswith(OLD_OFFICE):
        raise Unreadable(_("This is an old (.xls) or a locked workbook. Save it as .xlsx without a password."))
    if data.startswith(ZIP):
        return _numbered(_workbook(data))
    return _numbered(_separated(_decoded(data)))


def read_text(text: str) -> Table:
    """Rows pasted from a sheet. Raises Unreadable."""
    if len(text.encode()) > MOST_BYTES:
        raise Unreadable(_("The text is longer than 2 MB. Divide the list into several parts."))
    return _numbered(_separated(text))


def _numbered(rows: Iterable[list[Cell]]) -> Table:
    found: Table = []
    for line, row in enumerate(rows, 1):
        if not any(cell.text.strip() for cell in row):
            continue
        if line > MOST_ROWS:
            raise Unreadable(_("The list has more than 2,000 rows. Divide it into several files."))
        found.append((line, row))
    if not found:
        raise Unreadable(_("The list is empty."))
    return found


def _workbook(data: bytes) -> list[list[Cell]]:
    _check_archive(data)
    try:
        cells = confined.run("mediation.imports.cells", data, seconds=2 * SECONDS)
    except confined.Failed as error:
        raise Unreadable(_("The workbook cannot be read. Copy the rows into the template and send that.")) from error
    return [[Cell(kind, text) for kind, text in row] for row in json.loads(cells)]


def _check_archive(data: bytes) -> None:
    """Refuse a bomb, macros and links before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(_("The workbook is damaged: open it, save it anew, and send it again.")) from error
    unpacked = sum(entry.file_size for entry in entries)
    tight = any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or tight:
        raise Unreadable(_("The workbook is far larger inside than a list of workers. Use the template."))
    names = [entry.filename.lower() for entry in entries]
    for part, words in FORBIDDEN:
        if any(part in name for name in names):
            raise Unreadable(str(words))
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is no Excel workbook (.xlsx) and no CSV file."))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else GB 18030, as Excel in China writes CSV."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(character) < 32 and character not in "\t\r\n" for character in text):
            return text
    raise Unreadable(_("This is no Excel workbook (.xlsx) and no CSV file."))


def _separated(text: str) -> Iterator[list[Cell]]:
    """Row by row, so that who reads stops at the first one too many."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max("\t,;", key=head.count)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=False):
            yield [Cell(TEXT, part) for part in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise Unreadable(_("The text cannot be read as rows: look for a stray quotation mark.")) from error
