"""Two readers of workbooks: what the quick one is given it reads as the thorough one does."""

import io
import re
import struct
import zipfile
import zlib
from datetime import datetime

import pytest
import xlsxwriter

from mediation.imports import cells

pytestmark = pytest.mark.once
SHEET = "xl/worksheets/sheet1.xml"
CHINESE_DAYS = {*range(27, 37), *range(50, 59)}  # formats that only calamine knows to be of days


def made(write, options=()):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, dict(options)) as book:
        write(book, book.add_worksheet())
    return target.getvalue()


def altered(part=SHEET, found=b"", put=b"", data=None):
    """A small workbook, or the one given, with one part of it changed."""
    target = io.BytesIO()
    data = data or made(lambda _book, sheet: sheet.write_row(0, 0, ["姓名", 12.5]))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, re.sub(found, put, old.read(name), flags=re.S) if name == part else old.read(name))
    return target.getvalue()


def with_rows(xml):
    return altered(SHEET, rb"<sheetData>.*</sheetData>", b"<sheetData>" + xml.encode() + b"</sheetData>")


def elsewhere(name, data):
    """The workbook given, with its sheet in a part of another name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part).replace(b"worksheets/sheet1.xml", name.encode())
            new.writestr(f"xl/{name}" if part == SHEET else part, text)
    return target.getvalue()


def moved(data):
    """The workbook that Excel opens, beside the one that stands where one is looked for."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as shown, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in shown.namelist():
            text = shown.read(part).replace(b"/workbook.xml", b"/book.xml").replace(b"xl/workbook.xml", b"xl/book.xml")
            text = text.replace(b"sheet1.xml", b"sheet2.xml")
            new.writestr(part.replace("workbook.xml", "book.xml").replace("sheet1.xml", "sheet2.xml"), text)
        with zipfile.ZipFile(io.BytesIO(inline("<t>没看到的</t>"))) as other:
            for part in (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
                new.writestr(part, other.read(part))
    return target.getvalue()


def inline(text):
    return with_rows(f'<row r="1"><c r="A1" t="inlineStr"><is>{text}</is></c></row>')


def numbers(book, sheet):
    """Each number in each format."""
    words = ["yyyy-mm-dd", "hh:mm", "[h]:mm", 'yyyy"年"m"月"d"日"', "[DBNum1][$-804]yyyy年m月d日", '"m"0', "[Red]0.00",
        "¥#,##0.00", "0%", '0.00"月"', "G/通用格式", "[$-F800]dddd", "@", "000000", "0.00E+00"]  # fmt: skip
    formats = [book.add_format({"num_format": word}) for word in [*words, *sorted({*range(82)} - CHINESE_DAYS)]]
    values = (0, 1, 59, 60, 0.25, 1.5, 1000.01, 45000, 45000.75, 45000.999999, 2958465, 0.1 + 0.2, 1 / 3, 1e-7, -2.5)
    for row, value in enumerate(values):
        chosen = formats if value >= 0 else formats[5:9]
        for column, look in enumerate(chosen):
            sheet.write_number(row * 2 + column // 40, column % 40, value, look)


def texts(book, sheet):
    sheet.write_column(
        0, 0, ["007", " 楼䶮 ", "a\nb\tc", "'x", "x" * 32_000, "𠀀é", "<&>", "\u3000", "330681197102110016"]
    )
    sheet.write_string(9, 0, "=1+1")
    sheet.write_row(12, 0, [True, False, None, ""])
    sheet.write_blank(13, 5, None, book.add_format({"bold": True}))
    sheet.merge_range(15, 1, 16, 3, "merged")
    sheet.write_rich_string(17, 0, "a", book.add_format({"bold": True}), "b", "c")
    sheet.write_string(18, 50, "beyond the last column")
    sheet.hide()
    book.add_worksheet("second").activate()


def rows(count):
    return lambda _book, sheet: [sheet.write_row(row, 0, [f"工友{row}", row]) for row in range(count)]


def days_of_1904(book, sheet):
    sheet.write_datetime(0, 0, datetime(2024, 3, 1), book.add_format({"num_format": "yyyy/m/d"}))


PLAIN = {
    "numbers": made(numbers), "texts": made(texts), "1904": made(days_of_1904, {"date_1904": True}),
    "too many": made(rows(cells.MOST_ROWS + 50)), "nothing": made(lambda _book, _sheet: None),
    "without addresses": with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
    "any order": with_rows('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>'),
    "phonetic": inline('<r><t>楼</t></r><r><t>䶮</t></r><rPh sb="0" eb="1"><t>lou</t></rPh>'),
    "no styles": altered("xl/_rels/workbook.xml.rels", rb"<Relationship [^>]*styles.xml[^>]*>", b""),
    "prefixes": altered(SHEET, rb"xmlns=", b"xmlns:x=", altered(SHEET, rb"<(/?)(?=[a-z])", rb"<\1x:")),
}  # fmt: skip
LENGTHS = {
    "numbers": 29, "texts": 19, "1904": 1, "too many": cells.MOST_ROWS + 1, "nothing": 0, "without addresses": 3,
    "any order": 1, "phonetic": 1, "no styles": 1, "prefixes": 1,
}  # fmt: skip


@pytest.mark.parametrize("words", PLAIN)
def test_both_readers_say_the_same_of_a_plain_sheet(words):
    data = PLAIN[words]
    assert cells.is_plain(data)
    quick = cells.told(cells.by_calamine(data))
    assert quick == cells.told(cells.by_openpyxl(data)) == cells.rows_of(data)
    assert len(quick) == LENGTHS[words]


ODD = {
    "formula": (with_rows('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), [[["f", "=1+1"]]]),
    "shared formula": (with_rows('<row r="1"><c r="A1"><f t="shared" si="0"/><v>2</v></c></row>'), [[["f", "="]]]),
    "fault": (with_rows('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'), [[["e", "#N/A"]]]),
    **{f"formula in {name}": (
        elsewhere(name, with_rows('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')), [[["f", "=1+1"]]],
    ) for name in ("worksheets/sheet1.bin", "worksheets/sheet1.XML", "worksheets/sheet1")},
    "fault with room": (with_rows('<row r="1"><c r="A1" t = "e"><v>#N/A</v></c></row>'), [[["e", "#N/A"]]]),
    "fault over lines": (with_rows("<row r='1'><c r='A1' t\n=\t'e'><v>#N/A</v></c></row>"), [[["e", "#N/A"]]]),
    "digits with room": (
        with_rows('<row r="1"><c r="A1"><v > 330681197102110016</v></c></row>'), [[["n", "330681197102110016"]]],
    ),
    "digits after a remark": (
        with_rows('<row r="1"><c r="A1"><v>33068<!-- -->1197102110016</v></c></row>'), [[["n", "330681197102110016"]]],
    ),
    "far out with room": (
        with_rows('<row r="1"><c r="A1"><v>1</v></c><c\nr = "XFD1"><v>1</v></c></row>'), [[["n", "1"]]],
    ),
    "day as text": (with_rows('<row r="1"><c r="A1" t="d"><v>2024-03-01</v></c></row>'), [[["d", "2024-03-01"]]]),
    "eighteen digits": (
        with_rows('<row r="1"><c r="A1"><v>330681197102110016</v></c></row>'), [[["n", "330681197102110016"]]],
    ),
    "escape": (inline("<t>_x0041_</t>"), [[["s", "_x0041_"]]]),
    "escape by number": (inline("<t>&#95;x0041_</t>"), [[["s", "_x0041_"]]]),
    "fault by number": (with_rows('<row r="1"><c r="A1" t="&#x65;"><v>#N/A</v></c></row>'), [[["e", "#N/A"]]]),
    "digits by number": (
        with_rows('<row r="1"><c r="A1"><v>1234567&#56;901</v></c></row>'), [[["n", "12345678901"]]],
    ),
    "another workbook": (moved(inline("<t>读到的</t>")), [[["s", "读到的"]]]),
    "far to the right": (with_rows('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'), [[["n", "1"]]]),
    "UTF-16": (altered(SHEET, rb".+", '<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="http://schemas.'
        'openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'
        .encode("utf-16")), [[["n", "1"]]]),
}  # fmt: skip


@pytest.mark.parametrize("words", ODD)
def test_what_calamine_reads_in_another_way_is_read_by_openpyxl(words):
    data, expected = ODD[words]
    assert not cells.is_plain(data)
    assert cells.rows_of(data) == expected


def test_a_part_with_a_second_name_is_not_plain():
    """calamine goes by the second, zipfile by the first."""
    target, (first, second) = io.BytesIO(), (b"xl/media/image1.png", SHEET.encode())
    data = with_rows('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(first.decode() if name == SHEET else name)
            if name == SHEET:
                part.extra = struct.pack("<HHBI", 0x7075, 5 + len(second), 1, zlib.crc32(first)) + second
            new.writestr(part, old.read(name))
    assert not cells.is_plain(target.getvalue())


def test_a_cell_at_the_far_end_makes_no_room_for_what_is_before_it():
    data = with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert not cells.is_plain(data)
    assert cells.rows_of(data)[0] == [["n", "1"]]


def test_days_in_the_formats_of_chinese_excel_are_days():
    def write(book, sheet):
        for column, number in enumerate(sorted(CHINESE_DAYS)):
            look = book.add_format()
            look.num_format = number
            sheet.write_number(0, column, 45352, look)

    assert cells.rows_of(made(write)) == [[["d", "2024-03-01"]] * len(CHINESE_DAYS)]
