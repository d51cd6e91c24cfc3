"""Untrusted files: what is read, and what is turned away before it can do harm."""

import io
import time
import zipfile

import openpyxl
import pytest
from django.utils.translation import override

from mediation.imports.tables import MOST_BYTES, Unreadable, read_file, read_text


def book(*rows):
    workbook, target = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(target)
    return target.getvalue()


def packed(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return target.getvalue()


def cells(table):
    return [(line, [(cell.kind, cell.text) for cell in row]) for line, row in table]


def test_a_workbook_keeps_text_numbers_days_and_formulas_apart():
    assert cells(read_file(book(["姓名", "金额"], [None, None], ["楼䶮", 12.5], ["=1+1", "007"]))) == [
        (1, [("s", "姓名"), ("s", "金额")]), (3, [("s", "楼䶮"), ("n", "12.5")]), (4, [("f", "=1+1"), ("s", "007")]),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_as_excel_writes_it(encoding, mark):
    text = f'姓名{mark}住址\r\n楼䶮{mark}"枫桥镇{mark}1号"\r\n'
    assert [[cell.text for cell in row] for _line, row in read_file(text.encode(encoding))] == [
        ["姓名", "住址"], ["楼䶮", f"枫桥镇{mark}1号"],
    ]  # fmt: skip


def test_pasted_rows():
    assert [[cell.text for cell in row] for _line, row in read_text("楼䶮\t\t138\n\n何青\t\t\n")] == [
        ["楼䶮", "", "138"], ["何青", "", ""],
    ]  # fmt: skip


TURNED_AWAY = {
    "larger than 2 MB": b"a" * (MOST_BYTES + 1),
    "empty": b"  \n",
    "old (.xls)": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "damaged": b"PK\x03\x04 nonsense",
    "macros": packed(xl__workbook_xml="<a/>", xl__vbaProject_bin="x"),
    "links to other files": packed(xl__workbook_xml="<a/>", xl__externalLinks__externalLink1_xml="<a/>"),
    "no Excel workbook": packed(word__document_xml="<a/>"),
    "far larger inside": packed(xl__workbook_xml="<a/>", xl__sharedStrings_xml="<si/>" * 7_000_000),
    "cannot be read": packed(
        xl__workbook_xml='<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>', _rels___rels_xml="<a/>"
    ),
    "no CSV file": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "more than 2,000 rows": "\n".join(f"工友{number}" for number in range(2_100)).encode(),
}


@pytest.mark.parametrize("words", TURNED_AWAY)
def test_turned_away_at_once_with_a_reason(words):
    began = time.monotonic()
    with override("en"), pytest.raises(Unreadable) as refusal:
        read_file(TURNED_AWAY[words])
    assert words in str(refusal.value)
    assert time.monotonic() - began < 10
