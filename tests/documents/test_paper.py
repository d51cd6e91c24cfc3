import dataclasses
import itertools

import pytest

from documents import heading, paper, rows, samples
from documents.content import Content, Paragraph
from documents.fonts import glyph
from documents.kinds import KINDS
from documents.sheet import (
    BODY,
    BOTTOM,
    CELL,
    LEFT,
    MM,
    PITCH,
    RIGHT,
    TOP,
    Bar,
    Code,
    Mark,
    Page,
    Seal,
    Text,
)
from documents.wording import cleaned, compose

NAME = "江州市总工会"


def letter(length, **kwargs):
    """A letter whose body is one paragraph of `length` characters."""
    values = {
        "layout": "letter",
        "title": "工会劳动法律监督意见书",
        "issuer": samples.ISSUER,
        "paragraphs": (Paragraph((("fang", "国" * length),)),),
        "date": "2026年3月16日",
        "number": "江总工劳监意〔2026〕3号",
        "addressee": "某单位",
        "verify_url": "https://example.org/v/X",
        "verify_code": "X",
    }
    return Content(**(values | kwargs))


def texts(page, size=BODY):
    return [op for op in page.operations if isinstance(op, Text) and op.size == size]


def said(page):
    return "".join(run.text for op in page.operations if isinstance(op, Text) for run in op.runs)


def end_of(run, size):
    advances = sum(glyph(run.font, character).advance * size for character in run.text)
    return run.x + advances + run.spacing * (len(run.text) - 1)


def body(page):
    return [op for op in texts(page) if op.runs and set(op.runs[0].text) == {"国"}]


def test_a_full_page_has_22_lines_of_28_characters_from_28_mm():
    page = paper.lay_out(letter(28 * 60))[1]
    rows = body(page)
    assert len(rows) == 22
    assert {len(row.runs[0].text) for row in rows} == {28}
    assert {round(row.runs[0].x / MM, 2) for row in rows} == {28.0}
    assert {round((end_of(row.runs[0], BODY) - BODY + CELL) / MM, 2) for row in rows} == {184.0}
    assert {round(one.y - two.y, 2) for one, two in itertools.pairwise(rows)} == {round(PITCH, 2)}
    assert round(PITCH, 2) == 29.62
    assert round(CELL, 2) == 15.79


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_type_area(kind):
    row = KINDS[kind]
    content = compose(
        row, cleaned(row, samples.SAMPLES[kind])[0], samples.ISSUER, "2026年3月16日", number="（2026）江总工调字第1号"
    )
    for number, page in enumerate(paper.lay_out(content)):
        for op in page.operations:
            if isinstance(op, Text) and op.size == BODY:
                # the blank half of a mark may hang out, its ink may not
                assert all(run.x >= LEFT - 8 and end_of(run, op.size) <= RIGHT + 8.2 for run in op.runs)
                assert BOTTOM - 1 <= op.y <= (TOP if number else 297 * MM)


@pytest.mark.parametrize(
    "extra", [{}, {"attachments": ("清单", "回复格式")}, {"copies": ("甲局", "乙院"), "contact": "龚喆"}]
)
def test_no_page_holds_only_the_signature(extra):
    for length in range(300, 1700, 9):
        pages = paper.lay_out(letter(length, **extra))
        assert len(body(pages[-1])) >= 1, length
        assert any(isinstance(op, Seal) for op in pages[-1].operations)
        assert sum(len(row.runs[0].text) for page in pages for row in body(page)) == length


@pytest.mark.parametrize("extra", [{}, {"attachments": ("清单", "回复格式")}, {"contact": "龚喆"}])
def test_two_lines_go_to_the_signature_and_no_more_unless_the_page_before_is_full(extra):
    for length in range(300, 1700, 9):
        *_, before, last = [Page(), *paper.lay_out(letter(length, **extra))]
        lowest = min((op.y for op in body(before)), default=BOTTOM)
        assert len(body(last)) == 2 or lowest < BOTTOM + 1.1 * PITCH, length  # the loosest pitch


