"""The annex: how wide its columns are."""

from documents.annex import PAD, SHORT, SIZE, _widths
from documents.paper import lay_out
from documents.rows import length
from documents.sheet import ARTIFACT, BOTTOM, MEASURE
from tests.documents.layouts import paper, texts, words

HEAD = ("序号", "证据名称", "来源", "日期", "份数", "备注")
LONG = "工会劳动法律监督意见书（诸总工劳监意〔2026〕5号）"


def test_a_short_column_is_not_broken_where_others_are_long():
    row = ("7", LONG, "浙江店口恒固管业有限公司", "2026年12月14日", "2（复印件）", "签收人：单位前台签收")
    widths = _widths([HEAD, row])
    assert abs(sum(widths) - MEASURE) < 0.01
    for place in (0, 3, 4):
        widest = max(length("fang", text, SIZE) for text in (HEAD[place], row[place]))
        assert widths[place] == widest + 2 * PAD
    assert widths[1] > widths[2] > widths[5] > SHORT / 2


def test_a_table_that_fits_is_stretched_to_the_type_area():
    widths = _widths([("姓名", "金额"), ("蒋喆", "18,600.00")])
    assert abs(sum(widths) - MEASURE) < 0.01
    assert widths[1] > widths[0]


def test_short_columns_that_do_not_fit_together_shrink_alike():
    widths = _widths([("一二三四五六七",) * 12])
    assert abs(sum(widths) - MEASURE) < 0.01
    assert len(set(widths)) == 1


def test_a_row_higher_than_a_page_goes_on_under_the_headings_and_others_stay_whole():
    long = "".join(chr(0x4E00 + number) for number in range(2000))
    rows = (("一", "二"), ("甲", "国" * 40), (long, "乙"), ("丙", "家" * 40))
    pages = [page for page in lay_out(paper("petition", annex_title="名单", annex=rows)) if page.operations][1:]
    assert len(pages) > 2
    cells = [op for page in pages for op in texts(page) if op.element and op.element.kind == "TD"]
    printed = {}
    for op in cells:
        printed.setdefault(id(op.element), []).append(words(op))
    assert ["".join(lines) for lines in printed.values()] == [text for row in rows[1:] for text in row]
    assert [sum(words(op) == "一" and op.element is ARTIFACT for op in texts(page)) for page in pages] == [
        0,
        *[1] * (len(pages) - 1),
    ]
    assert all(op.y > BOTTOM for op in cells)
