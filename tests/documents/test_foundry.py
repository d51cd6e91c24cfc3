import hashlib
import io
import lzma
import tarfile

import pytest
from fontTools.ttLib import TTFont

from documents import casting, fontlock, foundry

PYPI = fontlock.read_lock()["sources"]["pypi"]


def faces_of(source):
    return [face for face in fontlock.faces().values() if face.source == source]


def deb(path, files):
    """A Debian package with `files` in its data."""
    tar_bytes = io.BytesIO()
    with tarfile.open(fileobj=tar_bytes, mode="w") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"./usr/share/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    members = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": lzma.compress(tar_bytes.getvalue())}
    with path.open("wb") as archive:
        archive.write(b"!<arch>\n")
        for name, content in members.items():
            archive.write(f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode())
            archive.write(content + b"\n" * (len(content) % 2))
    return path


def test_the_wanted_files_are_taken_out_of_a_debian_package(tmp_path):
    archive = deb(tmp_path / "some.deb", {"a/One.otf": b"one", "a/Two.otf": b"two", "doc/README": b"no"})
    foundry.unpack(archive, {"One.otf", "Two.otf"}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.otf")} == {"One.otf": b"one", "Two.otf": b"two"}
    assert not (tmp_path / "README").exists()


def test_a_file_with_another_hash_is_not_taken(tmp_path, monkeypatch):
    faces = faces_of("debian")
    archive = deb(tmp_path / "some.deb", {f"f/{face.file}": b"forged" for face in faces})
    monkeypatch.setattr(foundry, "DEBIAN_DIRECTORY", tmp_path)
    monkeypatch.setattr(foundry, "download", lambda package, scratch: archive)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert foundry.from_debian("some", faces, scratch) == {}


def test_noto_comes_out_of_the_locked_package():
    assert sorted(foundry.from_pypi(PYPI, faces_of("pypi"))) == ["rare", "sans"]


def test_a_missing_package_stops_the_foundry(monkeypatch, tmp_path):
    monkeypatch.setattr(foundry, "from_pypi", lambda package, needed: {})
    with pytest.raises(SystemExit, match=PYPI):
        foundry.gather(tmp_path)


def test_without_debian_every_face_has_its_substitute(tmp_path):
    local = {"rare": tmp_path / "rare.otf", "sans": tmp_path / "sans.otf"}
    uses, substitutes = foundry.plan(local)
    assert uses == {"rare": "rare", "fang": "rare", "kai": "rare", "hei": "sans", "title": "rare", "song": "rare"}
    assert substitutes == ["fang", "hei", "kai", "song", "title"]


def test_with_debian_nothing_is_substituted_and_the_spare_face_is_not_made(tmp_path):
    files = {role: tmp_path / role for role in fontlock.faces()}
    uses, substitutes = foundry.plan(files)
    assert substitutes == []
    assert "sans" not in uses.values()


def test_no_apt_means_no_download(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(foundry.shutil, "which", lambda name: None)
    assert foundry.download("some", tmp_path) is None
    assert "apt-get is not here" in capsys.readouterr().out


def test_ready_fonts_are_not_made_again(monkeypatch, made_fonts, capsys):
    monkeypatch.setattr(foundry.shutil, "which", lambda name: None)
    monkeypatch.setattr(foundry, "make", lambda directory: pytest.fail("made again"))
    foundry.main([str(foundry.fontlock.cache_directory())])
    assert "ready in" in capsys.readouterr().out


def test_ranges_hold_what_was_put_in():
    assert foundry.ranges([5, 1, 2, 3, 9, 5]) == [[1, 3], [5, 5], [9, 9]]


@pytest.mark.parametrize(("cover", "kept"), [("ascii", "A~"), ("gb", "A~国"), ("han", "A~—国喆"), ("all", "öA~—国喆")])
def test_what_a_cover_keeps(cover, kept):
    codes = [ord(character) for character in "öA~—国喆한\x01\ue000"]
    assert set(map(chr, casting.wanted(codes, cover))) == set(kept)


def test_casting_gives_the_same_small_truetype_font_twice(tmp_path):
    source = foundry.from_pypi(PYPI, faces_of("pypi"))["sans"]
    codes = casting.cast(source, tmp_path / "one.ttf", "ascii", print)
    casting.cast(source, tmp_path / "two.ttf", "ascii", print)
    hashes = {hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("one.ttf", "two.ttf")}
    assert len(hashes) == 1
    font = TTFont(tmp_path / "one.ttf")
    assert codes == list(range(0x20, 0x7F)) == sorted(font.getBestCmap())
    assert "glyf" in font
    assert "CFF " not in font
    assert font["name"].getDebugName(13)  # the licence stays with the outlines


def test_hanzi_another_font_has_are_left_out():
    assert casting.is_han(ord("国"))
    assert casting.is_han(0x2CB4E)
    assert not casting.is_han(ord("。"))
