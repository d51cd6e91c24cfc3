import dataclasses
import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import defusedxml.ElementTree
import pypdf
from django.conf import settings
from PIL import Image, ImageCms
from reportlab.pdfbase import pdfdoc

from documents import archive, samples
from documents.archive import Record
from documents.content import Content, Paragraph
from documents.issuing import printed_letter
from documents.kinds import KINDS
from documents.management.commands.sample_letter import sample
from documents.paper import lay_out
from documents.render import render
from tests.documents.judges import preflight, say
from tests.documents.layouts import LAYOUTS, issuer, paper
from tests.documents.test_statistics import statistics_twin

AT = datetime(2026, 12, 31, 16, 30, 5, tzinfo=UTC)
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
LONG = tuple((f"龚䶮{n}", "装配工", f"{n},000.00元", "") for n in range(40))


def made(at=AT, part=2, title="意见书 <&> 〔2026〕3号", **kwargs):
    values = {
        "layout": "letter",
        "title": "意见书",
        "issuer": dataclasses.replace(samples.ISSUER, name="江州市总工会"),
        "paragraphs": (Paragraph((("fang", "国" * 30),)),),
        "date": "2026年3月16日",
        "verify_url": "https://example.org/v/X",
        "annex_title": "名单",
        "annex": (("姓名", "工种", "金额", "备注"), *LONG),
    }
    return render(lay_out(Content(**(values | kwargs))), Record(title, "江州市总工会", at, part))


def root_of(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def xmp(pdf):
    tree = defusedxml.ElementTree.fromstring(root_of(pdf)["/Metadata"].get_object().get_data())
    return lambda path: "".join(tree.find(f".//{path}", NAMES).itertext())


def test_the_metadata_stream_says_what_info_says():
    pdf = made()
    said, info = xmp(pdf), pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert set(info) == {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
    assert info["/Title"] == said("dc:title") == "意见书 <&> 〔2026〕3号"
    assert info["/Author"] == said("dc:creator") == "江州市总工会"
    assert info["/Creator"] == said("xmp:CreatorTool")
    assert info["/Producer"] == said("pdf:Producer")
    assert said("xmp:CreateDate") == said("xmp:ModifyDate") == "2027-01-01T00:30:05+08:00"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20270101003005+08'00'"
    assert (said("pdfaid:part"), said("pdfaid:conformance"), said("pdfuaid:part")) == ("2", "A", "1")


def test_the_catalog_is_marked_speaks_chinese_and_shows_the_title():
    root = root_of(made())
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/Filter" not in root["/Metadata"].get_object()
    assert "/Names" not in root
    assert "/OpenAction" not in root


def test_the_output_intent_is_a_profile_that_others_can_read():
    intent = root_of(made())["/OutputIntents"][0]
    assert intent["/S"] == "/GTS_PDFA1"
    data = intent["/DestOutputProfile"].get_object().get_data()
    assert data == archive.srgb()
    assert len(data) == 988
    assert intent["/DestOutputProfile"].get_object()["/N"] == 3
    ours = ImageCms.ImageCmsProfile(io.BytesIO(data))
    assert (ours.profile.xcolor_space.strip(), ours.profile.device_class) == ("RGB", "mntr")
    turn = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    for colour in ((226, 0, 17), (0, 0, 0), (255, 255, 255), (128, 64, 200)):
        got = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), turn).getpixel((0, 0))
        assert max(abs(a - b) for a, b in zip(got, colour, strict=True)) <= 2


def test_every_stream_ends_on_a_line_of_its_own_and_is_as_long_as_it_says():
    pdf = made()
    assert pdf.count(b"endstream") == pdf.count(b"\nendstream\n") > 10
    for part in pdf.split(b"\nendstream")[:-1]:
        head, data = part.rsplit(b">>\nstream\n", 1)
        assert int(head.rsplit(b"/Length ", 1)[1].split()[0]) == len(data)


def test_stock_reportlab_still_ends_streams_without_a_line_end():
    stream = pdfdoc.PDFStream(content="q Q")
    assert stream.format(pdfdoc.PDFDocument()).endswith(b"q Qendstream\n")  # if this fails: pdfobjects.stream can go


def test_the_same_letter_has_the_same_bytes_in_another_process_with_another_hash_and_clock():
    kinds = ["opinion", "agreement", "minutes"]
    code = (
        "import django; django.setup()\nimport hashlib\nfrom documents import samples\n"
        "from documents.management.commands.sample_letter import sample\n"
        f"for kind in {kinds!r}: print(hashlib.sha256(sample(kind, samples.ISSUER)).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "SOURCE_DATE_EPOCH": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=settings.BASE_DIR, check=True
    )
    assert done.stdout.split() == [hashlib.sha256(sample(kind, samples.ISSUER)).hexdigest() for kind in kinds]


def test_the_zone_of_the_instant_changes_nothing_and_another_second_does():
    assert made(AT) == made(AT.astimezone(timezone(timedelta(hours=-5))))
    one, two = made(AT), made(AT + timedelta(seconds=1))
    assert one != two
    assert one.rsplit(b"/ID", 1)[1][:80] != two.rsplit(b"/ID", 1)[1][:80]


def test_other_words_have_another_identifier():
    one, two = (
        pypdf.PdfReader(io.BytesIO(made(paragraphs=(Paragraph((("fang", text),)),)))).trailer["/ID"] for text in "国家"
    )
    assert one[0] == one[1] != two[0]


def test_a_letter_bears_the_instant_it_was_issued_at():
    facts = samples.SAMPLES["reminder"]
    pdf = printed_letter("reminder", facts, samples.ISSUER, AT, number="1", verify_url="https://e.org", code="X")
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata["/CreationDate"] == "D:20270101003005+08'00'"
    assert "2027年1月1日" in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_qpdf_finds_nothing_wrong(tmp_path):
    for kind in KINDS:
        path = tmp_path / f"{kind}.pdf"
        path.write_bytes(sample(kind, samples.ISSUER))
        assert "No syntax or stream encoding errors found" in say("qpdf", "--check", str(path))


def twin(layout):
    """A paper of the layout with all it may print, as part 1; of the file one of several organisations."""
    more = {"co_issuers": (issuer("江州市司法局"),), "copies": ("甲局",)} if layout == "file" else {}
    annex = (("姓名", "工种", "金额", "备注"), *LONG)
    shown = paper(layout, annex_title="名单", annex=annex, attachments=("名单",), **more)
    return render(lay_out(shown), Record("题", "江州市总工会", AT, 1))


def test_preflight_calls_the_twin_of_every_layout_a_valid_pdf_a(tmp_path):
    """No validator of part 2 is to be had offline: the twin differs by version, claim and nothing else."""
    files = []
    for layout in LAYOUTS:
        path = tmp_path / f"{layout}.pdf"
        path.write_bytes(twin(layout))
        assert xmp(path.read_bytes())("pdfaid:part") == "1"
        files.append(str(path))
    statistics = tmp_path / "statistics.pdf"
    statistics.write_bytes(statistics_twin())
    files.append(str(statistics))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(made(part=1).replace(b"/OutputIntents", b"/OutputIntentz"))
    *valid, invalid = preflight(*files, str(broken))
    assert ["is a valid PDF/A-1b file" in said for said in valid] == [True] * (len(LAYOUTS) + 1), valid
    assert "is not a valid PDF/A-1b file" in invalid
