"""A workbook computed anew by its formulas alone: the few forms that `outputs.workbook` writes."""

import io
import re

import openpyxl

RATE = re.compile(r'=IF\(N\((\w+)\)=0,"",(\w+)/(\w+)\)')
SUM = re.compile(r"=SUM\((\w+):(\w+)\)")
DIFFERENCE = re.compile(
    r'=IF\(OR\((\w+)="",(\w+)=""\),"",(?:(\w+)-(\w+)|\((\w+)-(\w+)\)\*(100))\)'
)  # of rates in points


class Book:
    """Sheets by name; each cell as written (a formula is text that begins with =), and as cached."""

    def __init__(self, content):
        self.written = openpyxl.load_workbook(io.BytesIO(content))
        self.cached = openpyxl.load_workbook(io.BytesIO(content), data_only=True)

    def value(self, sheet, cell):
        """What a cell says when everything is computed anew."""
        found = self.written[sheet][cell].value
        if self.written[sheet][cell].data_type != "f":
            return found
        if match := RATE.fullmatch(found):
            under, over, also = match.groups()
            assert under == also
            below = self.value(sheet, under) or 0
            return (self.value(sheet, over) or 0) / below if below else ""
        if match := SUM.fullmatch(found):
            rows = self.written[sheet]["{}:{}".format(*match.groups())]
            return sum(self.value(sheet, cell.coordinate) or 0 for (cell,) in rows)
        one, other, *same = filter(None, DIFFERENCE.fullmatch(found).groups())
        assert same in ([one, other], [one, other, "100"])
        values = [self.value(sheet, place) for place in (one, other)]
        return "" if None in values or "" in values else (values[0] - values[1]) * int([*same, 1][2])

    def formulas(self):
        """Sheet, cell, text of every formula."""
        for sheet in self.written:
            for row in sheet.iter_rows():
                yield from ((sheet.title, cell.coordinate, cell.value) for cell in row if cell.data_type == "f")
