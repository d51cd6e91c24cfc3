"""Fonts that an office owns: judged at the start, used before ours, recorded with the letter."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings as product
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont

from documents import checks, fontlock, fonts, ownfonts

PRINT = """
import io, json, django, pypdf; django.setup()
from documents import fonts, samples
from documents.press import engine
from documents.kinds import KINDS
from documents.management.commands.sample_letter import sample
pages = pypdf.PdfReader(io.BytesIO(sample("opinion", samples.ISSUER))).pages
used = {font.get_object()["/BaseFont"][7:] for page in pages for font in page["/Resources"]["/Font"].values()}
of = [fonts.glyph(style, text).font for style, text in (("title", "国"), ("title", "𬭎"), ("fang", "国"))]
text = "".join(page.extract_text() for page in pages)
print(json.dumps({"of": of, "engine": engine(KINDS["opinion"]), "used": sorted(used), "text": text}))
"""


@pytest.fixture
def small(made_fonts, tmp_path):
    """A font of ASCII alone, to be spoilt."""
    path = tmp_path / "small.ttf"
    shutil.copy(product.FONT_DIR / made_fonts.roles["song"], path)
    return path


def altered(path, change):
    with TTFont(path) as font:
        change(font)
        font.save(path)
    return path


def test_a_whole_true_type_font_passes(made_fonts):
    assert ownfonts.problems(product.FONT_DIR / made_fonts.roles["kai"]) == []


def test_a_font_that_lacks_hanzi_is_refused_with_their_number(small):
    assert ownfonts.problems(small) == ["It lacks 6,763 of the 6,763 Hanzi of GB 2312."]


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        (0x0000, False),
        (0x0002, True),
        (0x0004, False),
        (0x0006, False),
        (0x0008, False),
        (0x0104, True),
        (0x0200, True),
    ],
)
def test_a_font_whose_licence_forbids_embedding_is_refused(small, licence, refused):
    altered(small, lambda font: setattr(font["OS/2"], "fsType", licence))
    assert any("licence" in problem for problem in ownfonts.problems(small)) == refused


def test_outlines_that_cannot_be_embedded_are_refused(tmp_path):
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupCFF("Own", {}, {".notdef": T2CharString(program=["endchar"])}, {})
    builder.setupHorizontalMetrics({".notdef": (1000, 0)})
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "own.otf")
    assert ownfonts.problems(tmp_path / "own.otf")[0].startswith("Its outlines are not TrueType")


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00" + b"\xff" * 64, b"ttcf" + b"\x00" * 64])
def test_what_is_no_font_is_refused(tmp_path, content):
    path = tmp_path / "own.ttf"
    path.write_bytes(content)
    assert ownfonts.problems(path) == ["This is not a font file (a collection, .ttc, is none either)."]
    assert ownfonts.problems(tmp_path / "absent.ttf") == ["The file cannot be read."]


def test_the_check_at_the_start_names_the_variable_and_the_file(settings, small):
    settings.OWN_FONTS = {"title": small}
    [error] = checks.own_fonts()
    assert error.msg == f"FONT_TITLE ({small}): It lacks 6,763 of the 6,763 Hanzi of GB 2312."
    with pytest.raises(fontlock.FontsMissing, match="6,763"):
        fonts._own()
    settings.OWN_FONTS = {}
    assert checks.own_fonts() == []


def test_a_font_of_the_office_is_used_embedded_recorded_and_no_substitute_any_more(made_fonts, tmp_path):
    """In a process of its own, for fonts are loaded once a process."""
    own = tmp_path / "own.ttf"
    shutil.copy(product.FONT_DIR / made_fonts.roles["kai"], own)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "FONT_TITLE": str(own)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT], capture_output=True, text=True, env=environment, cwd=product.BASE_DIR, check=True
    )
    said = json.loads(done.stdout)
    assert said["of"] == ["own_title", "rare", "fang"]
    assert said["engine"]["own_fonts"] == {"title": ownfonts.sha256(own)}
    assert "title" not in said["engine"]["substitutes"]
    assert any("Kai" in name for name in said["used"])
    assert not any("Song-Bold" in name or "Song_Bold" in name for name in said["used"])
    assert "工会劳动法律监督意见书" in said["text"]
