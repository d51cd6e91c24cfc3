"""Papers of every layout for tests, and what they print where."""

import dataclasses
import re

from documents import samples
from documents.content import Content, Paragraph
from documents.fonts import glyph
from documents.sheet import Text

LAYOUTS = ("letter", "file", "agreement", "minutes", "petition", "record", "form")
TITLES = {"agreement": "调解协议书", "minutes": "会议纪要"}
NAMES = ["江州市人力资源和社会保障局", "江州市司法局", "江州市人民法院", "江州市人民检察院", "江州市工商业联合会"]


def issuer(name, **kwargs):
    return dataclasses.replace(samples.ISSUER, name=name, **kwargs)


def body(*texts):
    return tuple(Paragraph((("fang", text),)) for text in texts)


def paper(layout="letter", **kwargs):
    """A paper with all that its layout prints."""
    values = {
        "layout": layout,
        "title": TITLES.get(layout, "通知书"),
        "issuer": samples.ISSUER,
        "paragraphs": body("国" * 60),
        "date": "2026年3月16日",
        "number": "江总工〔2026〕3号",
        "verify_url": "https://example.org/v/X",
        "verify_code": "X",
    }
    if layout in ("record", "form"):
        values |= {"head": (("时间", "2026年3月2日"), ("备注", "")), "number": "", "verify_url": ""}
    if layout in ("petition", "record", "form"):
        values |= {"signers": ("申请人（签名）", "记录人（签名）"), "date": "", "number": "", "verify_url": ""}
    return Content(**(values | kwargs))


def texts(page):
    return [op for op in page.operations if isinstance(op, Text) and op.runs]


def words(op):
    return "".join(run.text for run in op.runs)


def said(pages):
    """All characters of pages without blanks."""
    return "".join(re.sub(r"\s", "", words(op)) for page in pages for op in texts(page))


def end_of(run, size):
    """Where a run ends, without the spacing after its last character."""
    advances = sum(glyph(run.font, character).advance * size for character in run.text)
    return run.x + advances + run.spacing * (len(run.text) - 1)
