import re
from collections import Counter

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.contrib.staticfiles import finders

from config.pressfonts import PressFontFinder
from documents import samples
from documents.content import Content, Paragraph
from documents.kinds import KINDS
from documents.paper import lay_out
from documents.preview import svg
from documents.sheet import HEIGHT, RIGHT, Bar, Code, Mark, Seal, Text
from documents.wording import cleaned, compose
from tests.documents.layouts import LAYOUTS, paper

SVG = "{http://www.w3.org/2000/svg}"


def content(kind, **kwargs):
    kept, _findings = cleaned(KINDS[kind], samples.SAMPLES[kind])
    given = {"number": "江〔2026〕1号", "verify_url": "https://e.org/v", "verify_code": "X"}
    return compose(KINDS[kind], kept, samples.ISSUER, "2026年3月16日", **(given | kwargs))


def drawn(pages, title="题"):
    return [ElementTree.fromstring(page) for page in svg(pages, title)]


def written(page):
    """The characters of a page's operations."""
    parts = []
    for operation in page.operations:
        if isinstance(operation, Text):
            parts += [run.text.rstrip() for run in operation.runs]
        elif isinstance(operation, Seal):
            parts += [operation.text, operation.note]
        elif isinstance(operation, Mark):
            parts.append(operation.text)
    return "".join(parts)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_character_and_every_figure_is_drawn_once(kind, draft):
    agrees(lay_out(content(kind, draft=draft)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_drawn_as_it_is_printed(layout):
    agrees(lay_out(paper(layout, annex_title="名单", annex=(("姓名", "备注"), ("龚䶮", "")), attachments=("名单",))))


def agrees(pages):
    for page, image in zip(pages, drawn(pages), strict=True):
        texts = [text.text for text in image.iter(f"{SVG}text")]
        assert Counter("".join(texts)) == Counter(written(page))
        bars = sum(isinstance(operation, Bar) for operation in page.operations)
        assert len(list(image.iter(f"{SVG}rect"))) == bars + 1  # the sheet
        assert len(list(image.iter(f"{SVG}path"))) == sum(isinstance(op, Code) for op in page.operations)
        assert len(list(image.iter(f"{SVG}polygon"))) == sum(isinstance(op, Seal) for op in page.operations)


def test_lines_end_where_they_end_on_paper():
    letter = Content("letter", "题", samples.ISSUER, (Paragraph((("fang", "国" * 100),)),), "2026年3月16日")
    [image] = drawn(lay_out(letter))
    full = [text for text in image.iter(f"{SVG}text") if text.text == "国" * 28]
    assert len(full) == 2
    for text in full:
        assert float(text.get("x")) + float(text.get("textLength")) == pytest.approx(RIGHT, abs=0.5)
        assert 0 < float(text.get("y")) < HEIGHT


@pytest.mark.parametrize(
    "hostile", ["</text><script>alert(1)</script>", "<img src=x onerror=1>", "&amp;<b>", "\"' onload='x", "]]><!--"]
)
def test_what_is_typed_stays_text(hostile):
    letter = Content("letter", hostile, samples.ISSUER, (Paragraph((("fang", hostile),)),), "x")
    [source] = svg(lay_out(letter), hostile)
    image = ElementTree.fromstring(source)
    assert {element.tag for element in image.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "circle", "polygon")
    }
    said = "".join(text.text for text in image.iter(f"{SVG}text"))
    assert said.replace(" ", "").count(hostile.replace(" ", "")) == 2
    assert image.find(f"{SVG}title").text == f"{hostile}，第1页"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_it_needs_more_than_the_strict_policy(kind):
    for source in svg(lay_out(content(kind)), "题"):
        image = ElementTree.fromstring(source)
        names = {name for element in image.iter() for name in element.attrib}
        assert not [name for name in names if name == "style" or name.startswith("on") or "href" in name]
        assert not re.search(r"url\(|data:", source)
        assert image.get("role") == "img"
        assert {text.get("class") for text in image.iter(f"{SVG}text")} <= {
            f"letter-{role}" for role in ("fang", "kai", "hei", "title", "song")
        }


def test_the_browser_gets_the_open_fangsong_and_no_other_font():
    found = finders.find("press/fang.ttf")
    assert found == str(settings.FONT_DIR / "fang.ttf")
    assert [finders.find(f"press/{name}") for name in ("kai.ttf", "../fang.ttf", "manifest.json")] == [None] * 3
    assert [path for path, _storage in PressFontFinder().list(None)] == ["fang.ttf"]
