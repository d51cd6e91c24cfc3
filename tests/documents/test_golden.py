"""Pictures of one letter of each layout, 60 dpi, grey. To renew them after a change that was meant, and looked at:

RENEW_GOLDEN=1 ./dev test tests/documents/test_golden.py
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from documents import samples
from documents.issuing import preview
from documents.management.commands.sample_letter import sample
from tests.documents.judges import say

GOLDEN = Path(__file__).parent / "golden"
LAYOUTS = {"letter": "reminder", "agreement": "agreement", "minutes": "minutes"}
MEAN = 0.6  # of 255: other versions of poppler smooth edges a little otherwise


def pictures(pdf, folder):
    (folder / "letter.pdf").write_bytes(pdf)
    say("pdftoppm", "-r", "60", "-gray", "-png", str(folder / "letter.pdf"), str(folder / "page"))
    return [grey(path) for path in sorted(folder.glob("page-*.png"))]


def grey(path):
    with Image.open(path) as picture:
        return picture.convert("L")


def difference(one, two):
    """Mean difference of brightness, 0 to 255; all of it when the sizes differ."""
    return ImageStat.Stat(ImageChops.difference(one, two)).mean[0] if one.size == two.size else 255.0


def kept(layout):
    return [grey(path) for path in sorted(GOLDEN.glob(f"{layout}-*.png"))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letter_looks_as_it_did(layout, tmp_path):
    found = pictures(sample(LAYOUTS[layout], samples.ISSUER), tmp_path)
    if os.environ.get("RENEW_GOLDEN") == "1":
        for number, picture in enumerate(found, 1):
            picture.quantize(16).save(GOLDEN / f"{layout}-{number}.png", optimize=True)
    golden = kept(layout)
    assert len(found) == len(golden)
    for page, was in zip(found, golden, strict=True):
        assert difference(page, was) < MEAN


def test_the_tolerance_sees_one_line_more_and_a_shift_of_a_millimetre(tmp_path):
    facts = samples.SAMPLES["reminder"]
    golden = kept("letter")[0]
    shifted = ImageChops.offset(golden, 2, 0)
    assert difference(golden, shifted) > MEAN
    other = dict(facts, facts_found=facts["facts_found"] + "国" * 30)
    page, *_rest = pictures(preview("reminder", other, issuer=samples.ISSUER, at=samples.AT), tmp_path)
    assert difference(page, golden) > MEAN
