"""What comes in: honest files of each kind stay readable, hostile ones are refused with words of their own (T26)."""

import hashlib
import io
import subprocess
import sys
import time
from functools import partial

import pikepdf
import pytest
from PIL import Image

from mediation import confined
from mediation.uploads import child, pictures
from mediation.uploads.judging import LONGEST_NAME, WORDS, Refused, judge, tidy_name
from mediation.uploads.kinds import MEDIA
from tests.mediation.uploads.corpus import (
    HONEST,
    HOSTILE,
    attached,
    launch,
    launch_elsewhere,
    link,
    pdf,
    photo,
    picture,
    script,
)  # fmt: skip

pytestmark = pytest.mark.once  # no database at all
SOON = 10  # seconds of wall time, however busy the machine


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_taken(name):
    make, code = HONEST[name]
    data = make()
    found = judge(name, data)
    assert found.media == MEDIA[code]
    assert found.name.endswith(found.media.suffix)
    assert found.typed_name == name
    assert found.received_sha256 == hashlib.sha256(data).hexdigest()
    assert found.sha256 == hashlib.sha256(found.content).hexdigest()
    assert bool(found.small) is found.media.is_picture


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_moments(name):
    make, code = HOSTILE[name]
    data, began = make(), time.monotonic()
    with pytest.raises(Refused) as refused:
        judge(name, data)
    assert str(refused.value) == str(WORDS[code])
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("name", HONEST)
def test_what_is_kept_is_taken_again(name):
    once = judge(name, HONEST[name][0]())
    assert judge(name, once.content).media.suffix == once.media.suffix


class TestPictures:
    def test_nothing_of_the_phone_is_kept(self):
        found = judge("IMG.jpg", photo())
        with Image.open(io.BytesIO(found.content)) as kept:
            assert kept.size == (600, 800)  # upright
            assert not kept.getexif()
        for canary in (b"CANARYPHONE", b"CANARYCOMMENT", b"Exif", b"GPS"):
            assert canary not in found.content + found.small

    def test_bytes_behind_a_picture_are_gone(self):
        found = judge("a.jpg", picture() + b"<script>PK\x03\x04")
        assert b"script" not in found.content

    @pytest.mark.parametrize(("mode", "colour"), [("RGBA", (9, 9, 9, 99)), ("P", 3), ("I;16", 500)])
    def test_a_wide_one_of_every_mode(self, mode, colour):
        out = io.BytesIO()
        Image.new(mode, (5_500, 550), colour).save(out, "PNG", compress_level=1)
        for data, size in zip(pictures.rewritten(out.getvalue(), "png"), [(5_000, 500), (320, 32)], strict=True):
            with Image.open(io.BytesIO(data)) as kept:
                assert (kept.mode, kept.size) == ("RGB", size)

    def test_a_large_one_is_made_smaller(self):
        found = judge("a.jpg", picture(size=(8_000, 4_000)))
        with Image.open(io.BytesIO(found.content)) as kept, Image.open(io.BytesIO(found.small)) as small:
            assert max(kept.size) <= 5_000
            assert max(small.size) <= 320


class TestPdf:
    @pytest.mark.parametrize("edit", [script, launch, launch_elsewhere, attached])
    def test_what_acts_is_taken_out(self, edit):
        data = pdf(3, edit)
        found = judge("a.pdf", data)
        with pikepdf.open(io.BytesIO(found.content)) as kept:
            assert len(kept.pages) == 3
            assert list(kept.attachments) == []
        for word in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"MZ\x90"):
            assert word not in found.content

    @pytest.mark.parametrize(
        ("address", "stays"),
        [
            ("https://e.org/a", True), ("HTTP://e.org", True), ("mailto:a@e.org", True),
            ("javascript:alert(1)", False), (" javascript:alert(1)", False), ("file:///etc/passwd", False), ("", False),
        ],
    )  # fmt: skip
    def test_a_link_leads_to_pages_and_mail_alone(self, address, stays):
        kept = judge("a.pdf", pdf(1, partial(link, address=address))).content
        with pikepdf.open(io.BytesIO(kept)) as book:
            assert ("/A" in book.pages[0].Annots[0]) is stays

    def test_a_page_behind_the_end_is_gone(self):
        assert b"<script>" not in judge("a.pdf", pdf() + b"<script>").content

    def test_a_signed_one_keeps_every_byte(self):
        data = HONEST["signed.pdf"][0]()
        found = judge("a.pdf", data)
        assert found.content == data
        assert found.sha256 == found.received_sha256


class TestLimits:
    def test_size(self, settings):
        settings.UPLOAD_MOST_BYTES = 2 * 1024 * 1024
        with pytest.raises(Refused, match="2 MB"):
            judge("a.pdf", bytes(2 * 1024 * 1024 + 1))

    def test_nothing(self):
        with pytest.raises(Refused):
            judge("a.pdf", b"")

    def test_a_child_that_dies_is_a_damaged_file(self, monkeypatch):
        monkeypatch.setattr("mediation.confined.sys.executable", "/bin/false")
        with pytest.raises(Refused) as refused:
            judge("a.pdf", pdf())
        assert str(refused.value) == str(WORDS["damaged"])


@pytest.mark.parametrize("seconds", [0, 9])
def test_a_child_without_end_is_stopped_by_the_wall_or_by_the_processor(seconds, monkeypatch, tmp_path):
    loop = "from mediation import confined\nconfined.limit(seconds=1, memory=2**30)\nwhile True: pass"
    (tmp_path / "endless.py").write_text(loop, encoding="utf-8")
    (tmp_path / "mediation").symlink_to(confined.ROOT / "mediation")
    monkeypatch.setattr(confined, "ROOT", tmp_path)
    with pytest.raises(confined.TooLong):
        confined.run("endless", b"", seconds=seconds)


def test_every_refusal_has_words():
    assert {code for _make, code in HOSTILE.values()} | {"objects", "portfolio", "time"} == set(WORDS)


def test_the_child_knows_nothing_of_django():
    code = "import sys, mediation.uploads.child; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert child.SECONDS


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"), ("C:\\temp\\a.exe", "a.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie x.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"), ("", "文件.pdf"),
        ("...", "文件.pdf"),
        ("送达回证（一）.PDF", "送达回证（一）.pdf"),
        ("长" * 300 + ".pdf", "长" * LONGEST_NAME + ".pdf"), ('a"b<c>.pdf', "a b c.pdf"), ("第1.2版", "第1.2版.pdf"),
    ],
)  # fmt: skip
def test_names_are_tidy(typed, shown, monkeypatch):
    monkeypatch.setattr("mediation.uploads.judging._", lambda text: "文件")
    assert tidy_name(typed, MEDIA["pdf"]) == shown
