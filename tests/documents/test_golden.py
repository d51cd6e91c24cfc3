"""A small grey picture of every letter and paper, and of the layouts no kind has by itself. To renew them after a
change that was meant, and looked at:

RENEW_GOLDEN=1 ./dev test tests/documents/test_golden.py
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from documents import samples, volume
from documents.archive import Record
from documents.management.commands.sample_letter import EVERY, sample
from documents.paper import lay_out
from documents.render import render
from tests.documents.judges import say
from tests.documents.layouts import NAMES, body, issuer, paper

GOLDEN = Path(__file__).parent / "golden"
DPI = "36"
MEAN = 0.6  # of 255: other versions of poppler smooth edges a little otherwise
TEXT = "各单位应当依照《中华人民共和国劳动法》第五十条的规定，以货币形式按月支付工资。"
SHOWN = {
    "file": {"layout": "file", "copies": NAMES[:2]},
    "joint-letter": {"layout": "letter", "co_issuers": tuple(map(issuer, NAMES[:4]))},
    "joint-file": {"layout": "file", "co_issuers": tuple(map(issuer, NAMES[:2])), "has_joint_header": True},
}
SHEETS = "volume"  # cover, index and sheet of a file


def volume_sheets():
    cells = [
        ("案号", "诸总工调〔2026〕31号"), ("案由", "劳动报酬"), ("被申请人", NAMES[0]), ("受理日期", "2026年3月2日"),
        ("结案日期", "2026年4月9日"), ("件数页数", "3件 7页"), ("保管期限", ""),
    ]  # fmt: skip
    cover = volume.Cover(samples.ISSUER.name, "劳动争议调解案卷", cells, ["本卷所装订的各件为副本。", "0" * 32])
    head = ("序号", "文号", "责任者", "题名", "日期", "页号")
    row = ("1", "（2026）诸总工调受字第93号", samples.ISSUER.name, "劳动争议调解受理通知书", "2026-03-02", "1-2")
    sheet = volume.file_sheet("证据材料：考勤表", [("类型", "XLSX"), ("SHA256", "0" * 32)], TEXT)
    return [*volume.cover_pages(cover), *volume.list_pages("卷内文件目录", [head, row]), *sheet]


def made(name, more=""):
    if name in EVERY:
        return sample(name, samples.ISSUER)
    if name == SHEETS:
        return volume.printed(volume_sheets(), name, samples.ISSUER.name)
    texts = body(TEXT * 4, TEXT * 5 + more)
    content = paper(**SHOWN[name], addressee="各镇街总工会", paragraphs=texts, title="关于支付工资的通知")
    return render(lay_out(content), Record(name, samples.ISSUER.name))


def picture(pdf, folder):
    """The pages side by side in sixteen greys."""
    (folder / "letter.pdf").write_bytes(pdf)
    say("pdftoppm", "-r", DPI, "-gray", "-png", str(folder / "letter.pdf"), str(folder / "page"))
    pages = [grey(path) for path in sorted(folder.glob("page-*.png"))]
    width, height = pages[0].size
    whole = Image.new("L", (width * len(pages), height))
    for number, page in enumerate(pages):
        whole.paste(page, (number * width, 0))
    return ImageOps.posterize(whole, 4)


def grey(path):
    with Image.open(path) as image:
        return image.convert("L")


def difference(one, two):
    """Mean difference of brightness, 0 to 255; all of it when the sizes differ."""
    return ImageStat.Stat(ImageChops.difference(one, two)).mean[0] if one.size == two.size else 255.0


@pytest.mark.parametrize("name", [*EVERY, *SHOWN, SHEETS])
def test_it_looks_as_it_did(name, tmp_path):
    found = picture(made(name), tmp_path)
    if os.environ.get("RENEW_GOLDEN") == "1":
        found.quantize(16).save(GOLDEN / f"{name}.png", optimize=True)
    assert difference(found, grey(GOLDEN / f"{name}.png")) < MEAN


def test_there_is_no_picture_of_what_is_no_more():
    assert {path.stem for path in GOLDEN.glob("*.png")} == {*EVERY, *SHOWN, SHEETS}


def test_the_tolerance_sees_one_line_more_and_a_shift_of_a_millimetre(tmp_path):
    golden = grey(GOLDEN / "file.png")
    assert difference(golden, ImageChops.offset(golden, 1, 0)) > MEAN
    assert difference(golden, ImageChops.offset(golden, 0, 1)) > MEAN
    assert difference(picture(made("file", more="国" * 28), tmp_path), golden) > MEAN
