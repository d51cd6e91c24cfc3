"""Text that was meant to break a paper, in every place a layout prints: set as text, once, on the sheet, in time."""

import dataclasses
import time
import unicodedata

import pytest

from documents import fonts
from documents.archive import Record
from documents.content import Paragraph
from documents.fonts import MissingGlyph
from documents.paper import lay_out
from documents.render import render
from documents.sheet import LEFT, RIGHT
from tests.documents.judges import say
from tests.documents.layouts import LAYOUTS, end_of, issuer, paper, said, texts

SECONDS = 2.0  # of CPU, the bar; a run on its own takes less than half of it
HOSTILE = {
    "markup": "<b onclick='x'>粗</b><img src=file:///etc/passwd>&amp;&#x4e00;",
    "template": "{{ issuer }}{% now 'Y' %}{# #}${x}",
    "pdf": "(Tj) ET EMC BT /F1 12 Tf \\n\\u0000 %PDF-1.4 endstream endobj",
    "heading": "一、伪造的标题（一）伪造。附件：伪造",
    "stops": "！？。，" * 40,
    "opening": "（《“" * 50,
    "token": "A" * 300,
    "address": "https://example.org/" + "a-b/" * 60,
    "name": "江州市云溪区云帆街道工业路新型电子信息产业园区" * 9,
    "rare": "𬭎𫖮䶮㛃喆𠅤𣲗堃" * 12,
    "blank": "国　 　家  \u3000\u00a0工会",
    "digits": "9" * 80 + "元",
}
PLACES = ("addressee", "contact", "phone", "office")  # number, title, date and who signs are our own words
LISTS = ("attachments", "copies", "mediators")


def filled(layout, text, **kwargs):
    """A paper with `text` in every place."""
    values = dict.fromkeys(PLACES, text) | dict.fromkeys(LISTS, (text, text))
    values |= {
        "paragraphs": tuple(Paragraph((("fang", text),), level) for level in (0, 1, 2, 3, 4)),
        "issuer": issuer(text),
        "co_issuers": (issuer(text),) if layout in ("letter", "file") else (),
        "head": (("时间", text), ("", "情况"), ("说明", text)),
        "annex": ((text, "乙"), ("甲", text)),
        "annex_title": "清单",
    }
    return dataclasses.replace(paper(layout), **(values | kwargs))


def stripped(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_set_whole_and_on_the_sheet(layout, text):
    pages = lay_out(filled(layout, text))
    for page in pages:
        for op in texts(page):
            if op.colour == "red" or op.size > 20:
                continue
            assert op.runs[0].x >= LEFT - 8.1
            assert end_of(op.runs[-1], op.size) <= RIGHT + 8.3, (text, op)
            assert 0 < op.y < 842
    whole = {op.element for page in pages for op in texts(page) if op.element}
    printed = {}
    for page in pages:
        for op in texts(page):
            printed.setdefault(op.element, []).append("".join(run.text for run in op.runs))
    bodies = [stripped("".join(lines)) for element, lines in printed.items() if element in whole]
    assert bodies.count(stripped(text)) >= 4  # the paragraphs at least, each once


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_of_a_hostile_paper_comes_out_of_the_file(layout, tmp_path):
    text = HOSTILE["markup"] + HOSTILE["template"] + HOSTILE["pdf"] + HOSTILE["rare"]
    path = tmp_path / "paper.pdf"
    path.write_bytes(
        render(lay_out(filled(layout, "国", paragraphs=(Paragraph((("fang", text),)),))), Record("题", "会"))
    )
    assert "No syntax or stream encoding errors found" in say("qpdf", "--check", str(path))
    found = stripped(say("pdfinfo", "-struct-text", str(path)).replace('"\n', "").replace("\n", ""))
    assert stripped(text) in found.replace('"', "").replace("P(block)", "")


def fact():
    """50,000 characters as they are typed."""
    return ("拖欠工资，职工37名，合计428,560.50元；" * 1724)[:50_000]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_fifty_thousand_characters_take_less_than_two_seconds(layout):
    lay_out(paper(layout))
    start = time.process_time()
    pages = lay_out(paper(layout, paragraphs=(Paragraph((("fang", fact()),)),)))
    pdf = render(pages, Record("题", "会"))
    assert time.process_time() - start < SECONDS
    assert pdf.startswith(b"%PDF")
    assert said(pages).count("428,560.50元") == fact().count("428,560.50元")


def test_three_thousand_rows_take_less_than_two_seconds():
    rows = (("序号", "姓名", "金额", "备注"), *((str(n), f"龚䶮{n}", "18,600.00元", "") for n in range(3000)))
    start = time.process_time()
    pages = lay_out(paper("letter", annex_title="名单", annex=rows))
    render(pages, Record("题", "会"))
    assert time.process_time() - start < SECONDS
    assert said(pages).count("18,600.00元") == 3000


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\U00031350", "\U0001f600", "\ufffe"])
def test_what_no_font_has_is_refused_by_name_and_not_printed_as_a_blank(layout, character):
    assert fonts.missing(character) == [character]
    with pytest.raises(MissingGlyph) as refusal:
        lay_out(paper(layout, paragraphs=(Paragraph((("fang", f"甲{character}乙"),)),)))
    assert refusal.value.character == character
