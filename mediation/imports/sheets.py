"""The workbooks that go out: the empty template, and a list with what is wrong beside each row. Text stays text."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from mediation.exports import OPTIONS
from mediation.imports.columns import COLUMNS
from mediation.imports.roster import MOST_ROWS, PROBLEM, Row
from mediation.masking import masked_id, masked_phone

SHEET, ABOUT = "名单", "填写说明"
RULES = (
    "每名职工一行；一人有多项个人请求的，每项一行，姓名和证件号码照填。",
    "全体职工的共同请求在案件页登记，不必填入本表。",
    "证件号码、电话各列已设为文本格式，请勿改为数字格式，否则Excel会丢失末几位数字。",
    "请填数值，不要填公式；不要改动第一行的标题。",
    "最多2000行，文件不超过2MB，保存为.xlsx或者CSV格式。",
    "同一份名单重复上传不会重复登记。",
)


def write_template(target: IO[bytes]) -> None:
    """名单 with headings and choices, 填写说明 with what each column means."""
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    _headings(book, sheet, [column.heading for column in COLUMNS])
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, text)
        if column.choices:
            sheet.data_validation(
                1, place, MOST_ROWS, place,
                {"validate": "list", "source": _source(column.choices, place), "error_type": "warning"},
            )  # fmt: skip
    about = book.add_worksheet(ABOUT)
    about.set_column(0, 0, 14)
    about.set_column(1, 1, 90)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    rows = [*((column.heading, column.hint) for column in COLUMNS), ("", ""), *(("", rule) for rule in RULES)]
    for number, (heading, words) in enumerate(rows):
        about.write_string(number, 0, heading, wrap)
        about.write_string(number, 1, words, wrap)
    _write_choices(book)
    book.close()


def write_marked(target: IO[bytes], rows: Iterable[Row], more: Mapping[int, str]) -> int:
    """The rows as they came, each with what is wrong in the last column; how many. `more` says more of a line."""
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    _headings(book, sheet, [*(column.heading for column in COLUMNS), PROBLEM])
    text, marked = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bg_color": "#FBE3E4"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, text)
    sheet.set_column(len(COLUMNS), len(COLUMNS), 60)
    count = 0
    for count, row in enumerate(rows, 1):
        for place, column in enumerate(COLUMNS):
            cell = row.cells.get(column.code)
            if cell is not None and cell.text:
                sheet.write_string(count, place, cell.text, marked if column.code in row.errors else text)
        words = "；".join([*row.problems, *filter(None, [more.get(row.line, "")])])
        sheet.write_string(count, len(COLUMNS), words)
    book.close()
    return count


def _headings(book: Any, sheet: Any, headings: list[str]) -> None:
    look = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "num_format": "@"})
    sheet.freeze_panes(1, 1)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, look)


def _source(choices: tuple[str, ...], place: int) -> Any:
    """The choices themselves, or where they stand: Excel takes at most 255 characters."""
    if sum(map(len, choices)) + len(choices) < 255:
        return list(choices)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    return f"=选项!${letter}$1:${letter}${len(choices)}"


def _write_choices(book: Any) -> None:
    """A hidden sheet with the choices of the columns."""
    sheet = book.add_worksheet("选项")
    sheet.hide()
    for number in range(max(len(column.choices) for column in COLUMNS)):
        for place, column in enumerate(COLUMNS):
            if number < len(column.choices):
                sheet.write_string(number, place, column.choices[number])


ROSTER = (
    ("姓名", 12, lambda row: row.name), ("证件号码", 22, lambda row: masked_id(row.id_number)),
    ("电话", 15, lambda row: masked_phone(row.phone)), ("岗位", 12, lambda row: row.job),
    ("入职日期", 13, lambda row: row.hired_on.isoformat() if row.hired_on else ""),
    ("代表人", 9, lambda row: "是" if row.is_representative else ""), ("个人请求金额", 14, lambda row: row.own_amount),
    ("同意和解", 10, lambda row: "是" if "settle" in {one.purpose for one in row.given} else ""),
    ("应得金额", 14, lambda row: row.agreed), ("已得金额", 14, lambda row: row.received),
)  # fmt: skip


def write_roster(target: IO[bytes], people: Iterable[Any]) -> int:
    """The roster of a case (`views.rosters.people_of` rows), numbers masked; how many people."""
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    _headings(book, sheet, [heading for heading, _width, _value in ROSTER])
    money = book.add_format({"num_format": "#,##0.00"})
    for place, (_heading, width, _value) in enumerate(ROSTER):
        sheet.set_column(place, place, width)
    count = 0
    for count, row in enumerate(people, 1):
        for place, (_heading, _width, value) in enumerate(ROSTER):
            cell = value(row)
            if isinstance(cell, Decimal):
                sheet.write_number(count, place, cell, money)
            elif cell:
                sheet.write_string(count, place, cell)
    book.close()
    return count