def test_a_heading_and_its_item_stay_when_two_lines_are_company_enough():
    blocks = [((("fang", "国" * 200),), 0), ((("hei", "三、提示事项"),), 1), ((("fang", "国国办理登记。"),), 0)]
    asked = ((("fang", "请你单位对照上述提示开展自查，并自收到本函之日起15日内，将自查和整改情况书面反馈我会。"),), 0)
    content = letter(0, paragraphs=tuple(Paragraph(*block) for block in [*blocks, asked]), contact="龚喆")
    first, second = paper.lay_out(content)
    assert "三、提示事项国国办理登记。" in said(first)
    assert "请你单位" in said(second)


@pytest.mark.parametrize("length", range(250, 900, 13))
def test_no_agreement_ends_on_a_page_of_signatures_only(length):
    pages = paper.lay_out(letter(length, layout="agreement", title="调解协议书", addressee="", mediators=("王某",)))
    assert len(body(pages[-1])) >= 1


def test_the_closing_does_not_reach_under_the_type_area():
    for length in range(300, 900, 7):
        page = paper.lay_out(letter(length, contact="龚喆", copies=("甲局",)))[-1]
        lowest = [op.y for op in texts(page)]
        seal = next(op for op in page.operations if isinstance(op, Seal))
        assert min(lowest) >= BOTTOM - 1, length
        assert seal.y - seal.diameter / 2 >= BOTTOM - 1, length


def test_the_first_page_of_a_letter_shows_body_and_bears_no_number_and_two_double_rules():
    first, second = paper.lay_out(letter(700))
    assert len(body(first)) > 5
    assert "— 1 —" not in said(first)
    assert "— 2 —" in said(second)
    rules = [op for op in first.operations if isinstance(op, Bar)]
    assert len(rules) == 4
    assert {round(rule.width / MM, 1) for rule in rules} == {170.0}
    assert min(rule.y for rule in rules) == pytest.approx(20 * MM)


@pytest.mark.parametrize("length", [6, 17, 40, 200])
def test_a_long_name_is_shrunk_or_set_in_lines_inside_the_measure(length):
    parts, size = heading.header_lines("江" * length)
    assert "".join(parts) == "江" * length
    assert all(len(part) * size <= heading.HEADER_WIDTH + 0.1 for part in parts)
    assert len(parts) == {6: 1, 17: 2, 40: 3, 200: 8}[length] or size >= heading.SMALLEST
    issuer = dataclasses.replace(samples.ISSUER, name="江" * length)
    first = paper.lay_out(letter(700, issuer=issuer))[0]
    assert body(first)


@pytest.mark.parametrize("length", [4, 12, 24, 60, 200])
def test_a_signature_wider_than_its_date_stays_in_the_type_area(length):
    issuer = dataclasses.replace(samples.ISSUER, name="江" * length)
    page = paper.lay_out(letter(300, issuer=issuer))[-1]
    rows = [op for op in page.operations if isinstance(op, Text) and set(op.runs[0].text) == {"江"}]
    rows = [row for row in rows if row.colour == "black"]  # not the header
    assert sum(len(row.runs[0].text) for row in rows) == length
    assert all(row.runs[0].x >= LEFT - 0.1 and end_of(row.runs[0], row.size) <= RIGHT + 0.1 for row in rows)
    last = min(row.y for row in body(page))
    assert all(row.y < last for row in rows)


def test_name_over_date_under_the_seal_four_characters_from_the_right():
    page = paper.lay_out(letter(150))[0]
    date = next(op for op in texts(page) if op.runs[-1].text.endswith("日"))
    name = next(op for op in texts(page) if op.runs[0].text == NAME)
    seal = next(op for op in page.operations if isinstance(op, Seal))
    assert RIGHT - end_of(date.runs[-1], BODY) == pytest.approx(4 * CELL, abs=0.5)
    assert seal.x == pytest.approx((name.runs[0].x + end_of(name.runs[0], BODY)) / 2, abs=0.5)
    assert seal.y > name.y > date.y > seal.y - seal.diameter / 2
    gap = min(op.y for op in body(page)) - (seal.y + seal.diameter / 2)
    assert 0 <= gap < PITCH  # its top within one line of the text


