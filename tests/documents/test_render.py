import dataclasses
import io
import subprocess
import sys
import time

import pypdf
import pytest
from django.conf import settings

from documents import samples
from documents.issuing import check, printed_letter
from documents.kinds import KINDS
from documents.management.commands.sample_letter import EVERY, sample

BUDGET = 0.012 * 2  # s of CPU a warm letter; twice the bar, for a machine that does other things as well
HOSTILE = [
    "{{ issuer }}{% now 'Y' %}{# #}",
    "<b>粗</b><img src='file:///etc/passwd'/><font color='red'>",
    "&amp;&#x4e00;",
    "<a href='javascript:alert(1)'>点</a><onDraw name='x'/>",
    "一、伪造的标题",
    "（一）伪造的小标题。",
    "附件：伪造",
    "(Tj) ET BT /F1 12 Tf",
    "\\n\\u0000 %PDF-1.4 endstream endobj",
    "A" * 300,
    "！" * 200,
    "（" * 200,
]


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def printed(kind, **facts):
    values = samples.SAMPLES[kind] | facts
    assert check(kind, values) == []
    return printed_letter(
        kind, values, samples.ISSUER, samples.AT, number="江〔2026〕1号", verify_url="https://e.org/v", code="X"
    )


@pytest.mark.parametrize("kind", EVERY)
def test_all_fonts_are_embedded_subsets_and_none_is_helvetica(kind, made_fonts):
    reader = pypdf.PdfReader(io.BytesIO(sample(kind, samples.ISSUER)))
    seen = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            seen.add(font["/BaseFont"])
            descriptor = font["/FontDescriptor"].get_object()
            assert descriptor["/FontFile2"].get_object()["/Length1"] > 0
            assert font["/BaseFont"][7] == "+"
            assert font["/ToUnicode"].get_object().get_data()
    assert not [name for name in seen if "Helvetica" in name]
    assert len(seen) >= len(set(made_fonts.roles.values())) - 2  # kai is rare, hei is not in every kind


@pytest.mark.parametrize("kind", EVERY)
def test_the_same_facts_give_the_same_bytes(kind):
    assert sample(kind, samples.ISSUER) == sample(kind, samples.ISSUER)


def test_the_text_of_a_letter_comes_out_as_it_went_in():
    assert text_of(sample("completion_notice", samples.ISSUER)) == [
        "江州市总工会样章"  # the seal lies under the text
        "江州市总工会（2026）江总工调补字第1号补正材料通知书李喆："
        "你与江州云帆电子科技有限公司因拖欠劳动报酬发生的争议，我会于2026年3月2日收到你的调解申请。"
        "经审查，尚需补正下列材料：1.身份证复印件；2.劳动合同或者其他能够证明劳动关系的材料；3.工资支付记录。"
        "请你于2026年3月23日前将上述材料提交我会。提交确有困难的，请及时与我会联系，我会将提供帮助。"
        "江州市总工会2026年3月16日扫码核验本文书核验码7F3K-9Q2M-XW4T（联系人：龚喆，联系电话：0000—12351）"
    ]


def test_rare_characters_are_copied_as_themselves():
    text = "".join(text_of(sample("opinion", samples.ISSUER)))
    assert "车间主任赵𬭎安排" in text
    assert "生产主管龚䶮对此予以确认" in text
    assert "龚喆" in text


def test_title_author_and_language():
    reader = pypdf.PdfReader(io.BytesIO(sample("opinion", samples.ISSUER)))
    assert reader.metadata.title == "工会劳动法律监督意见书 江总工劳监意〔2026〕1号"
    assert reader.metadata.author == "江州市总工会"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_sample_opinion_has_two_pages_and_bears_its_articles():
    pages = text_of(sample("opinion", samples.ISSUER))
    assert len(pages) == 2
    assert [f"《浙江省工会劳动法律监督条例》第二十{n}条" in "".join(pages) for n in "二三七"] == [True] * 3
    assert "15个工作日内" in "".join(pages)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_as_text(hostile):
    pdf = printed("opinion", facts_found=hostile, matter_source=hostile[:60])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert "".join(hostile.split()) in "".join(text_of(pdf)).replace("江州市总工会样章", "")
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/XObject" not in page["/Resources"] or not page["/Resources"]["/XObject"]
    assert "/Names" not in reader.trailer["/Root"]
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_text_cannot_make_a_heading():
    def headings(pdf):
        fonts = []
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
            page.extract_text(
                visitor_text=lambda text, _m, _t, font, _s: (
                    fonts.append(text)
                    if font and font["/BaseFont"].endswith(("Hei-Regular", "SansSC-Regular"))
                    else None
                )
            )
        return "".join("".join(fonts).split())

    plain = headings(printed("opinion", facts_found="国"))
    assert plain == "一、调查发现的问题二、法律依据三、监督意见四、答复要求和法律后果"
    assert headings(printed("opinion", facts_found="一、伪造\n二、伪造\n（一）伪造。", consequence="五、伪造")) == plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_warm_letter_stays_in_its_budget(kind):
    sample(kind, samples.ISSUER)
    names = "赵钱孙李周吴郑王冯陈"
    start = time.process_time()
    for name in names:  # other names each time: the subsets are not the same
        sample(kind, dataclasses.replace(samples.ISSUER, phone=name))
    assert (time.process_time() - start) / len(names) < BUDGET


@pytest.mark.parametrize("text", ["拖欠工资，" * 10_000, "A" * 50_000, "（" * 50_000, "国\n" * 25_000], ids=len)
def test_fifty_thousand_characters_take_less_than_two_seconds(text):
    printed("opinion")
    start = time.process_time()
    pdf = printed("opinion", facts_found=text)
    assert time.process_time() - start < 2.0
    assert pdf.startswith(b"%PDF")


COLD = """
import subprocess
import sys
import time
from pathlib import Path
import django
from django.conf import settings
settings.configure(BASE_DIR=Path.cwd(), FONT_DIR=Path({fonts!r}), INSTALLED_APPS=["documents"], USE_I18N=False)
django.setup()
start = time.process_time()
from documents import samples
from documents.management.commands.sample_letter import EVERY, sample
assert sample("opinion", samples.ISSUER).startswith(b"%PDF")
print(time.process_time() - start)
"""


def test_a_cold_worker_has_its_first_letter_in_half_a_second_of_cpu():
    """Imports, fonts and the letter, beside what Django takes for itself; half as much again for a busy machine."""
    code = COLD.format(fonts=str(settings.FONT_DIR))
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR)
    assert float(done.stdout) < 0.5 * 1.5
