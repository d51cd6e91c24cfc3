"""The three faults of reportlab that documents.typeface mends. A test that fails here says: the override can go."""

import zlib

from django.conf import settings
from reportlab.pdfbase import pdfdoc, ttfonts

from documents import fontlock, typeface

RARE = ord("𬭎")


def font_file():
    return str(settings.FONT_DIR / fontlock.read_manifest(settings.FONT_DIR).roles["song"])


def stock_face():
    return ttfonts.TTFontFace(font_file())


def press_face():
    return typeface.PressFace(font_file())


def test_stock_reportlab_still_copies_tables():
    face = stock_face()
    assert face.get_table("glyf") is not face.get_table("glyf")


def test_ours_slices_a_table_once():
    face = press_face()
    assert face.get_table("glyf") is face.get_table("glyf")
    assert face.get_table("glyf") == stock_face().get_table("glyf")


def test_stock_reportlab_still_makes_a_subset_again(monkeypatch):
    made = []
    monkeypatch.setattr(ttfonts.TTFontFace, "makeSubset", lambda self, subset: made.append(subset) or b"font")
    face, doc = stock_face(), pdfdoc.PDFDocument()
    face.addSubsetObjects(doc, "A", [0, 65])
    face.addSubsetObjects(doc, "B", [0, 65])
    assert made == [[0, 65], [0, 65]]


def test_ours_makes_a_subset_once_and_the_same_one():
    face = press_face()
    one, two = face.subset_parts([0, 65]), face.subset_parts([0, 65])
    assert one is two
    plain = zlib.decompress(one.file.split(b"stream\n", 1)[1].removesuffix(b"\nendstream\n"))
    assert one.length == len(plain)
    assert plain == stock_face().makeSubset([0, 65])
    assert one.widths == b" ".join(b"%g" % stock_face().getCharWidth(code) for code in [0, 65])


def test_the_subset_store_is_bounded(monkeypatch):
    monkeypatch.setattr(typeface, "KEPT_SUBSETS", 3)
    face = press_face()
    for code in range(65, 75):
        face.subset_parts([0, code])
    assert len(face._subsets) == 3


def test_stock_reportlab_still_writes_five_digits():
    assert "<2CB4E>" in ttfonts.makeToUnicodeCMap("F", [0, RARE])


def test_no_code_stands_for_the_character_zero():
    assert "<00>" not in typeface.to_unicode("F", [0, 65]).split("beginbfchar")[1]


def test_ours_writes_surrogate_pairs_in_blocks_of_a_hundred():
    text = typeface.to_unicode("F", [RARE, *range(1, 250)])
    assert "<00> <D872DF4E>" in text
    counts = [line.split()[0] for line in text.split("\n") if line.endswith(" beginbfchar")]
    assert counts == ["100", "100", "50"]
