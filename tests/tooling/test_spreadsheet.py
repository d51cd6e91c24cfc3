"""The comparison of what a spreadsheet program computes with what the product wrote; the program itself is not here."""

import io

import openpyxl
import xlsxwriter

from tooling.spreadsheet import compared, without_values


def book():
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    sheet = made.add_worksheet("镇街")
    for row, formula, value in ((0, "=1/4", 0.25), (1, "=1/3", 0.25), (2, '=""', ""), (3, "=SUM(1,2)", 3)):
        sheet.write_formula(row, 1, formula, None, value)
    made.close()
    return target.getvalue()


def test_a_value_that_is_not_what_the_formula_gives_is_named():
    count, wrong = compared(book(), {"镇街": [["", "25%"], ["", "33.3333333333333%"], ["", ""], ["", "3"]]})
    assert (count, wrong) == (4, ["镇街 B2 =1/3: '33.3333333333333%', not 0.25"])
    assert len(compared(book(), {})[1]) == 3  # all but the empty one


def test_no_value_is_left_beside_the_formulas():
    content = without_values(book())
    values, formulas = (openpyxl.load_workbook(io.BytesIO(content), data_only=flag)["镇街"] for flag in (True, False))
    assert [cell.value for cell in values["B"]] == [None] * 4
    assert [cell.value for cell in formulas["B"]] == ["=1/4", "=1/3", '=""', "=SUM(1,2)"]
