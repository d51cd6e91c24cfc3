"""Where the parts of a file, an application, a record and a form stand."""

import itertools
import re

import pytest

from documents.cells import COMPACT, LARGE, table_of
from documents.issuing import print_paper
from documents.kinds import PAPERS
from documents.paper import lay_out
from documents.paper_samples import PAPER_SAMPLES
from documents.sheet import ARTIFACT, BODY, BOTTOM, CELL, LEFT, MEASURE, MM, PITCH, RIGHT, TOP, Bar
from documents.wording import cleaned, compose
from tests.documents.layouts import body, end_of, paper, said, samples, texts, words

COPIES = {"copies": ("江州市司法局", "江州市人民法院")}


def find(pages, start):
    """The first text that begins so."""
    return next(op for page in pages for op in texts(page) if words(op).startswith(start))


def bars(page, **kwargs):
    found = [op for op in page.operations if isinstance(op, Bar)]
    return [bar for bar in found if all(getattr(bar, name) == value for name, value in kwargs.items())]


def sample(kind):
    row = PAPERS[kind]
    return lay_out(compose(row, cleaned(row, PAPER_SAMPLES[kind])[0], samples.ISSUER, ""))


def test_a_file_opens_with_its_mark_35_mm_under_the_top_number_and_rule():
    """GB/T 9704-2012, 7.2.4 to 7.2.7."""
    first = lay_out(paper("file", **COPIES))[0]
    mark, number, title = (find([first], start) for start in ("江州市总工会文件", "江总工〔2026〕3号", "通知书"))
    assert mark.y + 0.84 * mark.size == pytest.approx(TOP - 35 * MM)
    [rule] = bars(first, colour="red")
    assert (rule.x, rule.width) == (LEFT, MEASURE)
    assert number.y - 0.12 * number.size - (rule.y + rule.height) == pytest.approx(4 * MM, abs=0.1)
    for op in (mark, number, title):
        middle = (op.runs[0].x + end_of(op.runs[-1], op.size)) / 2
        assert middle == pytest.approx(105 * MM, abs=0.1)
    assert rule.y - (title.y + 0.88 * title.size) == pytest.approx(2 * PITCH)
    assert "— 1 —" in said([first]).replace("—1—", "— 1 —")


@pytest.mark.parametrize("annex", [{}, {"annex_title": "名单", "annex": (("姓名", "单位"), ("李喆", "甲"))}])
def test_the_imprint_stands_at_the_foot_of_the_last_page_between_rules(annex):
    """GB/T 9704-2012, 7.4: outer rules of 0.35 mm, inner of 0.25 mm, the last one on the bottom of the type area."""
    pages = lay_out(paper("file", paragraphs=body("国" * 700), **COPIES, **annex))
    last = pages[-1]
    rules = [bar for bar in bars(last, x=LEFT, width=MEASURE) if bar.height > 0.6]
    assert [round(bar.height / MM, 2) for bar in sorted(rules, key=lambda bar: bar.y)] == [0.35, 0.25, 0.35]
    assert min(bar.y for bar in rules) == BOTTOM
    copies, issued = find([last], "抄送："), find([last], "江州市总工会2026年3月16日印发")
    assert words(copies) == "抄送：江州市司法局，江州市人民法院。"
    assert [op.runs[0].x for op in (copies, issued)] == [LEFT + 14.0] * 2
    assert end_of(issued.runs[-1], 14.0) == pytest.approx(RIGHT - 14.0)
    assert copies.y > issued.y > BOTTOM
    assert sum("印发" in words(op) for page in pages for op in texts(page)) == 1


def test_an_application_names_its_office_flush_left_and_each_signs_and_dates():
    pages = lay_out(paper("petition", office="江州市人民法院", attachments=("身份证复印件", "合同")))
    here, office = find(pages, "此致"), find(pages, "江州市人民法院")
    assert here.runs[0].x == pytest.approx(LEFT + 2 * CELL)
    assert office.runs[0].x == pytest.approx(LEFT)
    signed = [find(pages, "申请人（签名）："), find(pages, "记录人（签名）：")]
    rules = bars(pages[0], height=0.5)
    assert [rule.y for rule in rules] == pytest.approx([op.y - 3.92 for op in signed], abs=0.1)
    assert all(rule.width > 30 * MM and rule.x + rule.width == pytest.approx(RIGHT) for rule in rules)
    assert said(pages).count("年月日") == 2
    assert here.y > office.y > signed[0].y > signed[1].y > find(pages, "附件：1.").y


@pytest.mark.parametrize("length", range(300, 700, 23))
def test_no_page_of_an_application_holds_only_signatures(length):
    pages = lay_out(paper("petition", office="江州市人民法院", paragraphs=body("国" * length)))
    assert any(set(words(op)) == {"国"} for op in texts(pages[-1]))


def test_an_application_that_nearly_fits_a_page_is_set_a_little_closer():
    sizes = [
        len(lay_out(paper("petition", office="江州市人民法院", paragraphs=body("国" * n)))) for n in (324, 340, 480)
    ]
    assert sizes == [1, 1, 2]