def test_the_seal_is_a_sample_until_a_real_one_is_set():
    seals = [op for op in paper.lay_out(letter(150))[0].operations if isinstance(op, Seal)]
    assert [seal.note for seal in seals] == ["样章"]
    issuer = dataclasses.replace(samples.ISSUER, seal_is_real=True, seal_diameter=50, seal_text="江州工会专用章")
    real = next(op for op in paper.lay_out(letter(150, issuer=issuer))[0].operations if isinstance(op, Seal))
    assert (real.note, real.text, round(real.diameter / MM)) == ("", "江州工会专用章", 50)


def test_a_draft_has_a_mark_on_every_page_but_no_seal_and_no_code():
    pages = paper.lay_out(letter(900, draft=True, number=""))
    kinds = [{type(op) for op in page.operations} for page in pages]
    assert all(Mark in kind and not kind & {Seal, Code} for kind in kinds)
    assert len(pages) == len(paper.lay_out(letter(900)))


def test_attachments_are_numbered_and_hang_under_the_first_name():
    page = paper.lay_out(letter(60, attachments=("清单" * 20, "回复格式")))[0]
    rows = ["".join(run.text for run in op.runs) for op in texts(page)]
    first = next(index for index, row in enumerate(rows) if row.startswith("附件：1."))
    assert rows[first + 2] == "2.回复格式"
    ops = texts(page)
    assert ops[first + 1].runs[0].x == pytest.approx(ops[first].runs[-1].x, abs=0.5)
    single = paper.lay_out(letter(60, attachments=("清单",)))[0]
    assert "附件：清单" in said(single)


def test_copies_stand_at_the_foot_of_the_last_page():
    page = paper.lay_out(letter(60, copies=("甲局", "乙院")))[0]
    row = texts(page, 14.0)[0]
    assert "".join(run.text for run in row.runs) == "抄送：甲局，乙院。"
    assert BOTTOM < row.y < BOTTOM + 20


def test_a_hundred_long_copies_go_on_over_pages_and_none_is_lost():
    names = tuple("甲" * 60 + f"{index}局" for index in range(100))
    pages = paper.lay_out(letter(60, copies=names))
    assert any(isinstance(op, Seal) for op in pages[0].operations)  # the signature does not go with them
    rows = [op for page in pages for op in texts(page, 14.0)]
    assert all(op.y > BOTTOM - 7 * MM - 10 for op in rows)
    assert sum("".join(run.text for run in op.runs).count("甲") for op in rows) == 6000


@pytest.mark.parametrize("text", ["关于江州云帆电子科技有限公司拖欠职工工资问题的工会劳动法律监督意见书", "甲" * 61])
def test_a_long_title_is_balanced(text):
    lines = rows.balanced(text, -(-len(text) // 20))
    assert "".join(lines) == text
    assert max(map(len, lines)) <= 20 or len(text) % 20
    assert max(map(len, lines)) - min(map(len, lines)) <= 2


def test_a_heading_is_not_left_at_the_foot_of_a_page():
    for length in range(1, 28 * 16, 14):
        blocks = (
            Paragraph((("fang", "国" * length),)),
            Paragraph((("hei", "一、标题"),), 1),
            Paragraph((("fang", "国" * 400),)),
        )
        for page in paper.lay_out(letter(0, paragraphs=blocks)):
            rows = texts(page)
            heading = [index for index, op in enumerate(rows) if op.runs and op.runs[0].font == "hei"]
            assert all(rows[index + 1].runs[0].text[0] == "国" for index in heading)
