"""Let a spreadsheet program compute an Excel file anew: python -m tooling.spreadsheet FILE.xlsx ...

The values that the product wrote beside its formulas, which are those of its page, are taken out before LibreOffice
Calc opens the file; what it computes is compared with them. It is no part of CI: Calc must be installed.
"""

import csv
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

CACHED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
SHEETS = re.compile(r"xl/worksheets/sheet\d+\.xml")
TABLES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"  # each sheet, exact numbers
CLOSE = 1e-9  # of a number
Tables = dict[str, list[list[str]]]


def main(files: list[str]) -> int:
    """Compare each file; returns 1 when one has no formula or one of its cells differs."""
    outcomes = []
    for name in files:
        content = Path(name).read_bytes()
        formulas, wrong = compared(content, computed(content))
        outcomes.append(formulas > 0 and not wrong)
        print(*wrong, f"{name}: {formulas} formulas computed anew, {len(wrong)} differ", sep="\n")
    return 0 if all(outcomes) else 1


def without_values(content: bytes) -> bytes:
    """The file with its formulas alone: no value stands beside them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, CACHED.sub(rb"\1", data) if SHEETS.fullmatch(part.filename) else data)
    return target.getvalue()


def computed(content: bytes) -> Tables:
    """What LibreOffice says in each cell of each sheet, by the name of the sheet."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.xlsx"
        bare.write_bytes(without_values(content))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", TABLES, "--outdir", folder, str(bare)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - of fixed words
        return {
            made.stem.removeprefix("bare-"): list(csv.reader(io.StringIO(made.read_text("utf-8"))))
            for made in Path(folder).glob("bare-*.csv")
        }


def compared(content: bytes, tables: Tables) -> tuple[int, list[str]]:
    """How many formulas there are, and a line for each whose value is another than the one written beside it."""
    wrong, count = [], 0
    for sheet, cell, value in written(content):
        count += 1
        rows = tables.get(sheet.title, [])
        found = rows[cell.row - 1][cell.column - 1] if cell.row <= len(rows) else ""
        if not _same(found, value):
            wrong.append(f"{sheet.title} {cell.coordinate} {cell.value}: {found!r}, not {value!r}")
    return count, wrong


def written(content: bytes) -> Iterator[tuple[openpyxl.worksheet.worksheet.Worksheet, openpyxl.cell.Cell, object]]:
    """Sheet and cell of every formula, with the value that was written beside it."""
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            yield from (
                (sheet, cell, values[sheet.title][cell.coordinate].value) for cell in row if cell.data_type == "f"
            )


def _same(found: str, value: object) -> bool:
    if isinstance(value, int | float):
        try:
            number = float(found.removesuffix("%")) / (100 if found.endswith("%") else 1)
            return abs(number - value) <= CLOSE * max(1, abs(value))
        except ValueError:
            return False
    return found == (value or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