def test_every_page_of_a_record_bears_all_signatures_and_says_how_many_pages_there_are():
    talk = "问：单位是否按月支付工资？", "答：" + "没有按时支付。" * 60
    pages = lay_out(paper("record", paragraphs=body(*talk * 4)))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        names = [op for op in texts(page) if words(op).startswith(("申请人（签名）：", "记录人（签名）："))]
        assert [words(op).count("月") for op in names] == [1, 1]
        top = max(op.y for op in names) + 14
        text = [op for op in texts(page) if op not in names and op.element is not ARTIFACT]
        assert min(op.y for op in text) > top
        assert f"第{number}页共{len(pages)}页" in said([page])
        lines = bars(page, height=0.5)
        assert len([bar for bar in lines if bar.y < top and bar.width >= 30 * MM]) == 2
    question = find(pages, "问")
    assert [(run.font, run.text[0]) for run in question.runs[:2]] == [("hei", "问"), ("fang", "单")]


@pytest.mark.parametrize("kind", [kind for kind, row in PAPERS.items() if row.layout == "form"])
def test_the_signatures_of_a_form_are_not_alone_on_their_page(kind):
    pages = sample(kind)
    table = [op for op in texts(pages[-1]) if op.element and op.element.kind in ("TH", "TD")]
    assert len(table) >= 2
    for page in pages:
        low = min(op.y for op in texts(page) if op.element is not ARTIFACT)
        assert low > BOTTOM - 5


@pytest.mark.parametrize("kind", ["service_receipt", "reply_reminder", "reply_opinion", "reply_suggestion"])
def test_what_comes_back_to_us_by_hand_is_one_page(kind):
    assert len(sample(kind)) == 1


@pytest.mark.parametrize("count", range(1, 60, 3))
def test_a_form_of_any_length_keeps_its_rows_in_the_type_area_and_its_order(count):
    cells = [(f"栏目{n}", "内容" * (n % 40) if n % 5 else "") for n in range(count)]
    pages = lay_out(paper("form", head=tuple(cells), paragraphs=body("声" * 40)))
    printed = [op for page in pages for op in texts(page) if op.element and op.element.kind in ("TH", "TD")]
    assert "".join(map(words, printed)) == "".join(label + text for label, text in cells)
    for page in pages:
        for bar in bars(page):
            assert bar.y >= BOTTOM - 0.1
    last = texts(pages[-1])
    assert {"TH", "TD"} & {op.element.kind for op in last if op.element}


def test_a_cell_of_fifty_thousand_characters_goes_on_with_its_label_and_is_placed_once():
    text = "拖欠工资，职工37名，合计428,560.50元；" * 1700
    pages = lay_out(paper("form", head=(("时间", "2026年"), ("情况", text)), paragraphs=(), signers=()))
    assert len(pages) > 40
    cells = [op for page in pages for op in texts(page) if op.element and op.element.kind == "TD"]
    assert "".join(map(words, cells)) == "2026年" + text
    for page in pages[1:]:
        assert [op.element for op in texts(page) if words(op) == "情况"] == [ARTIFACT]
        assert min(op.y for op in texts(page) if op.element is not ARTIFACT) > BOTTOM


@pytest.mark.parametrize("scale", [LARGE, COMPACT])
def test_two_short_cells_share_a_row_and_a_long_one_is_even_at_its_right_edge(scale):
    short, long = ("乙", "国"), ("丙", "国" * 180)
    table = table_of([short, short, long, short], scale)
    assert [len(band.cells) for band in table.bands] == [4, 2, 2]
    *full, _last = table.bands[1].cells[1].lines
    ends = [end_of(line[-1], scale.size) for line in full]
    assert ends
    assert ends == pytest.approx([RIGHT - scale.pad + scale.size * (1 - CELL / BODY)] * len(ends), abs=0.01)


@pytest.mark.parametrize("kind", PAPERS)
def test_papers_have_no_seal_no_code_and_no_red(kind):
    pages = sample(kind)
    assert {type(op).__name__ for page in pages for op in page.operations} <= {"Text", "Bar"}
    assert {op.colour for page in pages for op in page.operations} == {"black"}


def test_a_draft_of_a_paper_is_marked_on_every_page():
    pages = lay_out(paper("record", paragraphs=body("国" * 2000), draft=True))
    assert [[op.text for op in page.operations if type(op).__name__ == "Mark"] for page in pages] == [["草稿"]] * len(
        pages
    )


def test_a_paper_is_the_same_bytes_twice():
    facts = PAPER_SAMPLES["session_record"]
    one, two = (print_paper("session_record", facts, issuer=samples.ISSUER, at=samples.AT) for _time in range(2))
    assert one == two
    assert not re.search(rb"/Helvetica", one)


def test_rows_of_the_table_touch_and_do_not_overlap():
    pages = lay_out(paper("form", head=tuple((f"栏{n}", "国" * 50) for n in range(40)), paragraphs=()))
    for page in pages:
        levels = sorted({round(bar.y, 2) for bar in bars(page, x=LEFT, width=MEASURE)}, reverse=True)
        columns = [(round(bar.y + bar.height, 2), round(bar.y, 2)) for bar in bars(page, x=LEFT) if bar.width < 1]
        assert columns == list(itertools.pairwise(levels))
