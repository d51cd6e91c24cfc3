import io
import re
import unicodedata

import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents import samples
from documents.archive import Record
from documents.content import Content, Paragraph
from documents.management.commands.sample_letter import EVERY, sample
from documents.paper import lay_out
from documents.render import render
from tests.documents.judges import say

ROWS = (("姓名", "备注"), *((f"职工{n}", "" if n % 7 else "在职") for n in range(60)))
RARE = "𬭎𫖮䶮㛃喆𠅤𣲗堃"
WORDS = [
    "《劳动法》第五十条",
    "，",
    "。",
    "（见附件）",
    "2026年3月16日",
    "428,560.50元",
    "ABC",
    "for all",
    "https://e.org/a?b=c&d",
]
WORDS += [" ", "“是”", "……", "——", "\u3000"]
pieces = st.one_of(st.sampled_from(WORDS), st.text("国家工会职工劳动争议调解仲裁" + RARE, min_size=1, max_size=12))
paragraphs = st.lists(pieces, min_size=1, max_size=60).map(lambda parts: " ".join("".join(parts).split())).filter(bool)


def letter(*texts, **kwargs):
    values = {
        "layout": "letter",
        "title": "意见书",
        "issuer": samples.ISSUER,
        "paragraphs": tuple(Paragraph((("fang", text),)) for text in texts),
        "date": "2026年3月16日",
    }
    return render(lay_out(Content(**(values | kwargs))), Record("意见书", "江州市总工会"))


def tree_of(pdf):
    """The structure as nested lists: [kind, kid, kid, ...]; the number of marked parts of a leaf."""

    def walk(node):
        node = node.get_object()
        kids = node["/K"] if isinstance(node["/K"], list) else [node["/K"]]
        inner = [kid.get_object() for kid in kids if not isinstance(kid, int)]
        elements = [kid for kid in inner if kid.get("/Type") == "/StructElem"]
        for kid in elements:
            assert kid["/P"].get_object() == node
        return [node["/S"][1:], *map(walk, elements)] if elements else [node["/S"][1:], len(kids)]

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0])


