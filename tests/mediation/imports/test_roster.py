"""Rows of a list: what each cell may say, what is wrong in words, and the way back as a workbook."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.imports.columns import COLUMNS
from mediation.imports.roster import PROBLEM, check, packed, read_roster, readers, unpacked
from mediation.imports.sheets import write_marked, write_template
from mediation.imports.tables import Cell, Unreadable, read_file, read_text
from mediation.operations.roster_plan import Entry

HEAD = [column.heading for column in COLUMNS]


def roster(*rows, head=HEAD):
    workbook, target = openpyxl.Workbook(), io.BytesIO()
    workbook.active.append(head)
    for row in rows:
        workbook.active.append(row)
    workbook.save(target)
    with override("en"):
        return read_roster(read_file(target.getvalue()))


GOOD = [
    "楼䶮", "330681199001011237", "１３８００００００００", "缝纫工", date(2024, 3, 1), "枫桥镇", "是",
    "农民工、女职工", "否", "劳动报酬", "三月工资", 1234.56,
]  # fmt: skip


def test_a_good_row():
    assert roster(GOOD).entries == [
        Entry(
            2,
            "楼䶮",
            "330681199001011237",
            "13800000000",
            "缝纫工",
            date(2024, 3, 1),
            "枫桥镇",
            True,
            ("migrant", "woman"),
            False,
            "01",
            "三月工资",
            Decimal("1234.56"),
        )
    ]


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("姓名", "", "The name is missing."),
        ("姓名", "张3", "A name has no digits: 张3"),
        ("姓名", "张" * 200, "At most 80 characters are possible here."),
        ("证件号码", 330681199001011237, "Excel made a number of this and lost its last digits"),
        ("证件号码", "3.30681E+17", "Excel made a number of this and lost its last digits"),
        ("证件号码", "330681199001011234", "This ID number has a typing error"),
        ("证件号码", "330681209901011239", "nobody was born on that day"),
        ("电话", "123", "A mobile number has eleven digits; here are 3."),
        ("电话", "13800", "A mobile number has eleven digits; here are 5."),
        ("电话", "138000000001", "A mobile number has eleven digits; here are 12."),
        ("电话", 1380000000, "A mobile number has eleven digits; here are 10."),
        ("电话", "87123", "This phone number is too short."),
        ("入职日期", "2024-02-31", "This is no date: 2024-02-31."),
        ("入职日期", "2099-01-01", "is in the future, or before 1950"),
        ("是否会员", "也许", "Write 是 or 否, not 也许."),
        ("特殊群体", "外星人", "Not known: 外星人."),
        ("请求类型", "彩票", "This type is not known: 彩票."),
        ("请求金额", "=1+1", "This cell holds a formula"),
        ("请求金额", "12.345", "Ensure that there are no more than 2 decimal places."),
        ("请求金额", "12345678901234", "This amount is too large"),
        ("请求金额", 1234567890, "This amount is too large"),
        ("请求金额", "１２３４５６７８９０", "This amount is too large"),
        ("请求金额", "-5", "This begins like a formula: -5."),
        ("岗位", "@SUM(A1)", "This begins like a formula: @SUM(A1)."),
    ],
)
def test_what_is_wrong_stands_at_its_cell(heading, value, words):
    row = list(GOOD)
    row[HEAD.index(heading)] = value
    found = roster(row).faulty[0]
    assert [problem for problem in found.problems if problem.startswith(heading + "：") and words in problem], (
        found.problems
    )
    assert len(found.errors) == 1


@pytest.mark.parametrize(
    ("text", "day"), [("2024/3/1", 1), ("2024.03.01", 1), ("2024年3月1日", 1), ("20240301", 1), ("２０２４-03-01", 1)]
)
def test_days_as_people_write_them(text, day):
    row = [*GOOD[:4], text, *GOOD[5:]]
    assert roster(row).entries[0].hired_on == date(2024, 3, day)


def test_a_date_that_lost_its_format_is_still_the_date():
    assert roster([*GOOD[:4], 45352, *GOOD[5:]]).entries[0].hired_on == date(2024, 3, 1)


@pytest.mark.parametrize("name", ["李　明", " 李  明 ", "李 明"])
def test_spaces_that_fill_a_name_are_no_part_of_it(name):
    assert roster([name, *GOOD[1:]]).entries[0].name == "李明"
    assert roster(["Anna  Li", *GOOD[1:]]).entries[0].name == "Anna Li"


@pytest.mark.parametrize("phone", ["１３８ ００００ ００００", "+86 13800000000", "0575-87123456", "87123456"])
def test_phones_that_can_be_called(phone):
    assert roster([*GOOD[:2], phone, *GOOD[3:]]).faulty == []


def test_one_id_number_belongs_to_one_name():
    """Both rows come back; two claims of one person do not."""
    found = roster(GOOD, ["楼艳", *GOOD[1:]], [*GOOD[:10], "四月工资", 5], ["何青", "", *GOOD[2:]])
    assert [(row.line, row.problems) for row in found.faulty] == [
        (2, ["证件号码：Row 3 has the same number for 楼艳."]), (3, ["证件号码：Row 2 has the same number for 楼䶮."]),
        (4, ["证件号码：Row 3 has the same number for 楼艳."]),
    ]  # fmt: skip
    assert [row.line for row in unpacked(packed(found.rows)).faulty] == [2, 3, 4]
    assert roster(GOOD, [*GOOD[:10], "四月工资", 5]).faulty == []


def test_headings_in_any_order_with_other_names_and_unknown_ones():
    found = roster(["13800000000", "楼䶮", "x"], head=["手机号码", "*姓 名", "备注"])
    assert (found.entries, found.ignored) == ([Entry(2, "楼䶮", phone="13800000000")], ["备注"])


def test_without_headings_only_pasted_rows_are_understood():
    table = read_text("楼䶮\t\t13800000000")
    assert read_roster(table, pasted=True).entries == [Entry(1, "楼䶮", phone="13800000000")]
    with override("en"), pytest.raises(Unreadable, match="no row of headings"):
        read_roster(table)


def test_the_template_is_read_back_and_a_marked_list_can_be_sent_again():
    target = io.BytesIO()
    write_template(target)
    with override("en"), pytest.raises(Unreadable, match="empty"):
        read_roster(read_file(target.getvalue()))
    bad = roster(GOOD, ["=1+1", "330681199001011234", *GOOD[2:]])
    target = io.BytesIO()
    assert write_marked(target, bad.rows, {2: "Somebody of this name"}) == 2
    sheet = openpyxl.load_workbook(io.BytesIO(target.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*HEAD, PROBLEM]
    assert rows[1][-1] == "Somebody of this name"
    assert "证件号码" in rows[2][-1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert read_roster(read_file(target.getvalue())).ignored == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("sndfbe"), st.text(max_size=30)), min_size=12, max_size=12))
def test_no_cell_breaks_the_reading_and_no_number_changes(cells):
    bare = check(2, {column.code: Cell(*cell) for column, cell in zip(COLUMNS, cells, strict=True)}, readers())
    for row in unpacked(packed([bare])).rows:
        typed = row.cells["id_number"].text
        if row.entry is not None and row.entry.id_number:
            assert row.entry.id_number in typed.upper().replace(" ", "") or not typed.isascii()