def spoken(pdf, tmp_path):
    """What a screen reader finds, one element a line."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    out, was_text = [], False
    for line in say("pdfinfo", "-struct-text", str(path)).splitlines():
        is_text = line.strip().startswith('"')
        if is_text and was_text:  # the part of the same element on the next page
            out[-1] += line.strip()[1:-1]
        elif is_text:
            out.append(line.strip()[1:-1])
        was_text = is_text
    return out


def test_a_letter_is_read_in_order_and_whole():
    kinds = [kind for kind, *_ in tree_of(sample("opinion", samples.ISSUER))[1:]]
    text = "P P H1 P P H2 P P H2 P P P H2 P P H2 P P P"
    assert " ".join(kinds) == f"{text} Figure P P Figure P P P P"


def test_a_paragraph_that_goes_over_pages_is_one_element(tmp_path):
    text = "工会调解劳动争议" * 120
    pdf = letter("短。", text)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 3
    assert ["P", 3] in tree_of(pdf)
    assert text in spoken(pdf, tmp_path)


def test_headings_go_down_by_one():
    pdf = letter(paragraphs := "国", paragraphs, title="意见书")
    assert "H2" not in str(tree_of(pdf))
    two = Paragraph((("kai", "（一）次。"),), 2)
    one = Paragraph((("hei", "一、首"),), 1)
    run_on = Paragraph((("kai", "（二）次。"), ("fang", "接着")), 2)

    def headings(*blocks):
        pdf = render(lay_out(Content("letter", "题", samples.ISSUER, blocks, "x")), Record("x", "x"))
        return [kind for kind, *_ in tree_of(pdf)[1:] if kind[0] == "H"]

    assert headings(one, two, run_on, one) == ["H1", "H2", "H3", "H2"]
    assert headings(two, one) == ["H1", "H2", "H2"]


def test_the_annex_is_a_table_whose_headings_are_read_once(tmp_path):
    pdf = letter("国", annex_title="名单", annex=ROWS)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 3
    [table] = [node for node in tree_of(pdf)[1:] if node[0] == "Table"]
    assert [kind for kind, *_ in table[1:]] == ["TR"] * len(ROWS)
    assert [[cell[0] for cell in row[1:]] for row in table[1:]] == [["TH", "TH"]] + [["TD", "TD"]] * 60
    assert spoken(pdf, tmp_path).count("备注") == 1


def test_a_form_is_a_table_of_four_columns_whose_labels_head_their_rows():
    pdf = letter(layout="form", head=(("甲", "一"), ("乙", "二"), ("", "情况"), ("丙", "三" * 60), ("丁", "")))
    [table] = [node for node in tree_of(pdf)[1:] if node[0] == "Table"]
    assert [[cell[0] for cell in row[1:]] for row in table[1:]] == [
        ["TH", "TD"] * 2,
        ["TH"],
        ["TH", "TD"],
        ["TH", "TD"],
    ]
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    cells = {}

    def walk(node):
        node = node.get_object()
        if node["/S"] in ("/TH", "/TD"):
            cells.setdefault(node["/S"], []).append(node.get("/A", {}))
        kids = node["/K"] if isinstance(node["/K"], list) else [node["/K"]]
        for kid in kids:
            if not isinstance(kid, int) and kid.get_object().get("/Type") == "/StructElem":
                walk(kid)

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0])
    assert [(a["/Scope"], a.get("/ColSpan", 1)) for a in cells["/TH"]] == [("/Row", 1)] * 2 + [("/Column", 4)] + [
        ("/Row", 1)
    ] * 2
    assert [a.get("/ColSpan", 1) for a in cells["/TD"]] == [1, 1, 3, 3]


def test_headings_of_four_levels_are_told_from_text():
    levels = [
        ("一、总则", 1),
        ("（一）目标", 2),
        ("1.步骤", 3),
        ("（1）支付", 4),
        ("1.支付拖欠的工资。", 3),
        ("二、附则", 1),
    ]
    blocks = tuple(Paragraph((("fang", text),), level) for text, level in levels)
    kinds = [kind for kind, *_ in tree_of(letter(paragraphs=blocks))[1:]]
    assert [kind for kind in kinds if kind != "Figure"] == ["P", "H1", "H2", "H3", "H4", "H5", "P", "H2", "P", "P"]


def test_attachments_are_a_list():
    nodes = tree_of(letter("国", attachments=("清单", "笔录")))
    assert ["L", ["LI", ["LBody", 1]], ["LI", ["LBody", 1]]] in nodes


def test_seal_and_code_are_figures_with_a_text():
    reader = pypdf.PdfReader(io.BytesIO(sample("opinion", samples.ISSUER)))
    kids = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]["/K"]
    figures = [kid.get_object() for kid in kids if kid.get_object()["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "印章：江州市总工会（样章）",
        f"核验二维码：{samples.VERIFY_URL}/{samples.CODE}",
    ]
    for figure in figures:
        left, low, right, high = figure["/A"]["/BBox"]
        assert 0 < left < right < 596
        assert 0 < low < high < 842


@pytest.mark.parametrize("kind", EVERY)
def test_everything_on_a_page_is_tagged_or_an_artifact_and_the_tree_leads_back(kind):
    reader = pypdf.PdfReader(io.BytesIO(sample(kind, samples.ISSUER)))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    nums = root["/ParentTree"]["/Nums"]
    assert nums[::2] == list(range(len(reader.pages)))
    for number, page in enumerate(reader.pages):
        assert page["/StructParents"] == number
        assert page["/Tabs"] == "/S"
        depth, marks = 0, []
        for operands, operator in page.get_contents().operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                marks += [operands[1]["/MCID"]] if operator == b"BDC" else []
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"f", b"f*", b"S", b"B"):
                assert depth == 1, operator
        assert depth == 0
        owners = nums[2 * number + 1].get_object()
        assert marks == list(range(len(owners)))
        for mark, owner in enumerate(owners):
            kids = owner.get_object()["/K"]
            assert mark in [kid if isinstance(kid, int) else kid.get_object()["/MCID"] for kid in kids]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(paragraphs, min_size=1, max_size=8))
@example([RARE * 20, "word " * 60 + "end", "A" * 300])
def test_the_text_that_comes_out_is_the_text_that_went_in(tmp_path, texts):
    said = spoken(letter(*texts), tmp_path)
    plain = [unicodedata.normalize("NFKC", text) for text in texts]
    assert [unicodedata.normalize("NFKC", part) for part in said[2 : 2 + len(texts)]] == plain
    pages = ["".join(page.split()) for page in say("pdftotext", "-raw", str(tmp_path / "letter.pdf"), "-").split("\f")]
    # the seal is drawn first, the page number last
    raw = "".join(re.sub(r"—\d+—$", "", page.removeprefix("江州市总工会样章")) for page in pages)
    assert "".join("".join(text.split()) for text in texts) in raw
